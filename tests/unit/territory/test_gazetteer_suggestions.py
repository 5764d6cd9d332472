"""Communes are proposed from the first letter on."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from directory.territory.gazetteer import Gazetteer
from tests.factories.places import make_gazetteer

GAZETTEER = make_gazetteer()


def _names(typed: str) -> list[str]:
    return [suggestion.commune.name for suggestion in GAZETTEER.suggest(typed, 5)]


def test_one_letter_proposes_the_most_peopled() -> None:
    assert _names("b")[0] == "Brest"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("mor", "Morlaix"),
        ("MORL", "Morlaix"),
        ("St Br", "Saint-Brieuc"),
        ("saint-b", "Saint-Brieuc"),
        ("brieuc", "Saint-Brieuc"),
        ("plouguer", "Carhaix-Plouguer"),
        ("pont l'a", "Pont-l'Abbé"),
        ("pontl", "Pont-l'Abbé"),
        ("loudeac", "Loudéac"),
        ("226", "Loudéac"),
        ("montr", "Morlaix"),
    ],
)
def test_the_beginning_of_any_word_is_enough(typed: str, name: str) -> None:
    assert _names(typed)[0] == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [("molraix", "Morlaix"), ("morlax", "Morlaix"), ("loudeca", "Loudéac"), ("omrlaix", "Morlaix")],
)
def test_one_wrong_or_swapped_letter_is_forgiven(typed: str, name: str) -> None:
    assert _names(typed) == [name]


def test_a_former_name_is_said() -> None:
    (suggestion,) = GAZETTEER.suggest("lambez")

    assert (suggestion.commune.name, suggestion.former_name) == ("Brest", "Lambézellec")


def test_a_commune_is_proposed_once() -> None:
    assert _names("m").count("Morlaix") == 1


@pytest.mark.parametrize("typed", ["", "   ", "’", "zzzzzzzz", "\x00"])
def test_what_names_nothing_proposes_nothing(typed: str) -> None:
    assert _names(typed) == []


@given(st.text(max_size=200), st.integers(-2, 30))
def test_any_text_gets_at_most_the_limit(typed: str, limit: int) -> None:
    assert len(GAZETTEER.suggest(typed, limit)) <= max(limit, 0)


def test_typing_any_commune_of_the_region_is_answered_in_two_milliseconds(
    real_session: Session,
) -> None:
    gazetteer = Gazetteer.from_session(real_session)
    gazetteer.suggest("a")
    typed = [
        commune.name[:length]
        for commune in list(gazetteer.communes.values())[::40]
        for length in range(1, len(commune.name))
    ]

    begun = time.process_time()
    for text in typed:
        gazetteer.suggest(text)

    assert (time.process_time() - begun) / len(typed) < 0.002
