"""Bringing data folders into the database in one transaction, each only when its files changed."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click
from sqlalchemy.orm import Session

from directory.catalog import data_versions
from directory.catalog.history import announce_change
from directory.catalog.listings.loading import LoadReport, load_listings
from directory.catalog.vocabulary_rows import load_vocabulary, require_kinds_in_use
from directory.cli.progress import step
from directory.cli.vocabulary_words import require_sound_words
from directory.data_files import digest_of
from directory.territory.reference import load_territory
from directory.values.clock import Clock

REFERENCE = (data_versions.TERRITORY, data_versions.VOCABULARY)
ALL = (*REFERENCE, data_versions.STRUCTURES)


def load_folders(
    session: Session, data: Path, names: Sequence[str], *, clock: Clock, again: bool = False
) -> bool:
    """Load the named folders of `data` that changed, saying each; tell whether there were any.

    The caller commits, and asks `refuse_mixture` first. Raises DamagedDataFileError.
    """
    loaded = []
    for name in names:
        digest = digest_of(data / name)
        if data_versions.is_loaded(session, name, digest) and not again:
            continue
        _LOADERS[name](session, data / name, clock)
        data_versions.mark_loaded(session, name, digest, clock=clock)
        loaded.append(name)
    if loaded:
        require_kinds_in_use(session, data / data_versions.VOCABULARY)
    # Listings say themselves which structure changed; territory and vocabulary touch them all.
    if set(loaded) & set(REFERENCE):
        announce_change(session)
    return bool(loaded)


def refuse_mixture(session: Session, *, demo: bool) -> None:
    """Raise ClickException when an instance already holds the other kind of listings."""
    held, words = (
        (data_versions.STRUCTURES, "les vraies fiches : les données de démonstration")
        if demo
        else (data_versions.DEMONSTRATION, "des données fictives : les vraies fiches")
    )
    if data_versions.holds(session, held):
        raise click.ClickException(
            f"Cette instance contient {words} ne s’y mélangent pas. "
            "Choisissez une autre instance (DIRECTORY_INSTANCE)."
        )


def _load_territory(session: Session, folder: Path, _clock: Clock) -> None:
    with step("Territoire"):
        communes = load_territory(session, folder)
    click.echo(f"  {communes} communes")


def _load_vocabulary(session: Session, folder: Path, _clock: Clock) -> None:
    with step("Vocabulaire"):
        words = require_sound_words(folder)
        types = load_vocabulary(session, folder)
    click.echo(
        f"  {types} types de structure, {words.synonyms} mots de la recherche, "
        f"{words.lexicon} mots du lexique"
    )


def _load_structures(session: Session, folder: Path, clock: Clock) -> None:
    with step("Fiches des structures"):
        report = load_listings(session, folder, clock=clock)
    _tell(report)


def _tell(report: LoadReport) -> None:
    click.echo(
        f"  Créées : {len(report.created)}. Mises à jour : {len(report.updated)}. "
        f"Inchangées : {len(report.unchanged)}."
    )
    for key in report.kept:
        click.echo(f"  {key} : modifiée par une personne, gardée telle quelle")
    for slug in report.absent:
        click.echo(f"  {slug} : n’est plus dans le fichier, laissée telle quelle")
    if report.absent:
        click.echo("  Pour retirer une fiche du site : remettez sa ligne, avec « publish=no ».")


_LOADERS: dict[str, Callable[[Session, Path, Clock], None]] = {
    data_versions.TERRITORY: _load_territory,
    data_versions.VOCABULARY: _load_vocabulary,
    data_versions.STRUCTURES: _load_structures,
}
