"""The telephone numbers of a row: rank by rank, over those that the listing has today."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from directory.catalog.drafts import PhoneDraft
from directory.catalog.vocabulary import PhoneAudience, PhoneKind
from directory.exchange.cell_faults import CellFault, CellProblem
from directory.exchange.cell_values import BadCellError, read_opening_hours
from directory.exchange.cell_words import (
    ERASE,
    PHONE_AUDIENCES,
    PHONE_KINDS,
    code_for,
    words_for,
)
from directory.exchange.columns import PHONES

# Any: two lists of codes of different kinds.
_WORDS: Mapping[str, Mapping[Any, str]] = {"kind": PHONE_KINDS, "audience": PHONE_AUDIENCES}


def phones_said(
    cells: Mapping[str, str], today: tuple[PhoneDraft, ...], problems: list[CellProblem]
) -> tuple[PhoneDraft, ...]:
    """Change the numbers that the file speaks of, rank by rank; an erased one goes away."""
    phones: list[PhoneDraft | None] = [*today]
    for rank in range(PHONES):
        prefix = f"phone_{rank + 1}_"
        said = {
            part: cells[prefix + part]
            for part in ("number", "kind", "label", "audience", "hours")
            if cells.get(prefix + part)
        }
        old = phones[rank] if rank < len(phones) else None
        if not said or (old is None and "number" not in said):
            continue
        new = None if said.get("number") == ERASE else _phone(prefix, said, old, problems)
        phones[rank : rank + 1] = [new]
    return tuple(phone for phone in phones if phone is not None)


def _phone(
    prefix: str, said: Mapping[str, str], old: PhoneDraft | None, problems: list[CellProblem]
) -> PhoneDraft:
    phone = old or PhoneDraft("", PhoneKind.DIRECT, audience=PhoneAudience.PUBLIC)
    # Any: a text or a code, by the name of its field.
    values: dict[str, Any] = {
        part: None if said[part] == ERASE else said[part]
        for part in ("label", "hours")
        if part in said
    }
    if "number" in said:
        values["number"] = _with_lost_zero(said["number"])
    if values.get("hours"):
        try:
            values["hours"] = read_opening_hours(values["hours"])
        except BadCellError as error:
            problems.append(CellProblem(f"{prefix}hours", values.pop("hours"), error.fault))
    for part, words in _WORDS.items():
        if part not in said:
            continue
        values[part] = code_for(words, said[part])
        if values[part] is None:
            del values[part]
            data = {"known": words_for(words)}
            problems.append(CellProblem(prefix + part, said[part], CellFault.WORD_UNKNOWN, data))
    return replace(phone, **values)


def _with_lost_zero(number: str) -> str:
    """Spreadsheets take « 0298626160 » for a number and drop its zero."""
    is_short_of_one = len(number) == 9 and number.isdecimal() and not number.startswith("0")
    return f"0{number}" if is_short_of_one else number
