"""Reading a SearchQuery from the parameters of an address; every bad value is named."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Any

from directory.catalog.vocabulary import Audience, Setting
from directory.search.query import (
    ACCESS_PROFILES,
    LONGEST_TEXT,
    MOST_PER_PAGE,
    SearchQuery,
    Sort,
)
from directory.search.words import clean
from directory.values.clock import parse_moment
from directory.values.geography import parse_position

_LONGEST_VALUE = 120  # of everything but the searched text
_LAST_PAGE = 100_000
_WIDEST_RADIUS_KM = 500.0


class ProblemReason(StrEnum):
    """Why a parameter is refused; the words for it belong to the pages."""

    REPEATED = "repeated"
    UNREADABLE = "unreadable"
    UNKNOWN_VALUE = "unknown_value"
    OUT_OF_RANGE = "out_of_range"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class ParameterProblem:
    """One refused parameter; `value` is cleaned and shortened, so that it can be shown."""

    name: str
    value: str
    reason: ProblemReason


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """The codes that exist in this directory."""

    types: frozenset[str]
    filieres: frozenset[str]
    departements: frozenset[str]
    communes: frozenset[str]
    postal_codes: frozenset[str]


class _RefusedError(Exception):
    def __init__(self, reason: ProblemReason) -> None:
        super().__init__(reason)
        self.reason = reason


def read_search_query(
    parameters: Mapping[str, Sequence[str]], *, codes: KnownCodes
) -> tuple[SearchQuery, tuple[ParameterProblem, ...]]:
    """Read a query: bad values are left out and told, other names ignored."""
    problems: list[ParameterProblem] = []
    fields: dict[str, Any] = {}  # Any: the fields of SearchQuery, each of its own type
    for name, read in _readers(codes).items():
        values = [value for value in parameters.get(name, ()) if value.strip()]
        if not values:
            continue
        try:
            if name not in _REPEATABLE and len(values) > 1:
                raise _RefusedError(ProblemReason.REPEATED)
            fields.update(read(values))
        except _RefusedError as refused:
            problems.append(_problem(name, values[0], refused.reason))
    problems.extend(_conflicts(fields))
    return SearchQuery(**fields), tuple(problems)


_Reader = Callable[[list[str]], dict[str, Any]]
_REPEATABLE = frozenset({"type", "filiere", "departement"})


def _readers(codes: KnownCodes) -> dict[str, _Reader]:
    return {
        "q": lambda values: _text("q", values[0]),
        "where": lambda values: {"where": _text("where", values[0])["where"]},
        "commune": lambda values: {"commune": _code(values[0], codes.communes)},
        "postal_code": lambda values: {"postal_code": _code(values[0], codes.postal_codes)},
        "near": lambda values: {"near": _position(values[0])},
        "radius_km": lambda values: {"radius_km": _radius(values[0])},
        "type": lambda values: {"types": _codes(values, codes.types)},
        "filiere": lambda values: {"filieres": _codes(values, codes.filieres)},
        "departement": lambda values: {"departements": _codes(values, codes.departements)},
        "audience": lambda values: {"audience": Audience(_code(values[0], set(Audience)))},
        "setting": lambda values: {"setting": Setting(_code(values[0], set(Setting)))},
        "access": lambda values: {"access": ACCESS_PROFILES[_code(values[0], ACCESS_PROFILES)]},
        "open": lambda values: _opening(values[0]),
        "literal": lambda values: {"literal": _code(values[0], {"0", "1"}) == "1"},
        "page": lambda values: {"page": _whole_number(values[0], 1, _LAST_PAGE)},
        "per_page": lambda values: {"per_page": _whole_number(values[0], 1, MOST_PER_PAGE)},
        "sort": lambda values: {"sort": Sort(_code(values[0], set(Sort)))},
    }


def _conflicts(fields: dict[str, Any]) -> list[ParameterProblem]:
    """Name the places given twice in different ways, and a radius or an order around nothing."""
    places = [name for name in ("commune", "postal_code", "near") if name in fields]
    return [_problem(name, str(fields.pop(name)), ProblemReason.CONFLICT) for name in places[1:]]


def _problem(name: str, value: str, reason: ProblemReason) -> ParameterProblem:
    return ParameterProblem(_shown(name), _shown(value), reason)


def _shown(text: str) -> str:
    return clean(text[:_LONGEST_VALUE])


def _text(name: str, value: str) -> dict[str, Any]:
    # Cut first: cleaning a megabyte would be the visitor's way to keep us busy.
    text = clean(value[: LONGEST_TEXT * 4])
    return {name: text[:LONGEST_TEXT].rstrip(), "q_was_cut": len(text) > LONGEST_TEXT}


def _code(value: str, known: object) -> str:
    code = value.strip() if len(value) <= _LONGEST_VALUE else value
    if code not in known:  # type: ignore[operator]  # any container of codes
        raise _RefusedError(ProblemReason.UNKNOWN_VALUE)
    return code


def _codes(values: list[str], known: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted({_code(value, known) for value in values}))


def _position(value: str) -> object:
    try:
        return parse_position(value)
    except ValueError as error:
        raise _RefusedError(ProblemReason.UNREADABLE) from error


def _radius(value: str) -> float:
    if len(value) > 20:
        raise _RefusedError(ProblemReason.UNREADABLE)
    try:
        radius = float(value)
    except ValueError as error:
        raise _RefusedError(ProblemReason.UNREADABLE) from error
    if not isfinite(radius) or not 0 < radius <= _WIDEST_RADIUS_KM:
        raise _RefusedError(ProblemReason.OUT_OF_RANGE)
    return radius


def _opening(value: str) -> dict[str, Any]:
    if value.strip() == "now":
        return {"open_now": True}
    if len(value) > 40:
        raise _RefusedError(ProblemReason.UNREADABLE)
    try:
        return {"open_at": parse_moment(value)}
    except ValueError as error:
        raise _RefusedError(ProblemReason.UNREADABLE) from error


def _whole_number(value: str, lowest: int, highest: int) -> int:
    digits = value.strip()
    if not (digits.isascii() and digits.isdigit()):
        raise _RefusedError(ProblemReason.UNREADABLE)
    if len(digits.lstrip("0")) > 9 or not lowest <= int(digits) <= highest:
        raise _RefusedError(ProblemReason.OUT_OF_RANGE)
    return int(digits)
