"""`directory data`: load and check the data files; move the whole base to another instance."""

from pathlib import Path

import click

from directory.catalog.listings.checking import ListingProblem, check_listings
from directory.catalog.listings.reading import read_listings
from directory.catalog.listings.references import reference_from_files
from directory.catalog.listings.wording import sentence_for
from directory.catalog.problems import Severity
from directory.cli.database import open_migrated_engine
from directory.cli.instance import follow_with_index, only_one_at_a_time
from directory.cli.loading import ALL, load_folders, refuse_mixture
from directory.cli.vocabulary_words import require_sound_words
from directory.database import make_session_factory
from directory.exchange.whole_base.manifest import Manifest
from directory.exchange.whole_base.reading import InstanceNotEmptyError, read_base
from directory.exchange.whole_base.writing import FolderNotEmptyError, write_base
from directory.paths import DATA
from directory.settings import Settings
from directory.values.clock import SystemClock

_FOLDER = click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=DATA,
    show_default="data/ du dépôt",
    help="Dossier qui contient territory, vocabulary et structures.",
)
_SEVERITIES = {Severity.ERROR: "erreur", Severity.DOUBT: "doute"}


@click.group()
def data() -> None:
    """Les données : les charger, les vérifier, les emporter."""


@data.command()
@_FOLDER
@click.option("--again", is_flag=True, help="Relire même les dossiers qui n’ont pas changé.")
@click.pass_obj
def load(settings: Settings, folder: Path, *, again: bool) -> None:
    """Charger le territoire, le vocabulaire et les fiches.

    Ce qu’une personne a modifié n’est jamais écrasé. Un fichier abîmé est nommé et rien ne change.
    """
    engine = open_migrated_engine(settings)
    with only_one_at_a_time(settings.instance), make_session_factory(engine)() as session:
        refuse_mixture(session, demo=False)
        if load_folders(session, folder, ALL, clock=SystemClock(), again=again):
            session.commit()
            follow_with_index(session, settings)
        else:
            click.echo("Rien à charger : les fichiers n’ont pas changé.")


@data.command()
@_FOLDER
def check(folder: Path) -> None:
    """Vérifier le vocabulaire et les fiches, sans base de données.

    Code de sortie : 1 s’il y a une erreur, 0 s’il n’y a que des doutes.
    """
    words = require_sound_words(folder / "vocabulary")
    click.echo(f"Mots de la recherche : {words.synonyms}. Mots du lexique : {words.lexicon}.")
    found = check_listings(read_listings(folder / "structures"), reference_from_files(folder))
    for problem in found:
        click.echo(_line_for(problem))
    errors = sum(problem.problem.severity is Severity.ERROR for problem in found)
    click.echo(f"Erreurs : {errors}. Doutes : {len(found) - errors}.")
    if errors:
        raise click.exceptions.Exit(1)


@data.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def export(settings: Settings, folder: Path) -> None:
    """Écrire toute la base dans FOLDER, nouveau ou vide, pour changer d’hébergeur.

    Une ligne JSON par enregistrement, les documents, un manifeste. Les mots de passe, les seconds
    facteurs et les sessions ne partent pas : « directory backup » les garde.
    """
    engine = open_migrated_engine(settings)
    try:
        manifest = write_base(engine, settings.documents_folder, folder)
    except FolderNotEmptyError as error:
        raise click.ClickException(
            f"{folder} contient déjà quelque chose : choisissez un dossier vide."
        ) from error
    _tell(manifest, f"Écrit dans {folder}")


@data.command("import")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.pass_obj
def import_base(settings: Settings, folder: Path) -> None:
    """Remplir une instance vide avec ce que « directory data export » a écrit dans FOLDER.

    Tout est repris, ou rien. Chaque personne choisit ensuite un nouveau mot de passe
    (« directory users »).
    """
    engine = open_migrated_engine(settings)
    with only_one_at_a_time(settings.instance):
        try:
            manifest = read_base(engine, settings.documents_folder, folder)
        except InstanceNotEmptyError as error:
            raise click.ClickException(
                f"Cette instance n’est pas vide ({', '.join(error.tables[:5])}) : rien n’a été "
                "changé. Choisissez une instance neuve (DIRECTORY_INSTANCE), puis lancez "
                "« directory database migrate »."
            ) from error
        with make_session_factory(engine)() as session:
            follow_with_index(session, settings)
    _tell(manifest, "Repris")


def _tell(manifest: Manifest, words: str) -> None:
    rows = sum(table.rows for table in manifest.tables.values())
    click.echo(
        f"{words} : {rows} enregistrements de {len(manifest.tables)} tables, "
        f"{len(manifest.documents)} documents."
    )


def _line_for(found: ListingProblem) -> str:
    severity = _SEVERITIES[found.problem.severity]
    return (
        f"{severity} : {found.file_name}, ligne {found.line}, {found.key}, "
        f"colonne « {found.column} », valeur « {found.problem.value[:80]} » : "
        f"{sentence_for(found.problem)}"
    )
