"""The extent of areas counts each commune once."""

from directory.territory.coverage import REGION, Area, AreaKind
from directory.territory.extents import extent_of
from tests.factories.places import make_gazetteer


def test_areas_that_overlap_count_their_communes_once() -> None:
    areas = [Area(AreaKind.COMMUNE, "29019"), Area(AreaKind.EPCI, "242900314")]

    extent = extent_of(make_gazetteer(), areas)

    assert [commune.name for commune in extent.communes] == ["Brest"]
    assert extent.population == 140_000


def test_the_region_holds_every_commune() -> None:
    assert len(extent_of(make_gazetteer(), [REGION]).communes) == 9


def test_no_area_holds_nobody() -> None:
    assert extent_of(make_gazetteer(), []).population == 0
