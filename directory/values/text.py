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


def printed(text: str) -> str:
    """Give a text of the data files the apostrophes and spaces that a printed page has."""
    return french_typography(text.replace("'", "’"))
