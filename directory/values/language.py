"""The languages of the site."""

from enum import StrEnum


class Language(StrEnum):
    """A language in which every page exists; the value is its ISO 639-1 code."""

    FRENCH = "fr"
    BRETON = "br"
    ENGLISH = "en"

    @property
    def native_name(self) -> str:
        """The name of the language in itself, as the switcher shows it."""
        return _NATIVE_NAMES[self]

    @property
    def address_prefix(self) -> str:
        """What addresses start with in this language: nothing in the default one."""
        return "" if self is DEFAULT_LANGUAGE else f"/{self}"


DEFAULT_LANGUAGE = Language.FRENCH
_NATIVE_NAMES = {
    Language.FRENCH: "Français",
    Language.BRETON: "Brezhoneg",
    Language.ENGLISH: "English",
}
