"""Which passwords are refused: too short, or among the first that anybody would try.

No rule of composition (NIST SP 800-63B): four words taken by chance are welcome. zxcvbn knows the
common passwords, the walks over keyboards and what follows or repeats; our words are French ones.
"""

import unicodedata
from enum import StrEnum
from functools import lru_cache

from zxcvbn import zxcvbn

from directory.paths import PACKAGE

SHORTEST, LONGEST = 12, 128
_FEWEST_GUESSES = 10**8  # zxcvbn's score of 3: « safely unguessable »
_MOST_SIGNS_WEIGHED = 72  # zxcvbn takes no more; what is beyond them only helps
_MOST_KNOWN_WORDS = 2
_SHORTEST_PART_OF_ADDRESS = 4
_WORDS_FILE = PACKAGE / "accounts" / "known_words.txt"
_LEET = str.maketrans("013457@$!€", "oieastasie")


class PasswordProblem(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    HOLDS_ADDRESS = "holds_address"
    KNOWN = "known"


def password_problem(password: str, *, email: str) -> PasswordProblem | None:
    """Say what is wrong with a new password, None when nothing is."""
    if len(password) < SHORTEST:
        return PasswordProblem.TOO_SHORT
    if len(password) > LONGEST:
        return PasswordProblem.TOO_LONG
    folded = _without_accents(password).lower()
    if any(part in folded for part in _parts_of(email)):
        return PasswordProblem.HOLDS_ADDRESS
    is_known = _is_known(folded) or _is_known(_without_ends(folded).translate(_LEET))
    if is_known or _is_easily_guessed(folded):
        return PasswordProblem.KNOWN
    return None


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _without_ends(text: str) -> str:
    """Take away the digits and signs that people put around a word."""
    letters = [at for at, sign in enumerate(text) if sign.isalpha()]
    return text[letters[0] : letters[-1] + 1] if letters else ""


def _parts_of(email: str) -> list[str]:
    """Give what of an address must not be in a password: the mailbox and the name of the host."""
    mailbox, _, host = email.lower().partition("@")
    parts = [mailbox, host.partition(".")[0], *mailbox.replace("-", ".").split(".")]
    return [part for part in parts if len(part) >= _SHORTEST_PART_OF_ADDRESS]


def _is_easily_guessed(folded: str) -> bool:
    weighed = zxcvbn(folded[:_MOST_SIGNS_WEIGHED], user_inputs=_known_words())
    return bool(weighed["guesses"] < _FEWEST_GUESSES)


def _is_known(text: str) -> bool:
    """Tell whether the letters are no more than two known words, whatever signs stand around."""
    letters = "".join(sign for sign in text if sign.isalpha())
    return bool(letters) and _fewest_words(letters) <= _MOST_KNOWN_WORDS


def _fewest_words(letters: str) -> int:
    """Count the known words that make up all the letters; more than allowed when they do not."""
    words = _known_words()
    too_many = _MOST_KNOWN_WORDS + 1
    fewest = [0] + [too_many] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(end):
            if fewest[start] < _MOST_KNOWN_WORDS and letters[start:end] in words:
                fewest[end] = min(fewest[end], fewest[start] + 1)
    return fewest[-1]


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    return frozenset(_WORDS_FILE.read_text(encoding="utf-8").split())
