"""What is taken from an account at once: its sessions, its telephone, its right to come in."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, url_for
from werkzeug.wrappers import Response

from directory.accounts.events import EventKind
from directory.accounts.managing import (
    LastAdminError,
    deactivate,
    end_sessions,
    reactivate,
    reset_second_factor,
)
from directory.accounts.permissions import Permission
from directory.web.account_letters import write_security_notice
from directory.web.admin.accounts import account_or_404
from directory.web.after_response import after_change
from directory.web.confirmation import requires_confirmation
from directory.web.notices import say, warn
from directory.web.permissions import get_actor, requires
from directory.web.services import get_services, get_session
from directory.web.wording import gettext

Act = Callable[..., None]


@requires(Permission.ACCOUNT_MANAGE)
@requires_confirmation
def deactivate_account(account_id: UUID) -> Response:
    """Close an account: nobody comes in with it any more."""
    try:
        _do(deactivate, account_id)
    except LastAdminError:
        warn(gettext("La région doit garder au moins une personne administratrice."))
        return _back(account_id)
    return _done(account_id, gettext("Le compte est fermé."))


@requires(Permission.ACCOUNT_MANAGE)
@requires_confirmation
def reactivate_account(account_id: UUID) -> Response:
    """Open a closed account again."""
    _do(reactivate, account_id)
    return _done(account_id, gettext("Le compte est rouvert."))


@requires(Permission.ACCOUNT_MANAGE)
@requires_confirmation
def end_account_sessions(account_id: UUID) -> Response:
    """Sign somebody out everywhere."""
    _do(end_sessions, account_id)
    return _done(account_id, gettext("Tous ses appareils sont déconnectés."))


@requires(Permission.ACCOUNT_MANAGE)
@requires_confirmation
def reset_account_second_factor(account_id: UUID) -> Response:
    """Forget a lost telephone; its owner is told by mail."""
    _do(reset_second_factor, account_id)
    write_security_notice(account_or_404(account_id), EventKind.SECOND_FACTOR_RESET)
    return _done(
        account_id, gettext("À sa prochaine connexion, cette personne inscrira un téléphone.")
    )


def _do(act: Act, account_id: UUID) -> None:
    clock = get_services().clock
    act(get_session(), account_or_404(account_id), by=get_actor(), clock=clock)


def _done(account_id: UUID, sentence: str) -> Response:
    get_session().commit()
    after_change()
    say(sentence)
    return _back(account_id)


def _back(account_id: UUID) -> Response:
    return redirect(url_for("admin.edit_account", account_id=account_id), 303)
