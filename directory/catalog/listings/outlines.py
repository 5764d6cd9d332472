"""How far a position lies outside a commune, by the light contours made for the maps."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise
from math import cos, hypot, radians
from pathlib import Path

from directory.territory.shapes import UnknownCommuneError, commune_outline
from directory.values.geography import Position

_KM_PER_DEGREE = 111.2

Ring = Sequence[Sequence[float]]  # closed; longitude before latitude, as GeoJSON writes it


def km_outside_commune(data: Path, insee: str, position: Position) -> float:
    """Give 0 for a position inside the commune, else the distance to its border in km.

    A commune without contour is taken to hold every position.
    """
    rings = _rings_of(data, insee)
    return km_outside(rings, position) if rings else 0.0


@lru_cache(maxsize=2_000)  # every commune of Brittany: an import holds thousands of rows to them
def _rings_of(data: Path, insee: str) -> tuple[Ring, ...]:
    try:
        outline = commune_outline(data, insee)
    except UnknownCommuneError:
        return ()
    return tuple(chain.from_iterable(outline["coordinates"]))


def km_outside(rings: Sequence[Ring], position: Position) -> float:
    """Give 0 for a position inside the rings (holes excepted), else the distance in km."""
    if sum(_crossings(ring, position) for ring in rings) % 2:
        return 0.0
    return min(_km_to_ring(ring, position) for ring in rings)


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
