"""Which opening hours texts we accept: OpenStreetMap syntax without its treacherous corners.

The evaluator understands more than it can know. What it would answer wrongly is refused here,
with a reason that a form can put into words.
"""

import re
from calendar import monthrange
from enum import StrEnum

# An evaluation costs more with every rule and holds the interpreter: real hours are far shorter.
LONGEST_TEXT = 500
MOST_RULES = 24

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_LEAP_YEAR = 2024
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_LOOKALIKES = str.maketrans({"–": "-", "—": "-", "‑": "-", "\u00a0": " ", "\u202f": " "})
_COMMENT = re.compile(r'"[^"]*"')
_PART = re.compile(r'"[^"]*"|[^"]+')
_MODIFIER_AT_END = re.compile(r"\b(?:open|closed|off|unknown)\s*$", re.IGNORECASE)
_RULE_SEPARATOR = re.compile(r";|,\s+(?=[A-Z])")
_RULE_WITH_COMMENTS = re.compile(r'(?:"[^"]*"|[^";])+')
_WEEKDAY = f"(?:{'|'.join(WEEKDAYS)})"
_WEEKDAYS = rf"{_WEEKDAY}(?:\s*-\s*{_WEEKDAY})?"
# Behind « , » and a space a day would begin a rule of its own.
_WEEKDAY_RULE = re.compile(rf"({_WEEKDAYS}(?:\s*,\s*{_WEEKDAYS})*)\s+(?=\d)(?!.*,\s+[A-Z])")
_FALLBACK = re.compile(r"\|\|")
_SCHOOL_HOLIDAYS = re.compile(r"\bSH\b", re.IGNORECASE)
_PUBLIC_HOLIDAYS = re.compile(r"\bPH\b")
_SUN = re.compile(r"dawn|sunrise|sunset|dusk", re.IGNORECASE)
_OPEN_END = re.compile(r"\d:\d\d\s*\+")
_REPEATED_TIME = re.compile(r"\d:\d\d\s*/")
_TIME_SPAN = re.compile(r"(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)")
_DAY_OF_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})\s*(\d{{1,2}})(?![\d:])", re.IGNORECASE)


class OpeningHoursProblem(StrEnum):
    """Why a text is not accepted as opening hours."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    SYNTAX = "syntax"
    SCHOOL_HOLIDAYS = "school_holidays"
    SUN = "sun"
    NO_END = "no_end"
    REPEATED_TIME = "repeated_time"
    FALLBACK = "fallback"
    IMPOSSIBLE_DATE = "impossible_date"


_SENTENCES = {
    OpeningHoursProblem.EMPTY: "Opening hours are missing.",
    OpeningHoursProblem.TOO_LONG: (
        f"Opening hours hold at most {LONGEST_TEXT} characters and {MOST_RULES} rules."
    ),
    OpeningHoursProblem.SYNTAX: "These opening hours cannot be read from character {column}.",
    OpeningHoursProblem.SCHOOL_HOLIDAYS: "School holidays (SH) are not known here: give dates.",
    OpeningHoursProblem.SUN: "Hours that follow the sun are not known here: give times.",
    OpeningHoursProblem.NO_END: "A time needs an end: 09:00-17:00, not 09:00+.",
    OpeningHoursProblem.REPEATED_TIME: "Repeated times (10:00-16:00/01:30) are not known here.",
    OpeningHoursProblem.FALLBACK: "Fallback rules (||) are not known here: write a plain rule.",
    OpeningHoursProblem.IMPOSSIBLE_DATE: "A date in these opening hours does not exist.",
}


class InvalidOpeningHoursError(ValueError):
    """A text that is not accepted as opening hours.

    `problem` says why; `column` is the first character not understood, from 1, when it is known.
    """

    def __init__(self, problem: OpeningHoursProblem, *, column: int | None = None) -> None:
        super().__init__(_SENTENCES[problem].format(column=column or 1))
        self.problem = problem
        self.column = column


def clean_opening_hours(text: str) -> str:
    """Give the text as it is kept: outer spaces gone, dashes and spaces made ordinary.

    Raises InvalidOpeningHoursError for what must not reach the evaluator.
    """
    if len(text) > LONGEST_TEXT:
        raise InvalidOpeningHoursError(OpeningHoursProblem.TOO_LONG)
    cleaned = text.translate(_LOOKALIKES).strip()
    if not cleaned:
        raise InvalidOpeningHoursError(OpeningHoursProblem.EMPTY)
    rules = without_comments(cleaned)
    if len(_RULE_SEPARATOR.findall(rules)) >= MOST_RULES:
        raise InvalidOpeningHoursError(OpeningHoursProblem.TOO_LONG)
    for pattern, problem in _TREACHEROUS:
        if pattern.search(rules):
            raise InvalidOpeningHoursError(problem)
    if any(not _is_day_of_month(name, int(day)) for name, day in _DAY_OF_MONTH.findall(rules)):
        raise InvalidOpeningHoursError(OpeningHoursProblem.IMPOSSIBLE_DATE)
    return cleaned


_TREACHEROUS = (
    (_SCHOOL_HOLIDAYS, OpeningHoursProblem.SCHOOL_HOLIDAYS),
    (_SUN, OpeningHoursProblem.SUN),
    (_OPEN_END, OpeningHoursProblem.NO_END),
    (_REPEATED_TIME, OpeningHoursProblem.REPEATED_TIME),
    # The evaluator skips whole days after a fallback rule (2.1.4).
    (_FALLBACK, OpeningHoursProblem.FALLBACK),
)


def without_comments(text: str) -> str:
    """Blank what stands between quotation marks, so that only the rules are left."""
    return _COMMENT.sub(" ", text)


def has_holiday_rule(text: str) -> bool:
    """Tell whether hours say anything of public holidays."""
    return _PUBLIC_HOLIDAYS.search(without_comments(text)) is not None


def with_explicit_unknown(text: str) -> str:
    """Write `unknown` before each comment that stands without `open`, `closed` or `off`.

    The specification reads « Mo-Fr "sur rendez-vous" » as « perhaps »; the evaluator says « open ».
    https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
    """
    written = ""
    for part in _PART.findall(text):
        is_bare_comment = part.startswith('"') and not _MODIFIER_AT_END.search(written)
        written = f"{written.rstrip()} unknown {part}" if is_bare_comment else written + part
    return written.strip()


def with_nights_kept(text: str) -> str:
    """Join by « , » the first rules when each is of weekdays of its own, and one has a night.

    After « ; » the evaluator lets a rule take away the early hours of the night before: with
    « Mo-Th 18:00-08:00; Fr 17:00-08:00 » nobody would answer on Friday at 3. After « , » it adds.
    """
    if without_nights(text) == text:
        return text
    rules = [rule.strip() for rule in _RULE_WITH_COMMENTS.findall(text)]
    known: set[str] = set()
    for number, rule in enumerate(rules):
        days = _weekdays_of(rule)
        if not days or known & days:
            return "; ".join([", ".join(rules[:number]), *rules[number:]] if number else rules)
        known |= days
    return ", ".join(rules)


def _weekdays_of(rule: str) -> set[str]:
    """Give the weekdays whose hours a rule says; none when it speaks of anything else."""
    found = _WEEKDAY_RULE.match(rule)
    if found is None:
        return set()
    days: set[str] = set()
    for part in found[1].split(","):
        first, _, last = (name.strip() for name in part.partition("-"))
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days |= {WEEKDAYS[day % 7] for day in range(start, end + 1 + 7 * (end < start))}
    return days


def without_nights(text: str) -> str:
    """End at midnight each span that would run into the next day: 18:00-08:00 gives 18:00-24:00."""
    return "".join(
        part if part.startswith('"') else _TIME_SPAN.sub(_end_at_midnight, part)
        for part in _PART.findall(text)
    )


def _end_at_midnight(span: re.Match[str]) -> str:
    start_hour, start_minute, end_hour, end_minute = map(int, span.groups())
    start, end = (start_hour, start_minute), (end_hour, end_minute)
    return span[0] if start < end <= (24, 0) else f"{start_hour:02}:{start_minute:02}-24:00"


def _is_day_of_month(name: str, day: int) -> bool:
    _, last_day = monthrange(_LEAP_YEAR, _MONTHS.index(name.title()) + 1)
    return 1 <= day <= last_day
