"""Phone numbers inside a sentence, so that a page can make them dial."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from phonenumbers import Leniency, PhoneNumberMatcher

from directory.values.contact import InvalidPhoneError, PhoneNumber, parse_phone

_REGION = "FR"
_VERBS = "appel(?:ez|er)|compos(?:ez|er)|faites|faire|contactez|contacter|joignez|joindre"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
# « le 15 » is a day more often than a number: few digits need a verb, and no month after them.
_SHORT = re.compile(
    rf"\b(?:(?:{_VERBS})\s+(?:le\s+|au\s+)?(?P<called>\d{{3}}\s?\d{{3}}|\d{{2,4}})"
    r"|(?:le|au)\s+(?P<named>\d{3}\s?\d{3}|\d{4}))"
    rf"(?![\d.,]*\d)(?!\s*(?:{_MONTHS}|h\b|[/%€°]|euros?\b))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PhoneInText:
    """A number and where it stands: `text[start:end]` is how it is written."""

    start: int
    end: int
    number: PhoneNumber


def find_phones(text: str) -> list[PhoneInText]:
    """Find the numbers of a sentence in their order, those of emergency services included."""
    found = sorted([*_long_numbers(text), *_short_numbers(text)], key=lambda phone: phone.start)
    apart: list[PhoneInText] = []
    for phone in found:
        if not apart or phone.start >= apart[-1].end:
            apart.append(phone)
    return apart


def _long_numbers(text: str) -> Iterator[PhoneInText]:
    for match in PhoneNumberMatcher(text, _REGION, leniency=Leniency.POSSIBLE):
        yield from _checked(text, match.start, match.end)


def _short_numbers(text: str) -> Iterator[PhoneInText]:
    for match in _SHORT.finditer(text):
        start, end = match.span("called" if match["called"] else "named")
        yield from _checked(text, start, end)


def _checked(text: str, start: int, end: int) -> Iterator[PhoneInText]:
    try:
        yield PhoneInText(start, end, parse_phone(text[start:end]))
    except InvalidPhoneError:
        return
