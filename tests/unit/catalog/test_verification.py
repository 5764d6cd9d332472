"""Checks of facts: dated, by a means, once a day for a group."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from directory.catalog.verification import CheckRefusedError, verify_facts
from directory.catalog.vocabulary import FactGroup, VerificationMeans
from directory.values.clock import FixedClock
from tests.factories.structures import ANIMATOR, make_structure, make_verification

TODAY = date(2026, 11, 27)


def test_a_check_is_kept_for_each_group_with_its_day_means_and_editor(
    session: Session, clock: FixedClock
) -> None:
    structure = make_structure(session)

    verify_facts(
        session, structure, [FactGroup.HOURS, FactGroup.PHONES],
        means=VerificationMeans.VISIT, author=ANIMATOR, clock=clock,
    )  # fmt: skip

    assert [
        (check.facts, check.verified_on, check.means, check.editor_id)
        for check in structure.verifications
    ] == [
        (FactGroup.PHONES, TODAY, VerificationMeans.VISIT, ANIMATOR.editor_id),
        (FactGroup.HOURS, TODAY, VerificationMeans.VISIT, ANIMATOR.editor_id),
    ]


def test_a_check_is_one_revision_and_one_version(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session)

    revision = verify_facts(
        session, structure, [*FactGroup],
        means=VerificationMeans.PHONE, author=ANIMATOR, clock=clock,
    )  # fmt: skip

    assert revision.before is not None
    assert revision.after is not None
    assert revision.before["verifications"] == []
    assert len(revision.after["verifications"]) == len(FactGroup)
    assert structure.version == 2


def test_a_second_check_on_the_same_day_replaces_the_first(
    session: Session, clock: FixedClock
) -> None:
    earlier = make_verification(TODAY - timedelta(days=400))
    structure = make_structure(session, verifications=[earlier])
    for means in (VerificationMeans.MAIL, VerificationMeans.PHONE):
        verify_facts(
            session, structure, [FactGroup.PHONES], means=means, author=ANIMATOR, clock=clock
        )

    assert [(check.verified_on, check.means) for check in structure.verifications] == [
        (TODAY - timedelta(days=400), VerificationMeans.PHONE),
        (TODAY, VerificationMeans.PHONE),
    ]


def test_a_check_may_have_been_made_some_days_ago(session: Session, clock: FixedClock) -> None:
    structure = make_structure(session)

    verify_facts(
        session, structure, [FactGroup.AREA],
        means=VerificationMeans.PHONE, author=ANIMATOR, clock=clock, on=date(2026, 11, 20),
    )  # fmt: skip

    assert structure.verifications[0].verified_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("groups", "day"), [((), TODAY), ((FactGroup.AREA,), TODAY + timedelta(days=1))]
)
def test_a_check_of_nothing_or_of_tomorrow_is_refused(
    session: Session, clock: FixedClock, groups: tuple[FactGroup, ...], day: date
) -> None:
    structure = make_structure(session)

    with pytest.raises(CheckRefusedError):
        verify_facts(
            session, structure, groups,
            means=VerificationMeans.PHONE, author=ANIMATOR, clock=clock, on=day,
        )  # fmt: skip
