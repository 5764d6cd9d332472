"""What the doctor asks of an instance in service: one where somebody has an account."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session
from werkzeug.sansio.utils import host_is_trusted

from directory.accounts.models.account import Account
from directory.accounts.queries import list_accounts
from directory.accounts.roles import Role
from directory.backup.archive import DOCUMENTS
from directory.backup.creating import last_backup_at
from directory.backup.database_copy import NotSqliteError, database_file
from directory.catalog.models.document import Document
from directory.cli.doctor_schema import examine_guards
from directory.cli.doctor_secrets import examine_secrets
from directory.cli.finding import Finding
from directory.mail.queries import count_waiting_since, list_given_up
from directory.settings import Settings
from directory.values.clock import Clock

_OLDEST_BACKUP = timedelta(days=8)
_SLOW_MAIL = timedelta(hours=1)


def is_in_service(session: Session) -> bool:
    """Tell whether somebody has an account."""
    return bool(session.scalar(select(func.count()).select_from(Account)))


def examine_in_service(
    engine: Engine, session: Session, settings: Settings, clock: Clock
) -> Iterator[Finding]:
    """Look at the people, the mail, the backups, the secrets and the history."""
    yield from _examine_people(session)
    yield from _examine_mail(session, settings, clock)
    yield from _examine_backups(settings, clock)
    yield from _examine_documents(session, settings)
    yield from examine_secrets(settings)
    yield from _examine_address(settings)
    with engine.connect() as connection:
        yield from examine_guards(connection)


def _examine_people(session: Session) -> Iterator[Finding]:
    if not any(
        account.role is Role.REGIONAL_ADMIN and account.is_active
        for account in list_accounts(session)
    ):
        yield Finding(
            "Personne n’administre l’annuaire.",
            "directory users invite ADRESSE --role regional_admin",
        )


def _examine_mail(session: Session, settings: Settings, clock: Clock) -> Iterator[Finding]:
    if not settings.smtp_url.get_secret_value():
        yield Finding(
            "Les messages s’affichent dans la console : personne ne les reçoit.",
            "DIRECTORY_SMTP_URL (README, « Les réglages »)",
        )
    elif not settings.mail_from:
        yield Finding(
            "Le courrier part d’une adresse que personne n’a choisie.",
            "DIRECTORY_MAIL_FROM=annuaire@nom.public",
        )
    if stuck := count_waiting_since(session, clock.now() - _SLOW_MAIL):
        yield Finding(
            f"Messages qui attendent depuis plus d’une heure : {stuck}.",
            "directory mail list dit pourquoi, puis directory mail send",
        )
    if abandoned := len(list_given_up(session)):
        yield Finding(
            f"Messages abandonnés : {abandoned}.",
            "directory mail list dit pourquoi, puis directory mail retry",
        )


def _examine_backups(settings: Settings, clock: Clock) -> Iterator[Finding]:
    try:
        database_file(settings)
    except NotSqliteError:
        return
    last = last_backup_at(settings.instance)
    if last is None:
        yield Finding("Aucune sauvegarde n’a été faite.", "directory backup create FICHIER")
    elif clock.now() - last > _OLDEST_BACKUP:
        yield Finding(
            f"La dernière sauvegarde a {(clock.now() - last).days} jours.",
            "directory backup create FICHIER, chaque nuit",
        )


def _examine_documents(session: Session, settings: Settings) -> Iterator[Finding]:
    folder = settings.instance / DOCUMENTS
    missing = [
        key for key in session.scalars(select(Document.id)) if not (folder / str(key)).is_file()
    ]
    if missing:
        yield Finding(
            f"Documents dont le fichier a disparu : {len(missing)}.",
            "remettre une sauvegarde (README, « Sauvegarder »)",
        )


def _examine_address(settings: Settings) -> Iterator[Finding]:
    address = urlsplit(settings.base_url)
    host = address.hostname or ""
    is_local = host in ("127.0.0.1", "localhost", "::1")
    if address.scheme != "https" and not is_local:
        yield Finding(
            "Le site est public sans HTTPS : les mots de passe passeraient en clair.",
            "un mandataire HTTPS (README, « Mettre en ligne ») et DIRECTORY_BASE_URL=https://…",
        )
    if not host_is_trusted(host, settings.trusted_hosts):
        yield Finding(
            f"Le site refuse son propre nom ({host}) : les liens qu’il écrit ne s’ouvrent pas.",
            f"DIRECTORY_TRUSTED_HOSTS={host}",
        )
