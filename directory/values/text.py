"""Words as people type them, and words as the pages show them."""

import re
import unicodedata

_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
# Soft hyphens, zero-width marks and byte order marks come along with pasted text and are not seen.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Apostrophes that Unicode counts as letters; Breton texts write c’h with some of them.
_LETTER_APOSTROPHES = "\u02b9\u02bb\u02bc\u02bd\u02c8"
_COMBINING_MARKS = range(0x0300, 0x0370)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me"}


def _folded_character(character: str) -> str | None:
    if character in _LIGATURES:
        return _LIGATURES[character]
    if character in _INVISIBLE or _is_mark(character):
        return None
    is_part_of_a_word = character.isalnum() and character not in _LETTER_APOSTROPHES
    return character if is_part_of_a_word else " "


def _folding_table() -> dict[int, str | None]:
    code_points = [
        *range(0x250),
        *map(ord, _LETTER_APOSTROPHES),
        *_COMBINING_MARKS,
        *range(0x2000, 0x2070),
        0xFEFF,
    ]
    return {code_point: _folded_character(chr(code_point)) for code_point in code_points}


_FOLDING = _folding_table()
_SAINT = re.compile(r"\bst(e?)\b")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Reduce a text to what a search compares: lower case, no accents, words apart by one space.

    « L’Haÿ-les-Œufs » becomes « l hay les oeufs ». Idempotent.
    """
    if text.isascii():
        return " ".join(text.lower().translate(_FOLDING).split())
    folded = unicodedata.normalize("NFKD", text).lower().translate(_FOLDING)
    if not folded.isascii():
        # A lower-case letter can itself hide a compatibility form or a rare sign: ask each one.
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(_folded_character(character) or "" for character in folded)
    return " ".join(folded.split())


def fold_place(text: str) -> str:
    """Fold the name of a place and spell « St » and « Ste » out."""
    return _SAINT.sub(r"saint\1", fold(text))


def slugify(text: str, *, length: int = 80) -> str:
    """Make an address part of ascii letters, digits and hyphens, cut at a word.

    Empty when the text holds no letter that ascii knows: the caller then chooses another name.
    """
    words = fold(text).encode("ascii", "ignore").decode("ascii").split()
    slug = "-".join(words)
    if len(slug) <= length:
        return slug
    whole_words, _, _ = slug[: length + 1].rpartition("-")
    return whole_words or slug[:length]


def edit_distance(left: str, right: str, limit: int) -> int:
    """Count the letters to add, drop, change or swap with a neighbour, to go from left to right.

    Any answer above the limit is given as `limit + 1`, without the work of knowing more.
    """
    beyond = limit + 1
    if left == right:
        return 0
    if limit == 0 or abs(len(left) - len(right)) > limit:
        return beyond
    row_before: list[int] = []
    row = [min(column, beyond) for column in range(len(right) + 1)]
    for line, letter in enumerate(left, start=1):
        next_row = _distance_row(left, right, line, letter, row_before, row, limit)
        if min(next_row) > limit:
            return beyond
        row_before, row = row, next_row
    return min(row[-1], beyond)


def _distance_row(
    left: str,
    right: str,
    line: int,
    letter: str,
    row_before: list[int],
    row: list[int],
    limit: int,
) -> list[int]:
    """Fill one line of the distance table, only in the band where the limit can be kept."""
    beyond = limit + 1
    first, last = max(1, line - limit), min(len(right), line + limit)
    next_row = [beyond] * (len(right) + 1)
    next_row[0] = min(line, beyond)
    for column in range(first, last + 1):
        other = right[column - 1]
        cost = min(
            row[column] + 1,
            next_row[column - 1] + 1,
            row[column - 1] + (letter != other),
        )
        is_swap = line > 1 < column and letter == right[column - 2] and left[line - 2] == other
        if is_swap:
            cost = min(cost, row_before[column - 2] + 1)
        next_row[column] = min(cost, beyond)
    return next_row


_NO_BREAK = "\u00a0"
_NARROW_NO_BREAK = "\u202f"
_ANY_SPACE = "[ \u00a0\u202f]"
_TYPOGRAPHY = (
    (re.compile(f"{_ANY_SPACE}+([;!?])"), _NARROW_NO_BREAK + r"\1"),
    (re.compile(f"{_ANY_SPACE}+:"), _NO_BREAK + ":"),
    (re.compile(f"«{_ANY_SPACE}*"), "«" + _NO_BREAK),
    (re.compile(f"{_ANY_SPACE}*»"), _NO_BREAK + "»"),
    (re.compile(f"(?<=\\d){_ANY_SPACE}+(?=(?:h|min|km|%|€)(?!\\w))"), _NO_BREAK),
    (re.compile(f"(?<=\\d{_NO_BREAK}h){_ANY_SPACE}+(?=\\d)"), _NO_BREAK),
)


def french_typography(text: str) -> str:
    """Make the spaces of French punctuation unbreakable, in plain text or in HTML alike.

    Only existing spaces change (guillemets apart, which always get theirs): addresses such as
    `https://…?q=` and entities such as `&amp;` stay as they are.
    """
    for pattern, replacement in _TYPOGRAPHY:
        text = pattern.sub(replacement, text)
    return text


def shorten(text: str, length: int) -> str:
    """Cut a text at a word, with an ellipsis, to at most `length` characters; spaces are squeezed.

    Raises ValueError when there is no room for the ellipsis.
    """
    if length < 1:
        raise ValueError("A shortened text needs room for one character.")
    text = _SPACES.sub(" ", text).strip()
    if len(text) <= length:
        return text
    room = length - 1
    start = text[: room + 1]
    whole_words, _, _ = start.rpartition(" ")
    return (whole_words or text[:room]).rstrip(" ,;:.–-") + "…"
