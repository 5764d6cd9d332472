"""`directory backup`: make a copy of the instance, verify one, put one back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from directory.backup.archive import BackupTooNewError, DamagedBackupError
from directory.backup.creating import create_backup
from directory.backup.database_copy import NotSqliteError
from directory.backup.manifest import Manifest, digest_of
from directory.backup.restoring import InstanceNewerError, InstanceServedError, restore_backup
from directory.backup.verifying import verify_backup
from directory.cli.instance import follow_with_index
from directory.cli.progress import step
from directory.database import make_session_factory, open_engine
from directory.migrations.schema import migrate
from directory.settings import Settings
from directory.values.clock import SystemClock, in_paris

_FILE = click.Path(dir_okay=False, path_type=Path)
_EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def backup() -> None:
    """Les sauvegardes : en faire une, la vérifier, la remettre."""


@backup.command()
@click.argument("file", type=_FILE)
@click.pass_obj
def create(settings: Settings, file: Path) -> None:
    """Sauvegarder la base, les documents et la clé secrète dans FILE, pendant que le site sert.

    FILE contient des secrets : gardez-le hors de cette machine, dans un lieu fermé. Code de
    sortie : 1 si la sauvegarde n’a pas pu être faite ou relue.
    """
    if file.exists():
        raise click.ClickException(f"{file} existe déjà : choisissez un autre nom.")
    with _refusals(), step("Sauvegarde"):
        create_backup(settings, file, clock=SystemClock())
    with _refusals(), step("Relecture"):
        manifest = verify_backup(file)
    _describe(file, manifest)


@backup.command()
@click.argument("file", type=_EXISTING)
def verify(file: Path) -> None:
    """Relire FILE en entier : chaque fichier, chaque table, chaque document.

    Code de sortie : 1 si un seul octet a changé.
    """
    with _refusals():
        manifest = verify_backup(file)
    _describe(file, manifest)


@backup.command()
@click.argument("file", type=_EXISTING)
@click.option("--force", is_flag=True, help="Même si l’instance contient des changements récents.")
@click.pass_obj
def restore(settings: Settings, file: Path, force: bool) -> None:
    """Remettre FILE à la place de l’instance, qui est gardée à côté ; refaire l’index.

    Code de sortie : 1 si rien n’a été changé, et pourquoi.
    """
    with _refusals(), step("Vérification et mise en place"):
        aside = restore_backup(settings, file, force=force, clock=SystemClock())
    engine = open_engine(settings.database_address)
    with step("Schéma de la base de données"):
        migrate(engine)
    with make_session_factory(engine)() as session:
        follow_with_index(session, settings)
    engine.dispose()
    if aside is not None:
        click.echo(f"L’instance d’avant est gardée dans {aside}.")
    click.echo("La sauvegarde est en place. Vous pouvez redémarrer le site.")


def _describe(file: Path, manifest: Manifest) -> None:
    made = in_paris(manifest.created_at)
    click.echo(f"Sauvegarde entière, du {made:%d/%m/%Y} à {made:%H:%M}.")
    click.echo(f"  Lignes : {sum(manifest.rows.values())}. Fichiers : {len(manifest.files)}.")
    click.echo(f"  SHA-256 : {digest_of(file)} (à noter ailleurs pour reconnaître ce fichier)")


@contextmanager
def _refusals() -> Iterator[None]:
    """Say in one sentence why a backup could not be made, read or put back."""
    try:
        yield
    except DamagedBackupError as error:
        name = error.name or "le fichier lui-même"
        raise click.ClickException(
            f"Cette sauvegarde est abîmée : {name} n’est pas ce qui avait été sauvegardé. "
            "Rien n’a été changé."
        ) from error
    except BackupTooNewError as error:
        raise click.ClickException(
            "Cette sauvegarde vient d’une version plus récente du site : installez-la d’abord."
        ) from error
    except InstanceServedError as error:
        raise click.ClickException(
            "Un site, ou un autre processus, utilise cette instance : arrêtez-le d’abord."
        ) from error
    except InstanceNewerError as error:
        raise click.ClickException(
            "L’instance contient des changements plus récents que cette sauvegarde. Pour revenir "
            "quand même en arrière : --force (l’instance actuelle sera gardée à côté)."
        ) from error
    except NotSqliteError as error:
        raise click.ClickException(
            "La base est sur un serveur : sauvegardez-la avec ses outils (pg_dump), et le dossier "
            "« documents » de l’instance avec elle."
        ) from error
