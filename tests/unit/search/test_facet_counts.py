"""The counts of facets are what one would count by hand."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalog.vocabulary import CoverageBasis
from directory.search.bitsets import bits_of, slots_of
from directory.search.facet_counts import Filters, OpenStructures
from directory.search.facet_table import FACETS, FacetTable
from directory.search.queries import Listing
from directory.territory.coverage import Area, AreaKind
from tests.factories.places import make_gazetteer

GAZETTEER = make_gazetteer()
LISTING = Listing(
    id="",
    slug="",
    name="",
    version=1,
    type_code="HAD",
    type_rank=1,
    insee=None,
    latitude=None,
    longitude=None,
    area_text=None,
    hours=None,
    audiences=(),
    settings=(),
    is_public=False,
    is_professional=True,
    filieres=(),
    coverage=(),
    verified_on=0,
)


def _some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)


listings = st.lists(
    st.builds(
        replace,
        st.just(LISTING),
        type_code=st.sampled_from(["HAD", "USP", "EMSP"]),
        insee=st.sampled_from([None, "29019", "22136"]),
        audiences=_some(["adult", "child"]),
        settings=_some(["home", "hospital", "care_home"]),
        filieres=_some(["armor", "cornouaille"]),
        is_public=st.booleans(),
        is_professional=st.booleans(),
        coverage=st.sampled_from(
            [(), ((Area(AreaKind.DEPARTEMENT, "56"), CoverageBasis.ASSUMED),)]
        ),
    ),
    max_size=40,
)
choices = st.fixed_dictionaries(
    {},
    optional={
        "type": _some(["HAD", "USP"]),
        "audience": _some(["adult", "child"]),
        "departement": _some(["29", "22", "56"]),
        "access": _some(["public"]),
    },
)


def _make_table(found: list[Listing]) -> FacetTable:
    named = [replace(listing, id=str(number)) for number, listing in enumerate(found)]
    return FacetTable.of_listings(named, GAZETTEER, generation=1)


def _values(listing: Listing) -> dict[str, set[str]]:
    """What a person would say of a listing, without any set."""
    place = {None: set(), "29019": {"29"}, "22136": {"22"}}[listing.insee]
    if listing.insee is None and listing.coverage:
        place = {"56"}
    access = {"public"} if listing.is_public else set()
    return {
        "type": {listing.type_code},
        "filiere": set(listing.filieres),
        "departement": place,
        "audience": set(listing.audiences),
        "setting": set(listing.settings),
        "access": access | ({"professional"} if listing.is_professional else set()),
    }


def _counted_by_hand(
    found: list[Listing], chosen: dict[str, tuple[str, ...]], facet: str
) -> dict[str, int]:
    counts: dict[str, int] = {}
    for listing in found:
        values = _values(listing)
        others = (
            set(chosen[name]) & values[name] for name in chosen if name != facet and chosen[name]
        )
        if all(others):
            for value in values[facet]:
                counts[value] = counts.get(value, 0) + 1
    return counts


@given(listings, choices)
def test_each_facet_is_counted_under_the_other_filters(
    found: list[Listing], chosen: dict[str, tuple[str, ...]]
) -> None:
    table = _make_table(found)
    filters = Filters(table, table.everything)
    for facet, values in chosen.items():
        filters.choose(facet, values)

    counts = filters.counts(open_now=0)

    for facet in FACETS:
        assert counts[facet] == _counted_by_hand(found, chosen, facet)


@given(listings, choices)
def test_the_results_pass_every_filter(
    found: list[Listing], chosen: dict[str, tuple[str, ...]]
) -> None:
    table = _make_table(found)
    filters = Filters(table, table.everything)
    for facet, values in chosen.items():
        filters.choose(facet, values)

    passing = [
        slot
        for slot, listing in enumerate(found)
        if all(set(values) & _values(listing)[facet] for facet, values in chosen.items() if values)
    ]
    assert slots_of(filters.results()) == passing


@given(st.sets(st.integers(0, 3_000)))
def test_a_set_of_slots_gives_its_slots_back(slots: set[int]) -> None:
    assert slots_of(bits_of(slots)) == sorted(slots)


def test_a_filter_that_leaves_nothing_says_what_taking_it_away_would_bring() -> None:
    table = _make_table([LISTING, LISTING])
    filters = Filters(table, table.everything)
    filters.choose("type", ["HAD"])
    filters.choose("audience", ["child"])

    (loosening,) = filters.loosenings()

    assert (loosening.facet, loosening.total) == ("audience", 2)


@pytest.mark.parametrize("reader", [slots_of, int.bit_count])
def test_an_empty_set_is_empty(reader: Callable[[int], object]) -> None:
    assert not reader(bits_of([]))


def test_threads_that_ask_other_minutes_do_not_take_each_other_s_answers_away() -> None:
    openings = OpenStructures(_make_table([replace(LISTING, hours="24/7")]))
    begin = datetime(2026, 11, 22, tzinfo=UTC)
    minutes = [begin + timedelta(minutes=step) for step in range(200)]

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(openings.at, minutes * 20))
    finally:
        sys.setswitchinterval(before)

    assert set(answers) == {1}
