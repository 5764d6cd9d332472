"""Every table: which leave with the whole base, in which order, and what of them is secret."""

from sqlalchemy import Column, Table

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
from directory.database import Base
from directory.exchange.models import import_run  # noqa: F401
from directory.mail import models as mail_models  # noqa: F401

# What opens a door stays: sessions, links, codes, letters that hold links. Everybody chooses a
# password and a second factor again after a move. `directory backup` keeps them.
_SECRET_TABLES = frozenset(
    {"account_session", "attempt", "one_time_link", "outbox_message", "recovery_code"}
)
_SECRET_COLUMNS = frozenset(
    {("account", "password_hash"), ("account", "totp_secret"), ("account", "totp_last_step")}
)


def tables_that_leave() -> list[Table]:
    """List the tables, each after those that it refers to."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _SECRET_TABLES]


def all_tables() -> list[Table]:
    """List every table, for an instance that must be empty."""
    return Base.metadata.sorted_tables


def columns_that_leave(table: Table) -> list[Column[object]]:
    """List the columns of a table without the secret ones."""
    return [column for column in table.columns if (table.name, column.name) not in _SECRET_COLUMNS]
