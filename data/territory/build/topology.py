"""Write polygons that share their borders as TopoJSON: each border once, on an integer grid."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

import shapely
from shapely.geometry.base import BaseGeometry

Point = tuple[int, int]
Arc = tuple[Point, ...]


class Topology:
    """Arcs cut where borders meet; every polygon added must follow the given cells' borders."""

    def __init__(self, cells: Iterable[BaseGeometry]) -> None:
        """Take the smallest polygons, in grid units: all others are made of their borders."""
        self._neighbours: dict[Point, set[Point]] = defaultdict(set)
        self._numbers: dict[Arc, int] = {}
        self.arcs: list[Arc] = []
        for cell in cells:
            for polygon in polygons_of(cell):
                for ring in rings_of(polygon):
                    self._note_neighbours(ring)

    def polygon_object(
        self, geometry: BaseGeometry, *, identifier: str, properties: Mapping[str, object]
    ) -> dict[str, object]:
        """One TopoJSON MultiPolygon; exterior rings turn anticlockwise."""
        arcs = [
            [self._ring_arcs(ring) for ring in rings_of(polygon)]
            for polygon in polygons_of(geometry)
        ]
        made: dict[str, object] = {"type": "MultiPolygon", "id": identifier, "arcs": arcs}
        if properties:
            made["properties"] = dict(properties)
        return made

    def delta_encoded_arcs(self) -> list[list[list[int]]]:
        """Each arc as its first point, then steps."""
        return [_steps(arc) for arc in self.arcs]

    def _note_neighbours(self, ring: Arc) -> None:
        for before, after in pairwise(ring):
            self._neighbours[before].add(after)
            self._neighbours[after].add(before)

    def _ring_arcs(self, ring: Arc) -> list[int]:
        return [self._number(arc) for arc in self._cut(ring)]

    def _cut(self, ring: Arc) -> list[Arc]:
        """Cut a closed ring at its junctions; a ring without any starts at its least point."""
        open_ring = ring[:-1]
        cuts = [i for i, point in enumerate(open_ring) if len(self._neighbours[point]) != 2]
        cuts = cuts or [open_ring.index(min(open_ring))]
        turned = open_ring[cuts[0] :] + open_ring[: cuts[0]]
        places = [cut - cuts[0] for cut in cuts] + [len(open_ring)]
        closed = (*turned, turned[0])
        return [closed[start : end + 1] for start, end in pairwise(places)]

    def _number(self, arc: Arc) -> int:
        """The arc's index, or its complement when it is stored the other way round."""
        if arc in self._numbers:
            return self._numbers[arc]
        if arc[::-1] in self._numbers:
            return ~self._numbers[arc[::-1]]
        self._numbers[arc] = len(self.arcs)
        self.arcs.append(arc)
        return self._numbers[arc]


def polygons_of(geometry: BaseGeometry) -> list[shapely.Polygon]:
    """Its polygons, in an order that depends on the shape only."""
    parts = [part for part in shapely.get_parts(geometry).tolist() if part.geom_type == "Polygon"]
    return sorted(parts, key=lambda part: tuple(part.bounds))


def rings_of(polygon: shapely.Polygon) -> list[Arc]:
    """Closed rings on the grid: the exterior anticlockwise, then the holes clockwise."""
    turned = shapely.orient_polygons(polygon)
    rings = [turned.exterior, *sorted(turned.interiors, key=lambda ring: tuple(ring.bounds))]
    return [tuple((round(x), round(y)) for x, y in ring.coords) for ring in rings]


def dump(document: Mapping[str, object]) -> bytes:
    """Compact JSON, the same bytes for the same document."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8") + b"\n"


def _steps(arc: Arc) -> list[list[int]]:
    steps = [[*arc[0]]]
    for (x0, y0), (x1, y1) in pairwise(arc):
        steps.append([x1 - x0, y1 - y0])
    return steps
