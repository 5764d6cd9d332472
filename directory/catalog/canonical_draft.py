"""The one spelling of each value of a draft, so that a retyped fact is not taken for a change."""

from dataclasses import fields, replace

from directory.catalog.drafts import PhoneDraft, StructureDraft
from directory.catalog.vocabulary import Audience, Setting
from directory.values.contact import (
    InvalidEmailError,
    InvalidPhoneError,
    InvalidWebsiteError,
    parse_email,
    parse_phone,
    parse_website,
)
from directory.values.opening_hours import InvalidOpeningHoursError, OpeningHours

_SIX_DECIMALS = 6  # about ten centimetres
_AUDIENCES, _SETTINGS = [*Audience], [*Setting]


def canonical_draft(draft: StructureDraft) -> StructureDraft:
    """Give the same draft, each value as it would be stored; what cannot be read stays as typed."""
    texts = {
        field.name: _text(value)
        for field in fields(draft)
        if isinstance(value := getattr(draft, field.name), str)
    }
    draft = replace(draft, **texts)  # type: ignore[arg-type] # texts for texts, by their names
    return replace(
        draft,
        name=draft.name or "",
        type_code=draft.type_code or "",
        latitude=_degrees(draft.latitude),
        longitude=_degrees(draft.longitude),
        phones=tuple(_phone(phone) for phone in draft.phones),
        email=_email(draft.email),
        update_email=_email(draft.update_email),
        website=_website(draft.website),
        opening_hours=_hours(draft.opening_hours),
        closures=tuple(
            replace(closure, reason=_text(closure.reason)) for closure in draft.closures
        ),
        audiences=_in_order(draft.audiences, _AUDIENCES),
        settings=_in_order(draft.settings, _SETTINGS),
        coverage=tuple(dict.fromkeys(draft.coverage)),
        filieres=tuple(sorted(set(draft.filieres))),
        sources=tuple(
            replace(source, title=source.title.strip(), url=_text(source.url))
            for source in draft.sources
        ),
    )


def _text(value: str | None) -> str | None:
    return None if value is None else value.replace("\r\n", "\n").strip() or None


def _degrees(value: float | None) -> float | None:
    return None if value is None else round(value, _SIX_DECIMALS)


def _phone(phone: PhoneDraft) -> PhoneDraft:
    try:
        number: str = parse_phone(phone.number)
    except InvalidPhoneError:
        number = phone.number.strip()
    return replace(phone, number=number, label=_text(phone.label), hours=_hours(phone.hours))


def _email(value: str | None) -> str | None:
    try:
        return None if value is None else parse_email(value)
    except InvalidEmailError:
        return value


def _website(value: str | None) -> str | None:
    try:
        return None if value is None else parse_website(value)
    except InvalidWebsiteError:
        return value


def _hours(value: str | None) -> str | None:
    value = _text(value)
    try:
        return None if value is None else OpeningHours.parse(value).text
    except InvalidOpeningHoursError:
        return value


def _in_order(codes: tuple[str, ...] | None, order: list[str]) -> tuple[str, ...] | None:
    """Put the known codes in the order of the vocabulary, then the unknown ones."""
    if codes is None:
        return None
    known = [code.value for code in order if code in codes]  # type: ignore[attr-defined] # StrEnum
    return (*known, *sorted(set(codes) - set(known)))
