"""What Alembic runs to bring a database up to date; `schema` gives the connection."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from directory.accounts.models import (  # noqa: F401 (each import declares its tables)
    account,
    account_event,
    account_session,
    attempt,
    one_time_link,
    recovery_code,
)
from directory.catalog.models import (  # noqa: F401
    campaign,
    catalog_change,
    correction,
    distinct_pair,
    document,
    editing_draft,
    loaded_data,
    revision,
    slug_redirect,
    structure,
    structure_view,
)
from directory.database import Base, UtcDateTime
from directory.exchange.models import import_run  # noqa: F401
from directory.mail import models as mail_models  # noqa: F401


def _render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our own column types as what they are in the database."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UtcDateTime) else False


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_render_item,
)
with context.begin_transaction():
    context.run_migrations()
