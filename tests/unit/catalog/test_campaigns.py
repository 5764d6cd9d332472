"""A campaign writes to those who should be asked, and reminds the silent ones twice."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from directory.catalog.authorship import Author
from directory.catalog.campaign_progress import progress_of
from directory.catalog.campaign_queries import (
    get_campaign,
    list_campaigns,
    list_links_to_follow,
    undelivered_links,
)
from directory.catalog.campaigns import (
    CampaignCriteria,
    NobodyToAskError,
    close_campaign,
    due_reminders,
    preview_campaign,
    send_reminders,
    start_campaign,
    withdraw_campaign,
)
from directory.catalog.corrections import Report, report_by_link
from directory.catalog.draft_json import draft_of
from directory.catalog.models.campaign import Campaign
from directory.catalog.models.structure import Structure
from directory.catalog.update_links import (
    LinkState,
    NoLetterReason,
    confirm_listing,
    send_update_link,
    state_of_link,
)
from directory.mail.models import MessageState, OutboxMessage
from directory.values.clock import FixedClock
from tests.factories.letterheads import LETTERHEAD
from tests.factories.structures import make_source, make_structure, make_verification

ANIMATOR = Author(uuid4(), "animator", ("nord-finistere",))
ALL_LISP = CampaignCriteria(("LISP",), "nord-finistere", 6)


def a_lisp(session: Session, name: str, **facts: object) -> Structure:
    values: dict[str, object] = {"email": "lits@exemple.fr", "type_code": "LISP", **facts}
    return make_structure(session, name, sources=[make_source()], **values)  # type: ignore[arg-type]


def start(session: Session, clock: FixedClock, criteria: CampaignCriteria = ALL_LISP) -> Campaign:
    campaign = start_campaign(
        session,
        "Lits de la filière",
        criteria,
        letterhead=LETTERHEAD,
        author=ANIMATOR,
        clock=clock,
    )
    session.commit()
    return campaign


def after(clock: FixedClock, *, days: float) -> FixedClock:
    return FixedClock(clock.now() + timedelta(days=days))


def remind(session: Session, clock: FixedClock, *, days: float) -> int:
    return send_reminders(session, letterhead=LETTERHEAD, clock=after(clock, days=days))


def test_the_preview_says_who_is_left_out_and_why(session: Session, clock: FixedClock) -> None:
    a_lisp(session, "À écrire")
    a_lisp(session, "Vérifiée il y a un an", verifications=[make_verification(date(2025, 11, 1))])
    a_lisp(
        session, "Vérifiée le mois dernier", verifications=[make_verification(date(2026, 10, 1))]
    )
    a_lisp(session, "Sans adresse", email=None)
    a_lisp(session, "Ne veut pas", do_not_contact=True)
    asked = a_lisp(session, "Déjà écrit")
    send_update_link(session, asked, letterhead=LETTERHEAD, author=ANIMATOR, clock=clock)
    answered = a_lisp(session, "A répondu")
    draft = replace(draft_of(answered), email="autre@exemple.fr")
    report_by_link(session, answered, Report(draft), clock=clock)
    a_lisp(session, "D’un autre type", type_code="USP")
    a_lisp(session, "D’une autre filière", filieres=("armor",))

    preview = preview_campaign(session, ALL_LISP, clock=clock)

    assert [found.name for found in preview.recipients] == ["Vérifiée il y a un an", "À écrire"]
    assert {out.structure.name: out.reason for out in preview.left_out} == {
        "Vérifiée le mois dernier": NoLetterReason.CONFIRMED_RECENTLY,
        "Sans adresse": NoLetterReason.NO_ADDRESS,
        "Ne veut pas": NoLetterReason.DO_NOT_CONTACT,
        "Déjà écrit": NoLetterReason.ALREADY_ASKED,
        "A répondu": NoLetterReason.ANSWER_WAITS,
    }


def test_a_campaign_writes_one_letter_to_each(session: Session, clock: FixedClock) -> None:
    first, second = a_lisp(session, "Une"), a_lisp(session, "Deux")

    campaign = start(session, clock)

    links = {link.structure_id for link in campaign.links}
    assert links == {first.id, second.id}
    assert len(session.scalars(select(OutboxMessage)).all()) == 2


def test_a_campaign_can_leave_out_some_of_the_recipients(
    session: Session, clock: FixedClock
) -> None:
    first = a_lisp(session, "Une")
    a_lisp(session, "Deux")

    campaign = start_campaign(
        session,
        "Une seule",
        ALL_LISP,
        letterhead=LETTERHEAD,
        author=ANIMATOR,
        clock=clock,
        recipients={first.id},
    )

    assert [link.structure_id for link in campaign.links] == [first.id]


def test_a_campaign_to_structures_named_one_by_one(session: Session, clock: FixedClock) -> None:
    first = a_lisp(session, "Une")
    a_lisp(session, "Deux")

    campaign = start(session, clock, CampaignCriteria(structures=(first.id,)))

    assert [link.structure_id for link in campaign.links] == [first.id]


def test_a_campaign_to_nobody_is_refused(session: Session, clock: FixedClock) -> None:
    with pytest.raises(NobodyToAskError):
        start(session, clock)


@pytest.mark.parametrize(
    ("days", "reminders"), [(13.9, 0), (14, 1), (29.9, 1), (30, 1), (44, 1), (46, 0)]
)
def test_silence_is_reminded_when_it_is_time(
    session: Session, clock: FixedClock, days: float, reminders: int
) -> None:
    a_lisp(session, "Silencieuse")
    start(session, clock)

    assert remind(session, clock, days=days) == reminders


def test_a_silent_structure_gets_two_reminders_however_often_they_are_asked_for(
    session: Session, clock: FixedClock
) -> None:
    a_lisp(session, "Silencieuse")
    start(session, clock)

    sent = [remind(session, clock, days=days) for days in (14, 14, 15, 20, 30, 30, 31, 44)]

    assert sent == [1, 0, 0, 0, 1, 0, 0, 0]
    kinds = session.scalars(select(OutboxMessage.kind)).all()
    assert sorted(kinds) == ["update_link", "update_reminder", "update_reminder"]


def test_whoever_answered_is_not_reminded(session: Session, clock: FixedClock) -> None:
    structure = a_lisp(session, "Rapide")
    [link] = start(session, clock).links
    confirm_listing(session, link, expected_version=structure.version, clock=clock)

    assert due_reminders(session, now=after(clock, days=20).now()) == []


def test_whoever_was_checked_since_is_not_reminded(session: Session, clock: FixedClock) -> None:
    structure = a_lisp(session, "Appelée")
    start(session, clock)
    structure.verifications.append(make_verification(after(clock, days=3).now().date()))
    session.commit()

    assert remind(session, clock, days=14) == 0


def test_a_reminder_goes_to_the_mailbox_of_today(session: Session, clock: FixedClock) -> None:
    structure = a_lisp(session, "Déménagée")
    [link] = start(session, clock).links
    structure.update_email = "nouvelle@exemple.fr"
    session.commit()

    remind(session, clock, days=14)

    letters = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [letter.recipient for letter in letters] == ["lits@exemple.fr", "nouvelle@exemple.fr"]
    assert link.recipient == "nouvelle@exemple.fr"


def refuse_letters(session: Session, recipient: str) -> None:
    """Do as a mail server that knows no such mailbox."""
    for letter in session.scalars(
        select(OutboxMessage).where(OutboxMessage.recipient == recipient)
    ):
        letter.state = MessageState.GIVEN_UP
    session.commit()


def test_a_letter_that_no_server_took_is_neither_sent_nor_silent(
    session: Session, clock: FixedClock
) -> None:
    a_lisp(session, "Jointe")
    a_lisp(session, "Perdue", email="perdue@exemple.fr")
    campaign = start(session, clock)
    refuse_letters(session, "perdue@exemple.fr")

    lost = undelivered_links(session, campaign.links)
    progress = progress_of(campaign.links, lost)

    assert (progress.sent, progress.silent, progress.undelivered) == (1, 1, 1)
    [followed] = list_links_to_follow(session, None, now=clock.now()).undelivered
    assert followed.structure.name == "Perdue"


def test_whoever_got_no_letter_can_be_asked_again(session: Session, clock: FixedClock) -> None:
    a_lisp(session, "Jointe")
    lost = a_lisp(session, "Perdue", email="perdue@exemple.fr")
    start(session, clock)
    refuse_letters(session, "perdue@exemple.fr")
    lost.email = "juste@exemple.fr"
    session.commit()

    again = start(session, after(clock, days=1))

    assert [link.recipient for link in again.links] == ["juste@exemple.fr"]
    assert undelivered_links(session, again.links) == set()


def test_whoever_asked_for_no_letters_since_is_not_reminded(
    session: Session, clock: FixedClock
) -> None:
    structure = a_lisp(session, "Fâchée")
    start(session, clock)
    structure.do_not_contact = True
    session.commit()

    assert remind(session, clock, days=20) == 0


def test_a_closed_campaign_reminds_nobody_but_its_links_still_serve(
    session: Session, clock: FixedClock
) -> None:
    a_lisp(session, "Silencieuse")
    campaign = start(session, clock)

    close_campaign(campaign, clock=clock)

    assert remind(session, clock, days=20) == 0
    assert state_of_link(campaign.links[0], now=clock.now()) is LinkState.OPEN


def test_a_withdrawn_campaign_ends_the_links_that_wait(session: Session, clock: FixedClock) -> None:
    structure = a_lisp(session, "Rapide")
    a_lisp(session, "Silencieuse")
    campaign = start(session, clock)
    answered = next(link for link in campaign.links if link.structure is structure)
    confirm_listing(session, answered, expected_version=structure.version, clock=clock)

    withdraw_campaign(campaign, clock=clock)

    states = {link.structure.name: state_of_link(link, now=clock.now()) for link in campaign.links}
    assert states == {"Rapide": LinkState.ANSWERED, "Silencieuse": LinkState.WITHDRAWN}


def test_two_commands_at_once_do_not_both_remind(session: Session, clock: FixedClock) -> None:
    a_lisp(session, "Silencieuse")
    start(session, clock)
    read_by_both = due_reminders(session, now=after(clock, days=20).now())
    session.commit()
    with Session(session.get_bind()) as other:
        assert remind(other, clock, days=20) == 1
        other.commit()

    assert [link.reminders for link in read_by_both] == [0]
    with pytest.raises(StaleDataError):
        remind(session, clock, days=20)


def test_an_animator_sees_the_campaigns_of_its_filieres(
    session: Session, clock: FixedClock
) -> None:
    a_lisp(session, "Ici")
    a_lisp(session, "Là", filieres=("armor",))
    here = start(session, clock)
    there = start(session, clock, CampaignCriteria(("LISP",), "armor"))

    assert [found.id for found in list_campaigns(session, ["nord-finistere"])] == [here.id]
    assert {found.id for found in list_campaigns(session, None)} == {here.id, there.id}
    assert get_campaign(session, here.id) is here
