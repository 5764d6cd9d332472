"""The queue: age × readers × gaps, and a listing leaves it once all its facts are confirmed."""

from datetime import date
from uuid import UUID

from directory.catalog.queue import CriticalFact, ListingFacts, order_queue, urgency
from directory.catalog.vocabulary import FactGroup

TODAY = date(2026, 11, 27)
ALL_TODAY = dict.fromkeys(FactGroup, TODAY)


def facts(number: int = 1, **changes: object) -> ListingFacts:
    values: dict[str, object] = {
        "id": UUID(int=number),
        "name": f"Structure {number}",
        "type_code": "EMSP",
        "commune": "Morlaix",
        "filieres": ("nord-finistere",),
        "review_months": 6,
        "known_since": date(2025, 11, 27),
        "checked": {},
        "views": 0,
        "missing": frozenset(),
        **changes,
    }
    return ListingFacts(**values)  # type: ignore[arg-type]  # built by keyword for brevity


def names(*listings: ListingFacts) -> list[str]:
    return [entry.facts.name for entry in order_queue(listings, today=TODAY)]


def test_an_older_listing_is_more_urgent() -> None:
    assert urgency(months=14, views=3, missing=()) > urgency(months=7, views=3, missing=())


def test_a_listing_that_is_read_more_is_more_urgent() -> None:
    assert urgency(months=7, views=120, missing=()) > urgency(months=7, views=3, missing=())


def test_a_missing_phone_doubles_the_urgency() -> None:
    with_phone = urgency(months=7, views=3, missing=())

    assert urgency(months=7, views=3, missing={CriticalFact.PHONE}) == 2 * with_phone


def test_a_popular_listing_does_not_bury_an_old_one_without_a_phone() -> None:
    popular = urgency(months=8, views=1000, missing=())

    assert urgency(months=48, views=10, missing={CriticalFact.PHONE}) > popular


def test_a_listing_that_nobody_reads_still_comes_up() -> None:
    assert urgency(months=7, views=0, missing=()) > 0


def test_a_date_in_the_future_is_not_urgent() -> None:
    assert urgency(months=-3, views=10, missing=()) == 0


def test_the_most_urgent_listing_comes_first() -> None:
    quiet, read = facts(1), facts(2, views=50)

    assert names(quiet, read) == ["Structure 2", "Structure 1"]


def test_equal_listings_are_ordered_by_name() -> None:
    assert names(facts(2), facts(1)) == ["Structure 1", "Structure 2"]


def test_a_listing_whose_facts_are_all_confirmed_leaves_the_queue() -> None:
    assert names(facts(checked=ALL_TODAY)) == []


def test_a_listing_with_one_group_left_stays_for_that_group() -> None:
    checked = {group: TODAY for group in FactGroup if group is not FactGroup.HOURS}

    (entry,) = order_queue([facts(checked=checked)], today=TODAY)

    assert entry.due == (FactGroup.HOURS,)


def test_confirming_a_part_makes_a_listing_less_urgent() -> None:
    whole, half = facts(1), facts(2, checked={FactGroup.PHONES: TODAY, FactGroup.IDENTITY: TODAY})

    assert names(half, whole) == ["Structure 1", "Structure 2"]


def test_the_age_of_a_listing_never_checked_is_that_of_its_source() -> None:
    (entry,) = order_queue([facts()], today=TODAY)

    assert entry.months == 12
    assert entry.last_checked is None
