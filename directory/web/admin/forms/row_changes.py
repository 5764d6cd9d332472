"""« Ajouter », « Enlever », « Monter »: rows of a form, one submit at a time."""

import re
from typing import Any, TypeAlias

from wtforms import FieldList, FormField

from directory.web.admin.forms.structure_form import ROWS, StructureForm

# Any: whatever form a row is.
Rows: TypeAlias = "FieldList[FormField[Any]]"

_CHANGE = re.compile(r"(add|remove|raise)_([a-z]+)(?:-(\d{1,3}))?", re.ASCII)


def change_rows(form: StructureForm, action: str) -> str | None:
    """Do what the button of a list asks for; give the id that takes the focus then.

    None for what is not such a button.
    """
    found = _CHANGE.fullmatch(action)
    if found is None or found[2] not in ROWS:
        return None
    rows = form[found[2]]
    assert isinstance(rows, FieldList)  # noqa: S101 (ROWS names lists only)
    rank = int(found[3] or 0)
    match found[1]:
        case "add":
            return _add(rows)
        case "remove":
            return _remove(rows, rank)
    return _raise(rows, rank)


def _add(rows: Rows) -> str:
    if len(rows.entries) < ROWS[rows.short_name]:
        rows.append_entry()
    return _first_field(rows, len(rows.entries) - 1)


def _remove(rows: Rows, rank: int) -> str:
    kept = [entry.data for number, entry in enumerate(rows.entries) if number != rank]
    _fill(rows, kept)
    return f"ajouter-{rows.short_name}"


def _raise(rows: Rows, rank: int) -> str:
    values = [entry.data for entry in rows.entries]
    if 0 < rank < len(values):
        values[rank - 1], values[rank] = values[rank], values[rank - 1]
        _fill(rows, values)
        rank -= 1
    return _first_field(rows, rank)


def _fill(rows: Rows, values: list[dict[str, object]]) -> None:
    while rows.entries:
        rows.pop_entry()
    for value in values:
        rows.append_entry(value)


def _first_field(rows: Rows, rank: int) -> str:
    if not 0 <= rank < len(rows.entries):
        return f"ajouter-{rows.short_name}"
    first = next(iter(rows.entries[rank].form))
    return str(first.id)
