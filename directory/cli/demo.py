"""`directory demo …`: fictional data."""

import click

from directory.cli.instance import load_demonstration, load_reference_data
from directory.database import make_session_factory, open_engine
from directory.migrations.schema import migrate
from directory.search.indexing import drain
from directory.settings import Settings
from directory.values.clock import SystemClock


@click.group()
def demo() -> None:
    """Les données de démonstration, toutes fictives."""


@demo.command()
@click.option("--structures", type=click.IntRange(1, 200_000), default=300, show_default=True)
@click.option("--seed", type=int, default=53, show_default=True)
@click.pass_obj
def generate(settings: Settings, structures: int, seed: int) -> None:
    """Remplir une instance neuve de fiches fictives, jamais à côté des vraies."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    engine = open_engine(settings.database_address)
    migrate(engine)
    sessions = make_session_factory(engine)
    load_reference_data(sessions, SystemClock())
    load_demonstration(sessions, SystemClock(), structures=structures, seed=seed)
    with sessions() as session:
        drain(session, settings.index_folder)
    click.echo("Données de démonstration prêtes.")
