"""The rules of every text of a listing: how long it may be, and no sign that nobody sees."""

import re
from collections.abc import Iterator

from directory.catalog.drafts import StructureDraft
from directory.catalog.problems import Problem, ProblemCode, error

LONGEST_NAME = 200
LONGEST_LINE = 300
LONGEST_TEXT = 5_000
MOST_PARTS = {"phones": 20, "sources": 50, "closures": 50, "filieres": 50, "coverage": 2_000}

_LINES = (
    "name", "type_code", "finess_et", "street", "cedex", "postal_code", "insee", "email",
    "update_email", "confidence", "capacity_unit", "access_public",
)  # fmt: skip
_TEXTS = (
    "website", "opening_hours", "hours_text", "alert", "presentation", "presentation_br",
    "presentation_en", "access_conditions", "area_text", "internal_note",
)  # fmt: skip
# Unicode's control signs, the line and paragraph separators, and the marks that turn the
# direction of writing: a name could hide another with them.
_HIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_UNSEEN = re.compile(f"[{_HIDDEN}]")
_UNSEEN_OR_BREAK = re.compile(f"[{_HIDDEN}\r\n\t]")


def text_problems(draft: StructureDraft) -> Iterator[Problem]:
    """Say which texts are too long or hold hidden signs, and which lists hold too much."""
    for name in _LINES:
        longest = LONGEST_NAME if name == "name" else LONGEST_LINE
        yield from _judged(name, getattr(draft, name), longest, _UNSEEN_OR_BREAK)
    for name in _TEXTS:
        yield from _judged(name, getattr(draft, name), LONGEST_TEXT, _UNSEEN)
    for name, text in _texts_of_parts(draft):
        yield from _judged(name, text, LONGEST_LINE, _UNSEEN_OR_BREAK)
    for name, most in MOST_PARTS.items():
        number = len(getattr(draft, name))
        if number > most:
            yield error(ProblemCode.TOO_MANY, name, number, most=str(most))


def line_problems(name: str, text: str | None, *, longest: int) -> Iterator[Problem]:
    """Say what is wrong in a text that stands on one line."""
    return _judged(name, text, longest, _UNSEEN_OR_BREAK)


def holds_hidden_sign(text: str) -> bool:
    """Tell whether a text of several lines holds a sign that nobody sees."""
    return _UNSEEN.search(text) is not None


def _texts_of_parts(draft: StructureDraft) -> Iterator[tuple[str, str | None]]:
    for phone in draft.phones:
        yield "phones", phone.label
        yield "phones", phone.hours
    for source in draft.sources:
        yield "sources", source.title
    for closure in draft.closures:
        yield "closures", closure.reason


def _judged(
    name: str, text: str | None, longest: int, hidden: re.Pattern[str]
) -> Iterator[Problem]:
    if text is None:
        return
    if len(text) > longest:
        yield error(ProblemCode.TOO_LONG, name, text, longest=str(longest))
    if hidden.search(text):
        yield error(ProblemCode.CONTROL_CHARACTERS, name, text)
