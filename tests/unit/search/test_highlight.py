"""The searched words are marked where they stand."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from directory.search.highlight import highlight


def _marked(text: str, *words: str) -> list[str]:
    return [text[span.start : span.end] for span in highlight(text, words)]


def test_a_word_is_marked_in_any_of_its_forms() -> None:
    assert _marked("Soins palliatifs, équipe palliative", "palliatif") == [
        "palliatifs",
        "palliative",
    ]


def test_accents_and_apostrophes_are_marked_as_they_stand() -> None:
    assert _marked("L’Hôpital de Sacré-Cœur", "hopital", "coeur") == ["Hôpital", "Cœur"]


def test_the_beginning_of_a_word_marks_the_word() -> None:
    assert _marked("Hennebont", "henneb") == ["Hennebont"]


def test_nothing_searched_marks_nothing() -> None:
    assert _marked("Hennebont") == []


@given(st.text(max_size=200), st.lists(st.text(max_size=10), max_size=4))
def test_spans_follow_one_another_inside_the_text(text: str, words: list[str]) -> None:
    spans = highlight(text, words)

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
