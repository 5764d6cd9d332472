"""What is said from outside waits, and is applied field by field in one revision."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.correction_deciding import (
    DecidedAlreadyError,
    close_correction,
    decide_correction,
)
from directory.catalog.correction_fields import FieldChoice, FieldDecision, proposed_fields
from directory.catalog.correction_queries import (
    list_decided_corrections,
    list_waiting_corrections,
)
from directory.catalog.corrections import (
    CLOSED,
    NothingProposedError,
    Report,
    WrongFact,
    propose_changes,
    report_by_link,
    report_error,
)
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import PhoneDraft
from directory.catalog.editing import EditedMeanwhileError, edit_structure
from directory.catalog.models.correction import Correction, CorrectionOrigin, CorrectionState
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import (
    FactGroup,
    Origin,
    PhoneKind,
    PublicationState,
    VerificationMeans,
)
from directory.mail.models import OutboxMessage
from directory.values.clock import FixedClock
from tests.factories.letterheads import LETTERHEAD
from tests.factories.structures import make_source, make_structure

ANIMATOR = Author(uuid4(), "animator", ("nord-finistere",))
ACCEPT = FieldChoice(FieldDecision.ACCEPTED)
NEW_PHONE = PhoneDraft("+33261910002", PhoneKind.DIRECT)


def a_structure(session: Session, **facts: object) -> Structure:
    return make_structure(session, sources=[make_source()], **facts)  # type: ignore[arg-type]


def report(session: Session, structure: Structure, clock: FixedClock, **said: object) -> Correction:
    changes = said.pop("changes", {})
    assert isinstance(changes, dict)
    draft = replace(draft_of(structure), **changes)
    return report_error(session, structure, Report(draft, **said), clock=clock)  # type: ignore[arg-type]


def decide(
    session: Session,
    correction: Correction,
    clock: FixedClock,
    choices: dict[str, FieldChoice],
    *,
    answer: str | None = None,
) -> None:
    decide_correction(
        session,
        correction,
        choices,
        expected_version=correction.structure.version,
        answer=answer,
        letterhead=LETTERHEAD,
        author=ANIMATOR,
        clock=clock,
    )


def revisions_of(session: Session, structure: Structure) -> list[Revision]:
    return list(
        session.scalars(
            select(Revision)
            .where(Revision.subject_id == str(structure.id), Revision.before.is_not(None))
            .order_by(Revision.id)
        )
    )


def test_a_report_changes_nothing_by_itself(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session, email="equipe@exemple.fr")

    correction = report(session, structure, clock, changes={"email": "autre@exemple.fr"})

    assert structure.email == "equipe@exemple.fr"
    assert correction.state is CorrectionState.WAITING
    assert revisions_of(session, structure) == []


def test_a_report_holds_only_what_differs_before_and_after(
    session: Session, clock: FixedClock
) -> None:
    structure = a_structure(session, email="equipe@exemple.fr")

    correction = report(
        session, structure, clock, changes={"email": "Autre@Exemple.FR", "street": "  "}
    )

    assert correction.current == {"email": "equipe@exemple.fr"}
    assert correction.proposed == {"email": "Autre@exemple.fr"}


def test_a_report_that_says_nothing_is_refused(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)

    with pytest.raises(NothingProposedError):
        report(session, structure, clock)


def test_an_accepted_field_is_applied_in_one_revision_by_the_animator(
    session: Session, clock: FixedClock
) -> None:
    structure = a_structure(session)
    correction = report(
        session, structure, clock, changes={"phones": (NEW_PHONE,), "email": "a@exemple.fr"}
    )

    decide(session, correction, clock, {"phones": ACCEPT})

    [revision] = revisions_of(session, structure)
    assert [phone.number for phone in structure.phones] == ["+33261910002"]
    assert structure.email is None
    assert revision.editor_id == ANIMATOR.editor_id
    assert revision.reason == "Correction proposée par un visiteur"
    assert correction.decisions == {"phones": "accepted", "email": "declined"}
    assert correction.state is CorrectionState.ACCEPTED


def test_an_edited_field_takes_the_value_of_the_animator(
    session: Session, clock: FixedClock
) -> None:
    structure = a_structure(session)
    correction = report(session, structure, clock, changes={"hours_text": "le matin"})

    decide(
        session,
        correction,
        clock,
        {"hours_text": FieldChoice(FieldDecision.EDITED, "de 9 h à midi")},
    )

    assert structure.hours_text == "de 9 h à midi"
    assert correction.decisions == {"hours_text": "edited"}


def test_an_edited_field_can_be_emptied(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session, email="vieux@exemple.fr")
    correction = report(session, structure, clock, changes={"email": "faux@exemple.fr"})

    decide(session, correction, clock, {"email": FieldChoice(FieldDecision.EDITED, None)})

    assert structure.email is None


def test_declining_all_leaves_the_listing_alone(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)
    correction = report(session, structure, clock, changes={"email": "a@exemple.fr"})

    decide(session, correction, clock, {})

    assert revisions_of(session, structure) == []
    assert correction.state is CorrectionState.DECLINED


def test_a_decided_correction_is_not_decided_twice(session: Session, clock: FixedClock) -> None:
    correction = report(session, a_structure(session), clock, changes={"email": "a@exemple.fr"})
    decide(session, correction, clock, {})

    with pytest.raises(DecidedAlreadyError):
        decide(session, correction, clock, {"email": ACCEPT})


def test_of_two_who_decide_together_the_second_is_refused(
    session: Session, clock: FixedClock
) -> None:
    correction = report(session, a_structure(session), clock, changes={"email": "a@exemple.fr"})
    session.commit()
    with Session(session.get_bind()) as other:
        theirs = other.get_one(Correction, correction.id)
        decide(other, theirs, clock, {})
        other.commit()

    with pytest.raises(DecidedAlreadyError):
        decide(session, correction, clock, {"email": ACCEPT})


def test_what_changed_since_the_report_is_shown(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session, email="a@exemple.fr")
    correction = report(
        session, structure, clock, changes={"email": "b@exemple.fr", "hours_text": "le matin"}
    )
    edit_structure(
        session,
        structure,
        replace(draft_of(structure), email="c@exemple.fr"),
        expected_version=None,
        author=ANIMATOR,
        clock=clock,
    )

    fields = {field.name: field for field in proposed_fields(correction)}

    assert fields["email"].changed_since
    assert fields["email"].today == "c@exemple.fr"
    assert not fields["hours_text"].changed_since


def test_a_decision_on_an_older_version_of_the_listing_is_refused(
    session: Session, clock: FixedClock
) -> None:
    structure = a_structure(session)
    correction = report(session, structure, clock, changes={"email": "b@exemple.fr"})
    seen = structure.version
    edit_structure(
        session,
        structure,
        replace(draft_of(structure), email="c@exemple.fr"),
        expected_version=seen,
        author=ANIMATOR,
        clock=clock,
    )

    with pytest.raises(EditedMeanwhileError):
        decide_correction(
            session,
            correction,
            {"email": ACCEPT},
            expected_version=seen,
            answer=None,
            letterhead=LETTERHEAD,
            author=ANIMATOR,
            clock=clock,
        )


def test_an_accepted_closure_archives_the_listing(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)
    correction = report(session, structure, clock, wrong=(WrongFact.CLOSED,), is_closed=True)

    decide(session, correction, clock, {CLOSED: ACCEPT})

    assert structure.state is PublicationState.ARCHIVED


def test_whoever_left_an_address_is_answered_and_forgotten(
    session: Session, clock: FixedClock
) -> None:
    structure = a_structure(session)
    correction = report(
        session,
        structure,
        clock,
        changes={"email": "a@exemple.fr"},
        reply_email="visiteur@exemple.example",
    )

    decide(session, correction, clock, {"email": ACCEPT}, answer="Merci <beaucoup>.")

    message = session.scalars(select(OutboxMessage)).one()
    assert message.recipient == "visiteur@exemple.example"
    assert "le courriel : corrigé comme vous l’avez dit" in message.text
    assert "Merci <beaucoup>." in message.text
    assert "Merci &lt;beaucoup&gt;." in message.html
    assert correction.reply_email is None


def test_words_alone_are_closed_by_hand(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)
    correction = report(session, structure, clock, words="Le parking est derrière.")

    close_correction(
        session,
        correction,
        CorrectionState.ACCEPTED,
        answer=None,
        letterhead=LETTERHEAD,
        author=ANIMATOR,
        clock=clock,
    )

    assert correction.state is CorrectionState.ACCEPTED
    assert correction.answered_by == ANIMATOR.editor_id
    assert session.scalars(select(OutboxMessage)).all() == []


def test_what_a_structure_left_as_it_was_is_confirmed_with_its_answer(
    session: Session, clock: FixedClock
) -> None:
    structure = a_structure(session)
    draft = replace(draft_of(structure), email="a@exemple.fr", hours_text="le matin")
    correction = report_by_link(session, structure, Report(draft), clock=clock)

    decide(session, correction, clock, {"email": ACCEPT})

    confirmed = {check.facts for check in structure.verifications}
    assert confirmed == set(FactGroup) - {FactGroup.HOURS}
    assert {check.means for check in structure.verifications} == {VerificationMeans.LINK}
    assert {revision.origin for revision in revisions_of(session, structure)} == {Origin.LINK}
    assert len({revision.batch_id for revision in revisions_of(session, structure)}) == 1


def test_a_visitor_confirms_nothing(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)
    correction = report(session, structure, clock, changes={"email": "a@exemple.fr"})

    decide(session, correction, clock, {"email": ACCEPT})

    assert structure.verifications == []


def test_a_proposal_of_an_editor_names_the_account(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)
    editor = Author(uuid4(), "structure_editor")

    correction = propose_changes(
        session,
        structure,
        replace(draft_of(structure), email="a@exemple.fr"),
        author=editor,
        clock=clock,
        words="Nouvelle adresse",
    )

    assert correction.origin is CorrectionOrigin.EDITOR
    assert correction.editor_id == editor.editor_id


def test_a_proposal_that_changes_nothing_replaces_nothing(
    session: Session, clock: FixedClock
) -> None:
    structure, editor = a_structure(session), Author(uuid4(), "structure_editor")
    draft = replace(draft_of(structure), email="a@exemple.fr")
    former = propose_changes(session, structure, draft, author=editor, clock=clock)

    with pytest.raises(NothingProposedError):
        propose_changes(session, structure, draft_of(structure), author=editor, clock=clock)

    assert former.state is CorrectionState.WAITING


def test_waiting_corrections_are_listed_for_their_filieres_only(
    session: Session, clock: FixedClock
) -> None:
    here = report(session, a_structure(session), clock, words="faux")
    there = report(
        session, a_structure(session, name="Autre", filieres=("armor",)), clock, words="faux"
    )
    decided = report(session, here.structure, clock, words="encore")
    close_correction(
        session,
        decided,
        CorrectionState.DECLINED,
        answer=None,
        letterhead=LETTERHEAD,
        author=ANIMATOR,
        clock=clock,
    )

    assert [found.id for found in list_waiting_corrections(session, ["nord-finistere"])] == [
        here.id
    ]
    assert {found.id for found in list_waiting_corrections(session, None)} == {here.id, there.id}
    assert [found.id for found in list_waiting_corrections(session, ["armor"])] == [there.id]
    assert list_waiting_corrections(session, []) == []
    assert [found.id for found in list_decided_corrections(session, None)] == [decided.id]
