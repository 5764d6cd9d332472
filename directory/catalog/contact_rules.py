"""The rules of how a structure is reached, and when: numbers, addresses, hours, closed days."""

from collections.abc import Iterator, Sequence
from datetime import date

from directory.catalog.drafts import PhoneDraft, StructureDraft
from directory.catalog.problems import Problem, ProblemCode, doubt, error
from directory.values.contact import (
    InvalidEmailError,
    InvalidPhoneError,
    InvalidWebsiteError,
    is_short_phone,
    parse_email,
    parse_phone,
    parse_website,
)
from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours


def phone_problems(phones: Sequence[PhoneDraft], *, fictional_allowed: bool) -> Iterator[Problem]:
    """Say what is wrong or odd in the numbers and in their hours."""
    seen = set()
    for phone in phones:
        try:
            number = parse_phone(phone.number, fictional_allowed=fictional_allowed)
        except InvalidPhoneError as refusal:
            reason = refusal.problem.value
            yield error(ProblemCode.PHONE_INVALID, "phones", phone.number, reason=reason)
            continue
        if number in seen:
            yield doubt(ProblemCode.PHONE_TWICE, "phones", phone.number)
        seen.add(number)
        if is_short_phone(number):
            yield doubt(ProblemCode.PHONE_SHORT, "phones", phone.number)
        if phone.hours is not None:
            yield from _hours("phones", phone.hours)


def contact_problems(draft: StructureDraft, *, today: date | None) -> Iterator[Problem]:
    """Say what is wrong in the electronic addresses, the hours, the closed days and the alert.

    Days are held against today, unless nobody asks.
    """
    for name in ("email", "update_email"):
        yield from _email(name, getattr(draft, name))
    if draft.website is not None:
        try:
            parse_website(draft.website)
        except InvalidWebsiteError as refusal:
            reason = refusal.problem.value
            yield error(ProblemCode.WEBSITE_INVALID, "website", draft.website, reason=reason)
    if draft.opening_hours is not None:
        yield from _hours("opening_hours", draft.opening_hours)
    for closure in draft.closures:
        days = f"{closure.start.isoformat()} – {closure.end.isoformat()}"
        if closure.end < closure.start:
            yield error(ProblemCode.CLOSURE_BACKWARDS, "closures", days)
        elif today is not None and closure.end < today:
            yield doubt(ProblemCode.CLOSURE_PAST, "closures", days)
    last_day = draft.alert_until
    if draft.alert is not None and last_day is not None and today is not None and last_day < today:
        yield doubt(ProblemCode.ALERT_PAST, "alert_until", last_day)


def _email(name: str, text: str | None) -> Iterator[Problem]:
    if text is None:
        return
    try:
        parse_email(text)
    except InvalidEmailError:
        yield error(ProblemCode.EMAIL_INVALID, name, text)


def _hours(name: str, hours: str) -> Iterator[Problem]:
    try:
        OpeningHours.parse(hours)
    except InvalidOpeningHoursError as refusal:
        yield error(ProblemCode.OPENING_HOURS_INVALID, name, hours, reason=refusal.problem.value)
