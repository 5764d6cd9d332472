"""`directory data`: bring the data files into the database, and check the listings."""

from pathlib import Path

import click
from sqlalchemy.orm import Session

from directory.catalog import data_versions
from directory.catalog.history import announce_change
from directory.catalog.listings.checking import ListingProblem, check_listings
from directory.catalog.listings.loading import LoadReport, load_listings
from directory.catalog.listings.reading import read_listings
from directory.catalog.listings.references import reference_from_files
from directory.catalog.listings.wording import sentence_for
from directory.catalog.problems import Severity
from directory.catalog.vocabulary_rows import load_vocabulary
from directory.data_files import digest_of
from directory.database import make_session_factory, open_engine
from directory.migrations.schema import is_up_to_date
from directory.paths import DATA
from directory.settings import Settings
from directory.territory.reference import load_territory
from directory.values.clock import Clock, SystemClock

_FOLDER = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=DATA,
    show_default="data/ du dépôt",
    help="Dossier qui contient territory, vocabulary et structures.",
)
_FOLDERS = (data_versions.TERRITORY, data_versions.VOCABULARY, data_versions.STRUCTURES)
_SEVERITIES = {Severity.ERROR: "erreur", Severity.DOUBT: "doute"}


@click.group()
def data() -> None:
    """Les données : les charger, les vérifier."""


@data.command()
@_FOLDER
@click.option("--again", is_flag=True, help="Relire même les dossiers qui n’ont pas changé.")
@click.pass_obj
def load(settings: Settings, folder: Path, *, again: bool) -> None:
    """Charger le territoire, le vocabulaire et les fiches.

    Ce qu’une personne a modifié n’est jamais écrasé. Un fichier abîmé est nommé et rien ne change.
    """
    engine = open_engine(settings.database_address)
    if not is_up_to_date(engine):
        raise click.ClickException(
            "La base n’est pas à jour : lancez d’abord « directory database migrate »."
        )
    clock = SystemClock()
    with make_session_factory(engine)() as session:
        if data_versions.holds(session, data_versions.DEMONSTRATION):
            raise click.ClickException(
                "Cette instance contient des données fictives : les vraies fiches ne s’y "
                "mélangent pas. Choisissez une autre instance (DIRECTORY_INSTANCE)."
            )
        digests = {name: digest_of(folder / name) for name in _FOLDERS}
        if not again and all(
            data_versions.is_loaded(session, name, digest) for name, digest in digests.items()
        ):
            click.echo("Rien à charger : les fichiers n’ont pas changé.")
            return
        _load_all(session, folder, clock)
        for name, digest in digests.items():
            data_versions.mark_loaded(session, name, digest, clock=clock)
        announce_change(session)
        session.commit()


@data.command()
@_FOLDER
def check(folder: Path) -> None:
    """Vérifier les fiches, sans base de données.

    Code de sortie : 1 s’il y a une erreur, 0 s’il n’y a que des doutes.
    """
    found = check_listings(read_listings(folder / "structures"), reference_from_files(folder))
    for problem in found:
        click.echo(_line_for(problem))
    errors = sum(problem.problem.severity is Severity.ERROR for problem in found)
    click.echo(f"Erreurs : {errors}. Doutes : {len(found) - errors}.")
    if errors:
        raise click.exceptions.Exit(1)


def _load_all(session: Session, folder: Path, clock: Clock) -> None:
    click.echo("Territoire…")
    click.echo(f"  {load_territory(session, folder / data_versions.TERRITORY)} communes")
    click.echo("Vocabulaire…")
    count = load_vocabulary(session, folder / data_versions.VOCABULARY)
    click.echo(f"  {count} types de structure")
    click.echo("Fiches…")
    _tell(load_listings(session, folder / data_versions.STRUCTURES, clock=clock))


def _tell(report: LoadReport) -> None:
    click.echo(
        f"  Créées : {len(report.created)}. Mises à jour : {len(report.updated)}. "
        f"Inchangées : {len(report.unchanged)}."
    )
    for key in report.kept:
        click.echo(f"  {key} : modifiée par une personne, gardée telle quelle")
    for slug in report.absent:
        click.echo(f"  {slug} : n’est plus dans le fichier, laissée telle quelle")


def _line_for(found: ListingProblem) -> str:
    severity = _SEVERITIES[found.problem.severity]
    return (
        f"{severity} : {found.file_name}, ligne {found.line}, {found.key}, "
        f"colonne « {found.column} », valeur « {found.problem.value[:80]} » : "
        f"{sentence_for(found.problem)}"
    )
