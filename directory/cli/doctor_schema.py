"""What the doctor asks of the schema: its version, whether all of it is there, and its guards."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine

from directory.cli.finding import RESTORE, Finding
from directory.migrations.expected_schema import missing_from_schema, unguarded_histories
from directory.migrations.schema import SchemaState, schema_state, schema_version


def examine_schema(engine: Engine) -> Iterator[Finding]:
    """Look for what keeps the site from reading the database as its own."""
    state = schema_state(engine)
    if state is SchemaState.EMPTY:
        yield Finding(
            "La base de données est vide : elle n’a aucune table.",
            f"{RESTORE} ; si l’instance est neuve : directory serve",
        )
    elif state is SchemaState.WITHOUT_VERSION:
        yield Finding("La base de données ne dit plus de quelle version elle est.", RESTORE)
    elif state is SchemaState.UNKNOWN:
        yield Finding(
            f"La base vient d’une autre version du site (schéma {schema_version(engine)}).",
            f"installer cette version, ou {RESTORE}",
        )
    elif state is SchemaState.LATE:
        yield Finding("Le schéma n’est pas à jour.", "directory database migrate")
    elif lacks := missing_from_schema(engine):
        yield Finding(f"Il manque à la base de données : {', '.join(lacks)}.", RESTORE)


def examine_guards(connection: Connection) -> Iterator[Finding]:
    """Look for what keeps the history from being rewritten."""
    if unguarded_histories(connection):
        yield Finding(
            "Rien n’empêche plus de réécrire l’historique : ses gardiens manquent ou ont changé.",
            "comparer avec une sauvegarde, puis la remettre (README, « Sauvegarder »)",
        )
