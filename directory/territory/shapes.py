"""Contours for the maps: the files as they are, and outlines that follow the database."""

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from directory.data_files import DataRow, read_rows
from directory.territory.topology import Polygon, Topology, encoded, read_topology

CommunesByFiliere = Mapping[str, Iterable[str]]
GeoJson = dict[str, Any]  # its shape is RFC 7946


class UnknownCommuneError(LookupError):
    """No contour is known for this INSEE code."""


def home_topology(data: Path, communes_by_filiere: CommunesByFiliere | None = None) -> bytes:
    """TopoJSON of the home map: region, departements, epci, filieres, neighbours, towns.

    Given another attachment of communes than the one shipped with the data, the filières are
    drawn anew from the communes' borders, which are finer than the rest of this map.
    """
    path = data / "territory" / "shapes" / "home.topojson"
    if communes_by_filiere is None or _sets(communes_by_filiere) == _sets(
        shipped_communes_by_filiere(data)
    ):
        return path.read_bytes()
    return _redrawn(path, _communes(data), communes_by_filiere, filiere_names(data))


def communes_topology(data: Path) -> bytes:
    """TopoJSON of all communes: one object, `communes`, whose identifiers are INSEE codes."""
    return _communes_path(data).read_bytes()


def filiere_features(
    data: Path,
    communes_by_filiere: CommunesByFiliere | None = None,
    names: Mapping[str, str] | None = None,
) -> GeoJson:
    """GeoJSON of the filières: longitude first, exteriors anticlockwise, four decimals.

    Without a mapping (filière slug -> INSEE codes), the attachment shipped with the data.
    """
    topology = _communes(data)
    chosen = (
        shipped_communes_by_filiere(data) if communes_by_filiere is None else communes_by_filiere
    )
    known = filiere_names(data) if names is None else names
    features = [
        {
            "type": "Feature",
            "id": slug,
            "properties": {"slug": slug, "name": known.get(slug, slug)},
            "geometry": _multipolygon(topology, _union(topology, communes)),
        }
        for slug, communes in chosen.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def commune_outline(data: Path, insee: str) -> GeoJson:
    """GeoJSON geometry of one commune.

    Raises UnknownCommuneError.
    """
    topology = _communes(data)
    return _multipolygon(topology, _union(topology, [insee]))


def shipped_communes_by_filiere(data: Path) -> dict[str, list[str]]:
    """The attachment that the data files carry, filières in their official order."""
    communes: dict[str, list[str]] = {slug: [] for slug in filiere_names(data)}
    for row in _rows(data, "attachments.csv", "filiere", "insee"):
        communes[row.text("filiere")].append(row.text("insee"))
    return communes


def filiere_names(data: Path) -> dict[str, str]:
    """Official names by slug, as the data files carry them."""
    return {
        row.text("slug"): row.text("name") for row in _rows(data, "filieres.csv", "slug", "name")
    }


def _union(topology: Topology, communes: Iterable[str]) -> list[Polygon]:
    known = topology.geometries("communes")
    wanted = sorted(set(communes))
    if unknown := [insee for insee in wanted if insee not in known]:
        raise UnknownCommuneError(", ".join(unknown))
    return topology.merged(known[insee] for insee in wanted)


def _multipolygon(topology: Topology, polygons: list[Polygon]) -> GeoJson:
    coordinates = [[topology.coordinates(ring) for ring in polygon] for polygon in polygons]
    return {"type": "MultiPolygon", "coordinates": coordinates}


def _redrawn(
    path: Path,
    topology: Topology,
    communes_by_filiere: CommunesByFiliere,
    names: Mapping[str, str],
) -> bytes:
    """The home map with other filières; both files share one grid, so arcs move over unchanged."""
    document = json.loads(path.read_bytes())
    moved: dict[int, int] = {}

    def number(arc: int) -> int:
        stored = arc if arc >= 0 else ~arc
        if stored not in moved:
            moved[stored] = len(document["arcs"])
            document["arcs"].append(encoded(topology.arcs[stored]))
        return moved[stored] if arc >= 0 else ~moved[stored]

    document["objects"]["filieres"]["geometries"] = [
        {
            "type": "MultiPolygon",
            "id": slug,
            "properties": {"name": names.get(slug, slug)},
            "arcs": [
                [[number(arc) for arc in ring] for ring in polygon]
                for polygon in _union(topology, communes)
            ],
        }
        for slug, communes in communes_by_filiere.items()
    ]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _sets(communes_by_filiere: CommunesByFiliere) -> dict[str, frozenset[str]]:
    return {slug: frozenset(communes) for slug, communes in communes_by_filiere.items()}


def _communes(data: Path) -> Topology:
    return _parsed(_communes_path(data))


def _communes_path(data: Path) -> Path:
    return data / "territory" / "shapes" / "communes.topojson"


@lru_cache(maxsize=2)
def _parsed(path: Path) -> Topology:
    return read_topology(path)


def _rows(data: Path, name: str, *columns: str) -> list[DataRow]:
    return read_rows(data / "territory" / name, columns)
