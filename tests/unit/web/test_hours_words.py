"""The hours of a number are said in a line, in the language of the page."""

import pytest
from flask import Flask

from directory.web.hours_words import hours_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("24/7", "jour et nuit, tous les jours"),
        ("Mo-Su 17:00-09:00", "tous les jours 17\u00a0h – 9\u00a0h"),
        (
            "Mo-Fr 09:00-12:30,14:00-17:00; PH off",
            "du lundi au vendredi 9\u00a0h – 12\u00a0h\u00a030, 14\u00a0h – 17\u00a0h ; "
            "jours fériés fermé",
        ),
        ("Mo,We,Sa-Su 08:00-24:00", "lundi, mercredi, samedi et dimanche 8\u00a0h – minuit"),
        ("Dec-Feb Mo-Fr 09:00-17:00", None),
        ("le matin", None),
    ],
)
def test_hours_are_said_in_a_line(app: Flask, text: str, words: str | None) -> None:
    with app.test_request_context("/"):
        assert hours_words(text) == words
