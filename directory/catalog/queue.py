"""What to check first: how urgent a listing is, and why, from its age, its readers and its gaps."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import log2
from uuid import UUID

from directory.catalog.freshness import freshness_of
from directory.catalog.vocabulary import FactGroup, FreshnessState

_DAYS_IN_MONTH = 30.44
_OLDEST_MONTHS = 60  # beyond five years, older is not more urgent


class CriticalFact(StrEnum):
    """What a caller cannot do without."""

    PHONE = "phone"
    HOURS = "hours"
    AREA = "area"
    DECLARED_AREA = "declared_area"  # it has areas, none of which anybody declared
    ADDRESS = "address"


_WEIGHTS = {
    CriticalFact.PHONE: 1.0,
    CriticalFact.HOURS: 0.3,
    CriticalFact.AREA: 0.3,
    CriticalFact.DECLARED_AREA: 0.3,
    CriticalFact.ADDRESS: 0.2,
}


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """What the queue must know of a published listing.

    `checked` holds the latest check of each group; `known_since` is the day of its source, else of
    its creation; `views` counts the readings of the last thirty days.
    """

    id: UUID
    name: str
    type_code: str
    commune: str | None
    filieres: tuple[str, ...]
    review_months: int
    known_since: date
    checked: Mapping[FactGroup, date]
    views: int
    missing: frozenset[CriticalFact]
    known: frozenset[FactGroup] = frozenset(FactGroup)  # the groups that hold any fact


@dataclass(frozen=True, slots=True)
class QueuedListing:
    """A listing to check: `due` are the groups of facts that nobody confirmed in time."""

    facts: ListingFacts
    due: tuple[FactGroup, ...]
    months: int  # since its facts were last confirmed, on average over the groups
    urgency: float

    @property
    def last_checked(self) -> date | None:
        """The day of the latest check of any group."""
        return max(self.facts.checked.values(), default=None)


def urgency(*, months: float, views: int, missing: Collection[CriticalFact]) -> float:
    """Multiply the age, the readers and the gaps; none of them alone can hide the others.

    Readers count by their logarithm: one popular listing must not bury all the others. A listing
    that nobody reads and that lacks nothing still comes up by its age.
    """
    age = min(max(months, 0.0), _OLDEST_MONTHS)
    return age * (1 + log2(1 + max(views, 0))) * (1 + sum(_WEIGHTS[fact] for fact in missing))


def order_queue(listings: Collection[ListingFacts], *, today: date) -> list[QueuedListing]:
    """Keep the listings that have something to confirm, the most urgent first.

    What a listing does not say cannot be confirmed: it makes the listing more urgent, no more.
    """
    queued = [entry for facts in listings if (entry := _queued(facts, today)) is not None]
    return sorted(queued, key=lambda entry: (-entry.urgency, entry.facts.name, entry.facts.id))


def due_groups(
    checked: Mapping[FactGroup, date], *, review_months: int, today: date
) -> tuple[FactGroup, ...]:
    """List the groups whose latest check is missing or older than the review period."""
    return tuple(
        group
        for group in FactGroup
        if freshness_of(
            [checked[group]] if group in checked else [], review_months=review_months, today=today
        )[0]
        is not FreshnessState.CONFIRMED
    )


def _queued(facts: ListingFacts, today: date) -> QueuedListing | None:
    late = due_groups(facts.checked, review_months=facts.review_months, today=today)
    due = tuple(group for group in late if group in facts.known)
    if not due:
        return None
    ages = [
        max((today - facts.checked.get(group, facts.known_since)).days, 0) for group in FactGroup
    ]
    months = sum(ages) / len(ages) / _DAYS_IN_MONTH
    return QueuedListing(
        facts,
        due,
        round(months),
        urgency(months=months, views=facts.views, missing=facts.missing),
    )
