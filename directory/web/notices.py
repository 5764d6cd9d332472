"""What is said to a signed-in person at the top of the next page."""

from flask import flash


def say(sentence: str) -> None:
    """Say a sentence: something was done."""
    flash(sentence, "done")


def warn(sentence: str) -> None:
    """Say a sentence that must not be missed: something was not done, or differs."""
    flash(sentence, "caution")
