"""Forbid replacing what the history holds: SQLite's REPLACE removes a row and fires no trigger."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_HISTORIES = ("revision", "account_event")
_SENTENCE = "the history is only ever added to"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        return  # its only way to replace, ON CONFLICT DO UPDATE, is an update: forbidden already
    for table in _HISTORIES:
        op.execute(
            f"CREATE TRIGGER {table}_forbids_replace BEFORE INSERT ON {table} "  # noqa: S608 (our own tables)  # nosec B608
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) "
            f"BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        return
    for table in _HISTORIES:
        op.execute(f"DROP TRIGGER {table}_forbids_replace")
