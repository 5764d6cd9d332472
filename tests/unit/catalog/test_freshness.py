"""Freshness: confirmed within the review period, then to confirm; never checked: unconfirmed."""

from datetime import date

import pytest

from directory.catalog.freshness import freshness_of
from directory.catalog.vocabulary import FreshnessState

TODAY = date(2026, 11, 27)


def test_a_listing_that_nobody_checked_is_unconfirmed() -> None:
    assert freshness_of([], review_months=6, today=TODAY) == (FreshnessState.UNCONFIRMED, None)


@pytest.mark.parametrize(
    ("checked", "state"),
    [
        (date(2026, 11, 27), FreshnessState.CONFIRMED),
        (date(2026, 5, 27), FreshnessState.CONFIRMED),
        (date(2026, 5, 26), FreshnessState.TO_CONFIRM),
        (date(2024, 1, 1), FreshnessState.TO_CONFIRM),
    ],
)
def test_a_check_holds_for_the_review_period(checked: date, state: FreshnessState) -> None:
    assert freshness_of([checked], review_months=6, today=TODAY) == (state, checked)


def test_the_latest_check_counts() -> None:
    state, verified_on = freshness_of(
        [date(2020, 1, 1), date(2026, 11, 1)], review_months=6, today=TODAY
    )

    assert (state, verified_on) == (FreshnessState.CONFIRMED, date(2026, 11, 1))


def test_a_period_that_ends_on_a_day_that_does_not_exist_ends_on_the_next() -> None:
    state, _ = freshness_of([date(2026, 8, 31)], review_months=6, today=date(2027, 3, 1))

    assert state is FreshnessState.CONFIRMED
