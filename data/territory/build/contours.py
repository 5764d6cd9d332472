"""One clean mosaic of contours on an integer grid: no overlap, no gap, borders shared exactly."""

from collections.abc import Iterable, Mapping

import numpy
import shapely
from packages import BRETON_DEPARTEMENTS, NEIGHBOURING_DEPARTEMENTS
from places import Places
from shapely.geometry.base import BaseGeometry

# 0.0001 degree: 11 m to the north, 7 m to the east; the source is generalised to about 100 m.
GRID_STEP = 0.0001
ORIGIN_LONGITUDE, ORIGIN_LATITUDE = -5.5, 46.3
CONTEXT_BOX = shapely.box(-5.5, 46.3, 0.1, 49.8)
# Gaps and overlaps between neighbours in the source are narrower than this (in grid steps).
GAP_WIDTH = 40
# Merged communes that the source gives no contour: each lies there as a hole, around this point
# (longitude, latitude). Before it, the commune that it belongs to.
DELEGATED_WITHOUT_CONTOUR = {
    "22027 Le Cambout": ("22241", (-2.6152, 48.0592)),
    "22043 Coëtlogon": ("22241", (-2.5365, 48.1278)),
    "22200 Pléven": ("22237", (-2.3182, 48.4909)),
    "22309 Saint-Launeuc": ("22147", (-2.3641, 48.2320)),
}


Mosaic = dict[str, BaseGeometry]


class UncleanMosaicError(Exception):
    """Contours still overlap after every attempt to clean them."""


def complete_contours(places: Places) -> Mosaic:
    """Contours of the communes in degrees, with the parts that the source left out."""
    contours = places.geometries(BRETON_DEPARTEMENTS)
    holes = _holes(contours)
    for part, (insee, point) in DELEGATED_WITHOUT_CONTOUR.items():
        found = [hole for hole in holes if hole.contains(shapely.Point(point))]
        if len(found) != 1:
            raise UncleanMosaicError(f"{part}: {len(found)} hole around {point}, expected 1")
        contours[insee] = shapely.union_all([contours[insee], found[0]])
    return contours


def mosaic_on_grid(places: Places) -> tuple[Mosaic, Mosaic]:
    """Communes of Brittany, and land of the neighbouring départements, in grid units."""
    communes = complete_contours(places)
    codes = sorted(communes)
    lands = _neighbouring_lands(places)
    cells = [_to_grid(each) for each in [*(communes[code] for code in codes), *lands.values()]]
    clean = clean_mosaic(cells)
    return (
        dict(zip(codes, clean[: len(codes)], strict=True)),
        dict(zip(NEIGHBOURING_DEPARTEMENTS, clean[len(codes) :], strict=True)),
    )


def clean_mosaic(cells: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """Cells with whole coordinates that share their borders exactly and never overlap."""
    mosaic = list(cells)
    for _ in range(10):
        mosaic = shapely.coverage_clean(mosaic, gap_width=GAP_WIDTH, snapping_distance=0).tolist()
        mosaic = [_drop_slivers(each) for each in mosaic]
        mosaic = [shapely.transform(each, numpy.round) for each in mosaic]
        if shapely.coverage_is_valid(mosaic) and all(each.is_valid for each in mosaic):
            return mosaic
        mosaic = [shapely.make_valid(each, method="structure") for each in mosaic]
    raise UncleanMosaicError("rounded contours still overlap")


def merge_cells(cells: Mapping[str, BaseGeometry], groups: Mapping[str, str]) -> Mosaic:
    """Cells merged by the group that `groups` gives to each key, in the order of the groups."""
    members: dict[str, list[BaseGeometry]] = {}
    for key, group in groups.items():
        members.setdefault(group, []).append(cells[key])
    return {group: shapely.coverage_union_all(members[group]) for group in sorted(members)}


def _neighbouring_lands(places: Places) -> Mosaic:
    """Land by département; a commune without contour goes to the first département beside it."""
    lands = {
        code: shapely.union_all(list(places.geometries((code,)).values()))
        for code in NEIGHBOURING_DEPARTEMENTS
    }
    for hole in _holes(lands):
        beside = next(code for code, land in lands.items() if land.intersects(hole))
        lands[beside] = shapely.union_all([lands[beside], hole])
    return {code: shapely.intersection(land, CONTEXT_BOX) for code, land in lands.items()}


def _holes(contours: Mosaic) -> list[shapely.Polygon]:
    land = shapely.union_all(list(contours.values()))
    return [shapely.Polygon(ring) for part in shapely.get_parts(land) for ring in part.interiors]


def _to_grid(geometry: BaseGeometry) -> BaseGeometry:
    origin = numpy.array([ORIGIN_LONGITUDE, ORIGIN_LATITUDE])
    return shapely.transform(geometry, lambda points: (points - origin) / GRID_STEP)


def _drop_slivers(cell: BaseGeometry) -> BaseGeometry:
    """Without the parts that rounding would flatten: under four grid squares."""
    parts = [part for part in shapely.get_parts(cell) if part.area >= 4]
    return shapely.multipolygons(parts)
