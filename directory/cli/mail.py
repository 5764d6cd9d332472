"""`directory mail`: send what waits in the outbox, list it, try again what was given up."""

import click

from directory.cli.database import open_migrated_engine
from directory.database import SessionFactory, make_session_factory
from directory.mail import queries, sending
from directory.mail.models import MessageState
from directory.settings import Settings
from directory.values.clock import SystemClock, in_paris

_STATES = {
    MessageState.WAITING: "en attente",
    MessageState.SENT: "envoyé",
    MessageState.GIVEN_UP: "abandonné",
}


@click.group()
def mail() -> None:
    """Le courrier du site : l’envoyer, le suivre."""


@mail.command()
@click.pass_obj
def send(settings: Settings) -> None:
    """Envoyer les messages dont l’heure est venue ; à lancer souvent, par exemple par cron."""
    with _sessions(settings)() as session:
        sent = sending.send_due(session, settings, clock=SystemClock())
    click.echo(f"Messages envoyés : {sent}.")


@mail.command("list")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, help="Combien au plus.")
@click.pass_obj
def list_messages(settings: Settings, limit: int) -> None:
    """Dire où en sont les derniers messages, sans leurs adresses ni leurs mots."""
    with _sessions(settings)() as session:
        messages = queries.list_messages(session, limit=limit)
    for message in messages:
        click.echo(
            f"{message.id}  {in_paris(message.created_at):%d/%m/%Y %H:%M}  {message.kind}  "
            f"{_STATES[message.state]}  essais : {message.attempts}"
            + (f"  {message.last_error}" if message.last_error else "")
        )
    if not messages:
        click.echo("Aucun message.")


@mail.command()
@click.pass_obj
def retry(settings: Settings) -> None:
    """Remettre en attente les messages abandonnés, une fois leur cause réparée."""
    with _sessions(settings)() as session:
        count = sending.retry_given_up(session, clock=SystemClock())
        session.commit()
    click.echo(f"Messages remis en attente : {count}.")


def _sessions(settings: Settings) -> SessionFactory:
    return make_session_factory(open_migrated_engine(settings))
