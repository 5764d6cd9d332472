"""Words for people: translated, with the spaces that French typography asks for, and remembered.

Each message is looked up once per language and process; placeholders are filled afterwards.
"""

from functools import lru_cache

from flask_babel import get_translations

from directory.values.language import Language
from directory.values.text import french_typography
from directory.web.localization import current_language

_remembered: dict[tuple[Language, str], str] = {}


def gettext(message: str, /, **values: object) -> str:
    """Translate a whole sentence into the current language and fill its named placeholders."""
    key = (current_language(), message)
    words = _remembered.get(key)
    if words is None:
        words = _remembered[key] = _typography(get_translations().ugettext(message))
    return words % values if values else words


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """The same for a sentence that counts something; the placeholder `num` is the number."""
    words = _typography(get_translations().ungettext(singular, plural, number))
    return words % {"num": number, **values}


def template_gettext(message: str) -> str:
    """Translate a message of a template; Jinja fills and escapes the placeholders."""
    return gettext(message)


def template_ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a counting message of a template; Jinja fills and escapes the placeholders."""
    return _typography(get_translations().ungettext(singular, plural, number))


@lru_cache(maxsize=4096)
def _typography(text: str) -> str:
    return french_typography(text)
