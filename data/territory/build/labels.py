"""From which zoom each commune's name fits on the map without covering a larger one's."""

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

FIRST_ZOOM, LAST_ZOOM = 7, 13
TILE_PIXELS = 256
# A label at 13 px: average width of a letter, height of a line, free space around, in pixels.
LETTER_WIDTH, LINE_HEIGHT, MARGIN = 6.5, 16.0, 3.0
# A village does not fill the room between two cities on a map of the whole region.
LEAST_POPULATION = {7: 20_000, 8: 6_000, 9: 2_500, 10: 1_000}

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Town:
    """A commune's label, at its town hall."""

    insee: str
    name: str
    name_br: str
    latitude: float
    longitude: float
    population: int


def towns_of(communes: Iterable[dict[str, object]], prefectures: Collection[str]) -> list[Town]:
    """The communes' rows as towns: prefectures (INSEE codes), then by population."""
    towns = [
        Town(
            insee=str(row["insee"]),
            name=str(row["name"]),
            name_br=str(row["name_br"]),
            latitude=float(str(row["latitude"])),
            longitude=float(str(row["longitude"])),
            population=int(str(row["population"])),
        )
        for row in communes
    ]
    return sorted(towns, key=lambda town: (town.insee not in prefectures, -town.population))


def first_zooms(towns: list[Town]) -> dict[str, int]:
    """The first zoom of each town by INSEE code; one that never fits appears after the last."""
    zooms: dict[str, int] = {}
    for zoom in range(FIRST_ZOOM, LAST_ZOOM + 1):
        shown = [_box(town, zoom) for town in towns if town.insee in zooms]
        waiting = [town for town in towns if town.insee not in zooms]
        for town in waiting:
            box = _box(town, zoom)
            large_enough = town.population >= LEAST_POPULATION.get(zoom, 0)
            if large_enough and not any(_overlap(box, other) for other in shown):
                zooms[town.insee] = zoom
                shown.append(box)
    return {town.insee: zooms.get(town.insee, LAST_ZOOM + 1) for town in towns}


def town_rows(towns: list[Town], zooms: dict[str, int]) -> Iterator[dict[str, object]]:
    """Rows of towns.csv: by zoom, then population."""
    for town in sorted(towns, key=lambda each: (zooms[each.insee], -each.population)):
        yield {
            "insee": town.insee,
            "name": town.name,
            "name_br": town.name_br,
            "latitude": f"{town.latitude:.5f}",
            "longitude": f"{town.longitude:.5f}",
            "population": town.population,
            "min_zoom": zooms[town.insee],
        }


def _box(town: Town, zoom: int) -> Box:
    """Left, top, right, bottom in Web Mercator pixels; room for the longer of the two names."""
    world = TILE_PIXELS * 2**zoom
    x = (town.longitude + 180) / 360 * world
    angle = math.radians(town.latitude)
    y = (1 - math.asinh(math.tan(angle)) / math.pi) / 2 * world
    half_width = max(len(town.name), len(town.name_br)) * LETTER_WIDTH / 2 + MARGIN
    half_height = LINE_HEIGHT / 2 + MARGIN
    return x - half_width, y - half_height, x + half_width, y + half_height


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
