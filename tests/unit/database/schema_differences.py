"""What the migrated schema and the models disagree on."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine

from directory.database import Base


def differences_from_models(engine: Engine) -> list[object]:
    """List what migrations made otherwise than the models say; empty when they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))
