"""One act on many structures: the preview says what the act then does."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from directory.catalog.bulk import apply_bulk, preview_bulk
from directory.catalog.bulk_effect import (
    BulkAct,
    BulkArchive,
    BulkFilieres,
    BulkRefusal,
    BulkVerify,
)
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import AreaDraft
from directory.catalog.editing import edit_structure
from directory.catalog.models.structure import Structure
from directory.catalog.restoring import undo_batch
from directory.catalog.vocabulary import (
    CoverageBasis,
    FactGroup,
    PublicationState,
    VerificationMeans,
)
from directory.territory.coverage import AreaKind
from directory.values.clock import FixedClock
from tests.factories.structures import ANIMATOR, make_coverage, make_structure, make_verification

CALLED = BulkVerify((FactGroup.PHONES, FactGroup.HOURS), VerificationMeans.PHONE)
CLOSED = BulkArchive("Fermées")
TO_ARMOR = BulkFilieres(add=("armor",), remove=("nord-finistere",))


def _refusals(
    session: Session, structures: list[Structure], act: BulkAct, clock: FixedClock
) -> list[BulkRefusal | None]:
    ids = [structure.id for structure in structures]
    return [line.refusal for line in preview_bulk(session, ids, act, clock=clock)]


def test_a_preview_says_what_was_and_what_would_be(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session, opening_hours="24/7")
    lines = [
        preview_bulk(session, [structure.id], act, clock=clock)[0]
        for act in (CALLED, CLOSED, TO_ARMOR)
    ]

    assert [(line.before, line.after) for line in lines] == [
        (("", ""), ("2026-11-27", "2026-11-27")),
        (("published",), ("archived",)),
        (("nord-finistere",), ("armor",)),
    ]
    assert structure.version == 1


def test_an_act_is_one_batch_that_is_undone_whole(session: Session, clock: FixedClock) -> None:
    one, other = make_structure(session, "Une"), make_structure(session, "Autre")

    result = apply_bulk(session, [one.id, other.id], CLOSED, author=ANIMATOR, clock=clock)
    archived = {one.state, other.state}
    undo_batch(session, result.batch_id, author=ANIMATOR, clock=clock)

    assert len(result.changed) == 2
    assert archived == {PublicationState.ARCHIVED}
    assert {one.state, other.state} == {PublicationState.PUBLISHED}


def test_what_is_refused_is_left_as_it_is_and_the_rest_is_done(
    session: Session, clock: FixedClock
) -> None:
    own = make_structure(session, "Une", opening_hours="24/7")
    foreign = make_structure(session, "Autre", filieres=["armor"])

    result = apply_bulk(
        session, [own.id, foreign.id], CALLED,
        author=ANIMATOR, clock=clock, within=["nord-finistere"],
    )  # fmt: skip

    assert [line.name for line in result.changed] == ["Une"]
    assert [(line.name, line.refusal) for line in result.lines] == [
        ("Une", None),
        ("Autre", BulkRefusal.OUTSIDE),
    ]
    assert len(own.verifications) == 2
    assert foreign.verifications == []


def test_what_changed_after_the_preview_is_left_as_it_is(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    versions = {structure.id: structure.version}
    edit_structure(
        session, structure, replace(draft_of(structure), alert="Déménagement"),
        expected_version=None, author=ANIMATOR, clock=clock,
    )  # fmt: skip

    result = apply_bulk(
        session, [structure.id], CLOSED, author=ANIMATOR, clock=clock, versions=versions
    )

    assert [line.refusal for line in result.lines] == [BulkRefusal.CHANGED_MEANWHILE]
    assert structure.state is PublicationState.PUBLISHED


def test_each_refusal_is_named(session: Session, clock: FixedClock) -> None:
    ready = make_structure(session, "Une")
    archived = make_structure(session, "Autre", state=PublicationState.ARCHIVED)
    broken = make_structure(session, "Fautive", email="contact")
    structures = [ready, archived, broken]

    assert _refusals(session, structures, TO_ARMOR, clock) == [
        None,
        BulkRefusal.ARCHIVED,
        BulkRefusal.HAS_ERRORS,
    ]
    assert _refusals(session, [ready], BulkFilieres(add=("nord-finistere",)), clock) == [
        BulkRefusal.UNCHANGED
    ]
    assert _refusals(session, [ready], BulkFilieres(remove=("nord-finistere",)), clock) == [
        BulkRefusal.NO_FILIERE_LEFT
    ]


def test_what_a_listing_does_not_say_is_not_checked(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session)

    (line,) = preview_bulk(session, [structure.id], CALLED, clock=clock)
    apply_bulk(session, [structure.id], CALLED, author=ANIMATOR, clock=clock)

    assert line.groups == (FactGroup.PHONES,)
    assert [check.facts for check in structure.verifications] == [FactGroup.PHONES]


def test_a_listing_that_says_nothing_of_what_is_checked_is_left(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    hours = BulkVerify((FactGroup.HOURS,), VerificationMeans.PHONE)

    result = apply_bulk(session, [structure.id], hours, author=ANIMATOR, clock=clock)

    assert [line.refusal for line in result.lines] == [BulkRefusal.NOTHING_SAID]


def test_a_preview_says_which_areas_come_and_which_check_is_lost(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(
        session, verifications=[make_verification(date(2026, 11, 1), FactGroup.AREA)]
    )

    (line,) = preview_bulk(session, [structure.id], TO_ARMOR, clock=clock)

    assert [area.code for area in line.areas_before] == ["nord-finistere"]
    assert [area.code for area in line.areas_after] == ["armor"]
    assert line.groups == (FactGroup.AREA,)


def test_an_assumed_area_follows_the_filiere_and_a_declared_one_stays(
    session: Session, clock: FixedClock
) -> None:
    declared = make_coverage(AreaKind.COMMUNE, "29151", CoverageBasis.DECLARED)
    assumed = make_coverage(AreaKind.FILIERE, "nord-finistere")
    structure = make_structure(session, coverage=[declared, assumed])

    apply_bulk(session, [structure.id], TO_ARMOR, author=ANIMATOR, clock=clock)

    assert draft_of(structure).filieres == ("armor",)
    assert draft_of(structure).coverage == (
        AreaDraft(AreaKind.COMMUNE, "29151", CoverageBasis.DECLARED),
        AreaDraft(AreaKind.FILIERE, "armor", CoverageBasis.ASSUMED),
    )
