"""`directory users …`: the accounts, for whoever has a shell on the machine."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from uuid import UUID

import click
from sqlalchemy.orm import Session

from directory.accounts.actor import actor_of
from directory.accounts.invitations import (
    Invitation,
    InvitationProblem,
    InvitationRefusedError,
    invite,
    invite_again,
    require_waiting,
)
from directory.accounts.managing import (
    LastAdminError,
    change_role,
    deactivate,
    reset_second_factor,
)
from directory.accounts.models.account import Account
from directory.accounts.queries import find_account_by_email, list_accounts
from directory.accounts.roles import Role
from directory.cli.database import open_migrated_engine
from directory.database import make_session_factory
from directory.settings import Settings
from directory.territory.queries import list_filieres
from directory.values.clock import SystemClock
from directory.values.contact import InvalidEmailError
from directory.values.text import slugify

_REFUSALS = {
    InvitationProblem.ALREADY_KNOWN: "cette adresse a déjà un compte ouvert",
    InvitationProblem.ALREADY_ACCEPTED: "cette adresse a déjà un compte ouvert",
    InvitationProblem.CLOSED: "son compte est fermé, il se rouvre depuis le site",
    InvitationProblem.FILIERE_MISSING: "une animatrice ou un animateur a au moins une --filiere",
    InvitationProblem.FILIERE_UNKNOWN: "une filière est inconnue",
    InvitationProblem.STRUCTURE_MISSING: "il manque au moins une --structure",
    InvitationProblem.STRUCTURE_UNKNOWN: "une structure est inconnue",
}


_LAST_ADMIN = "C’est la dernière administration régionale : invitez-en une autre d’abord."


@click.group()
def users() -> None:
    """Les comptes de celles et ceux qui tiennent l’annuaire à jour."""


@users.command("invite")
@click.argument("email")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    required=True,
    help="Ce que la personne pourra faire.",
)
@click.option(
    "--filiere",
    "filieres",
    multiple=True,
    help="Filière d’une animation, par son nom ou son code ; répétable.",
)
@click.option(
    "--structure",
    "structures",
    multiple=True,
    type=click.UUID,
    help="Structure de qui la rédige (son identifiant) ; répétable.",
)
@click.pass_obj
def invite_user(
    settings: Settings,
    email: str,
    role: str,
    filieres: tuple[str, ...],
    structures: tuple[UUID, ...],
) -> None:
    """Inviter EMAIL et écrire le lien, valable une fois pendant sept jours.

    Pour une invitation restée sans réponse, un nouveau lien remplace l’ancien, et le rôle nommé
    ici aussi.
    """
    with _session(settings) as session:
        slugs = [_filiere_slug(session, named) for named in filieres]
        try:
            invitation = _invite(session, email, Role(role), slugs, structures)
        except InvalidEmailError as error:
            raise click.ClickException(f"« {email} » n’est pas une adresse e-mail.") from error
        except InvitationRefusedError as error:
            raise click.ClickException(f"Pas d’invitation : {_REFUSALS[error.problem]}.") from error
        except LastAdminError as error:
            raise click.ClickException(_LAST_ADMIN) from error
        session.commit()
    click.echo(f"Lien de {invitation.account.email}, à ne donner qu’à cette personne :")
    click.echo(_address(settings, invitation))


@users.command("list")
@click.pass_obj
def list_users(settings: Settings) -> None:
    """Lister les comptes : adresse, rôle, filières, état."""
    with _session(settings) as session:
        for account in list_accounts(session):
            places = ",".join(link.filiere_slug for link in account.filieres)
            click.echo("\t".join((account.email, account.role, places, _state(account))))


@users.command("deactivate")
@click.argument("email")
@click.pass_obj
def deactivate_user(settings: Settings, email: str) -> None:
    """Fermer le compte de EMAIL : ses appareils sont déconnectés."""
    with _session(settings) as session:
        try:
            deactivate(session, _known(session, email), by=None, clock=SystemClock())
        except LastAdminError as error:
            raise click.ClickException(_LAST_ADMIN) from error
        session.commit()
    click.echo("Compte fermé.")


@users.command("reset-second-factor")
@click.argument("email")
@click.pass_obj
def reset_second_factor_of(settings: Settings, email: str) -> None:
    """Oublier le téléphone de EMAIL : la prochaine connexion en inscrira un autre."""
    with _session(settings) as session:
        reset_second_factor(session, _known(session, email), by=None, clock=SystemClock())
        session.commit()
    click.echo("Second facteur oublié.")


@contextmanager
def _session(settings: Settings) -> Iterator[Session]:
    engine = open_migrated_engine(settings)
    with make_session_factory(engine)() as session:
        yield session
    engine.dispose()


def _invite(
    session: Session,
    email: str,
    role: Role,
    filieres: Collection[str],
    structures: Collection[UUID],
) -> Invitation:
    """Invite, or invite again as what is asked now."""
    clock, waiting = SystemClock(), find_account_by_email(session, email)
    if waiting is None:
        return invite(session, email, role, filieres, structures, by=None, clock=clock)
    require_waiting(waiting)
    former = actor_of(waiting)
    wanted = (role, frozenset(filieres), frozenset(structures))
    if wanted != (former.role, former.filieres, former.structures):
        change_role(session, waiting, role, filieres, structures, by=None, clock=clock)
    return invite_again(session, waiting, by=None, clock=clock)


def _known(session: Session, email: str) -> Account:
    account = find_account_by_email(session, email)
    if account is None:
        raise click.ClickException(f"« {email} » n’a pas de compte.")
    return account


def _filiere_slug(session: Session, named: str) -> str:
    """Find a filière by its code or its name, accents and signs aside."""
    known = list_filieres(session)
    for filiere in known:
        if slugify(named) in (filiere.slug, slugify(filiere.name)):
            return filiere.slug
    listed = "\n".join(f"  {filiere.slug} : {filiere.name}" for filiere in known)
    raise click.ClickException(f"« {named} » n’est pas une filière. Celles-ci le sont :\n{listed}")


def _address(settings: Settings, invitation: Invitation) -> str:
    return f"{settings.base_url}/compte/invitation/{invitation.token}"


def _state(account: Account) -> str:
    if not account.is_active:
        return "fermé"
    is_open = account.password_hash is not None or account.identity_subject is not None
    return "ouvert" if is_open else "invité"
