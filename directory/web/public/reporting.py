"""Telling what is wrong with a listing, without an account."""

from datetime import timedelta
from math import ceil

from flask import Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from directory.accounts.throttling import Throttle, ThrottledError
from directory.catalog.corrections import report_error
from directory.catalog.models.structure import Structure
from directory.catalog.queries import find_published_structure
from directory.web.after_response import after_change
from directory.web.form_tokens import check_form_token
from directory.web.public.private_answers import private_page
from directory.web.public.report_form import ANOTHER_PHONE, ReportForm
from directory.web.sent_fields import sent_fields
from directory.web.services import get_services, get_session
from directory.web.templating import page_url
from directory.web.throttling import count_try
from directory.web.wording import gettext as _
from directory.web.wording import ngettext

_LONGEST_SLUG = 200
_SHORTEST = timedelta(seconds=2)  # nobody reads and fills the form faster; programs do
_TOKEN = "report_structure"  # noqa: S105 (the purpose of a token, not a secret)


def report_structure(slug: str) -> AnyResponse:
    """Ask what is wrong, and keep it for an animator."""
    structure = _structure(slug)
    form = ReportForm(sent_fields(request.form))
    if request.method == "GET":
        return _page(form, structure)
    if form.is_from_a_robot():
        return _thanks(structure)
    if not form.check():
        return _page(form, structure, 422)
    if not check_form_token(_TOKEN, at_least=_SHORTEST):
        form.form_errors.append(
            _("Rien n’est encore envoyé : relisez, puis touchez « Envoyer » encore une fois.")
        )
        return _page(form, structure, 400)
    try:
        count_try(Throttle.PUBLIC_FORM)
    except ThrottledError as error:
        return _too_many(form, structure, error)
    session = get_session()
    report_error(session, structure, form.report_on(structure), clock=get_services().clock)
    session.commit()
    after_change()
    return _thanks(structure)


def thank_for_report(slug: str) -> Response:
    """Say thank you, and what happens next."""
    return private_page(render_template("public/thank_for_report.html", structure=_structure(slug)))


def _structure(slug: str) -> Structure:
    if len(slug) > _LONGEST_SLUG:
        abort(404)
    structure = find_published_structure(get_session(), slug=slug)
    if structure is None:
        abort(404)
    return structure


def _thanks(structure: Structure) -> AnyResponse:
    return redirect(page_url(f"/structures/{structure.slug}/signaler/merci"), 303)


def _too_many(form: ReportForm, structure: Structure, error: ThrottledError) -> Response:
    seconds = ceil(error.retry_after.total_seconds())
    form.form_errors.append(
        ngettext(
            "Beaucoup de messages viennent de votre réseau. Réessayez dans %(num)s minute.",
            "Beaucoup de messages viennent de votre réseau. Réessayez dans %(num)s minutes.",
            ceil(seconds / 60),
        )
    )
    response = _page(form, structure, 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _page(form: ReportForm, structure: Structure, status: int = 200) -> Response:
    return private_page(
        render_template(
            "public/report_structure.html",
            form=form,
            structure=structure,
            another_phone=ANOTHER_PHONE,
            token=_TOKEN,
        ),
        status,
    )
