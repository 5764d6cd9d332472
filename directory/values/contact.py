"""How to reach a structure and which numbers identify it: read, checked, shown."""

import re
from enum import StrEnum
from typing import NewType
from urllib.parse import urlsplit

import phonenumbers
from phonenumbers import shortnumberinfo

PhoneNumber = NewType("PhoneNumber", str)
"""E.164 (« +33298223333 »), or the digits of a French short number (« 15 », « 116117 »)."""

_REGION = "FR"
_FRENCH_PREFIX = "+33"
_LONGEST_PHONE_TEXT = 40
_LONGEST_WEBSITE = 500
_LONGEST_EMAIL, _LONGEST_MAILBOX = 254, 64

_PHONE_TEXT = re.compile(r"\+?[\d\s.\-()/]+", re.ASCII)
_RARE_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u200e\u202a\u202c", " "))
_OPTIONAL_ZERO = re.compile(r"\(\s*0\s*\)")
_NOT_DIGITS = re.compile(r"\D", re.ASCII)
# Numbers kept for works of fiction. Source: ARCEP, plan national de numérotation (2018-0881).
_FICTIONAL = re.compile(r"\+33(?:19900|26191|35301|46571|53649|63998)\d{4}")

_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]",
    re.IGNORECASE | re.ASCII,
)
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.ASCII
)
_WEBSITE_CHARACTERS = re.compile(r"[^\s\x00-\x1f\x7f\\<>\"`{}|^]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE | re.ASCII)

_FINESS = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-8]|2[AB])[0-9A-Z]{7}", re.ASCII)
_SIREN = re.compile(r"\d{9}", re.ASCII)
_RNA = re.compile(r"W\d{9}", re.ASCII)
_POSTAL_CODE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-8])\d{3}", re.ASCII)


class PhoneProblem(StrEnum):
    """Why a text is not a phone number."""

    NOT_A_NUMBER = "not_a_number"
    WRONG_LENGTH = "wrong_length"
    NOT_ASSIGNED = "not_assigned"
    FICTIONAL = "fictional"


class InvalidPhoneError(ValueError):
    """A text that is not a phone number that can be dialled; `problem` says why."""

    def __init__(self, problem: PhoneProblem) -> None:
        super().__init__(f"Not a phone number: {problem.replace('_', ' ')}.")
        self.problem = problem


class InvalidEmailError(ValueError):
    """A text that is not an e-mail address."""


class WebsiteProblem(StrEnum):
    """Why a text is not a website that the pages may link to."""

    NOT_AN_ADDRESS = "not_an_address"
    NOT_HTTP = "not_http"
    CREDENTIALS = "credentials"
    TOO_LONG = "too_long"


class InvalidWebsiteError(ValueError):
    """A text that is not an http or https address; `problem` says why."""

    def __init__(self, problem: WebsiteProblem) -> None:
        super().__init__(f"Not a website: {problem.replace('_', ' ')}.")
        self.problem = problem


def parse_phone(text: str, *, fictional_allowed: bool = True) -> PhoneNumber:
    """Read one phone number as people write it in France, short numbers included.

    A foreign number starts with + or 00. Raises InvalidPhoneError.
    """
    cleaned = _OPTIONAL_ZERO.sub("", text.translate(_RARE_SPACES)).strip()
    if len(text) > _LONGEST_PHONE_TEXT or not _PHONE_TEXT.fullmatch(cleaned):
        raise InvalidPhoneError(PhoneProblem.NOT_A_NUMBER)
    digits = _NOT_DIGITS.sub("", cleaned)
    if not cleaned.startswith("+") and not digits.startswith("0"):
        return _parse_short_number(digits)
    is_international = cleaned.startswith("+") or digits.startswith("00")
    number = PhoneNumber(
        _parse_international(digits) if is_international else _parse_french(digits)
    )
    if not fictional_allowed and is_fictional_phone(number):
        raise InvalidPhoneError(PhoneProblem.FICTIONAL)
    return number


def _parse_short_number(digits: str) -> PhoneNumber:
    if not 2 <= len(digits) <= 6:
        raise InvalidPhoneError(PhoneProblem.WRONG_LENGTH)
    short = phonenumbers.PhoneNumber(country_code=33, national_number=int(digits))
    if not shortnumberinfo.is_valid_short_number_for_region(short, _REGION):
        raise InvalidPhoneError(PhoneProblem.NOT_ASSIGNED)
    return PhoneNumber(digits)


def _parse_french(digits: str) -> str:
    if len(digits) != 10:
        raise InvalidPhoneError(PhoneProblem.WRONG_LENGTH)
    if digits.startswith("00"):
        raise InvalidPhoneError(PhoneProblem.NOT_ASSIGNED)
    return _FRENCH_PREFIX + digits[1:]


def _parse_international(digits: str) -> str:
    digits = digits.removeprefix("00")
    if digits.startswith("33"):
        national = digits[2:].removeprefix("0")
        return _parse_french("0" + national)
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException as error:
        raise InvalidPhoneError(PhoneProblem.NOT_ASSIGNED) from error
    if not phonenumbers.is_valid_number(number):
        raise InvalidPhoneError(PhoneProblem.NOT_ASSIGNED)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_fictional_phone(number: str) -> bool:
    """Tell whether a number, as parse_phone gives it, is one of those kept for fiction."""
    return _FICTIONAL.fullmatch(number) is not None


def is_short_phone(number: str) -> bool:
    """Tell whether a number, as parse_phone gives it, is a short one (« 15 », « 3114 »)."""
    return not number.startswith("+")


def display_phone(number: str) -> str:
    """Write a number as France reads it: « 02 98 22 33 33 », « 0 800 123 456 », « 116 117 ».

    The spaces are plain ones, so that a copied number can be pasted anywhere: the stylesheet
    keeps it on one line.
    """
    if is_short_phone(number):
        return f"{number[:3]} {number[3:]}" if len(number) == 6 else number
    if not number.startswith(_FRENCH_PREFIX):
        return phonenumbers.format_number(
            phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
    national = "0" + number.removeprefix(_FRENCH_PREFIX)
    if national.startswith("08"):
        return f"{national[0]} {national[1:4]} {national[4:7]} {national[7:]}"
    return " ".join(national[start : start + 2] for start in range(0, len(national), 2))


def phone_uri(number: str) -> str:
    """Give the `tel:` address that dials a number."""
    return f"tel:{number}"


def parse_email(text: str) -> str:
    """Read an e-mail address by its shape; the domain comes back in lower case.

    Raises InvalidEmailError. Nobody asks the domain whether the mailbox exists.
    """
    address = text.strip()
    if len(address) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        raise InvalidEmailError("Not an e-mail address.")
    mailbox, _, domain = address.rpartition("@")
    if len(mailbox) > _LONGEST_MAILBOX:
        raise InvalidEmailError("The part before the @ is too long.")
    return f"{mailbox}@{domain.lower()}"


def parse_website(text: str) -> str:
    """Read the address of a website; « www.exemple.fr » becomes « https://www.exemple.fr ».

    Only http and https, no user name or password, no bare IP address or local name.
    Raises InvalidWebsiteError.
    """
    address = text.strip()
    if len(address) > _LONGEST_WEBSITE:
        raise InvalidWebsiteError(WebsiteProblem.TOO_LONG)
    if not _WEBSITE_CHARACTERS.fullmatch(address):
        raise InvalidWebsiteError(WebsiteProblem.NOT_AN_ADDRESS)
    if not _SCHEME.match(address):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise InvalidWebsiteError(WebsiteProblem.NOT_AN_ADDRESS) from error
    if parts.scheme not in {"http", "https"}:
        raise InvalidWebsiteError(WebsiteProblem.NOT_HTTP)
    if "@" in parts.netloc:
        raise InvalidWebsiteError(WebsiteProblem.CREDENTIALS)
    if not _HOST.fullmatch(host):
        raise InvalidWebsiteError(WebsiteProblem.NOT_AN_ADDRESS)
    return parts._replace(netloc=host + port).geturl()


def is_finess(text: str) -> bool:
    """Tell whether a text has the shape of a FINESS number: a département and seven signs.

    The check digit is not asked: published files hold numbers that break it.
    """
    return _FINESS.fullmatch(text) is not None


def is_siren(text: str) -> bool:
    """Tell whether a text is a SIREN number: nine digits that pass the Luhn check."""
    if not _SIREN.fullmatch(text):
        return False
    doubled = [int(digit) * (1 + index % 2) for index, digit in enumerate(text)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_rna(text: str) -> bool:
    """Tell whether a text has the shape of an association's RNA number: W and nine digits."""
    return _RNA.fullmatch(text) is not None


def is_postal_code(text: str) -> bool:
    """Tell whether a text has the shape of a French postal code."""
    return _POSTAL_CODE.fullmatch(text) is not None
