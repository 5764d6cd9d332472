"""Read TopoJSON and merge its polygons by dropping the borders that they share."""

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[int, int]
Coordinates = tuple[float, float]
Ring = list[int]  # arcs in order; ~n is arc n walked backwards
Polygon = list[Ring]  # the exterior, anticlockwise, then the holes, clockwise


@dataclass(frozen=True)
class Topology:
    """Named collections of geometries over shared arcs, whose points lie on an integer grid."""

    document: Mapping[str, Any]  # the parsed JSON: its shape is the TopoJSON specification
    arcs: tuple[tuple[Point, ...], ...]

    def geometries(self, name: str) -> dict[str, Mapping[str, Any]]:
        """The geometries of one object, by identifier."""
        return {each["id"]: each for each in self.document["objects"][name]["geometries"]}

    def points(self, ring: Ring) -> list[Point]:
        """A closed ring in grid units; where two arcs meet, the point is given once."""
        points = list(self._walk(ring[0]))
        for arc in ring[1:]:
            points.extend(self._walk(arc)[1:])
        return points

    def coordinates(self, ring: Ring) -> list[Coordinates]:
        """A closed ring as (longitude, latitude), rounded to the grid's four decimals."""
        scale_x, scale_y = self.document["transform"]["scale"]
        longitude, latitude = self.document["transform"]["translate"]
        return [
            (round(x * scale_x + longitude, 4), round(y * scale_y + latitude, 4))
            for x, y in self.points(ring)
        ]

    def merged(self, geometries: Iterable[Mapping[str, Any]]) -> list[Polygon]:
        """The polygons of the union: an arc used by two neighbours is no border of it."""
        used = Counter(arc for geometry in geometries for arc in arcs_of(geometry))
        border = [arc for arc in used if ~arc not in used]
        exteriors: list[Polygon] = []
        holes: list[Ring] = []
        for ring in self._rings(border):
            if signed_area(self.points(ring)) > 0:
                exteriors.append([ring])
            else:
                holes.append(ring)
        for hole in holes:
            self._exterior_around(hole, exteriors).append(hole)
        return exteriors

    def _walk(self, arc: int) -> tuple[Point, ...]:
        return self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]

    def _rings(self, border: list[int]) -> Iterator[Ring]:
        """Join arcs end to end into rings that pass each point once."""
        leaving: dict[Point, list[int]] = {}
        for arc in sorted(border):
            leaving.setdefault(self._walk(arc)[0], []).append(arc)
        for start in sorted(leaving):
            while leaving[start]:
                path = [leaving[start].pop()]
                while path:
                    end = self._walk(path[-1])[-1]
                    passed = [self._walk(arc)[0] for arc in path]
                    if end in passed:
                        closed = passed.index(end)
                        yield path[closed:]
                        del path[closed:]
                    else:
                        path.append(self._next_arc(path[-1], leaving[end]))

    def _next_arc(self, arc: int, candidates: list[int]) -> int:
        """Where borders touch at a point, stay beside the same piece of land (on the left)."""
        *_, before, here = self._walk(arc)
        back = _direction(here, before)
        turns = [(back - _direction(here, self._walk(n)[1])) % math.tau for n in candidates]
        return candidates.pop(turns.index(min(turns)))

    def _exterior_around(self, hole: Ring, exteriors: list[Polygon]) -> Polygon:
        """The smallest polygon that holds the hole."""
        around = [
            (signed_area(points), polygon)
            for polygon in exteriors
            if _holds(points := self.points(polygon[0]), self.points(hole))
        ]
        return min(around, key=lambda each: each[0])[1]


def read_topology(path: Path) -> Topology:
    """Read one TopoJSON file and undo the encoding of its arcs as steps."""
    document = json.loads(path.read_bytes())
    return Topology(document, tuple(_decoded(steps) for steps in document["arcs"]))


def encoded(arc: Iterable[Point]) -> list[list[int]]:
    """An arc as TopoJSON writes it: the first point, then steps."""
    steps: list[list[int]] = []
    x = y = 0
    for point in arc:
        steps.append([point[0] - x, point[1] - y])
        x, y = point
    return steps


def arcs_of(geometry: Mapping[str, Any]) -> Iterator[int]:
    """Every arc of a MultiPolygon, in its direction."""
    for polygon in geometry["arcs"]:
        for ring in polygon:
            yield from ring


def signed_area(points: list[Point]) -> float:
    """Area in grid squares; positive when the ring turns anticlockwise."""
    pairs = pairwise(points)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs) / 2


def _decoded(steps: list[list[int]]) -> tuple[Point, ...]:
    points: list[Point] = []
    x = y = 0
    for step_x, step_y in steps:
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return tuple(points)


def _direction(start: Point, end: Point) -> float:
    return math.atan2(end[1] - start[1], end[0] - start[0])


def _holds(exterior: list[Point], hole: list[Point]) -> bool:
    """Whether a hole that never crosses the exterior lies within it; they may touch."""
    corners = set(exterior)
    x, y = next(point for point in hole if point not in corners)
    inside = False
    for (x0, y0), (x1, y1) in pairwise(exterior):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside
