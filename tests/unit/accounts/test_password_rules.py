"""Which passwords are refused, and which are not."""

import pytest

from directory.accounts.password_rules import PasswordProblem, password_problem
from directory.accounts.passwords import hash_password, needs_rehash, password_matches

EMAIL = "jean.kerjean@chu-exemple.example"


@pytest.mark.parametrize(
    "password",
    [
        "soleil-cheval-granit-7",
        "quatre mots pris au hasard",
        "éléphant rose du port",
        "xK3!vQ9zLw2p",
        "kXwqPvzRtmYs",
        "194857203648",
        "密码密码长一点也可以的呢",
        "x7" + "ab cd ef gh ij kl mn op qr st uv wx yz " * 3,
    ],
)
def test_a_password_that_nobody_would_guess_is_welcome(password: str) -> None:
    assert password_problem(password, email=EMAIL) is None


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("", PasswordProblem.TOO_SHORT),
        ("elevensigns", PasswordProblem.TOO_SHORT),
        ("x" * 129, PasswordProblem.TOO_LONG),
        ("Jean.Kerjean!!!", PasswordProblem.HOLDS_ADDRESS),
        ("vive les kerjean", PasswordProblem.HOLDS_ADDRESS),
        ("CHU-exemple-2026", PasswordProblem.HOLDS_ADDRESS),
        ("aaaaaaaaaaaaa", PasswordProblem.KNOWN),
        ("123456789012", PasswordProblem.KNOWN),
        ("abcdefghijklm", PasswordProblem.KNOWN),
        ("zyxwvutsrqpo", PasswordProblem.KNOWN),
        ("abc1abc1abc1", PasswordProblem.KNOWN),
        ("motdepasse2026!", PasswordProblem.KNOWN),
        ("MotDePasse2026!", PasswordProblem.KNOWN),
        ("P@ssw0rd1234", PasswordProblem.KNOWN),
        ("azertyuiop123", PasswordProblem.KNOWN),
        ("Bretagne2026!!", PasswordProblem.KNOWN),
        ("!!!!!bretagne!!!!!", PasswordProblem.KNOWN),
        ("1qaz2wsx3edc", PasswordProblem.KNOWN),
        ("aqwzsxedcrfv", PasswordProblem.KNOWN),
        ("poiuytreza12", PasswordProblem.KNOWN),
        ("manchesterunited", PasswordProblem.KNOWN),
        ("jetaimemonamour", PasswordProblem.KNOWN),
        ("correcthorsebatterystaple", PasswordProblem.KNOWN),
        ("olympiquedemarseille", PasswordProblem.KNOWN),
        ("S0inspalliatifs!", PasswordProblem.KNOWN),
        ("annuairefiliere35", PasswordProblem.KNOWN),
        ("soleil_soleil_1", PasswordProblem.KNOWN),
        ("Été-à-la-plage", None),
    ],
)
def test_a_password_that_is_tried_first_is_refused(
    password: str, problem: PasswordProblem | None
) -> None:
    assert password_problem(password, email=EMAIL) is problem


def test_an_accent_is_one_sign_whatever_the_keyboard() -> None:
    composed, decomposed = "marée haute", "mare\u0301e haute"

    assert password_matches(hash_password(composed), decomposed)


def test_without_a_hash_every_password_is_wrong() -> None:
    assert not password_matches(None, "a password that nobody has")


def test_a_hash_that_cannot_be_read_is_no_password() -> None:
    assert not password_matches("broken", "broken")


def test_a_hash_is_argon2id_with_more_than_the_least_of_owasp() -> None:
    hashed = hash_password("une marée haute en novembre")

    assert hashed.startswith("$argon2id$v=19$m=32768,t=2,p=1$")
    assert not needs_rehash(hashed)
