"""`directory database …`: the schema."""

import click

from directory.database import open_engine
from directory.migrations.schema import migrate as apply_migrations
from directory.settings import Settings


@click.group()
def database() -> None:
    """La base de données."""


@database.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Mettre le schéma à jour ; sans effet quand il l'est déjà."""
    changed = apply_migrations(open_engine(settings.database_address))
    click.echo("Schéma mis à jour." if changed else "Le schéma est à jour.")
