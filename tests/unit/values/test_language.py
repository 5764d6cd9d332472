import pytest

from directory.values.language import DEFAULT_LANGUAGE, Language, parse_language


def test_french_is_the_default_and_has_no_prefix() -> None:
    assert DEFAULT_LANGUAGE is Language.FRENCH
    assert [language.address_prefix for language in Language] == ["", "/br", "/en"]


def test_every_language_names_itself() -> None:
    assert [language.native_name for language in Language] == ["Français", "Brezhoneg", "English"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("fr", Language.FRENCH),
        ("BR", Language.BRETON),
        ("br_FR", Language.BRETON),
        ("en-GB", Language.ENGLISH),
        ("de", None),
        ("", None),
        ("french", None),
    ],
)
def test_a_language_is_read_from_its_code_or_locale(text: str, language: Language | None) -> None:
    assert parse_language(text) is language
