"""A link lets a structure answer once, until it expires; what it changes waits."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.campaign_queries import list_links_to_follow
from directory.catalog.corrections import NothingProposedError, Report
from directory.catalog.draft_json import draft_of
from directory.catalog.letterhead import Letterhead
from directory.catalog.models.campaign import LinkAnswer, UpdateLink
from directory.catalog.models.correction import CorrectionOrigin
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.update_links import (
    CannotAskError,
    LinkClosedError,
    LinkState,
    ListingChangedError,
    NoLetterReason,
    answer_with_changes,
    confirm_listing,
    find_update_link,
    mark_opened,
    send_update_link,
    state_of_link,
    withdraw_link,
)
from directory.catalog.vocabulary import (
    CoverageBasis,
    FactGroup,
    Origin,
    PublicationState,
    VerificationMeans,
)
from directory.mail.models import OutboxMessage
from directory.territory.coverage import AreaKind
from directory.values.clock import FixedClock, in_paris
from tests.factories.letterheads import LETTERHEAD
from tests.factories.structures import (
    make_coverage,
    make_phone,
    make_source,
    make_structure,
    make_verification,
)

ANIMATOR = Author(uuid4(), "animator", ("nord-finistere",))


def a_structure(session: Session, **facts: object) -> Structure:
    values: dict[str, object] = {"email": "equipe@exemple.fr", **facts}
    return make_structure(session, sources=[make_source()], **values)  # type: ignore[arg-type]


def send(session: Session, structure: Structure, clock: FixedClock) -> UpdateLink:
    return send_update_link(session, structure, letterhead=LETTERHEAD, author=ANIMATOR, clock=clock)


def after(clock: FixedClock, *, days: float) -> FixedClock:
    return FixedClock(clock.now() + timedelta(days=days))


def test_the_letter_holds_the_whole_listing_and_the_link(
    session: Session, clock: FixedClock
) -> None:
    structure = a_structure(
        session,
        street="1 rue de l’Exemple",
        opening_hours="Mo-Fr 09:00-17:00",
        phones=[make_phone(label="Secrétariat", hours="Mo-Tu 14:00-17:00")],
        closures=[
            {"start": "2026-12-24", "end": "2027-01-03", "reason": "Noël"},
            {"start": "2027-02-01", "end": "2027-02-01"},
        ],
        access_public="through_doctor",
        access_professionals=True,
        audiences=["adult"],
        settings=["home", "care_home"],
        capacity_value=12,
        capacity_unit="patients",
        coverage=[
            make_coverage(AreaKind.FILIERE, "nord-finistere"),
            make_coverage(AreaKind.COMMUNE, "29151", CoverageBasis.DECLARED),
            make_coverage(AreaKind.COMMUNE, "29019", CoverageBasis.DECLARED),
        ],
    )

    link = send(session, structure, clock)

    [message] = session.scalars(select(OutboxMessage))
    assert message.recipient == "equipe@exemple.fr"
    for words in (
        "1 rue de l’Exemple, 29600 Morlaix",
        "02 61 91 00 01 (Secrétariat)",
        "Type : Équipe mobile de soins palliatifs",
        "Territoire couvert : filière Nord Finistère (supposé)",
        "Territoire couvert : communes Brest, Morlaix (déclaré)",
        "Capacité : 12 patients suivis en même temps",
        "lundi : 9 h – 17 h",
        "dimanche : fermé",
        "- mardi : 14 h – 17 h",
        "Fermeture annoncée : du 24/12/2026 au 03/01/2027, Noël",
        "Fermeture annoncée : le 01/02/2027",
        "Peuvent appeler : professionnels, oui ; patients et proches, par leur médecin",
        "Pour qui : adultes",
        "Où vous intervenez : à domicile, en maison de retraite (Ehpad)",
        "envoyé par la coordination de la filière Nord Finistère.",
        LETTERHEAD.link_address(link.id),
        "jusqu’au 11/01/2027",
    ):
        assert words in message.text
    assert "<strong>02 61 91 00 01</strong> (Secrétariat)" in message.html
    assert LETTERHEAD.link_address(link.id) in message.html


def test_the_mailbox_for_letters_is_preferred(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session, update_email="coordination@exemple.fr")

    link = send(session, structure, clock)

    assert link.recipient == "coordination@exemple.fr"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"do_not_contact": True}, NoLetterReason.DO_NOT_CONTACT),
        ({"email": None}, NoLetterReason.NO_ADDRESS),
        ({"state": PublicationState.ARCHIVED}, NoLetterReason.NOT_PUBLISHED),
    ],
)
def test_a_structure_that_cannot_be_written_to_is_refused(
    session: Session, clock: FixedClock, facts: dict[str, object], reason: NoLetterReason
) -> None:
    structure = a_structure(session, **facts)

    with pytest.raises(CannotAskError) as refused:
        send(session, structure, clock)

    assert refused.value.reason is reason
    assert session.scalars(select(OutboxMessage)).all() == []


def test_a_link_is_found_by_its_own_token_only(session: Session, clock: FixedClock) -> None:
    link = send(session, a_structure(session), clock)
    token = LETTERHEAD.token_of(link.id)
    stranger = replace(LETTERHEAD, keys=("another key",))

    assert find_update_link(session, token, letterhead=LETTERHEAD) is link
    for wrong in (token[:-1], token + "a", link.id.hex, stranger.token_of(link.id), "é", "x" * 999):
        assert find_update_link(session, wrong, letterhead=LETTERHEAD) is None


def test_a_link_outlives_a_change_of_key(session: Session, clock: FixedClock) -> None:
    link = send(session, a_structure(session), clock)
    changed = Letterhead(LETTERHEAD.base_url, "", (*LETTERHEAD.keys, "newer key"))

    assert changed.link_id(LETTERHEAD.token_of(link.id)) == link.id


def test_confirming_verifies_every_group_in_the_name_of_the_structure(
    session: Session, clock: FixedClock
) -> None:
    structure = a_structure(session, hours_text="le matin")
    link = send(session, structure, clock)

    revision = confirm_listing(session, link, expected_version=structure.version, clock=clock)

    assert {check.facts for check in structure.verifications} == set(FactGroup)
    assert {check.means for check in structure.verifications} == {VerificationMeans.LINK}
    assert (revision.editor_id, revision.editor_role) == (None, "structure")
    assert revision.origin is Origin.LINK
    assert link.answer is LinkAnswer.CONFIRMED


def test_a_link_is_answered_once(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)
    link = send(session, structure, clock)
    confirm_listing(session, link, expected_version=structure.version, clock=clock)

    with pytest.raises(LinkClosedError) as refused:
        confirm_listing(session, link, expected_version=structure.version, clock=clock)

    assert refused.value.state is LinkState.ANSWERED


def test_of_two_answers_sent_together_the_second_is_refused(
    session: Session, clock: FixedClock
) -> None:
    structure = a_structure(session)
    link = send(session, structure, clock)
    session.commit()
    version = structure.version
    with Session(session.get_bind()) as other:
        theirs = other.get_one(UpdateLink, link.id)
        confirm_listing(other, theirs, expected_version=version, clock=clock)
        other.commit()

    with pytest.raises(LinkClosedError):
        confirm_listing(session, link, expected_version=version, clock=clock)


def test_a_link_expires_at_the_end_of_its_forty_fifth_day(
    session: Session, clock: FixedClock
) -> None:
    link = send(session, a_structure(session), clock)
    last_day = in_paris(after(clock, days=45).now())

    assert state_of_link(link, now=last_day.replace(hour=23, minute=59)) is LinkState.OPEN
    assert state_of_link(link, now=last_day + timedelta(days=1)) is LinkState.EXPIRED


def test_an_expired_link_is_not_answered(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)
    link = send(session, structure, clock)

    with pytest.raises(LinkClosedError) as refused:
        confirm_listing(
            session, link, expected_version=structure.version, clock=after(clock, days=46)
        )

    assert refused.value.state is LinkState.EXPIRED
    assert structure.verifications == []


def test_a_withdrawn_link_serves_no_more(session: Session, clock: FixedClock) -> None:
    link = send(session, a_structure(session), clock)

    withdraw_link(link, clock=clock)

    assert state_of_link(link, now=clock.now()) is LinkState.WITHDRAWN


def test_the_link_of_a_listing_that_left_the_directory_serves_no_more(
    session: Session, clock: FixedClock
) -> None:
    structure = a_structure(session)
    link = send(session, structure, clock)

    structure.state = PublicationState.ARCHIVED

    assert state_of_link(link, now=clock.now()) is LinkState.WITHDRAWN


def test_a_new_link_replaces_the_one_that_waits(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)
    first = send(session, structure, clock)

    second = send(session, structure, after(clock, days=1))

    assert state_of_link(first, now=clock.now()) is LinkState.WITHDRAWN
    assert state_of_link(second, now=clock.now()) is LinkState.OPEN


def test_what_changed_under_the_eyes_of_the_structure_is_not_confirmed(
    session: Session, clock: FixedClock
) -> None:
    structure = a_structure(session)
    link = send(session, structure, clock)

    with pytest.raises(ListingChangedError):
        confirm_listing(session, link, expected_version=structure.version - 1, clock=clock)

    assert link.answered_at is None


def test_changes_wait_for_an_animator(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)
    link = send(session, structure, clock)
    draft = replace(draft_of(structure), email="nouveau@exemple.fr")

    correction = answer_with_changes(
        session, link, Report(draft), expected_version=structure.version, clock=clock
    )

    assert structure.email == "equipe@exemple.fr"
    assert correction.origin is CorrectionOrigin.LINK
    assert correction.proposed == {"email": "nouveau@exemple.fr"}
    assert (link.answer, link.correction_id) == (LinkAnswer.CHANGED, correction.id)
    assert session.scalars(select(Revision).where(Revision.origin == Origin.LINK)).all() == []


def test_an_answer_without_any_change_is_refused(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)
    link = send(session, structure, clock)

    with pytest.raises(NothingProposedError):
        answer_with_changes(
            session,
            link,
            Report(draft_of(structure)),
            expected_version=structure.version,
            clock=clock,
        )

    assert link.answered_at is None


def test_the_first_opening_is_kept(session: Session, clock: FixedClock) -> None:
    link = send(session, a_structure(session), clock)

    mark_opened(link, clock=clock)
    mark_opened(link, clock=after(clock, days=1))

    assert link.opened_at == clock.now()


def test_links_to_follow_are_changes_that_wait_and_silences(
    session: Session, clock: FixedClock
) -> None:
    changed = send(session, a_structure(session, name="Changée"), clock)
    answer_with_changes(
        session,
        changed,
        Report(draft_of(changed.structure), words="Nous déménageons."),
        expected_version=changed.structure.version,
        clock=clock,
    )
    silent = send(session, a_structure(session, name="Silencieuse"), clock)
    elsewhere = send(session, a_structure(session, name="Ailleurs", filieres=("armor",)), clock)
    later = after(clock, days=50).now()

    followed = list_links_to_follow(session, ["nord-finistere"], now=later)
    everywhere = list_links_to_follow(session, None, now=later)

    assert [link.id for link in followed.answered] == [changed.id]
    assert [link.id for link in followed.expired] == [silent.id]
    assert {link.id for link in everywhere.expired} == {silent.id, elsewhere.id}
    assert list_links_to_follow(session, None, now=clock.now()).expired == []


def test_a_silence_is_forgotten_once_somebody_checked(session: Session, clock: FixedClock) -> None:
    structure = a_structure(session)
    send(session, structure, clock)
    structure.verifications.append(make_verification(after(clock, days=20).now().date()))
    session.commit()

    followed = list_links_to_follow(session, None, now=after(clock, days=50).now())

    assert followed.expired == []
