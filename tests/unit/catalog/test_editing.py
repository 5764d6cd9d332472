"""Making and editing a structure: the rules, the history, two people at once."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from directory.catalog import data_versions
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import PhoneDraft
from directory.catalog.editing import (
    DraftRefusedError,
    EditedMeanwhileError,
    create_structure,
    edit_structure,
)
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.queries import current_generation
from directory.catalog.verification import verify_facts
from directory.catalog.vocabulary import (
    FactGroup,
    Origin,
    PhoneKind,
    PublicationState,
    VerificationMeans,
)
from directory.values.clock import FixedClock
from tests.factories.structures import (
    ANIMATOR,
    FULL_DRAFT,
    make_draft,
    make_organization,
    make_structure,
    redirect_slug,
)


def _revisions(session: Session, structure: Structure) -> list[Revision]:
    return list(
        session.scalars(
            select(Revision).where(Revision.subject_id == str(structure.id)).order_by(Revision.id)
        )
    )


def test_a_new_structure_is_a_draft_with_its_first_revision(
    session: Session, clock: FixedClock
) -> None:
    structure = create_structure(session, make_draft(), author=ANIMATOR, clock=clock)
    session.commit()

    (revision,) = _revisions(session, structure)
    assert structure.state is PublicationState.DRAFT
    assert structure.phones[0].number == "+33261910001"
    assert (revision.before, revision.origin, revision.editor_id) == (
        None,
        Origin.FORM,
        ANIMATOR.editor_id,
    )
    assert revision.editor_filieres == ["nord-finistere"]


def test_two_structures_of_one_name_have_two_addresses(session: Session, clock: FixedClock) -> None:
    first = create_structure(session, make_draft(), author=ANIMATOR, clock=clock)
    second = create_structure(session, make_draft(), author=ANIMATOR, clock=clock)

    assert (first.slug, second.slug) == (
        "equipe-mobile-de-l-exemple",
        "equipe-mobile-de-l-exemple-2",
    )


def test_an_address_that_leads_to_another_is_not_given_again(
    session: Session, clock: FixedClock
) -> None:
    redirect_slug(session, "maison-de-l-exemple", make_structure(session))

    structure = create_structure(
        session, make_draft("Maison de l’Exemple"), author=ANIMATOR, clock=clock
    )

    assert structure.slug == "maison-de-l-exemple-2"


def test_a_name_without_any_latin_letter_has_an_address_all_the_same(
    session: Session, clock: FixedClock
) -> None:
    structure = create_structure(session, make_draft("中心"), author=ANIMATOR, clock=clock)

    assert structure.slug == "structure"


def test_a_draft_that_breaks_a_rule_is_refused_and_nothing_changes(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    wrong = replace(draft_of(structure), email="contact")

    with pytest.raises(DraftRefusedError) as refusal:
        edit_structure(session, structure, wrong, expected_version=1, author=ANIMATOR, clock=clock)

    assert [problem.field for problem in refusal.value.problems] == ["email"]
    assert structure.email is None
    assert structure.version == 1


def test_fictional_numbers_are_refused_where_the_real_listings_are(
    session: Session, clock: FixedClock
) -> None:
    data_versions.mark_loaded(session, data_versions.STRUCTURES, "digest", clock=clock)

    with pytest.raises(DraftRefusedError):
        create_structure(session, make_draft(), author=ANIMATOR, clock=clock)


def test_a_body_that_does_not_exist_is_refused(session: Session, clock: FixedClock) -> None:
    with pytest.raises(DraftRefusedError):
        create_structure(
            session, make_draft(organization_id=UUID(int=3)), author=ANIMATOR, clock=clock
        )


def test_an_edit_keeps_what_was_and_what_is_and_tells_readers(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    generation = current_generation(session)
    draft = replace(draft_of(structure), phones=(PhoneDraft("02 61 91 00 02", PhoneKind.DIRECT),))

    revision = edit_structure(
        session, structure, draft, expected_version=1, author=ANIMATOR, clock=clock
    )
    session.commit()

    assert revision is not None
    assert revision.before is not None
    assert revision.after is not None
    assert revision.before["phones"][0]["number"] == "+33261910001"
    assert revision.after["phones"][0]["number"] == "+33261910002"
    assert structure.version == 2
    assert structure.updated_at == clock.now()
    assert current_generation(session) == generation + 1


def test_sending_the_same_form_twice_changes_nothing_the_second_time(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    draft = replace(draft_of(structure), alert="Déménagement")
    edit_structure(session, structure, draft, expected_version=1, author=ANIMATOR, clock=clock)

    again = edit_structure(
        session, structure, draft, expected_version=1, author=ANIMATOR, clock=clock
    )

    assert again is None
    assert structure.version == 2


def test_the_second_of_two_editors_is_told_what_the_first_wrote(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    seen = draft_of(structure)
    edit_structure(
        session, structure, replace(seen, alert="De l’une"),
        expected_version=1, author=ANIMATOR, clock=clock,
    )  # fmt: skip

    with pytest.raises(EditedMeanwhileError) as refusal:
        edit_structure(
            session, structure, replace(seen, alert="De l’autre"),
            expected_version=1, author=ANIMATOR, clock=clock,
        )  # fmt: skip

    meanwhile = refusal.value.revision
    assert meanwhile.after is not None
    assert (meanwhile.after["version"], meanwhile.after["alert"]) == (2, "De l’une")
    assert meanwhile.editor_id == ANIMATOR.editor_id


def test_a_check_made_meanwhile_is_no_conflict(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session)
    draft = replace(draft_of(structure), alert="Déménagement")
    verify_facts(
        session, structure, [FactGroup.PHONES],
        means=VerificationMeans.PHONE, author=ANIMATOR, clock=clock,
    )  # fmt: skip

    revision = edit_structure(
        session, structure, draft, expected_version=1, author=ANIMATOR, clock=clock
    )

    assert revision is not None
    assert len(structure.verifications) == 1


def test_a_change_of_the_carrying_body_is_no_conflict(session: Session, clock: FixedClock) -> None:
    body = make_organization()
    session.add(body)
    structure = make_structure(session, organization_id=body.id)
    structure.version += 1
    session.commit()

    revision = edit_structure(
        session, structure, replace(draft_of(structure), alert="Déménagement"),
        expected_version=1, author=ANIMATOR, clock=clock,
    )  # fmt: skip

    assert revision is not None


def test_what_another_process_stored_after_the_page_was_read_is_seen(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    session.refresh(structure)
    with Session(session.get_bind(), expire_on_commit=False) as other:
        theirs = other.get_one(Structure, structure.id)
        edit_structure(
            other, theirs, replace(draft_of(theirs), alert="De l’autre"),
            expected_version=1, author=ANIMATOR, clock=clock,
        )  # fmt: skip
        other.commit()

    with pytest.raises(EditedMeanwhileError) as refusal:
        edit_structure(
            session, structure, replace(draft_of(structure), alert="De l’une"),
            expected_version=1, author=ANIMATOR, clock=clock,
        )  # fmt: skip

    assert refusal.value.revision.after is not None
    assert refusal.value.revision.after["alert"] == "De l’autre"


def test_two_edits_in_the_same_instant_cannot_both_be_kept(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)
    session.connection().exec_driver_sql("UPDATE structure SET version = 5")

    with pytest.raises(StaleDataError):
        edit_structure(
            session, structure, replace(draft_of(structure), alert="Déménagement"),
            expected_version=None, author=ANIMATOR, clock=clock,
        )  # fmt: skip


def test_every_fact_of_a_draft_is_stored_as_it_was_said(
    session: Session, clock: FixedClock
) -> None:
    body = make_organization()
    session.add(body)
    session.flush()
    full = replace(FULL_DRAFT, organization_id=body.id)

    structure = create_structure(session, full, author=ANIMATOR, clock=clock)

    assert draft_of(structure) == full
