"""What people type is read as places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.territory.gazetteer import Gazetteer
from directory.territory.places import Place, PlaceKind
from directory.values.geography import Position, distance_km
from tests.factories.places import make_gazetteer

GAZETTEER = make_gazetteer()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return GAZETTEER


def _read(gazetteer: Gazetteer, text: str) -> Place | None:
    matches = gazetteer.find_places(text.split())
    return matches[0].place if matches else None


@pytest.mark.parametrize(
    ("typed", "insee"),
    [
        ("morlaix", "29151"),
        ("montroulez", "29151"),
        ("saint brieuc", "22278"),
        ("stbrieuc", "22278"),
        ("saintbrieuc", "22278"),
        ("pont l abbe", "29220"),
        ("pont labbe", "29220"),
        ("carhaix", "29024"),
        ("carhaix plouguer", "29024"),
    ],
)
def test_a_commune_is_read_in_the_shapes_that_people_write(
    gazetteer: Gazetteer, typed: str, insee: str
) -> None:
    place = _read(gazetteer, typed)

    assert place is not None
    assert (place.kind, place.code) == (PlaceKind.COMMUNE, insee)


def test_a_former_commune_leads_to_the_commune_of_today_and_says_so(gazetteer: Gazetteer) -> None:
    place = _read(gazetteer, "lambezellec")

    assert place is not None
    assert (place.code, place.name, place.former_name) == ("29019", "Brest", "Lambézellec")


def test_a_former_name_that_begins_the_name_of_today_is_no_news(gazetteer: Gazetteer) -> None:
    place = _read(gazetteer, "carhaix")

    assert place is not None
    assert place.former_name is None


def test_a_postal_code_is_all_its_communes_the_most_peopled_first(gazetteer: Gazetteer) -> None:
    place = _read(gazetteer, "22600")

    assert place == Place(PlaceKind.POSTAL_CODE, "22600", "22600", ("22136", "22155"))


def test_communes_of_one_name_are_all_meant(gazetteer: Gazetteer) -> None:
    place = _read(gazetteer, "le faouet")

    assert place is not None
    assert place.communes == ("56057", "22057")


@pytest.mark.parametrize(
    ("typed", "kind", "code"),
    [
        ("brest", PlaceKind.COMMUNE, "29019"),
        ("brest metropole", PlaceKind.EPCI, "242900314"),
        ("morlaix communaute", PlaceKind.EPCI, "242900835"),
        ("armor", PlaceKind.FILIERE, "armor"),
        ("cotes d armor", PlaceKind.DEPARTEMENT, "22"),
        ("nord finistere", PlaceKind.FILIERE, "nord-finistere"),
        ("finistere nord", PlaceKind.FILIERE, "nord-finistere"),
        ("finistere", PlaceKind.DEPARTEMENT, "29"),
        ("29", PlaceKind.DEPARTEMENT, "29"),
        ("lorient quimperle", PlaceKind.FILIERE, "lorient-quimperle"),
    ],
)
def test_the_longest_name_wins_then_the_commune(
    gazetteer: Gazetteer, typed: str, kind: PlaceKind, code: str
) -> None:
    place = _read(gazetteer, typed)

    assert place is not None
    assert (place.kind, place.code) == (kind, code)


@pytest.mark.parametrize("typed", ["pont", "saint", "la", "le", "29999", "xyz", ""])
def test_a_word_that_many_names_share_names_nothing(gazetteer: Gazetteer, typed: str) -> None:
    assert _read(gazetteer, typed) is None


def test_a_point_belongs_to_the_nearest_town_hall(gazetteer: Gazetteer) -> None:
    assert gazetteer.nearest_commune(Position(48.4, -4.4)).name == "Brest"


@given(st.floats(46, 50), st.floats(-6, 0))
def test_no_town_hall_is_nearer_than_the_nearest(latitude: float, longitude: float) -> None:
    gazetteer = GAZETTEER
    point = Position(latitude, longitude)

    found = distance_km(point, gazetteer.nearest_commune(point).position)

    assert found == min(distance_km(point, place.position) for place in gazetteer.communes.values())


def test_a_commune_knows_the_areas_that_hold_it_smallest_first(gazetteer: Gazetteer) -> None:
    areas = gazetteer.communes["29151"].areas

    assert [(area.kind.value, area.code) for area in areas] == [
        ("commune", "29151"),
        ("epci", "242900835"),
        ("filiere", "nord-finistere"),
        ("departement", "29"),
        ("region", "53"),
    ]
