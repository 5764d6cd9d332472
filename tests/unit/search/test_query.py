"""A query has one address, whatever the order in which it was asked."""

from datetime import UTC, datetime
from urllib.parse import parse_qs

from hypothesis import given
from hypothesis import strategies as st

from directory.catalog.vocabulary import Audience, Profile
from directory.search.parameters import KnownCodes, read_search_query
from directory.search.query import SearchQuery, Sort

CODES = KnownCodes(
    types=frozenset({"HAD", "EMSP", "USP"}),
    filieres=frozenset({"armor", "cornouaille"}),
    departements=frozenset({"22", "29"}),
    communes=frozenset({"29151"}),
    postal_codes=frozenset({"29600"}),
)


def test_the_order_of_choices_does_not_change_the_address() -> None:
    first = SearchQuery(types=("HAD", "EMSP"), q="à la maison")
    second = SearchQuery(types=("EMSP", "HAD"), q="à la maison")

    assert first.to_query_string() == second.to_query_string()
    assert first.to_query_string() == "q=%C3%A0+la+maison&type=EMSP&type=HAD"


def test_defaults_are_not_in_the_address() -> None:
    assert SearchQuery().to_query_string() == ""
    assert SearchQuery().is_empty


def test_a_choice_of_several_can_be_dropped_and_goes_back_to_page_one() -> None:
    query = SearchQuery(types=("EMSP", "HAD"), page=4)

    less = query.without_choice("type", "HAD")

    assert less == SearchQuery(types=("EMSP",))


def test_a_single_choice_can_be_dropped() -> None:
    query = SearchQuery(audience=Audience.CHILD, access=Profile.PROFESSIONAL)

    less = query.without_choice("audience", "child")

    assert less == SearchQuery(access=Profile.PROFESSIONAL)


def test_open_now_and_a_moment_are_dropped_alike() -> None:
    now = SearchQuery(open_now=True)
    later = SearchQuery(open_at=datetime(2026, 11, 27, 18, 30, tzinfo=UTC))

    left = [query.without_choice("open", "now") for query in (now, later)]

    assert left == [SearchQuery(), SearchQuery()]


queries = st.builds(
    SearchQuery,
    q=st.text(alphabet="abcdé ’-", max_size=30).map(lambda text: " ".join(text.split())),
    commune=st.sampled_from([None, "29151"]),
    types=st.lists(st.sampled_from(sorted(CODES.types)), unique=True).map(sorted).map(tuple),
    departements=st.sampled_from([(), ("22",), ("22", "29")]),
    audience=st.sampled_from([None, *Audience]),
    access=st.sampled_from([None, *Profile]),
    open_now=st.booleans(),
    literal=st.booleans(),
    page=st.integers(1, 50),
    per_page=st.integers(1, 100),
    sort=st.sampled_from(Sort),
)


@given(queries)
def test_the_address_asks_the_same_query_again(query: SearchQuery) -> None:
    assert read_search_query(parse_qs(query.to_query_string()), codes=CODES) == (query, ())
