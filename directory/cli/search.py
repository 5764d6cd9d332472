"""`directory search`: rebuild the index, bring it up to date, verify it."""

import sys

import click

from directory.database import SessionFactory, make_session_factory, open_engine
from directory.migrations.schema import is_up_to_date
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
    with _sessions(settings)() as session, _Bar() as bar:
        try:
            documents = indexing.rebuild(session, settings.index_folder, bar.show)
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
        click.echo(_SENTENCES[problem.kind].format(detail=problem.detail))
    if problems:
        raise click.exceptions.Exit(1)
    click.echo("L’index est entier et à jour.")


_SENTENCES = {
    indexing.ProblemKind.MISSING: "Il n’y a pas d’index : lancez « directory search rebuild ».",
    indexing.ProblemKind.UNREADABLE: "Le manifeste de l’index est absent ou illisible.",
    indexing.ProblemKind.DAMAGED: "Fichier abîmé : {detail}",
    indexing.ProblemKind.LATE: "L’index n’est pas au même point que la base ({detail}).",
    indexing.ProblemKind.INCOMPLETE: "Il manque ou il reste des fiches ({detail}).",
}


def _sessions(settings: Settings) -> SessionFactory:
    engine = open_engine(settings.database_address)
    if not is_up_to_date(engine):
        raise click.ClickException(
            "La base n’est pas à jour : lancez d’abord « directory database migrate »."
        )
    return make_session_factory(engine)


class _Bar:
    """A progress line, on a terminal only."""

    def __init__(self) -> None:
        self._stream = sys.stderr
        self._is_shown = self._stream.isatty()

    def __enter__(self) -> "_Bar":
        return self

    def __exit__(self, *_error: object) -> None:
        if self._is_shown:
            click.echo(file=self._stream)

    def show(self, done: int, total: int) -> None:
        """Say how far the work is, every hundred listings."""
        if self._is_shown and (done % 100 == 0 or done == total):
            click.echo(f"\r{done} / {total} fiches", nl=False, file=self._stream)
