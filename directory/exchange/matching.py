"""Which column of a file is which of ours: by its name, then as a person says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.exchange.columns import BY_NAME, COLUMNS
from directory.values.text import fold

Matching = Mapping[int, str]
"""The place of a column in the file, from 0, and the code of ours; others are not read."""


@dataclass(frozen=True, slots=True)
class MatchingProblem:
    """Codes that two columns of the file have, and codes without which no row says its listing."""

    twice: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.twice or self.missing)


def match_columns(header: Sequence[str]) -> dict[int, str]:
    """Match by name, without accents, case or signs; the first of two alike wins."""
    known = {
        fold(name.replace("_", " ")): column.name
        for column in reversed(COLUMNS)
        if column.is_read
        for name in (*column.other_headers, column.name, column.header)
    }
    matching: dict[int, str] = {}
    for place, name in enumerate(header):
        code = known.get(fold(name.replace("_", " ")))
        if code is not None and code not in matching.values():
            matching[place] = code
    return matching


def matching_from_choices(choices: Mapping[int, str], width: int) -> dict[int, str]:
    """Keep what a person chose, for columns that exist on both sides."""
    return {
        place: code
        for place, code in choices.items()
        if 0 <= place < width and code in BY_NAME and BY_NAME[code].is_read
    }


def problem_of(matching: Matching) -> MatchingProblem:
    """Tell what a matching lacks: each of our columns once, and an identifier or a name."""
    codes = [*matching.values()]
    twice = tuple(sorted({code for code in codes if codes.count(code) > 1}))
    missing = () if "id" in codes else tuple(code for code in ("name",) if code not in codes)
    return MatchingProblem(twice, missing)


def cells_by_column(cells: Sequence[str], matching: Matching) -> dict[str, str]:
    """Give the cells of a row by the codes of our columns."""
    return {code: cells[place] for place, code in matching.items()}
