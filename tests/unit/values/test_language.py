from directory.values.language import DEFAULT_LANGUAGE, Language


def test_french_is_the_default_and_has_no_prefix() -> None:
    assert DEFAULT_LANGUAGE is Language.FRENCH
    assert [language.address_prefix for language in Language] == ["", "/br", "/en"]


def test_every_language_names_itself() -> None:
    assert [language.native_name for language in Language] == ["Français", "Brezhoneg", "English"]
