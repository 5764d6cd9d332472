"""What must hold in the TopoJSON files: weight, valid geometries, no overlap, nothing missing."""

import gzip
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from check_tables import Tables
from shapely.geometry.base import BaseGeometry

# Compressed with gzip -9, in bytes.
BUDGETS = {"home.topojson": 90_000, "communes.topojson": 150_000}
# Points are whole numbers of grid steps and borders are shared arcs: nothing may overlap at all.
# The tolerance only absorbs the floating-point error of the intersection, in square grid steps.
TOLERANCE = 0.001
# A town hall may stand this far (in degrees, about 500 m) outside its generalised contour.
TOWN_HALL_DISTANCE = 0.007

Shapes = dict[str, BaseGeometry]


def shape_problems(territory: Path) -> Iterator[str]:
    """Every problem, as a sentence."""
    tables = Tables(territory)
    for name, budget in BUDGETS.items():
        weight = len(gzip.compress((territory / "shapes" / name).read_bytes(), 9, mtime=0))
        if weight > budget:
            yield f"shapes/{name}: {weight} bytes compressed, the budget is {budget}."
    communes = _read(territory, "communes.topojson")
    home = _read(territory, "home.topojson")
    expected = {
        "departements": {insee[:2] for insee in tables.communes},
        "epci": tables.epci,
        "filieres": tables.filieres,
        "region": {"53"},
    }
    yield from _mosaic_problems("communes.topojson", communes, "communes", set(tables.communes))
    for name, identifiers in expected.items():
        yield from _mosaic_problems("home.topojson", home, name, identifiers)
    yield from _neighbour_problems(home)
    yield from _position_problems(tables, communes)


def _mosaic_problems(
    file: str, document: dict[str, Any], name: str, expected: set[str]
) -> Iterator[str]:
    place = f"shapes/{file}, {name}"
    shapes = decoded_shapes(document, name)
    for identifier in sorted(expected - shapes.keys()):
        yield f"{place}: {identifier} has no contour."
    for identifier in sorted(shapes.keys() - expected):
        yield f"{place}: {identifier} is unknown to the tables."
    if len(document["objects"][name]["geometries"]) != len(shapes):
        yield f"{place}: an identifier is there twice."
    yield from _geometry_problems(place, shapes)


def _neighbour_problems(home: dict[str, Any]) -> Iterator[str]:
    """Brittany and the land around it."""
    land = decoded_shapes(home, "neighbours") | decoded_shapes(home, "region")
    yield from _geometry_problems("shapes/home.topojson, neighbours", land)


def _geometry_problems(place: str, shapes: Shapes) -> Iterator[str]:
    for identifier, shape in shapes.items():
        if not shape.is_valid:
            yield f"{place}: {identifier} is not valid: {shapely.is_valid_reason(shape)}."
        elif shape.area == 0:
            yield f"{place}: {identifier} is empty."
    yield from _overlaps(place, shapes)


def _overlaps(place: str, shapes: Shapes) -> Iterator[str]:
    identifiers, geometries = list(shapes), [shapely.make_valid(each) for each in shapes.values()]
    pairs = shapely.STRtree(geometries).query(geometries, predicate="intersects").T.tolist()
    for one, other in pairs:
        if one < other:
            common = shapely.intersection(geometries[one], geometries[other]).area
            if common > TOLERANCE:
                yield f"{place}: {identifiers[one]} and {identifiers[other]} overlap ({common:g})."


def _position_problems(tables: Tables, communes: dict[str, Any]) -> Iterator[str]:
    shapes = decoded_shapes(communes, "communes")
    scale, (west, south) = communes["transform"]["scale"][0], communes["transform"]["translate"]
    for place, row in tables.rows("communes.csv"):
        shape = shapes.get(row["insee"])
        if shape is None:
            continue
        longitude, latitude = float(row["longitude"]), float(row["latitude"])
        point = shapely.Point((longitude - west) / scale, (latitude - south) / scale)
        distance = shape.distance(point) * scale
        if math.isnan(distance) or distance > TOWN_HALL_DISTANCE:
            yield f"{place}: {latitude}, {longitude} lies {distance:.4f}° outside {row['insee']}."


def decoded_shapes(document: dict[str, Any], name: str) -> Shapes:
    """The polygons of one object by identifier, in grid steps."""
    arcs = [_points(steps) for steps in document["arcs"]]

    def ring(numbers: list[int]) -> list[tuple[int, int]]:
        points: list[tuple[int, int]] = []
        for number in numbers:
            points += arcs[number] if number >= 0 else arcs[~number][::-1]
        return points

    return {
        geometry["id"]: shapely.MultiPolygon(
            [(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in geometry["arcs"]]
        )
        for geometry in document["objects"][name]["geometries"]
    }


def _points(steps: list[list[int]]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    x = y = 0
    for step_x, step_y in steps:
        x, y = x + step_x, y + step_y
        points.append((x, y))
    return points


def _read(territory: Path, name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((territory / "shapes" / name).read_bytes())
    return document
