import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.values.text import (
    fold,
    fold_place,
    french_typography,
    printed,
    slugify,
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Équipe MOBILE", "equipe mobile"),
        ("Plœuc-L'Hermitage", "ploeuc l hermitage"),
        ("L’Haÿ / lʼHaÿ / l`Haÿ / l´Haÿ", "l hay l hay l hay l hay"),
        ("Lætitia Weiß", "laetitia weiss"),
        ("  fin   de\tvie\n", "fin de vie"),
        ("soins\u00a0palliatifs", "soins palliatifs"),
        ("pal\u00adlia\u200btifs", "palliatifs"),
        ("Bre\u0301hat", "brehat"),
        ("24h/24, 7j/7 !", "24h 24 7j 7"),
        ("Ⅻ ﬁn ２", "xii fin 2"),
        ("\x00", ""),
    ],
)
def test_folding_keeps_only_what_a_search_compares(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_folded_text_has_only_letters_digits_and_single_spaces(text: str) -> None:
    assert all(word.isalnum() for word in fold(text).split(" ") if fold(text))


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("St Brieuc", "saint brieuc"),
        ("ST. BRIEUC", "saint brieuc"),
        ("Ste-Anne-d'Auray", "sainte anne d auray"),
        ("Pont-St-Martin", "pont saint martin"),
        ("Brest", "brest"),
        ("Stereden", "stereden"),
    ],
)
def test_saint_is_spelt_out_as_a_whole_word_only(typed: str, folded: str) -> None:
    assert fold_place(typed) == folded


def test_a_slug_is_ascii_with_hyphens() -> None:
    assert slugify("Unité de soins palliatifs – Plœuc-L’Hermitage") == (
        "unite-de-soins-palliatifs-ploeuc-l-hermitage"
    )


def test_a_long_slug_is_cut_at_a_word() -> None:
    assert slugify("équipe mobile de soins palliatifs", length=20) == "equipe-mobile-de"


def test_a_slug_that_ends_with_a_word_at_the_limit_keeps_it() -> None:
    assert slugify("équipe mobile de soins", length=13) == "equipe-mobile"


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_a_slug_fits_in_an_address(text: str, length: int) -> None:
    slug = slugify(text, length=length)

    assert len(slug) <= length
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Qui appeler ?", "Qui appeler\u202f?"),
        ("Bonjour ! Oui ; non", "Bonjour\u202f! Oui\u202f; non"),
        ("Téléphone : 15", "Téléphone\u00a0: 15"),
        ("« Qui appeler ? »", "«\u00a0Qui appeler\u202f?\u00a0»"),
        ("«oui»", "«\u00a0oui\u00a0»"),
        ("de 9 h 30 à 17 h", "de 9\u00a0h\u00a030 à 17\u00a0h"),
        ("à 12 km, 5 € et 20 %", "à 12\u00a0km, 5\u00a0€ et 20\u00a0%"),
        ("https://exemple.fr/?q=a:b;c", "https://exemple.fr/?q=a:b;c"),
        ("A &amp; B", "A &amp; B"),
        ("3 homes", "3 homes"),
    ],
)
def test_french_spaces_do_not_break(written: str, shown: str) -> None:
    assert french_typography(written) == shown


@given(st.text(alphabet="ab 1h:;!?«»\u00a0\u202f", max_size=20))
def test_typography_twice_changes_nothing(text: str) -> None:
    assert french_typography(french_typography(text)) == french_typography(text)


def test_a_text_of_the_data_files_gets_the_apostrophes_of_print() -> None:
    assert printed("L'équipe : qui appeler ?") == "L’équipe\u00a0: qui appeler\u202f?"
