"""`directory campaigns`: what a timer does for campaigns."""

import click
from sqlalchemy.orm.exc import StaleDataError

from directory.catalog.campaigns import send_reminders
from directory.catalog.letterhead import Letterhead
from directory.cli.database import open_migrated_engine
from directory.database import make_session_factory
from directory.secret_key import secret_key
from directory.settings import Settings
from directory.values.clock import SystemClock


@click.group()
def campaigns() -> None:
    """Les campagnes de mise à jour : envoyer les rappels."""


@campaigns.command()
@click.pass_obj
def remind(settings: Settings) -> None:
    """Écrire de nouveau aux structures silencieuses, après 14 et 30 jours.

    À lancer chaque jour ; la lancer deux fois n’écrit pas deux fois. Les lettres partent ensuite
    avec « directory mail send ».
    """
    keys = (
        *settings.secret_key_fallbacks,
        secret_key(settings.instance, settings.secret_key),
    )
    letterhead = Letterhead(settings.base_url, settings.contact_email, keys)
    with make_session_factory(open_migrated_engine(settings))() as session:
        try:
            number = send_reminders(session, letterhead=letterhead, clock=SystemClock())
            session.commit()
        except StaleDataError:
            session.rollback()
            click.echo("Une autre commande envoie ces rappels en ce moment : rien à faire.")
            return
    click.echo(f"Rappels écrits : {number}.")
