"""Read FINESS's open extraction of establishments (« etalab-cs1100507 »), those asked for only.

Two kinds of lines, parted by semicolons, without header: `structureet` with 32 values, then
`geolocalisation` with 6, whose coordinates are in EPSG:2154 (Lambert-93) for mainland France.
Source: the notice of the data set on data.gouv.fr, « FINESS Extraction du Fichier des
établissements ».
"""

import csv
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pyproj import Transformer

from directory.exchange.csv_reading import decoded
from directory.exchange.table import FileFault, UnreadableFileError
from directory.values.geography import Position

MOST_BYTES = 60_000_000

_STRUCTURE_VALUES, _GEOGRAPHY_VALUES = 32, 6
_MOST_LINES = 500_000  # two for each of some 100,000 establishments, and twice that
_LONGEST_LINE = 5_000
# In degrees: mainland France and its waters, the area of use of EPSG:2154.
_WHERE_LAMBERT_HOLDS = (41.15, 51.56, -9.86, 10.38)
_ROUTING = re.compile(r"(?P<code>\d{5})\s+(?P<city>.+?)(?P<cedex>\s+CEDEX(?:\s+\d+)?)?")


@dataclass(frozen=True, slots=True)
class FinessEstablishment:
    """One establishment as FINESS says it; texts are in capitals, without accents."""

    number: str
    name: str
    street: str | None
    postal_code: str | None
    cedex: str | None
    insee: str | None
    phone: str | None
    updated_on: date | None
    latitude: float | None = None
    longitude: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Give what is stored of it (Any: texts and numbers)."""
        values = {name: getattr(self, name) for name in self.__slots__}
        values["updated_on"] = None if self.updated_on is None else self.updated_on.isoformat()
        return values

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "FinessEstablishment":
        """Read what `as_json` gave."""
        day = kept["updated_on"]
        return cls(**{**kept, "updated_on": None if day is None else date.fromisoformat(day)})


@dataclass(frozen=True, slots=True)
class FinessExtract:
    """The establishments asked for, the day of the file, and the départements that it holds."""

    dated: date | None
    departements: frozenset[str]
    establishments: dict[str, FinessEstablishment]


def read_finess(content: bytes, wanted: Collection[str]) -> FinessExtract:
    """Read a file of at most 60 MB. Raises UnreadableFileError."""
    if len(content) > MOST_BYTES:
        raise UnreadableFileError(FileFault.TOO_HEAVY, limit=MOST_BYTES // 1_000_000)
    text = decoded(content)
    if text.count("\n") > _MOST_LINES:
        raise UnreadableFileError(FileFault.TOO_MANY_ROWS, limit=_MOST_LINES)
    first, _, rest = text.partition("\n")
    if not first.replace('"', "").startswith("finess;etalab"):
        raise UnreadableFileError(FileFault.NOT_FINESS)
    structures: dict[str, list[str]] = {}
    places: dict[str, list[str]] = {}
    departements: set[str] = set()
    for kind, number, line in _lines(rest):
        if kind == "structureet":
            departements.add(number[:2])
        if number not in wanted:
            continue
        if kind == "structureet":
            structures[number] = _values(line, _STRUCTURE_VALUES)
        else:
            places[number] = _values(line, _GEOGRAPHY_VALUES)
    if not departements:
        raise UnreadableFileError(FileFault.NOT_FINESS)
    return FinessExtract(
        dated=_day(first.replace('"', "").split(";")[-1].strip()),
        departements=frozenset(departements),
        establishments={
            number: _establishment(values, places.get(number))
            for number, values in structures.items()
        },
    )


def _lines(text: str) -> Iterator[tuple[str, str, str]]:
    for line in text.split("\n"):
        kind, _, after = line.partition(";")
        kind = kind.strip('"')
        if kind in ("structureet", "geolocalisation"):
            yield kind, after.partition(";")[0].strip('" '), line


def _values(line: str, least: int) -> list[str]:
    if len(line) > _LONGEST_LINE:
        raise UnreadableFileError(FileFault.NOT_FINESS)
    values = next(csv.reader([line], delimiter=";"))
    if len(values) < least:
        raise UnreadableFileError(FileFault.NOT_FINESS)
    return [value.strip() for value in values]


def _establishment(values: list[str], place: list[str] | None) -> FinessEstablishment:
    """Name the values by their place; the first is the kind of line."""
    routing = _ROUTING.fullmatch(values[15])
    is_cedex = routing is not None and routing["cedex"] is not None
    position = None if place is None else _position(place[2], place[3])
    return FinessEstablishment(
        number=values[1],
        name=values[4] or values[3],
        street=" ".join(part for part in values[7:10] if part) or None,
        postal_code=None if routing is None or is_cedex else routing["code"],
        cedex=routing["code"] if routing is not None and is_cedex else None,
        insee=values[13][:2] + values[12] if len(values[12]) == 3 else None,
        phone=values[16] or None,
        updated_on=_day(values[30]),
        latitude=None if position is None else round(position.latitude, 6),
        longitude=None if position is None else round(position.longitude, 6),
    )


def _position(x: str, y: str) -> Position | None:
    """Turn metres of Lambert-93 into degrees; None for what is no number or not in France."""
    try:
        longitude, latitude = _to_degrees().transform(float(x), float(y))
        position = Position(latitude, longitude)
    except ValueError:
        return None
    south, north, west, east = _WHERE_LAMBERT_HOLDS
    is_there = south <= latitude <= north and west <= longitude <= east
    return position if is_there else None


@lru_cache(maxsize=1)
def _to_degrees() -> Transformer:
    return Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
