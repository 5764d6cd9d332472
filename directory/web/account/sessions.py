"""The browsers in which one is signed in: seen, and signed out from afar."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from directory.accounts.events import EventKind, record_own_act
from directory.accounts.permissions import Permission
from directory.accounts.queries import list_living_sessions
from directory.accounts.sessions import end_session, end_sessions_of
from directory.web.account.signed_in import this_session
from directory.web.confirmation import requires_confirmation
from directory.web.moment_words import moment_words
from directory.web.notices import say
from directory.web.permissions import requires
from directory.web.services import get_services, get_session
from directory.web.wording import gettext


@requires(Permission.OWN_ACCOUNT)
def list_sessions() -> str:
    """Show where one is signed in, since when, and when last seen."""
    signed, clock = this_session(), get_services().clock
    found = list_living_sessions(get_session(), signed.account_id, clock=clock)
    return render_template(
        "account/list_sessions.html",
        sessions=found,
        current=signed.id,
        moment_words=moment_words,
    )


@requires(Permission.OWN_ACCOUNT)
@requires_confirmation
def end_one_session(session_id: UUID) -> Response:
    """Sign one browser out."""
    session, clock, signed = get_session(), get_services().clock, this_session()
    living = list_living_sessions(session, signed.account_id, clock=clock)
    ended = next((found for found in living if found.id == session_id), None)
    if ended is None:
        abort(404)
    end_session(ended, clock=clock)
    _record_end(signed.account_id)
    session.commit()
    say(gettext("Cet appareil est déconnecté."))
    return redirect(url_for("account.list_sessions"), 303)


@requires(Permission.OWN_ACCOUNT)
@requires_confirmation
def end_other_sessions() -> Response:
    """Sign every browser out but this one."""
    signed, session = this_session(), get_session()
    end_sessions_of(session, signed.account_id, clock=get_services().clock, but=signed.id)
    _record_end(signed.account_id)
    session.commit()
    say(gettext("Vos autres appareils sont déconnectés."))
    return redirect(url_for("account.list_sessions"), 303)


def _record_end(account_id: UUID) -> None:
    record_own_act(get_session(), EventKind.SESSIONS_ENDED, account_id, clock=get_services().clock)
