"""No check stands beside a fact that changed after it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from directory.catalog.correction_deciding import decide_correction
from directory.catalog.correction_fields import FieldChoice, FieldDecision
from directory.catalog.corrections import Report, report_error
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import ClosureDraft, OrganizationDraft, PhoneDraft, SourceDraft
from directory.catalog.editing import edit_structure
from directory.catalog.history import snapshot_of
from directory.catalog.history_queries import list_revisions_of
from directory.catalog.listings.storing import structure_saying
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.organizations import edit_organization, organization_draft_of
from directory.catalog.restoring import (
    ChangedSinceError,
    restore_revision,
    undo_batch,
    undo_revision,
)
from directory.catalog.reverse_change import can_be_reversed
from directory.catalog.update_links import answer_with_changes, send_update_link
from directory.catalog.verification import verify_facts
from directory.catalog.vocabulary import FactGroup, PhoneKind, VerificationMeans
from directory.values.clock import FixedClock
from tests.factories.letterheads import LETTERHEAD
from tests.factories.structures import (
    ANIMATOR,
    make_organization,
    make_phone,
    make_source,
    make_structure,
    make_verification,
)

LONG_AGO = date(2026, 9, 1)
TODAY = date(2026, 11, 27)
EVERYTHING = set(FactGroup)
OTHER_NUMBER = (PhoneDraft("02 61 91 00 02", PhoneKind.DIRECT),)


@pytest.fixture
def structure(session: Session) -> Structure:
    """A listing of which everything was checked long ago."""
    return make_structure(
        session,
        sources=[make_source()],
        opening_hours="Mo-Fr 09:00-17:00",
        email="equipe@exemple.fr",
        update_email="maj@exemple.fr",
        access_public="yes",
        verifications=[make_verification(LONG_AGO, group) for group in FactGroup],
    )


def checked(structure: Structure) -> set[FactGroup]:
    return {check.facts for check in structure.verifications}


def change(session: Session, structure: Structure, clock: FixedClock, **facts: Any) -> Revision:
    means = facts.pop("checked_by", None)
    draft = replace(draft_of(structure), **facts)
    revision = edit_structure(
        session, structure, draft, expected_version=structure.version, author=ANIMATOR,
        clock=clock, checked_by=means,
    )  # fmt: skip
    assert revision is not None
    return revision


def check(
    session: Session, structure: Structure, clock: FixedClock, *groups: FactGroup
) -> Revision:
    return verify_facts(
        session, structure, groups, means=VerificationMeans.PHONE, author=ANIMATOR, clock=clock
    )


@pytest.mark.parametrize(
    ("facts", "lost"),
    [
        ({"phones": OTHER_NUMBER}, {FactGroup.PHONES}),
        ({"email": None}, {FactGroup.PHONES}),
        ({"name": "Équipe de l’Exemple"}, {FactGroup.IDENTITY}),
        ({"street": "2 rue de l’Exemple"}, {FactGroup.IDENTITY}),
        ({"closures": (ClosureDraft(TODAY, TODAY),)}, {FactGroup.HOURS}),
        ({"area_text": "Le pays de Morlaix"}, {FactGroup.AREA}),
        ({"capacity_value": 4, "capacity_unit": "beds"}, {FactGroup.ACCESS}),
        ({"type_code": "USP"}, {FactGroup.IDENTITY, FactGroup.ACCESS}),
        (
            {"phones": (PhoneDraft("02 61 91 00 01", PhoneKind.DIRECT, hours="24/7"),)},
            {FactGroup.PHONES, FactGroup.HOURS},
        ),
        ({"internal_note": "Rappeler lundi"}, set()),
        ({"alert": "Déménagement"}, set()),
        ({"alert_until": TODAY}, set()),
        ({"sources": (SourceDraft("Autre registre"),)}, set()),
        ({"source_date": TODAY}, set()),
        ({"presentation": "Une équipe."}, set()),
        ({"update_email": None}, set()),
        ({"do_not_contact": True}, set()),
    ],
)
def test_a_changed_fact_loses_its_check_and_the_others_keep_theirs(
    session: Session,
    structure: Structure,
    clock: FixedClock,
    facts: Mapping[str, Any],
    lost: set[FactGroup],
) -> None:
    change(session, structure, clock, **facts)

    assert checked(structure) == EVERYTHING - lost


def test_a_change_that_was_checked_has_its_own_check_only(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    change(session, structure, clock, phones=OTHER_NUMBER, checked_by=VerificationMeans.MAIL)

    (held,) = [each for each in structure.verifications if each.facts is FactGroup.PHONES]
    assert (held.verified_on, held.means) == (TODAY, VerificationMeans.MAIL)


def test_a_note_that_was_checked_checks_nothing(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    change(session, structure, clock, internal_note="…", checked_by=VerificationMeans.PHONE)

    assert {each.verified_on for each in structure.verifications} == {LONG_AGO}


def test_a_capacity_that_was_checked_is_a_fact_of_access(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    change(session, structure, clock, capacity_value=4, checked_by=VerificationMeans.PHONE)

    today = {each.facts for each in structure.verifications if each.verified_on == TODAY}
    assert today == {FactGroup.ACCESS}


def test_a_preview_shows_no_check_that_saving_would_take_away(
    session: Session, structure: Structure
) -> None:
    draft = replace(draft_of(structure), phones=OTHER_NUMBER)

    shown = structure_saying(session, structure, draft)

    assert checked(shown) == EVERYTHING - {FactGroup.PHONES}


def test_a_number_that_a_visitor_wrote_has_no_check(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    report = Report(replace(draft_of(structure), phones=OTHER_NUMBER))
    correction = report_error(session, structure, report, clock=clock)

    decide_correction(
        session, correction, {"phones": FieldChoice(FieldDecision.ACCEPTED)},
        expected_version=structure.version, answer=None, letterhead=LETTERHEAD, author=ANIMATOR,
        clock=clock,
    )  # fmt: skip

    assert checked(structure) == EVERYTHING - {FactGroup.PHONES}


def test_a_structure_that_answered_does_not_confirm_what_others_changed_since(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    link = send_update_link(session, structure, letterhead=LETTERHEAD, author=ANIMATOR, clock=clock)
    report = Report(replace(draft_of(structure), phones=OTHER_NUMBER))
    correction = answer_with_changes(
        session, link, report, expected_version=structure.version, clock=clock
    )
    clock = FixedClock(clock.now() + timedelta(days=1))
    change(session, structure, clock, opening_hours="Mo-Fr 10:00-12:00")

    decide_correction(
        session, correction, {"phones": FieldChoice(FieldDecision.ACCEPTED)},
        expected_version=structure.version, answer=None, letterhead=LETTERHEAD, author=ANIMATOR,
        clock=clock,
    )  # fmt: skip

    by_link = {
        each.facts for each in structure.verifications if each.means is VerificationMeans.LINK
    }
    assert by_link == EVERYTHING - {FactGroup.HOURS}
    assert FactGroup.HOURS not in checked(structure)


def test_undoing_a_change_gives_back_the_check_of_what_stands_again(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    changed = change(session, structure, clock, phones=OTHER_NUMBER)

    undo_revision(session, changed, author=ANIMATOR, clock=clock)

    assert checked(structure) == EVERYTHING
    assert {each.verified_on for each in structure.verifications} == {LONG_AGO}


def test_undoing_a_change_takes_away_the_check_of_what_it_had_said(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    changed = change(session, structure, clock, phones=OTHER_NUMBER)
    check(session, structure, clock, FactGroup.PHONES, FactGroup.AREA)

    undo_revision(session, changed, author=ANIMATOR, clock=clock)

    assert structure.phones[0].number == "+33261910001"
    assert checked(structure) == {FactGroup.AREA}


def test_undoing_a_change_gives_back_no_check_of_what_was_never_said_so(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    changed = change(session, structure, clock, phones=OTHER_NUMBER)
    change(session, structure, clock, email="autre@exemple.fr")

    undo_revision(session, changed, author=ANIMATOR, clock=clock)

    assert checked(structure) == EVERYTHING - {FactGroup.PHONES}


def test_a_change_checked_again_on_the_same_day_can_still_be_undone(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    check(session, structure, clock, FactGroup.PHONES)
    changed = change(session, structure, clock, phones=OTHER_NUMBER)
    check(session, structure, clock, FactGroup.PHONES)

    undo_revision(session, changed, author=ANIMATOR, clock=clock)

    assert structure.phones[0].number == "+33261910001"
    held = [each for each in structure.verifications if each.facts is FactGroup.PHONES]
    assert [each.verified_on for each in held] == [LONG_AGO, TODAY]


def test_a_check_that_a_later_change_took_away_cannot_be_undone(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    done = check(session, structure, clock, FactGroup.PHONES)
    change(session, structure, clock, phones=OTHER_NUMBER)

    assert done.before is not None
    assert done.after is not None
    assert not can_be_reversed(done.before, done.after, snapshot_of(structure))
    with pytest.raises(ChangedSinceError):
        undo_revision(session, done, author=ANIMATOR, clock=clock)


def test_a_restored_version_comes_with_its_own_checks(
    session: Session, structure: Structure, clock: FixedClock
) -> None:
    noted = change(session, structure, clock, internal_note="Avant")
    change(session, structure, clock, phones=OTHER_NUMBER)
    check(session, structure, clock, FactGroup.PHONES)

    restore_revision(session, noted, author=ANIMATOR, clock=clock)

    assert structure.phones[0].number == "+33261910001"
    assert {each.verified_on for each in structure.verifications} == {LONG_AGO}


@pytest.fixture
def carried(session: Session) -> Structure:
    """A listing carried by a body, with its name and its numbers checked."""
    return make_structure(
        session,
        organization=make_organization(),
        phones=[make_phone()],
        verifications=[
            make_verification(LONG_AGO, FactGroup.IDENTITY),
            make_verification(LONG_AGO, FactGroup.PHONES),
        ],
    )


def rename_body(
    session: Session, carried: Structure, clock: FixedClock, **facts: str
) -> Revision | None:
    assert carried.organization is not None
    draft: OrganizationDraft = replace(organization_draft_of(carried.organization), **facts)
    return edit_organization(
        session, carried.organization, draft, expected_version=None, author=ANIMATOR, clock=clock
    )


def test_what_the_public_reads_of_a_body_changes_what_it_carries(
    session: Session, carried: Structure, clock: FixedClock
) -> None:
    rename_body(session, carried, clock, name="Centre hospitalier d’ailleurs")

    assert checked(carried) == {FactGroup.PHONES}
    assert (
        list_revisions_of(session, carried)[0].reason
        == "« Centre hospitalier d’ailleurs » a changé"
    )


def test_what_the_public_does_not_read_of_a_body_changes_nothing(
    session: Session, carried: Structure, clock: FixedClock
) -> None:
    rename_body(session, carried, clock, siren="732829320")

    assert checked(carried) == {FactGroup.IDENTITY, FactGroup.PHONES}


def test_a_change_of_a_body_is_undone_with_the_checks_that_it_took(
    session: Session, carried: Structure, clock: FixedClock
) -> None:
    revision = rename_body(session, carried, clock, name="Centre hospitalier d’ailleurs")

    assert revision is not None
    assert revision.batch_id is not None
    undo_batch(session, revision.batch_id, author=ANIMATOR, clock=clock)

    assert carried.organization is not None
    assert carried.organization.name == "Centre hospitalier de l’Exemple"
    assert checked(carried) == {FactGroup.IDENTITY, FactGroup.PHONES}


def test_the_check_that_a_change_of_a_body_took_does_not_come_back_alone(
    session: Session, carried: Structure, clock: FixedClock
) -> None:
    rename_body(session, carried, clock, name="Centre hospitalier d’ailleurs")
    taken = list_revisions_of(session, carried)[0]

    with pytest.raises(ChangedSinceError):
        undo_revision(session, taken, author=ANIMATOR, clock=clock)

    assert checked(carried) == {FactGroup.PHONES}


def test_a_name_is_not_checked_again_by_going_back_under_another_body(
    session: Session, carried: Structure, clock: FixedClock
) -> None:
    renamed = change(session, carried, clock, name="Équipe de l’Exemple")
    rename_body(session, carried, clock, name="Centre hospitalier d’ailleurs")

    undo_revision(session, renamed, author=ANIMATOR, clock=clock)

    assert carried.name == "Équipe mobile de l’Exemple"
    assert checked(carried) == {FactGroup.PHONES}


def test_a_body_that_goes_back_changes_what_it_carries_too(
    session: Session, carried: Structure, clock: FixedClock
) -> None:
    revision = rename_body(session, carried, clock, name="Centre hospitalier d’ailleurs")
    check(session, carried, clock, FactGroup.IDENTITY)

    assert revision is not None
    undo_revision(session, revision, author=ANIMATOR, clock=clock)

    assert checked(carried) == {FactGroup.PHONES}
