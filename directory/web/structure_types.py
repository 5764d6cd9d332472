"""The kinds of structure with their words in the language of the request, French where untold."""

from dataclasses import dataclass

from flask import current_app

from directory.catalog.models.structure_type import StructureType
from directory.catalog.queries import list_structure_types
from directory.values.language import DEFAULT_LANGUAGE, Language
from directory.values.text import printed
from directory.web.localization import current_language
from directory.web.services import get_services, get_session

_KEPT_AS = "directory.structure_types"


@dataclass(frozen=True, slots=True)
class TypeWords:
    """One kind: its names, what it is (`plain`), what happens when one calls, who may."""

    code: str
    label: str
    plural: str
    short: str | None
    plain: str
    call: str
    access_note: str
    access_public: str | None
    level: str | None
    shape: str
    letter: str
    doors: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """The name followed by its acronym, where it has one."""
        return f"{self.label} ({self.short})" if self.short else self.label


def structure_types() -> dict[str, TypeWords]:
    """Map each code to its words, in their order of display."""
    generation, language = get_services().generation.current(), current_language()
    kept = current_app.extensions.setdefault(_KEPT_AS, {})
    known: tuple[int, dict[str, TypeWords]] | None = kept.get(language)
    if known is None or known[0] != generation:
        rows = list_structure_types(get_session())
        known = kept[language] = (generation, {row.code: _words(row, language) for row in rows})
    return known[1]


def map_types() -> dict[str, dict[str, str]]:
    """Give the marks of all kinds, as the map modules read them."""
    return {
        code: {"shape": kind.shape, "letter": kind.letter, "label": kind.label}
        for code, kind in structure_types().items()
    }


def _words(row: StructureType, language: Language) -> TypeWords:
    french = row.words.get(DEFAULT_LANGUAGE, {})
    chosen = row.words.get(language, {})

    def say(name: str) -> str:
        return printed(chosen.get(name) or french.get(name) or "")

    return TypeWords(
        code=row.code,
        label=say("label"),
        plural=say("label_plural"),
        short=row.short,
        plain=say("plain"),
        call=say("call"),
        access_note=say("access_note"),
        access_public=row.access_public,
        level=row.level,
        shape=row.marker_shape,
        letter=row.marker_letter,
        doors=tuple(row.doors),
    )
