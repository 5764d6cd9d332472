"""The parameters of a list's address: read without trust, written without what is not chosen."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from werkzeug.datastructures import MultiDict

_LARGEST_PAGE = 100_000

Code = TypeVar("Code", bound=StrEnum)


def read_text(asked: MultiDict[str, str], name: str, *, longest: int) -> str:
    """Read a text, cut; empty without any."""
    return asked.get(name, "").strip()[:longest]


def read_page(asked: MultiDict[str, str]) -> int:
    """Read the number of a page, the first one for anything that is none."""
    return min(max(asked.get("page", 1, type=int), 1), _LARGEST_PAGE)


def read_code(codes: type[Code], text: str) -> Code | None:
    """Read one of a closed list of codes; None for anything else."""
    try:
        return codes(text)
    except ValueError:
        return None


def read_uuid(text: str) -> UUID | None:
    """Read an id; None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def write_parameters(values: Mapping[str, object]) -> str:
    """Write the values that were chosen as the parameters of an address, without « ? »."""
    return urlencode({name: str(value) for name, value in values.items() if value})
