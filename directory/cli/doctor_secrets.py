"""What the doctor asks of what others may not read: the key that signs, and the database."""

from collections.abc import Iterator
from pathlib import Path

from directory.backup.archive import SECRET_KEY
from directory.backup.database_copy import NotSqliteError, database_file
from directory.cli.finding import Finding
from directory.secret_key import kept_key
from directory.settings import Settings

_SHORTEST_KEY = 32
_OTHERS_MAY_ENTER, _OTHERS_MAY_READ, _NOT_ITS_OWNER = 0o001, 0o004, 0o077


def examine_secrets(settings: Settings) -> Iterator[Finding]:
    """Look at the key and at who may read it and the database."""
    if not settings.secret_key:
        yield from _examine_kept_key(settings.instance)
    elif len(settings.secret_key) < _SHORTEST_KEY:
        yield Finding(
            f"DIRECTORY_SECRET_KEY a moins de {_SHORTEST_KEY} signes : elle se devine.",
            'en choisir une par python -c "import secrets; print(secrets.token_hex(32))"',
        )
    try:
        database = database_file(settings)
    except NotSqliteError:
        return
    may_enter = settings.instance.stat().st_mode & _OTHERS_MAY_ENTER
    if may_enter and database.stat().st_mode & _OTHERS_MAY_READ:
        yield Finding(
            "Tous les comptes de cette machine peuvent lire la base.",
            f"chmod 700 {settings.instance}",
        )


def _examine_kept_key(instance: Path) -> Iterator[Finding]:
    file = instance / SECRET_KEY
    key = kept_key(instance)
    if not key:
        yield Finding(
            f"La clé secrète manque ({file}) : les sessions et les liens déjà envoyés ne valent "
            "plus rien.",
            "remettre celle d’une sauvegarde (README, « Sauvegarder »), ou lancer directory serve, "
            "qui en fait une autre",
        )
        return
    if len(key) < _SHORTEST_KEY:
        yield Finding(
            f"La clé secrète a moins de {_SHORTEST_KEY} signes : elle se devine.",
            f"supprimer {file} et relancer directory serve, qui en fait une autre : chacun se "
            "reconnecte et les liens sont à renvoyer",
        )
    if file.stat().st_mode & _NOT_ITS_OWNER:
        yield Finding("La clé secrète peut être lue par d’autres.", f"chmod 600 {file}")
