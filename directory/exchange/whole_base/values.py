"""Stored values as JSON and back, by the type of their column."""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum as PythonEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Enum, Uuid
from sqlalchemy.types import TypeEngine

from directory.database import UtcDateTime

# Any, in this module: a stored value, of whatever type its column has.


def as_json(value: Any) -> Any:
    """Give a value that JSON holds: moments and days as ISO 8601, codes as themselves."""
    if isinstance(value, PythonEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value


def reader_for(column_type: TypeEngine[Any]) -> Callable[[Any], Any]:
    """Give what turns the JSON of a column back into its value; it raises ValueError, TypeError."""
    read = _reader_for(column_type)
    return lambda value: None if value is None else read(value)


def _reader_for(column_type: TypeEngine[Any]) -> Callable[[Any], Any]:
    if isinstance(column_type, UtcDateTime):
        return datetime.fromisoformat
    if isinstance(column_type, Date):
        return date.fromisoformat
    if isinstance(column_type, Uuid):
        return UUID
    if isinstance(column_type, Enum) and column_type.enum_class is not None:
        return column_type.enum_class
    return lambda value: value
