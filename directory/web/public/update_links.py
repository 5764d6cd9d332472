"""A structure answers for its own listing by a link, once, without an account."""

from datetime import date

from flask import Response, abort, redirect, render_template, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from directory.catalog.corrections import NothingProposedError
from directory.catalog.models.campaign import UpdateLink
from directory.catalog.update_links import (
    LinkClosedError,
    LinkState,
    ListingChangedError,
    answer_with_changes,
    confirm_listing,
    find_update_link,
    mark_opened,
    state_of_link,
)
from directory.values.clock import in_paris
from directory.values.numbers import read_number
from directory.web.after_response import after_change
from directory.web.caching import ASKED_METHOD
from directory.web.form_tokens import check_form_token
from directory.web.letterhead import get_letterhead
from directory.web.public.listing_form import ListingForm, listing_values, phone_row_name
from directory.web.public.private_answers import private_page
from directory.web.sent_fields import LARGEST_VERSION, sent_fields
from directory.web.services import get_services, get_session
from directory.web.structure_page import make_structure_page
from directory.web.templating import page_url
from directory.web.wording import gettext as _

_TOKEN = "update_link"  # noqa: S105 (the purpose of a token, not a secret)


def show_update_link(token: str) -> Response:
    """Show a structure its listing, to say « Tout est juste » or to change it."""
    link = _link(token)
    if _state(link) is LinkState.OPEN and _is_read_by_somebody():
        _keep_opening(link)
    return _page(link, token)


def confirm_own_listing(token: str) -> AnyResponse:
    """Take « Tout est juste »."""
    link, session = _link(token), get_session()
    if not check_form_token(_TOKEN):
        return _page(link, token, _("La page était trop ancienne : relisez-la."), 400)
    try:
        confirm_listing(session, link, expected_version=_version_seen(), clock=get_services().clock)
    except LinkClosedError:
        session.rollback()
        return redirect(_address(token), 303)
    except ListingChangedError:
        return _page(link, token, _changed_meanwhile(), 409)
    session.commit()
    after_change()
    return redirect(_address(token), 303)


def change_listing(token: str) -> AnyResponse:
    """Ask what should change, and keep it for an animator."""
    link, session = _link(token), get_session()
    if _state(link) is not LinkState.OPEN:
        return redirect(_address(token), 303)
    if request.method == "GET":
        return _form_page(ListingForm(data=listing_values(link.structure)), link, token)
    form = ListingForm(sent_fields(request.form))
    if not form.check(link.structure):
        return _form_page(form, link, token, status=422)
    if not check_form_token(_TOKEN):
        return _form_page(form, link, token, _("La page était trop ancienne : relisez-la."), 400)
    try:
        answer_with_changes(
            session,
            link,
            form.report_on(link.structure),
            expected_version=_version_seen(),
            clock=get_services().clock,
        )
    except NothingProposedError:
        return _form_page(form, link, token, _nothing_changed(), 422)
    except ListingChangedError:
        session.rollback()
        return _form_page(form, link, token, _changed_meanwhile(), 409)
    except LinkClosedError:
        session.rollback()
        return redirect(_address(token), 303)
    session.commit()
    after_change()
    return redirect(_address(token), 303)


def _link(token: str) -> UpdateLink:
    link = find_update_link(get_session(), token, letterhead=get_letterhead())
    if link is None:
        abort(private_page(render_template("public/update_link/damaged.html"), 404))
    return link


def _state(link: UpdateLink) -> LinkState:
    return state_of_link(link, now=get_services().clock.now())


def _address(token: str) -> str:
    return page_url(f"/maj/{token}")


def _version_seen() -> int:
    version = read_number(request.form.get("version"), most=LARGEST_VERSION)
    return -1 if version is None else version


def _is_read_by_somebody() -> bool:
    """Tell a person's request from those that programs make ahead of it."""
    purpose = request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    return "prefetch" not in purpose and request.environ.get(ASKED_METHOD, "GET") == "GET"


def _keep_opening(link: UpdateLink) -> None:
    """Remember the first opening; a page must not fail because it could not be remembered."""
    session = get_session()
    try:
        mark_opened(link, clock=get_services().clock)
        session.commit()
    except (StaleDataError, OperationalError):
        session.rollback()


def _changed_meanwhile() -> str:
    return _("La fiche vient de changer pendant que vous la lisiez : relisez-la.")


def _nothing_changed() -> str:
    return _(
        "Vous n’avez rien changé. Si tout est juste, revenez en arrière et touchez "
        "« Tout est juste »."
    )


def _page(link: UpdateLink, token: str, warning: str = "", status: int = 200) -> Response:
    state = _state(link)
    if state is not LinkState.OPEN:
        html = render_template(
            "public/update_link/closed.html", link=link, state=state, expires_on=_last_day(link)
        )
        return private_page(html, 200 if state is LinkState.ANSWERED else 410)
    html = render_template(
        "public/show_update_link.html",
        link=link,
        page=make_structure_page(get_session(), link.structure),
        address=_address(token),
        purpose=_TOKEN,
        warning=warning,
        expires_on=_last_day(link),
    )
    return private_page(html, status)


def _last_day(link: UpdateLink) -> date:
    return in_paris(link.expires_at).date()


def _form_page(
    form: ListingForm, link: UpdateLink, token: str, warning: str = "", status: int = 200
) -> Response:
    html = render_template(
        "public/change_listing.html",
        form=form,
        link=link,
        structure=link.structure,
        week=make_structure_page(get_session(), link.structure).week,
        row_name=phone_row_name,
        address=_address(token),
        purpose=_TOKEN,
        warning=warning,
    )
    return private_page(html, status)
