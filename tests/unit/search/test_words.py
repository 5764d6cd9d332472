"""Texts are cut into words that compare and that know where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.search.words import clean, stem, words_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("soins", "soin"),
        ("palliatifs", "palliatif"),
        ("palliative", "palliatif"),
        ("palliatives", "palliatifs"),
        ("benevoles", "benevole"),
        ("hopitaux", "hopital"),
        ("infirmiere", "infirmieres"),
        ("endeuillee", "endeuilles"),
    ],
)
def test_plural_and_feminine_have_one_stem(left: str, right: str) -> None:
    assert stem(left) == stem(right)


@pytest.mark.parametrize("word", ["had", "brest", "29600", "usp", "lorient"])
def test_short_words_numbers_and_names_keep_their_form(word: str) -> None:
    assert stem(word) == word


@given(st.text(alphabet="abcdeilnorstuvx", max_size=20))
def test_a_stem_is_never_empty_nor_longer_by_much(word: str) -> None:
    assert len(stem(word)) <= len(word) + 1
    assert bool(stem(word)) == bool(word)


def test_words_know_their_place_in_the_text() -> None:
    text = "HAD à l’Hôpital St-Brieuc"

    words = words_of(text)

    assert [word.text for word in words] == ["had", "a", "l", "hopital", "saint", "brieuc"]
    assert text[words[4].start : words[4].end] == "St"


@pytest.mark.parametrize("typed", ["02 98 62 61 60", "02.98.62.61.60", "02-98-62-61-60"])
def test_a_telephone_number_is_one_word(typed: str) -> None:
    assert [word.text for word in words_of(typed)] == ["0298626160"]


def test_accents_written_apart_make_the_same_word() -> None:
    assert [word.text for word in words_of(clean("Loude\u0301ac"))] == ["loudeac"]


@given(st.text(max_size=300))
def test_a_clean_text_is_one_line_that_can_be_sent(text: str) -> None:
    cleaned = clean(text)

    cleaned.encode("utf-8")
    assert cleaned.isprintable()
    assert clean(cleaned) == cleaned
    assert all(cleaned[word.start : word.end] for word in words_of(cleaned))
