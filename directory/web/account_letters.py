"""The letters that accounts get: invitations, passwords, what protects them."""

from flask import url_for

from directory.accounts.events import EventKind
from directory.accounts.invitations import Invitation
from directory.accounts.models.account import Account
from directory.catalog.queries import get_structures
from directory.mail.outbox import enqueue
from directory.values.text import fold
from directory.web.area_names import filiere_names
from directory.web.services import get_finder, get_services, get_session
from directory.web.templating import absolute_url

# Letters are in French, like the templates of mail.
_NOTICES = {
    EventKind.PASSWORD_CHANGED: "Le mot de passe de votre compte a été changé",
    EventKind.SECOND_FACTOR_SET: "Un téléphone a été inscrit pour votre compte",
    EventKind.RECOVERY_CODE_USED: "Un code de secours de votre compte a servi",
    EventKind.RECOVERY_CODES_MADE: "De nouveaux codes de secours ont été faits pour votre compte",
    EventKind.IDENTITY_LINKED: "Votre compte a été relié à un autre service de connexion",
    EventKind.IDENTITY_UNLINKED: "Votre compte n’est plus relié à un autre service de connexion",
    EventKind.SECOND_FACTOR_RESET: "Le second facteur de votre compte a été remis à zéro",
}


def write_invitation(invitation: Invitation, *, inviter: str) -> None:
    """Send the link that opens an account; `inviter` is the name of who asked."""
    account, session = invitation.account, get_session()
    path = url_for("account.open_invitation", token=invitation.token)
    filieres = filiere_names(get_finder().gazetteer(session))
    structures = get_structures(session, [link.structure_id for link in account.structures])
    context: dict[str, object] = {
        "address": absolute_url(path),
        "inviter": inviter,
        "role": account.role.value,
        "filieres": [filieres[link.filiere_slug] for link in account.filieres],
        "structures": sorted((structure.name for structure in structures), key=fold),
    }
    _send("invitation", account, context)


def write_reset(account: Account, token: str) -> None:
    """Send the link that chooses a new password."""
    path = url_for("account.open_password_reset", token=token)
    _send("password_reset", account, {"address": absolute_url(path)})


def write_security_notice(account: Account, happened: EventKind) -> None:
    """Tell the owner of an account that what protects it has changed or served."""
    address = absolute_url(url_for("account.ask_password_reset"))
    _send("security_notice", account, {"change": _NOTICES[happened], "address": address})


def _send(kind: str, account: Account, context: dict[str, object]) -> None:
    enqueue(
        get_session(),
        kind,
        recipient=account.email,
        clock=get_services().clock,
        context=context,
    )
