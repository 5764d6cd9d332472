"""Every parameter of an address is understood, or named with the reason why not."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalog.vocabulary import Audience, Profile, Setting
from directory.search.parameters import (
    KnownCodes,
    ProblemReason,
    read_search_query,
)
from directory.search.query import SearchQuery, Sort
from directory.values.geography import Position

CODES = KnownCodes(
    types=frozenset({"HAD", "EMSP"}),
    filieres=frozenset({"armor"}),
    departements=frozenset({"22", "29"}),
    communes=frozenset({"29151"}),
    postal_codes=frozenset({"29600"}),
)


def test_every_parameter_is_read() -> None:
    query, problems = read_search_query(
        {
            "q": ["  équipe  mobile "],
            "near": ["48.1,-2.8"],
            "radius_km": ["20"],
            "type": ["HAD", "EMSP", "HAD"],
            "filiere": ["armor"],
            "departement": ["29", "22"],
            "audience": ["child"],
            "setting": ["care_home"],
            "access": ["professional"],
            "open": ["2026-11-27T19:30:00+01:00"],
            "literal": ["1"],
            "page": ["3"],
            "per_page": ["50"],
            "sort": ["distance"],
        },
        codes=CODES,
    )

    assert problems == ()
    assert query == SearchQuery(
        q="équipe mobile",
        near=Position(48.1, -2.8),
        radius_km=20.0,
        types=("EMSP", "HAD"),
        filieres=("armor",),
        departements=("22", "29"),
        audience=Audience.CHILD,
        setting=Setting.CARE_HOME,
        access=Profile.PROFESSIONAL,
        open_at=datetime(2026, 11, 27, 18, 30, tzinfo=UTC),
        literal=True,
        page=3,
        per_page=50,
        sort=Sort.DISTANCE,
    )


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("commune", "99999", ProblemReason.UNKNOWN_VALUE),
        ("commune", "29151\x00", ProblemReason.UNKNOWN_VALUE),
        ("postal_code", "\ud800", ProblemReason.UNKNOWN_VALUE),
        ("type", "9" * 1_000_000, ProblemReason.UNKNOWN_VALUE),
        ("filiere", "nowhere", ProblemReason.UNKNOWN_VALUE),
        ("audience", "adults", ProblemReason.UNKNOWN_VALUE),
        ("access", "all", ProblemReason.UNKNOWN_VALUE),
        ("literal", "yes", ProblemReason.UNKNOWN_VALUE),
        ("near", "nan,nan", ProblemReason.UNREADABLE),
        ("near", "48.1", ProblemReason.UNREADABLE),
        ("near", "148.1,2", ProblemReason.UNREADABLE),
        ("radius_km", "nan", ProblemReason.OUT_OF_RANGE),
        ("radius_km", "inf", ProblemReason.OUT_OF_RANGE),
        ("radius_km", "-3", ProblemReason.OUT_OF_RANGE),
        ("radius_km", "3km", ProblemReason.UNREADABLE),
        ("open", "tomorrow", ProblemReason.UNREADABLE),
        ("open", "1850-01-01T10:00", ProblemReason.UNREADABLE),
        ("page", "0", ProblemReason.OUT_OF_RANGE),
        ("page", "9" * 1_000_000, ProblemReason.OUT_OF_RANGE),
        ("page", "-1", ProblemReason.UNREADABLE),
        ("page", "²", ProblemReason.UNREADABLE),
        ("per_page", "101", ProblemReason.OUT_OF_RANGE),
        ("sort", "best", ProblemReason.UNKNOWN_VALUE),
    ],
)
def test_a_bad_value_is_refused_by_its_name(name: str, value: str, reason: ProblemReason) -> None:
    query, problems = read_search_query({name: [value]}, codes=CODES)

    assert query == SearchQuery()
    assert [(problem.name, problem.reason) for problem in problems] == [(name, reason)]
    assert len(problems[0].value) <= 120


def test_a_parameter_that_holds_one_value_is_not_repeated() -> None:
    _, problems = read_search_query({"page": ["1", "2"]}, codes=CODES)

    assert [problem.reason for problem in problems] == [ProblemReason.REPEATED]


def test_pages_leave_bad_values_out_and_tell_them() -> None:
    query, problems = read_search_query(
        {"type": ["HAD"], "page": ["x"], "utm": ["a"], "where": ["Morlaix"]}, codes=CODES
    )

    assert query == SearchQuery(types=("HAD",), where="Morlaix")
    assert [problem.name for problem in problems] == ["page"]


def test_two_places_are_one_too_many() -> None:
    query, problems = read_search_query(
        {"commune": ["29151"], "postal_code": ["29600"]}, codes=CODES
    )

    assert (query.commune, query.postal_code) == ("29151", None)
    assert [(problem.name, problem.reason) for problem in problems] == [
        ("postal_code", ProblemReason.CONFLICT)
    ]


def test_a_long_text_is_cut_and_says_so() -> None:
    query, _ = read_search_query({"q": ["é" * 10_000]}, codes=CODES)

    assert len(query.q) == 200
    assert query.q_was_cut


def test_an_empty_value_asks_nothing() -> None:
    assert read_search_query({"q": [""], "page": [" "]}, codes=CODES) == (SearchQuery(), ())


names = st.sampled_from(["q", "commune", "near", "radius_km", "type", "open", "page", "sort", "z"])


@given(st.dictionaries(names, st.lists(st.text(max_size=60), max_size=3)))
def test_any_parameters_are_read_or_refused(parameters: dict[str, list[str]]) -> None:
    query, problems = read_search_query(parameters, codes=CODES)

    query.to_query_string().encode("ascii")
    for problem in problems:
        problem.value.encode("utf-8")
