"""Communes as people type them in a form: « Morlaix », « 29151 », « Le Faouët (56057) »."""

import re
from collections.abc import Sequence

from directory.territory.gazetteer import Gazetteer
from directory.territory.places import CommunePlace
from directory.values.text import fold_place
from directory.web.wording import gettext as _

_WITH_CODE = re.compile(r"(?P<name>.*)\((?P<insee>\d[0-9AB]\d{3})\)", re.ASCII)
_MOST_HOMONYMS = 50
_MOST_PROPOSED = 4


class UnknownTypedCommuneError(ValueError):
    """A text that names no commune, or several; the message is a sentence for people."""


def written_commune(commune: CommunePlace) -> str:
    """Write a commune so that it is read again without doubt."""
    return f"{commune.name} ({commune.insee})"


def read_commune(
    gazetteer: Gazetteer, typed: str, *, insee: str | None = None, postal_code: str | None = None
) -> CommunePlace:
    """Find the commune that was typed; `insee` is what a suggestion left beside it.

    Raises UnknownTypedCommuneError.
    """
    found = _WITH_CODE.fullmatch(typed.strip())
    code = found["insee"] if found else typed.strip()
    if (commune := gazetteer.commune(code)) is not None:
        return commune
    wanted = fold_place(found["name"] if found else typed)
    suggested = gazetteer.commune(insee or "")
    if suggested is not None and fold_place(suggested.name) == wanted:
        return suggested
    proposed = [suggestion.commune for suggestion in gazetteer.suggest(typed, _MOST_HOMONYMS)]
    same = [commune for commune in proposed if _is_called(commune, wanted)]
    if len(same) > 1 and postal_code is not None:
        same = [commune for commune in same if postal_code in commune.postal_codes] or same
    if len(same) == 1:
        return same[0]
    raise UnknownTypedCommuneError(_sentence(typed, same, proposed))


def read_communes(gazetteer: Gazetteer, typed: str) -> list[CommunePlace]:
    """Find all the communes of a text where commas part them. Raises UnknownTypedCommuneError."""
    parts = [part for part in re.split(r"[,;\n]", typed) if part.strip()]
    return [read_commune(gazetteer, part) for part in parts]


def _is_called(commune: CommunePlace, wanted: str) -> bool:
    names = (commune.name, *((commune.name_br,) if commune.name_br else ()), *commune.postal_codes)
    return wanted in map(fold_place, names)


def _sentence(typed: str, same: Sequence[CommunePlace], proposed: Sequence[CommunePlace]) -> str:
    if same:
        return _(
            "Plusieurs communes répondent à « %(typed)s » : %(names)s. "
            "Ajoutez le code entre parenthèses.",
            typed=typed, names=", ".join(map(written_commune, same[:_MOST_PROPOSED])),
        )  # fmt: skip
    if proposed:
        return _(
            "Nous ne connaissons pas la commune « %(typed)s ». Vouliez-vous dire : %(names)s ?",
            typed=typed, names=", ".join(map(written_commune, proposed[:_MOST_PROPOSED])),
        )  # fmt: skip
    return _("Nous ne connaissons pas la commune « %(typed)s ».", typed=typed)
