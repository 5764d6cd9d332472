"""How far a position lies outside a commune, from the light outlines made for the maps."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise
from math import cos, hypot, radians
from pathlib import Path

from directory.data_files import DamagedDataFileError
from directory.values.geography import Position

_KM_PER_DEGREE = 111.2

Ring = tuple[tuple[float, float], ...]  # closed; longitude before latitude, as maps write it


@dataclass(frozen=True, slots=True)
class Outlines:
    """The outlines of communes; those that nobody asks for are never drawn."""

    arcs_of: Mapping[str, tuple[tuple[int, ...], ...]]
    arcs: tuple[Ring, ...]

    def measure_of(self, insee: str) -> Callable[[Position], float] | None:
        """Give the function that measures how far a position lies outside a commune, in km."""
        if insee not in self.arcs_of:
            return None
        return partial(self.km_outside, insee)

    def km_outside(self, insee: str, position: Position) -> float:
        """Give 0 for a position inside the commune, else the distance to its border."""
        rings = [self._ring(numbers) for numbers in self.arcs_of[insee]]
        if sum(_crossings(ring, position) for ring in rings) % 2:
            return 0.0
        return min(_km_to_ring(ring, position) for ring in rings)

    def _ring(self, numbers: tuple[int, ...]) -> Ring:
        points: list[tuple[float, float]] = []
        for number in numbers:
            # TopoJSON: ~n is the arc n walked backwards.
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points += arc[1:] if points else arc
        return tuple(points)


def read_outlines(file: Path) -> Outlines:
    """Read the communes of a quantized TopoJSON file. Raises DamagedDataFileError."""
    try:
        topology = json.loads(file.read_bytes())
        transform = topology["transform"]
        arcs = tuple(
            _decoded(arc, scale=transform["scale"], origin=transform["translate"])
            for arc in topology["arcs"]
        )
        arcs_of = {
            shape["id"]: tuple(tuple(ring) for polygon in shape["arcs"] for ring in polygon)
            for shape in topology["objects"]["communes"]["geometries"]
        }
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise DamagedDataFileError(file, line=0, reason="contours illisibles") from error
    return Outlines(arcs_of, arcs)


def _decoded(steps: list[list[int]], *, scale: list[float], origin: list[float]) -> Ring:
    columns = accumulate(step[0] for step in steps)
    lines = accumulate(step[1] for step in steps)
    return tuple(
        (column * scale[0] + origin[0], line * scale[1] + origin[1])
        for column, line in zip(columns, lines, strict=True)
    )


def _crossings(ring: Ring, position: Position) -> int:
    """Count the sides that a line drawn from the position to the east crosses."""
    return sum(
        (y1 > position.latitude) != (y2 > position.latitude)
        and position.longitude < (x2 - x1) * (position.latitude - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in pairwise(ring)
    )


def _km_to_ring(ring: Ring, position: Position) -> float:
    """Measure on a flat map around the position: exact enough over a few kilometres."""
    east_km = _KM_PER_DEGREE * cos(radians(position.latitude))
    flat = [
        ((x - position.longitude) * east_km, (y - position.latitude) * _KM_PER_DEGREE)
        for x, y in ring
    ]
    return min(_km_to_side(*start, *end) for start, end in pairwise(flat))


def _km_to_side(x1: float, y1: float, x2: float, y2: float) -> float:
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = 0.0 if length == 0 else -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length
    share = min(1.0, max(0.0, along))
    return hypot(x1 + share * (x2 - x1), y1 + share * (y2 - y1))
