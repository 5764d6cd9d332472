"""What the doctor asks before it opens anything: whether each part lies where it should."""

from directory.backup.database_copy import NotSqliteError, database_file
from directory.cli.finding import RESTORE, Finding
from directory.settings import Settings


def find_misplaced(settings: Settings) -> Finding | None:
    """Give what is wrong with the folder of the instance or the file of its database."""
    instance = settings.instance
    if instance.exists() and not instance.is_dir():
        return Finding(
            f"À la place du dossier de l’instance il y a un fichier : {instance}.",
            "donner un dossier par DIRECTORY_INSTANCE, ou ôter ce fichier",
        )
    if not instance.exists():
        return Finding("L’instance n’existe pas encore.", "directory serve")
    try:
        file = database_file(settings)
    except NotSqliteError:
        return None
    if file.is_dir():
        return Finding(
            f"À la place de la base de données il y a un dossier : {file}.",
            "vérifier DIRECTORY_DATABASE_URL, ou ôter ce dossier",
        )
    if not file.exists():
        return Finding("La base de données n’existe pas encore.", "directory serve")
    if not file.stat().st_size:  # never opened: SQLite would make a database of it
        return Finding(f"La base de données est vide : {file} n’a aucun octet.", RESTORE)
    return None
