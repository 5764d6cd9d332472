"""Contours as the site asks for them."""

import gzip
import json
import random
from typing import Any

import pytest
import shapely
from shapely.geometry import shape

from directory import paths
from directory.territory.shapes import (
    UnknownCommuneError,
    commune_outline,
    communes_topology,
    filiere_features,
    home_topology,
    shipped_communes_by_filiere,
)

SMALL_ISLANDS = {
    "22016": "Bréhat",
    "29083": "Sein",
    "29084": "Molène",
    "29155": "Ouessant",
    "56069": "Groix",
    "56085": "Hœdic",
    "56086": "Houat",
    "56152": "Belle-Île (Le Palais)",
}


def outline(insee: str) -> Any:
    """A shapely polygon; shapely ships no types."""
    return shape(commune_outline(paths.DATA, insee))


def test_all_commune_contours_weigh_less_than_150_kilobytes() -> None:
    assert len(gzip.compress(communes_topology(paths.DATA), 9)) <= 150_000


def test_the_home_map_weighs_less_than_60_kilobytes() -> None:
    assert len(gzip.compress(home_topology(paths.DATA), 9)) <= 60_000


def test_the_home_map_holds_every_layer() -> None:
    document = json.loads(home_topology(paths.DATA))

    layers = {name: len(layer["geometries"]) for name, layer in document["objects"].items()}
    assert layers.pop("towns") > 300
    assert layers == {
        "region": 1,
        "departements": 4,
        "epci": 61,
        "filieres": 8,
        "neighbours": 12,
    }


@pytest.mark.parametrize("insee", SMALL_ISLANDS)
def test_an_island_keeps_its_contour(insee: str) -> None:
    contour = outline(insee)

    assert contour.is_valid
    assert contour.area > 0


@pytest.mark.parametrize("insee", SMALL_ISLANDS)
def test_an_island_is_still_there_on_the_simplified_map(insee: str) -> None:
    document = json.loads(home_topology(paths.DATA))
    step, (west, south) = document["transform"]["scale"][0], document["transform"]["translate"]

    on_grid = shapely.transform(outline(insee), lambda points: (points - (west, south)) / step)

    assert shapely.intersection(land_of(document), on_grid).area > on_grid.area / 2


def test_filieres_cover_the_region_without_overlap() -> None:
    features = filiere_features(paths.DATA)["features"]
    filieres = [shape(feature["geometry"]) for feature in features]

    assert all(each.is_valid for each in filieres)
    assert shapely.coverage_is_valid(filieres)


def test_a_filiere_turns_anticlockwise_and_puts_longitude_first() -> None:
    features = filiere_features(paths.DATA)["features"]
    polygons = [polygon for each in features for polygon in each["geometry"]["coordinates"]]

    assert all(shapely.LinearRing(rings[0]).is_ccw for rings in polygons)
    assert not any(shapely.LinearRing(hole).is_ccw for rings in polygons for hole in rings[1:])
    assert all(-5.2 < x < -1 and 47 < y < 49 for rings in polygons for x, y in rings[0])


def test_coordinates_have_four_decimals() -> None:
    outline_of_brest = commune_outline(paths.DATA, "29019")

    numbers = [n for rings in outline_of_brest["coordinates"] for point in rings[0] for n in point]

    assert all(number == round(number, 4) for number in numbers)


def test_the_outline_follows_the_communes_that_an_animator_attaches() -> None:
    communes = ["29019", "29011", "29155"]

    [feature] = filiere_features(paths.DATA, {"iroise": communes}, {"iroise": "Iroise"})["features"]

    assert feature["properties"] == {"slug": "iroise", "name": "Iroise"}
    expected = shapely.union_all([outline(insee) for insee in communes])
    assert shapely.equals(shape(feature["geometry"]), expected)


@pytest.mark.parametrize("seed", range(6))
def test_any_choice_of_communes_gives_a_valid_outline(seed: int) -> None:
    everything = [c for each in shipped_communes_by_filiere(paths.DATA).values() for c in each]
    chosen = random.Random(seed).sample(everything, 120 * (seed + 1))  # noqa: S311 - a test

    [feature] = filiere_features(paths.DATA, {"any": chosen})["features"]

    merged = shape(feature["geometry"])
    assert merged.is_valid
    expected = shapely.union_all([outline(insee) for insee in chosen])
    assert shapely.symmetric_difference(merged, expected).area < 1e-9


def test_a_filiere_without_communes_has_an_empty_outline() -> None:
    [feature] = filiere_features(paths.DATA, {"empty": []})["features"]

    assert feature["geometry"]["coordinates"] == []


def test_an_unknown_commune_is_named() -> None:
    with pytest.raises(UnknownCommuneError, match="75056"):
        commune_outline(paths.DATA, "75056")


def test_the_home_map_is_the_shipped_file_while_attachments_are_the_shipped_ones() -> None:
    communes = shipped_communes_by_filiere(paths.DATA)

    assert home_topology(paths.DATA, communes) == home_topology(paths.DATA)


def test_the_home_map_follows_a_commune_that_moves_and_stays_in_its_budget() -> None:
    communes = {slug: set(codes) for slug, codes in shipped_communes_by_filiere(paths.DATA).items()}
    communes["haute-bretagne"].add("56033")
    communes["broceliande-atlantique"].remove("56033")

    redrawn = home_topology(paths.DATA, communes)

    assert redrawn != home_topology(paths.DATA)
    assert len(gzip.compress(redrawn, 9)) <= 90_000
    assert {each["id"] for each in json.loads(redrawn)["objects"]["filieres"]["geometries"]} == set(
        communes
    )


def land_of(document: dict[str, Any]) -> Any:
    """The region of the home map as shapely reads it, in grid steps."""
    arcs = []
    for steps in document["arcs"]:
        x = y = 0
        arcs.append([(x := x + dx, y := y + dy) for dx, dy in steps])

    def ring(numbers: list[int]) -> list[tuple[int, int]]:
        return [p for n in numbers for p in (arcs[n] if n >= 0 else arcs[~n][::-1])]

    [region] = document["objects"]["region"]["geometries"]
    return shapely.MultiPolygon(
        [(ring(rings[0]), [ring(hole) for hole in rings[1:]]) for rings in region["arcs"]]
    )
