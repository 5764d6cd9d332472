"""`directory search`: rebuild the index, bring it up to date, verify it."""

import click

from directory.cli.database import open_migrated_engine
from directory.cli.progress import say_progress
from directory.database import SessionFactory, make_session_factory
from directory.search import indexing
from directory.search.index_folder import IndexBusyError
from directory.settings import Settings

_BUSY = "Un autre processus écrit déjà l’index. Réessayez dans un instant."


@click.group()
def search() -> None:
    """L’index de recherche : le refaire, le mettre à jour, le vérifier."""


@search.command()
@click.pass_obj
def rebuild(settings: Settings) -> None:
    """Refaire l’index à côté de celui qui sert, puis échanger.

    Code de sortie : 1 si un autre processus l’écrit déjà.
    """
    with _sessions(settings)() as session:
        try:
            documents = indexing.rebuild(session, settings.index_folder, say_progress)
        except IndexBusyError as error:
            raise click.ClickException(_BUSY) from error
    click.echo(f"Index refait : {documents} fiches.")


@search.command()
@click.pass_obj
def drain(settings: Settings) -> None:
    """Indexer ce qui a changé depuis la dernière fois.

    Code de sortie : 1 si un autre processus l’écrit déjà.
    """
    with _sessions(settings)() as session:
        try:
            count = indexing.drain(session, settings.index_folder)
        except IndexBusyError as error:
            raise click.ClickException(_BUSY) from error
    click.echo(f"Fiches indexées : {count}." if count else "L’index est à jour.")


@search.command()
@click.pass_obj
def verify(settings: Settings) -> None:
    """Vérifier que l’index est entier et suit la base.

    Code de sortie : 1 s’il y a un défaut.
    """
    with _sessions(settings)() as session:
        problems = indexing.verify(session, settings.index_folder)
    for problem in problems:
        click.echo(sentence_for(problem))
    if problems:
        raise click.exceptions.Exit(1)
    click.echo("L’index est entier et à jour.")


_SENTENCES = {
    indexing.ProblemKind.MISSING: "Il n’y a pas d’index : lancez « directory search rebuild ».",
    indexing.ProblemKind.UNREADABLE: "Le manifeste de l’index est absent ou illisible.",
    indexing.ProblemKind.DAMAGED: "Un fichier de l’index est abîmé : {detail}.",
    indexing.ProblemKind.LATE: "L’index n’est pas au même point que la base ({detail}).",
    indexing.ProblemKind.INCOMPLETE: "Il manque ou il reste des fiches ({detail}).",
}


def sentence_for(problem: indexing.IndexProblem) -> str:
    """Say in French what is wrong with the index."""
    return _SENTENCES[problem.kind].format(detail=problem.detail)


def _sessions(settings: Settings) -> SessionFactory:
    return make_session_factory(open_migrated_engine(settings))
