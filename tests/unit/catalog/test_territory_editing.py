"""Attaching and detaching communes: what it does, what it refuses, what it leaves behind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.filiere_editing import FiliereEditedMeanwhileError, edit_filiere
from directory.catalog.filiere_sheet import sheet_of
from directory.catalog.models.revision import Revision
from directory.catalog.restoring import undo_batch
from directory.catalog.territory_change import Extent, TerritoryChange
from directory.catalog.territory_editing import (
    TerritoryProblem,
    TerritoryRefusedError,
    change_territory,
    preview_territory,
)
from directory.territory.models import Confidence, Filiere, FiliereAttachment
from directory.territory.queries import list_doubts_touching
from directory.values.clock import FixedClock

ANIMATOR = Author(UUID(int=1), "animator", ("nord-finistere",))
TODAY = date(2026, 11, 27)
BREST, MORLAIX = "29019", "29151"
SAINT_BRIEUC, ROSTRENEN = "22278", "22266"
BREST_METROPOLE = "242900314"

Change = Callable[..., Revision | None]


@pytest.fixture
def nord(session: Session) -> Filiere:
    return session.get_one(Filiere, "nord-finistere")


@pytest.fixture
def change(session: Session, clock: FixedClock) -> Change:
    def change(
        *,
        attach: set[str] | None = None,
        detach: set[str] | None = None,
        attach_epci: set[str] | None = None,
        detach_epci: set[str] | None = None,
        of: str = "nord-finistere",
        on: date = TODAY,
        reason: str = "Convention avec l’ARS",
        expected_version: int | None = None,
        batch_id: UUID | None = None,
    ) -> Revision | None:
        asked = TerritoryChange(
            attach=frozenset(attach or ()),
            detach=frozenset(detach or ()),
            attach_epci=frozenset(attach_epci or ()),
            detach_epci=frozenset(detach_epci or ()),
        )
        return change_territory(
            session, session.get_one(Filiere, of), asked, on=on, reason=reason,
            expected_version=expected_version, author=ANIMATOR, clock=clock, batch_id=batch_id,
        )  # fmt: skip

    return change


def attachment(session: Session, insee: str, slug: str) -> FiliereAttachment | None:
    return session.get(FiliereAttachment, (insee, slug))


def test_an_attached_commune_is_sure_and_says_why(session: Session, change: Change) -> None:
    change(attach={SAINT_BRIEUC}, on=date(2026, 11, 1))

    stored = attachment(session, SAINT_BRIEUC, "nord-finistere")
    assert stored is not None
    assert stored.confidence is Confidence.HIGH
    assert stored.since == date(2026, 11, 1)
    assert stored.reason == "Convention avec l’ARS"
    assert "animation de la filière au 01/11/2026 : Convention avec l’ARS" in stored.basis
    assert stored.via == "commune"


def test_a_commune_may_lie_in_two_filieres(session: Session, change: Change) -> None:
    change(attach={SAINT_BRIEUC})

    assert attachment(session, SAINT_BRIEUC, "armor") is not None
    assert attachment(session, SAINT_BRIEUC, "nord-finistere") is not None


def test_a_commune_of_two_filieres_can_leave_one(session: Session, change: Change) -> None:
    change(attach={SAINT_BRIEUC})

    change(detach={SAINT_BRIEUC}, of="armor")

    assert attachment(session, SAINT_BRIEUC, "armor") is None
    assert attachment(session, SAINT_BRIEUC, "nord-finistere") is not None


def test_a_commune_keeps_at_least_one_filiere(session: Session, change: Change) -> None:
    with pytest.raises(TerritoryRefusedError) as raised:
        change(detach={MORLAIX, BREST})

    assert raised.value.problem is TerritoryProblem.ORPHANS
    assert [commune.name for commune in raised.value.communes] == ["Brest", "Morlaix"]
    assert attachment(session, MORLAIX, "nord-finistere") is not None


def test_a_whole_epci_comes_at_once(session: Session, change: Change) -> None:
    change(attach_epci={BREST_METROPOLE}, of="armor")

    attached = session.scalars(
        select(FiliereAttachment).where(
            FiliereAttachment.filiere_slug == "armor", FiliereAttachment.via == BREST_METROPOLE
        )
    ).all()
    assert len(attached) == 8


def test_a_whole_epci_leaves_at_once(session: Session, change: Change) -> None:
    change(attach_epci={BREST_METROPOLE}, of="armor")

    change(detach_epci={BREST_METROPOLE}, of="nord-finistere")

    assert attachment(session, BREST, "nord-finistere") is None
    assert attachment(session, BREST, "armor") is not None


def test_a_whole_epci_does_not_confirm_what_is_held(session: Session, change: Change) -> None:
    assert change(attach_epci={BREST_METROPOLE}) is None

    stored = attachment(session, BREST, "nord-finistere")
    assert stored is not None
    assert stored.since is None


def test_one_revision_holds_the_attachments(session: Session, change: Change) -> None:
    revision = change(attach={SAINT_BRIEUC, ROSTRENEN})
    session.commit()

    assert revision is not None
    assert revision.before is not None
    assert revision.after is not None
    before = {each["insee"] for each in revision.before["attachments"]}
    after = {each["insee"] for each in revision.after["attachments"]}
    assert after - before == {SAINT_BRIEUC, ROSTRENEN}
    assert revision.reason == "Convention avec l’ARS (au 27/11/2026)"
    assert revision.editor_role == "animator"


def test_the_version_of_the_filiere_rises(change: Change, nord: Filiere) -> None:
    before = nord.version

    change(attach={SAINT_BRIEUC})

    assert nord.version == before + 1


def test_an_older_version_is_refused(change: Change, nord: Filiere) -> None:
    seen = nord.version
    change(attach={SAINT_BRIEUC}, expected_version=seen)

    with pytest.raises(FiliereEditedMeanwhileError):
        change(attach={ROSTRENEN}, expected_version=seen)


def test_a_sheet_changed_meanwhile_does_not_stop_a_change_of_territory(
    session: Session, change: Change, nord: Filiere, clock: FixedClock
) -> None:
    seen = nord.version
    sheet = replace(sheet_of(nord), carrier="Centre hospitalier de l’Exemple")
    edit_filiere(session, nord, sheet, expected_version=seen, author=ANIMATOR, clock=clock)

    assert change(attach={SAINT_BRIEUC}, expected_version=seen) is not None


def test_a_commune_attached_meanwhile_does_not_stop_the_sheet(
    session: Session, change: Change, nord: Filiere, clock: FixedClock
) -> None:
    seen = nord.version
    change(attach={SAINT_BRIEUC})

    sheet = replace(sheet_of(nord), carrier="Centre hospitalier de l’Exemple")
    revision = edit_filiere(
        session, nord, sheet, expected_version=seen, author=ANIMATOR, clock=clock
    )

    assert revision is not None


def test_a_commune_moved_in_one_step_can_be_moved_back(
    session: Session, change: Change, clock: FixedClock
) -> None:
    batch = UUID(int=7)
    change(attach={SAINT_BRIEUC}, batch_id=batch)
    change(detach={SAINT_BRIEUC}, of="armor", batch_id=batch)
    session.commit()

    undo_batch(session, batch, author=ANIMATOR, clock=clock)

    assert attachment(session, SAINT_BRIEUC, "nord-finistere") is None
    assert attachment(session, SAINT_BRIEUC, "armor") is not None


def test_two_people_cannot_leave_a_commune_without_filiere(
    app: Flask, session: Session, change: Change, clock: FixedClock
) -> None:
    change(attach={SAINT_BRIEUC})
    session.commit()
    detach = TerritoryChange(detach=frozenset({SAINT_BRIEUC}))
    with app.extensions["directory"].sessions() as other:
        armor = other.get_one(Filiere, "armor")
        preview_territory(other, armor, detach)
        change(detach={SAINT_BRIEUC})
        session.commit()

        with pytest.raises(TerritoryRefusedError) as raised:
            change_territory(
                other, armor, detach, on=TODAY, reason="Accord", expected_version=None,
                author=ANIMATOR, clock=clock,
            )  # fmt: skip

    assert raised.value.problem is TerritoryProblem.ORPHANS


def test_nothing_to_do_leaves_no_revision(change: Change) -> None:
    assert change(detach={SAINT_BRIEUC}) is None


def test_confirming_settles_a_doubt(session: Session, change: Change) -> None:
    doubts = list_doubts_touching(session, "coeur-de-breizh")
    doubtful = doubts[0][1].insee

    change(attach={doubtful}, of=doubts[0][1].attachments[0].filiere_slug)
    session.expire_all()

    left = list_doubts_touching(session, "coeur-de-breizh")
    assert doubtful not in {commune.insee for _, commune in left}


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"attach": {"99999"}}, TerritoryProblem.UNKNOWN),
        ({"detach_epci": {"000000000"}}, TerritoryProblem.UNKNOWN),
        ({"attach": {BREST}, "detach": {BREST}}, TerritoryProblem.CONTRADICTED),
        ({"attach": {ROSTRENEN}, "reason": "  "}, TerritoryProblem.REASON_MISSING),
        ({"attach": {ROSTRENEN}, "reason": "a" * 301}, TerritoryProblem.REASON_TOO_LONG),
        ({"attach": {ROSTRENEN}, "on": date(2026, 11, 28)}, TerritoryProblem.DATE_TO_COME),
    ],
)
def test_what_breaks_a_rule_is_refused(
    change: Change, wrong: dict[str, object], problem: TerritoryProblem
) -> None:
    with pytest.raises(TerritoryRefusedError) as raised:
        change(**wrong)

    assert raised.value.problem is problem


def test_the_effect_counts_communes_and_inhabitants(session: Session, nord: Filiere) -> None:
    effect = preview_territory(
        session, nord, TerritoryChange(attach=frozenset({SAINT_BRIEUC, BREST}))
    )

    assert effect.after == Extent(
        effect.before.communes + 1, effect.before.population + effect.attached[0].population
    )
    assert [commune.insee for commune in effect.attached] == [SAINT_BRIEUC]
    assert [commune.insee for commune in effect.confirmed] == [BREST]
    assert [commune.insee for commune in effect.shared] == [SAINT_BRIEUC]
    assert SAINT_BRIEUC in effect.insees
