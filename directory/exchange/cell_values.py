"""From the text of one cell to a value: days, numbers, codes, hours, as people write them."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from directory.catalog.vocabulary import CapacityUnit
from directory.exchange.cell_faults import CellFault
from directory.exchange.cell_lists import split
from directory.exchange.cell_words import (
    CAPACITY_UNITS,
    CONFIDENCES,
    TRUTHS,
    code_for,
    truth_for,
    words_for,
)
from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours
from directory.values.typed_hours import read_hours
from directory.values.weekly_hours import UnreadableHoursError

_SHAPES_OF_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%Y-%m-%dT%H:%M:%S")
# Spreadsheets count days from 30 December 1899; five digits of this century are no other number.
_FIRST_DAY = date(1899, 12, 30)
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
_THIS_CENTURY = range(36_526, 73_051)
_CAPACITY = re.compile(r"(\d+)\s*([^\W\d]+)")


class BadCellError(ValueError):
    """A cell that cannot be read: why, and the data of the words for it."""

    def __init__(self, fault: CellFault, **data: str) -> None:
        super().__init__(fault.value)
        self.fault, self.data = fault, data


def read_degrees(text: str) -> float:
    """Read « 48,57 ». Raises BadCellError."""
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise BadCellError(CellFault.NOT_A_NUMBER) from error


def read_whole_number(text: str) -> int:
    """Read a whole number. Raises BadCellError."""
    try:
        return int(text)
    except ValueError as error:
        raise BadCellError(CellFault.NOT_A_NUMBER) from error


def read_day(text: str) -> date:
    """Read a day, or the number that a spreadsheet has for one. Raises BadCellError."""
    serial = _SERIAL.fullmatch(text)
    if serial and int(serial[1]) in _THIS_CENTURY:
        return _FIRST_DAY + timedelta(days=int(serial[1]))
    for shape in _SHAPES_OF_DAYS:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 (a day has no time zone)
        except ValueError:
            continue
    raise BadCellError(CellFault.NOT_A_DAY)


def read_truth(text: str) -> bool:
    """Read « oui » or « non ». Raises BadCellError."""
    found = truth_for(text)
    if found is None:
        raise BadCellError(CellFault.WORD_UNKNOWN, known=words_for(TRUTHS))
    return found


def read_code(words: Mapping[Any, str], text: str) -> str:
    """Give the code of a word (Any: one of several lists of codes). Raises BadCellError."""
    found = code_for(words, text)
    if found is None:
        raise BadCellError(CellFault.WORD_UNKNOWN, known=words_for(words))
    return str(found.value)


def read_confidence(text: str) -> str:
    """Give the code of a word; another word stays, listings of other tools have their own."""
    found = code_for(CONFIDENCES, text)
    return text if found is None else found.value


def read_codes(words: Mapping[Any, str], text: str) -> tuple[str, ...]:
    """Give the codes of a list of words (Any: as above). Raises BadCellError."""
    return tuple(read_code(words, part) for part in split(text))


def each(parse: Callable[[str], object]) -> Callable[[str], object]:
    """Read a list, each part as `parse` does."""
    return lambda text: tuple(parse(part) for part in split(text))


def read_opening_hours(text: str) -> str:
    """Give OpenStreetMap's words for hours in theirs or in French. Raises BadCellError."""
    try:
        return OpeningHours.parse(text).text
    except InvalidOpeningHoursError:
        pass
    try:
        return read_hours(text)
    except UnreadableHoursError as error:
        raise BadCellError(CellFault.NOT_HOURS) from error


def capacity_cells(cells: Mapping[str, str]) -> Mapping[str, str]:
    """Part « 10 lits » into its number and its unit, when the column of the unit agrees."""
    found = _CAPACITY.fullmatch(cells.get("capacity_value", ""))
    said = cells.get("capacity_unit", "")
    unit = _unit_of(found[2]) if found else None
    if found is None or unit is None or (said and _unit_of(said) is not unit):
        return cells
    return {**cells, "capacity_value": found[1], "capacity_unit": unit.value}


def _unit_of(word: str) -> CapacityUnit | None:
    return code_for(CAPACITY_UNITS, word) or code_for(CAPACITY_UNITS, f"{word}s")
