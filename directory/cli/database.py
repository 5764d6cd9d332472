"""`directory database …`: the schema."""

import click
from sqlalchemy import Engine

from directory.database import open_engine
from directory.migrations.schema import draft_migration, is_up_to_date
from directory.migrations.schema import migrate as apply_migrations
from directory.settings import Settings


@click.group()
def database() -> None:
    """La base de données."""


@database.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Mettre le schéma à jour ; sans effet quand il l’est déjà."""
    changed = apply_migrations(open_engine(settings.database_address))
    click.echo("Schéma mis à jour." if changed else "Le schéma est à jour.")


@database.command()
@click.argument("sentence")
@click.pass_obj
def draft(settings: Settings, sentence: str) -> None:
    """Écrire la migration qui mène de la base à jour aux modèles ; elle reste à relire.

    SENTENCE la nomme, en anglais : « add the fax of a structure ».
    """
    draft_migration(open_migrated_engine(settings), sentence)


def open_migrated_engine(settings: Settings) -> Engine:
    """Open the database for a command. Raises ClickException when its schema is late."""
    engine = open_engine(settings.database_address)
    if not is_up_to_date(engine):
        raise click.ClickException(
            "La base n’est pas à jour : lancez d’abord « directory database migrate »."
        )
    return engine
