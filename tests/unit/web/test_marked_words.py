"""Searched words are marked in a text, and nothing of the text is ever taken for HTML."""

from markupsafe import Markup

from directory.web.marked_words import mark_words


def test_a_searched_word_is_marked_whatever_its_accents() -> None:
    marked = mark_words("Clinique Pasteur-Lanroze", ["pasteur"])

    assert marked == Markup("Clinique <mark>Pasteur</mark>-Lanroze")


def test_a_text_without_searched_words_is_left_as_it_is() -> None:
    marked = mark_words("Hôpital & clinique", ["brest"])

    assert marked == "Hôpital & clinique"
    assert not isinstance(marked, Markup)


def test_a_hostile_name_stays_text() -> None:
    marked = mark_words("<script>alert(1)</script> Pasteur", ["pasteur"])

    assert "<script>" not in marked
    assert marked.endswith("<mark>Pasteur</mark>")
