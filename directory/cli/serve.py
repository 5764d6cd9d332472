"""`directory serve`: prepare the instance, then answer."""

import os
import socket

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from directory.backup.serving_mark import marked_as_served
from directory.cli.instance import is_read_only_instance, prepare_instance
from directory.settings import Settings

THREADS_PER_WORKER = 4


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port (sinon DIRECTORY_PORT).")
@click.option("--workers", type=click.IntRange(1, 64), help="Processus (sinon DIRECTORY_WORKERS).")
@click.pass_obj
def serve(settings: Settings, port: int | None, workers: int | None) -> None:
    """Préparer l’instance si besoin, puis servir le site.

    Code de sortie : 1 si le port est pris ou si l’instance ne peut pas être préparée.
    """
    port = port or settings.port
    refuse_taken_port(settings.host, port)
    if is_read_only_instance(settings):
        click.echo(
            "Rien ne peut être écrit dans l’instance : le site se lit, rien ne s’enregistre."
        )
    else:
        prepare_instance(settings)
    # Workers are processes of their own, which read the settings from the environment.
    os.environ["DIRECTORY_INSTANCE"] = str(settings.instance)
    os.environ["DIRECTORY_PORT"] = str(port)
    os.environ.setdefault("DIRECTORY_BASE_URL", f"http://{settings.host}:{port}")
    click.echo(f"Le site répond sur http://{settings.host}:{port} (Ctrl + C pour arrêter).")
    server = Granian(
        "directory.app:create_worker_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=port,
        workers=workers or settings.workers,
        blocking_threads=THREADS_PER_WORKER,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels.warning,
    )
    with marked_as_served(settings.instance):
        server.serve()


def refuse_taken_port(host: str, port: int) -> None:
    """Raise ClickException when somebody listens there: the server would share the port with it."""
    try:
        with socket.create_server((host, port)):
            return
    except OSError as error:
        raise click.ClickException(
            f"L’adresse {host}:{port} ne peut pas être écoutée ({error.strerror}). Un autre site "
            "y répond peut-être : choisissez un autre port, par exemple PORT=8080 make serve."
        ) from error
