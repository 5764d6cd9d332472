"""The `directory` command: `python -m directory --help`."""

import sys

import click
from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, OperationalError

from directory.cli.backup import backup
from directory.cli.campaigns import campaigns
from directory.cli.data import data
from directory.cli.database import database
from directory.cli.demo import demo
from directory.cli.doctor import doctor
from directory.cli.mail import mail
from directory.cli.search import search
from directory.cli.serve import serve
from directory.cli.translations import translations
from directory.cli.users import users
from directory.data_files import DamagedDataFileError
from directory.migrations.schema import UnknownSchemaError
from directory.settings import Settings

_SECRETS = {
    "DIRECTORY_SMTP_URL",
    "DIRECTORY_SECRET_KEY",
    "DIRECTORY_SECRET_KEY_FALLBACKS",
    "DIRECTORY_OIDC_CLIENT_SECRET",
}
DOCTOR = "« directory doctor » dit le remède."


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def directory(context: click.Context) -> None:
    """Annuaire des soins palliatifs en Bretagne : préparer, vérifier et servir une instance.

    Chaque réglage est une variable d'environnement DIRECTORY_… (voir le README).
    Codes de sortie : 0 tout va bien, 1 un défaut est dit, 2 la commande est mal écrite.
    """
    context.obj = Settings.from_environment()


COMMANDS = (
    database, data, search, serve, demo, users, mail, campaigns, translations, backup, doctor,
)  # fmt: skip
for command in COMMANDS:
    directory.add_command(command)


def main() -> None:
    """Run the command; what a person can mend is said in one sentence, without a trace."""
    try:
        directory(prog_name="directory")
    except ValidationError as error:
        for problem in error.errors():
            name = f"DIRECTORY_{'_'.join(map(str, problem['loc'])).upper()}"
            value = "(secret)" if name in _SECRETS else problem["input"]
            refused = f"Réglage refusé : {name} = « {value} »"
            click.echo(f"{refused}. Le README dit ce qu’il peut être.", err=True)
        sys.exit(2)
    except DamagedDataFileError as error:
        click.echo(f"Fichier de données abîmé : {error}. Rien n’a été changé.", err=True)
        sys.exit(1)
    except UnknownSchemaError as error:
        known = f"La base vient d’une autre version du site (schéma {error.version})"
        click.echo(f"{known}. Rien n’a été changé. {DOCTOR}", err=True)
        sys.exit(1)
    except (OperationalError, InterfaceError) as error:
        click.echo(f"La base de données ne répond pas : {error.orig}", err=True)
        sys.exit(1)
    except DatabaseError as error:
        click.echo(f"La base de données est abîmée : {error.orig}. {DOCTOR}", err=True)
        sys.exit(1)
    except (ArgumentError, ModuleNotFoundError) as error:
        click.echo(f"DIRECTORY_DATABASE_URL ne peut pas être utilisée : {error}", err=True)
        sys.exit(1)
    except OSError as error:
        click.echo(f"{error.filename} n’est pas accessible : {error.strerror}.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
