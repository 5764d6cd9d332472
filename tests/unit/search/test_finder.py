"""A place means who serves it; choices, words and distance do the rest."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from directory.catalog.public_record import public_structure
from directory.catalog.queries import list_structure_types, stream_published_structures
from directory.catalog.vocabulary import (
    Audience,
    CoverageBasis,
    Profile,
    PublicAccess,
    Setting,
)
from directory.search.finder import Finder
from directory.search.queries import load_listings
from directory.search.query import SearchQuery, Sort
from directory.search.results import MatchReason, NoticeCode, SearchResults
from directory.territory.coverage import AreaKind
from directory.values.clock import FixedClock
from directory.values.geography import Position
from tests.factories.structures import (
    make_coverage,
    make_phone,
    make_structure,
    make_verification,
)
from tests.unit.search.conftest import Find

QUIMPER, MORLAIX, BREST, RENNES = "29232", "29151", "29019", "35238"
TUESDAY = datetime.fromisoformat("2026-11-24T10:00:00+01:00")


def _names(results: SearchResults) -> list[str]:
    return [hit.structure.name for hit in results.hits]


def _reasons(results: SearchResults) -> Sequence[MatchReason | None]:
    return [None if hit.match is None else hit.match.reason for hit in results.hits]


def test_declared_coverage_comes_before_assumed_and_assumed_before_near(
    session: Session, find: Find
) -> None:
    make_structure(session, "Proche", filieres=["cornouaille"], latitude=48.57, longitude=-3.82)
    make_structure(session, "Supposée", insee=BREST, latitude=48.39, longitude=-4.49)
    make_structure(
        session,
        "Déclarée",
        insee=RENNES,
        latitude=48.11,
        longitude=-1.67,
        coverage=[make_coverage(AreaKind.COMMUNE, MORLAIX, CoverageBasis.DECLARED)],
    )

    results = find(SearchQuery(commune=MORLAIX))

    assert _names(results) == ["Déclarée", "Supposée", "Proche"]
    assert _reasons(results) == [MatchReason.DECLARED, MatchReason.ASSUMED, MatchReason.NEAR]


def test_who_neither_serves_nor_is_near_is_no_result(session: Session, find: Find) -> None:
    make_structure(session, "Loin", filieres=["haute-bretagne"], latitude=48.11, longitude=-1.67)

    assert find(SearchQuery(commune=MORLAIX)).total == 0


def test_the_radius_widens_and_narrows_who_is_near(session: Session, find: Find) -> None:
    make_structure(session, "Voisine", filieres=["armor"], latitude=48.56, longitude=-3.1)

    assert find(SearchQuery(commune=MORLAIX)).total == 0
    assert find(SearchQuery(commune=MORLAIX, radius_km=60)).total == 1


def test_distance_breaks_ties_then_level_of_care(session: Session, find: Find) -> None:
    make_structure(session, "Unité", type_code="USP")
    make_structure(session, "Équipe", type_code="EMSP")
    make_structure(session, "Plus loin", type_code="APPUI", insee=BREST, latitude=48.4)

    assert _names(find(SearchQuery(commune=MORLAIX))) == ["Équipe", "Unité", "Plus loin"]


def test_the_smallest_area_that_holds_the_place_is_the_reason(session: Session, find: Find) -> None:
    make_structure(
        session,
        coverage=[
            make_coverage(AreaKind.REGION, "53", CoverageBasis.DECLARED),
            make_coverage(AreaKind.DEPARTEMENT, "29", CoverageBasis.DECLARED),
            make_coverage(AreaKind.COMMUNE, MORLAIX, CoverageBasis.ASSUMED),
        ],
    )

    (hit,) = find(SearchQuery(commune=MORLAIX)).hits

    assert hit.match is not None
    assert hit.match.covers
    assert hit.match.area is not None
    assert (hit.match.area.kind, hit.match.basis) == (
        AreaKind.DEPARTEMENT,
        CoverageBasis.DECLARED,
    )
    assert hit.match.distance_km == pytest.approx(0, abs=0.2)


def test_a_listing_without_address_is_ordered_by_the_commune_that_it_names(
    session: Session, find: Find
) -> None:
    nowhere: dict[str, Any] = dict.fromkeys(("insee", "latitude", "longitude"))
    make_structure(session, "Bénévoles de Brest", **nowhere)
    make_structure(session, "Bénévoles de Morlaix", **nowhere)

    results = find(SearchQuery(commune=MORLAIX))

    assert _names(results) == ["Bénévoles de Morlaix", "Bénévoles de Brest"]
    assert [hit.match and hit.match.distance_km for hit in results.hits] == [None, None]


def test_a_point_is_served_like_the_commune_around_it(session: Session, find: Find) -> None:
    make_structure(session)

    results = find(SearchQuery(near=Position(48.58, -3.83)))

    assert results.place is not None
    assert results.place.is_point
    assert _reasons(results) == [MatchReason.ASSUMED]


def test_a_place_that_is_written_is_read(session: Session, find: Find) -> None:
    make_structure(session)

    results = find(SearchQuery(q="équipe mobile", where="St Martin des Champs"))

    assert results.place is not None
    assert results.place.place is not None
    assert results.place.place.name == "Saint-Martin-des-Champs"
    assert results.total == 1


def test_a_written_place_that_does_not_exist_is_said(session: Session, find: Find) -> None:
    make_structure(session)

    results = find(SearchQuery(where="Xyzzyville"))

    assert [notice.code for notice in results.notices] == [NoticeCode.UNKNOWN_PLACE]
    assert results.total == 1


def test_a_chosen_filter_wins_over_the_text(session: Session, find: Find) -> None:
    make_structure(session, "Unité de l’Exemple", type_code="USP")
    make_structure(session, "Équipe de l’Exemple", type_code="EMSP")

    results = find(SearchQuery(q="emsp", types=("USP",)))

    assert [hit.structure.type_code for hit in results.hits] == ["USP"]


def test_the_words_left_over_are_searched(session: Session, find: Find) -> None:
    make_structure(session, "Équipe mobile du Chêne vert")
    make_structure(session, "Équipe mobile du Hêtre pourpre")

    assert _names(find(SearchQuery(q="emsp hetre"))) == ["Équipe mobile du Hêtre pourpre"]


def test_the_name_of_a_structure_that_holds_the_name_of_a_place_is_found(
    session: Session, find: Find
) -> None:
    make_structure(
        session,
        "Polyclinique Saint-Laurent",
        insee=RENNES,
        filieres=["haute-bretagne"],
        latitude=48.11,
        longitude=-1.67,
    )
    make_structure(session, "Polyclinique du Trégor", filieres=["armor"])

    results = find(SearchQuery(q="polyclinique saint-laurent"))

    assert _names(results) == ["Polyclinique Saint-Laurent"]
    assert NoticeCode.READ_LITERALLY in {notice.code for notice in results.notices}


def test_who_holds_every_typed_word_comes_before_who_serves_the_place(
    session: Session, find: Find
) -> None:
    make_structure(session, "Polyclinique Saint-Laurent")
    make_structure(session, "Polyclinique du Trégor", filieres=["armor"])

    assert _names(find(SearchQuery(q="polyclinique saint-laurent"))) == [
        "Polyclinique Saint-Laurent",
        "Polyclinique du Trégor",
    ]


def test_literal_words_are_not_interpreted(session: Session, find: Find) -> None:
    make_structure(session, "Équipe de Morlaix")
    make_structure(session, "Équipe sans lieu", insee=BREST)

    results = find(SearchQuery(q="morlaix", literal=True))

    assert _names(results) == ["Équipe de Morlaix"]
    assert results.place is None


def test_words_that_no_listing_holds_are_ignored_and_said(session: Session, find: Find) -> None:
    make_structure(session)

    results = find(SearchQuery(q="emsp morlaix chirurgien"))

    assert results.total == 1
    assert [(notice.code, notice.typed) for notice in results.notices] == [
        (NoticeCode.IGNORED_WORDS, "chirurgien")
    ]


def test_no_result_says_which_filter_to_loosen(session: Session, find: Find) -> None:
    make_structure(session)

    results = find(SearchQuery(types=("EMSP",), audience=Audience.CHILD))

    assert results.total == 0
    assert [(loosening.facet, loosening.total) for loosening in results.loosenings] == [
        ("audience", 1)
    ]


def test_those_who_care_only_for_children_come_first_for_a_child(
    session: Session, find: Find
) -> None:
    make_structure(session, "Appui", type_code="DAC", insee=MORLAIX)
    make_structure(
        session,
        "Équipe pédiatrique",
        type_code="ERRSPP",
        coverage=[make_coverage(AreaKind.REGION, "53")],
        insee=BREST,
        latitude=48.4,
        longitude=-4.49,
    )

    assert _names(find(SearchQuery(q="enfant morlaix"))) == ["Équipe pédiatrique", "Appui"]


def test_open_now_asks_the_hours_of_the_listing_else_of_its_first_number(
    session: Session, find: Find
) -> None:
    make_structure(session, "Ouverte", opening_hours="Mo-Su 08:00-20:00")
    make_structure(session, "Fermée", opening_hours="Mo-Fr 09:00-17:00")
    make_structure(session, "Par téléphone", phones=[make_phone(hours="24/7")])
    make_structure(session, "Inconnue")

    results = find(SearchQuery(open_now=True))

    assert sorted(_names(results)) == ["Ouverte", "Par téléphone"]
    assert find(SearchQuery()).facets["open"] == {"now": 2}


def test_open_at_a_moment_asks_that_moment(session: Session, find: Find) -> None:
    make_structure(session, opening_hours="Mo-Fr 09:00-17:00")

    assert find(SearchQuery(open_at=TUESDAY)).total == 1
    assert find(SearchQuery(open_at=TUESDAY + timedelta(hours=9))).total == 0


def test_facets_follow_the_access_rules_of_type_and_listing(session: Session, find: Find) -> None:
    make_structure(session, "Équipe")
    make_structure(session, "Équipe ouverte", access_public=PublicAccess.YES)

    results = find(SearchQuery(access=Profile.PUBLIC))

    assert _names(results) == ["Équipe ouverte"]
    assert results.facets["access"] == {"professional": 2, "public": 1}


def test_pages_follow_one_another_without_gap_or_repeat(session: Session, find: Find) -> None:
    for number in range(7):
        make_structure(session, f"Équipe {number}")

    pages = [find(SearchQuery(per_page=3, page=page)) for page in (1, 2, 3, 4)]

    assert [name for page in pages for name in _names(page)] == [f"Équipe {n}" for n in range(7)]
    assert [page.page_count for page in pages] == [3, 3, 3, 3]


def test_results_can_be_sorted_by_name_and_by_distance(session: Session, find: Find) -> None:
    make_structure(session, "Zoé", coverage=[make_coverage(AreaKind.REGION, "53")])
    make_structure(
        session,
        "Anne",
        coverage=[make_coverage(AreaKind.COMMUNE, MORLAIX, CoverageBasis.DECLARED)],
        insee=BREST,
        latitude=48.39,
        longitude=-4.49,
    )

    assert _names(find(SearchQuery(commune=MORLAIX, sort=Sort.NAME))) == ["Anne", "Zoé"]
    assert _names(find(SearchQuery(commune=MORLAIX, sort=Sort.DISTANCE))) == ["Zoé", "Anne"]
    assert _names(find(SearchQuery(commune=MORLAIX))) == ["Anne", "Zoé"]


def test_a_fresher_check_comes_first_among_equals(session: Session, find: Find) -> None:
    make_structure(session, "Ancienne", verifications=[make_verification(date(2024, 1, 1))])
    make_structure(session, "Récente", verifications=[make_verification(date(2026, 11, 1))])

    assert _names(find(SearchQuery())) == ["Récente", "Ancienne"]


def test_all_points_are_those_of_the_results_that_have_a_place(
    session: Session, find: Find, finder: Finder, clock: FixedClock
) -> None:
    shown = make_structure(session, "Sur la carte")
    make_structure(session, "Sans adresse", insee=None, latitude=None, longitude=None)
    find(SearchQuery())

    (point,) = finder.all_points(session, SearchQuery(), now=clock.now())

    assert (point.id, point.slug, point.name) == (str(shown.id), shown.slug, shown.name)


def test_the_table_says_of_every_real_listing_what_its_public_record_says(
    real_session: Session,
) -> None:
    listings = {listing.id: listing for listing in load_listings(real_session)}
    ranks = {kind.code: kind.rank for kind in list_structure_types(real_session)}

    seen = 0
    for structure in stream_published_structures(real_session):
        record = public_structure(structure, today=date(2026, 11, 27))
        listing = listings[record.id]
        seen += 1
        assert listing.type_rank == ranks[record.type_code]
        assert (listing.slug, listing.name, listing.version) == (
            record.slug,
            record.name,
            record.version,
        )
        assert listing.audiences == tuple(Audience(code) for code in record.audiences)
        assert listing.settings == tuple(Setting(code) for code in record.settings)
        assert listing.is_public == (record.access.public is PublicAccess.YES)
        assert listing.is_professional == record.access.professionals
        assert listing.filieres == record.filieres
        assert [(area.kind, area.code, basis) for area, basis in listing.coverage] == [
            (area.kind, area.code, area.basis) for area in record.coverage
        ]
    assert seen == len(listings) > 100
