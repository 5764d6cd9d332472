"""A structure that answered its update link with changes learns what was decided."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.correction_deciding import decide_correction
from directory.catalog.correction_fields import FieldChoice, FieldDecision
from directory.catalog.corrections import Report
from directory.catalog.draft_json import draft_of
from directory.catalog.models.correction import Correction, CorrectionState
from directory.catalog.models.structure import Structure
from directory.catalog.update_links import answer_with_changes, send_update_link
from directory.mail.models import OutboxMessage
from directory.values.clock import FixedClock
from tests.factories.letterheads import LETTERHEAD
from tests.factories.structures import make_source, make_structure

ANIMATOR = Author(uuid4(), "animator", ("nord-finistere",))
ACCEPT = FieldChoice(FieldDecision.ACCEPTED)


@pytest.fixture
def structure(session: Session) -> Structure:
    """A structure that reads its update letters in a mailbox of its own."""
    return make_structure(
        session, sources=[make_source()], email="equipe@exemple.fr", update_email="maj@exemple.fr"
    )


@pytest.fixture
def answered(session: Session, structure: Structure, clock: FixedClock) -> Correction:
    """What the structure answered to its link; the address for letters changed since."""
    link = send_update_link(session, structure, letterhead=LETTERHEAD, author=ANIMATOR, clock=clock)
    draft = replace(draft_of(structure), hours_text="le matin")
    correction = answer_with_changes(
        session, link, Report(draft), expected_version=structure.version, clock=clock
    )
    structure.update_email = "autre@exemple.fr"
    session.flush()
    return correction


def decide(
    session: Session, correction: Correction, clock: FixedClock, choices: Mapping[str, FieldChoice]
) -> None:
    decide_correction(
        session,
        correction,
        choices,
        expected_version=correction.structure.version,
        answer="Merci à l’équipe.",
        letterhead=LETTERHEAD,
        author=ANIMATOR,
        clock=clock,
    )


def answers(session: Session) -> list[OutboxMessage]:
    kind = OutboxMessage.kind == "correction_answer"
    return list(session.scalars(select(OutboxMessage).where(kind)))


@pytest.mark.parametrize("choices", [{"hours_text": ACCEPT}, {}])
def test_the_structure_is_answered_where_its_link_was_sent(
    session: Session, answered: Correction, clock: FixedClock, choices: Mapping[str, FieldChoice]
) -> None:
    decide(session, answered, clock, choices)

    (letter,) = answers(session)
    assert letter.recipient == "maj@exemple.fr"
    assert "Merci à l’équipe." in letter.text
    for part in (letter.text, letter.html):
        assert "votre structure a répondu à notre demande de mise à jour" in part
        assert "Nous ne la gardons pas" not in part
    assert answered.reply_email is None


def test_a_structure_that_asked_for_no_letters_is_not_answered(
    session: Session, structure: Structure, answered: Correction, clock: FixedClock
) -> None:
    structure.do_not_contact = True
    session.flush()

    decide(session, answered, clock, {"hours_text": ACCEPT})

    assert answers(session) == []
    assert answered.state is CorrectionState.ACCEPTED
    assert answered.reply_email is None
