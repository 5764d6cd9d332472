"""The identity sheet of a filière as it is proposed, and the rules that it keeps."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from directory.catalog.problems import Problem, ProblemCode, Severity
from directory.territory.models import Filiere
from directory.values.contact import (
    InvalidEmailError,
    InvalidPhoneError,
    InvalidWebsiteError,
    parse_email,
    parse_phone,
    parse_website,
)
from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours

LONGEST_LINE = 300
LONGEST_TEXT = 5_000
MOST_LINKS = 20

_LINES = ("carrier", "governance", "coordinator_function")
_PHONES = ("coordinator_phone", "professional_line")
# « Dr Martin » names a person; « médecin coordonnateur » names a function.
_CIVILITY = re.compile(
    r"\b(?:M\.|Mme|Mlle|Mr|Monsieur|Madame|Dr|Docteur|Docteure|Pr|Professeur|Professeure)\.?\s+"
    r"[A-ZÀ-ÖØ-Þ]"
)


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A page or document that lies elsewhere."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class FiliereDraft:
    """The proposed identity sheet, as it was typed; None means unknown."""

    carrier: str | None = None
    governance: str | None = None
    coordinator_function: str | None = None
    coordinator_phone: str | None = None
    coordinator_email: str | None = None
    professional_line: str | None = None
    professional_line_hours: str | None = None  # OpenStreetMap syntax
    recognised_on: str | None = None  # « 2025-10 » or « 2025-10-03 »
    recognition_source: str | None = None
    presentation: str | None = None  # Markdown
    links: tuple[LinkDraft, ...] = ()
    source_date: date | None = None


def sheet_of(filiere: Filiere) -> FiliereDraft:
    """Give the stored sheet of a filière as a draft."""
    return FiliereDraft(
        carrier=filiere.carrier,
        governance=filiere.governance,
        coordinator_function=filiere.coordinator_function,
        coordinator_phone=filiere.coordinator_phone,
        coordinator_email=filiere.coordinator_email,
        professional_line=filiere.professional_line,
        professional_line_hours=filiere.professional_line_hours,
        recognised_on=filiere.recognised_on,
        recognition_source=filiere.recognition_source,
        presentation=filiere.presentation,
        links=tuple(LinkDraft(link["title"], link["url"]) for link in filiere.documents),
        source_date=filiere.source_date,
    )


def sheet_of_snapshot(snapshot: Mapping[str, Any]) -> FiliereDraft:
    """Give what the sheet said in a snapshot of the history (Any: its columns as JSON)."""
    dated = snapshot["source_date"]
    return FiliereDraft(
        **{
            field.name: snapshot[field.name]
            for field in fields(FiliereDraft)
            if field.name not in ("links", "source_date")
        },
        links=tuple(LinkDraft(link["title"], link["url"]) for link in snapshot["documents"]),
        source_date=None if dated is None else date.fromisoformat(dated),
    )


def sheet_problems(draft: FiliereDraft, *, fictional_phones_allowed: bool = False) -> list[Problem]:
    """List all that is wrong in a sheet, in the order of the fields of its form."""
    return [
        *_lengths(draft),
        *_coordinator(draft),
        *_phones(draft, fictional_allowed=fictional_phones_allowed),
        *_hours(draft),
        *_recognition(draft),
        *_links(draft),
    ]


def _error(code: ProblemCode, name: str, value: str, **data: str) -> Problem:
    return Problem(Severity.ERROR, code, name, value, data)


def _lengths(draft: FiliereDraft) -> Iterator[Problem]:
    limits = {**dict.fromkeys(_LINES, LONGEST_LINE), "presentation": LONGEST_TEXT}
    for name, longest in limits.items():
        text = getattr(draft, name)
        if text is not None and len(text) > longest:
            yield _error(ProblemCode.TOO_LONG, name, text, longest=str(longest))


def _coordinator(draft: FiliereDraft) -> Iterator[Problem]:
    for name in _LINES:
        text = getattr(draft, name)
        if text is not None and _CIVILITY.search(text):
            yield _error(ProblemCode.PERSON_NAMED, name, text)
    if draft.coordinator_email is not None:
        try:
            parse_email(draft.coordinator_email)
        except InvalidEmailError:
            yield _error(ProblemCode.EMAIL_INVALID, "coordinator_email", draft.coordinator_email)


def _phones(draft: FiliereDraft, *, fictional_allowed: bool) -> Iterator[Problem]:
    for name in _PHONES:
        number = getattr(draft, name)
        if number is None:
            continue
        try:
            parse_phone(number, fictional_allowed=fictional_allowed)
        except InvalidPhoneError as error:
            yield _error(ProblemCode.PHONE_INVALID, name, number, reason=error.problem.value)


def _hours(draft: FiliereDraft) -> Iterator[Problem]:
    hours = draft.professional_line_hours
    if hours is None:
        return
    try:
        OpeningHours.parse(hours)
    except InvalidOpeningHoursError as error:
        yield _error(
            ProblemCode.OPENING_HOURS_INVALID, "professional_line_hours", hours,
            reason=error.problem.value,
        )  # fmt: skip
    if draft.professional_line is None:
        yield _error(ProblemCode.HOURS_WITHOUT_PHONE, "professional_line_hours", hours)


def _recognition(draft: FiliereDraft) -> Iterator[Problem]:
    if draft.recognised_on is not None and not _is_day_or_month(draft.recognised_on):
        yield _error(ProblemCode.RECOGNITION_DATE_SHAPE, "recognised_on", draft.recognised_on)
    if draft.recognition_source is not None:
        yield from _website("recognition_source", draft.recognition_source)


def _links(draft: FiliereDraft) -> Iterator[Problem]:
    if len(draft.links) > MOST_LINKS:
        yield _error(ProblemCode.TOO_LONG, "links", "", longest=str(MOST_LINKS))
    for link in draft.links:
        if not link.title.strip():
            yield _error(ProblemCode.LINK_WITHOUT_TITLE, "links", link.url)
        elif len(link.title) > LONGEST_LINE:
            yield _error(ProblemCode.TOO_LONG, "links", link.title, longest=str(LONGEST_LINE))
        yield from _website("links", link.url)


def _website(name: str, address: str) -> Iterator[Problem]:
    try:
        parse_website(address)
    except InvalidWebsiteError as error:
        yield _error(ProblemCode.WEBSITE_INVALID, name, address, reason=error.problem.value)


def _is_day_or_month(text: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text if text.count("-") == 2 else f"{text}-01")
    except ValueError:
        return False
    return True
