"""`directory demo …`: fictional data."""

import click

from directory.cli.instance import prepare_instance
from directory.settings import Settings


@click.group()
def demo() -> None:
    """Les données de démonstration, toutes fictives."""


@demo.command()
@click.option("--structures", type=click.IntRange(1, 200_000), default=300, show_default=True)
@click.option("--seed", type=int, default=53, show_default=True)
@click.pass_obj
def generate(settings: Settings, structures: int, seed: int) -> None:
    """Remplir une instance neuve de fiches fictives, jamais à côté des vraies.

    Code de sortie : 1 si l’instance contient de vraies fiches.
    """
    prepare_instance(settings.model_copy(update={"demo": True}), structures=structures, seed=seed)
    click.echo("Données de démonstration prêtes.")
