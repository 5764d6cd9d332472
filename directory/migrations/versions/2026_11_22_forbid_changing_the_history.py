"""Forbid changing or removing what the history holds."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_HISTORIES = ("revision", "account_event")
_SENTENCE = "the history is only ever added to"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _forbid_on_postgresql()
        return
    for table in _HISTORIES:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_forbids_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
            )


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in _HISTORIES:
        if is_postgresql:
            op.execute(f"DROP TRIGGER {table}_only_grows ON {table}")
            continue
        for act in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_forbids_{act}")
    if is_postgresql:
        op.execute("DROP FUNCTION forbid_changing_history")


def _forbid_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION forbid_changing_history() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_SENTENCE}'; END $$"
    )
    for table in _HISTORIES:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION forbid_changing_history()"
        )
