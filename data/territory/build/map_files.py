"""The two files that the maps load: the home map, and the contours of all communes."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy
import shapely
from contours import (
    GRID_STEP,
    ORIGIN_LATITUDE,
    ORIGIN_LONGITUDE,
    Mosaic,
    UncleanMosaicError,
    merge_cells,
)
from filieres import FILIERES, attachment_rows
from labels import Town
from places import Places
from topology import Topology, dump

# Visvalingam: a corner goes when its triangle is smaller than the square of this (in grid steps).
HOME_TOLERANCE = 30
# The home map shows the whole region; the names of small communes come with the commune contours.
LAST_ZOOM_OF_HOME_LABELS = 10
REGION_CODE = "53"


def write_communes(mosaic: Mosaic, path: Path) -> None:
    """All communes at the source's detail, with their INSEE code as only attribute."""
    topology = Topology(mosaic.values())
    communes = _collection(topology, mosaic, {})
    path.write_bytes(dump(_document(topology, {"communes": communes})))


def write_home(
    places: Places,
    communes: Mosaic,
    neighbours: Mosaic,
    labels: Iterable[tuple[Town, int]],
    path: Path,
) -> None:
    """Region, départements, EPCI, filières, land around and town labels, simplified together."""
    departement_of = {each["code"]: str(each["departement"]) for each in places.communes}
    filiere_of = {str(row["insee"]): str(row["filiere"]) for row in attachment_rows(places)}
    cell_of = {
        insee: f"{departement_of[insee]} {places.epci_of.get(insee, insee)} {filiere_of[insee]}"
        for insee in sorted(communes)
    }
    cells = merge_cells(communes, cell_of)
    simple, land = _simplify(cells, neighbours)
    topology = Topology([*simple.values(), *land.values()])
    names = {each["code"]: each["nom"] for each in [*places.departements, *places.epci]}
    parts = {cell: cell.split(" ") for cell in simple}

    def merged(groups: Mapping[str, str], named: Mapping[str, str]) -> dict[str, object]:
        return _collection(topology, merge_cells(simple, groups), named)

    epci = {cell: part[1] for cell, part in parts.items() if part[1] not in communes}
    objects = {
        "region": merged(dict.fromkeys(parts, REGION_CODE), {}),
        "departements": merged({cell: part[0] for cell, part in parts.items()}, names),
        "epci": merged(epci, names),
        "filieres": merged({cell: part[2] for cell, part in parts.items()}, FILIERES),
        "neighbours": _collection(topology, land, names),
        "towns": _labels(labels),
    }
    path.write_bytes(dump(_document(topology, objects)))


def _simplify(cells: Mosaic, neighbours: Mosaic) -> tuple[Mosaic, Mosaic]:
    everything = [*cells.values(), *neighbours.values()]
    simple = shapely.coverage_simplify(everything, HOME_TOLERANCE).tolist()
    if not shapely.coverage_is_valid(simple):
        raise UncleanMosaicError("simplified contours overlap")
    kept = simple[: len(cells)]
    return (
        dict(zip(cells, kept, strict=True)),
        dict(zip(neighbours, simple[len(cells) :], strict=True)),
    )


def _collection(topology: Topology, mosaic: Mosaic, names: Mapping[str, str]) -> dict[str, object]:
    geometries = [
        topology.polygon_object(
            mosaic[key], identifier=key, properties={"name": names[key]} if names else {}
        )
        for key in sorted(mosaic)
    ]
    return {"type": "GeometryCollection", "geometries": geometries}


def _labels(labels: Iterable[tuple[Town, int]]) -> dict[str, object]:
    origin = numpy.array([ORIGIN_LONGITUDE, ORIGIN_LATITUDE])
    points: list[dict[str, object]] = []
    for town, zoom in labels:
        place = numpy.round((numpy.array([town.longitude, town.latitude]) - origin) / GRID_STEP)
        properties: dict[str, object] = {"name": town.name, "min_zoom": zoom}
        if town.name_br:
            properties["name_br"] = town.name_br
        coordinates = [int(place[0]), int(place[1])]
        point = {"type": "Point", "id": town.insee, "properties": properties}
        points.append({**point, "coordinates": coordinates})
    return {"type": "GeometryCollection", "geometries": points}


def _document(topology: Topology, objects: Mapping[str, object]) -> dict[str, object]:
    transform = {
        "scale": [GRID_STEP, GRID_STEP],
        "translate": [ORIGIN_LONGITUDE, ORIGIN_LATITUDE],
    }
    arcs = topology.delta_encoded_arcs()
    return {"type": "Topology", "transform": transform, "objects": dict(objects), "arcs": arcs}
