"""What people call each kind of structure in a file, and the kinds that a wrong word is near to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from directory.catalog.models.structure_type import StructureType
from directory.data_files import read_rows
from directory.paths import DATA
from directory.values.text import fold, printed

_SYNONYMS = DATA / "vocabulary" / "synonyms.csv"
_MOST_NEAR = 3
_NEAR = 60.0  # of 100: a word of the name, or the name mistyped


@dataclass(frozen=True, slots=True)
class TypeNames:
    """The kinds that each folded name may stand for, and how people read each kind."""

    codes: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]

    def find(self, text: str) -> tuple[str, ...]:
        """Give the codes of the kinds that a text names: none, one, or several."""
        return self.codes.get(fold(text), ())

    def near(self, text: str) -> tuple[str, ...]:
        """Give the codes of the kinds whose names are nearest, or all of them."""
        names = process.extract(
            fold(text), [*self.codes], scorer=fuzz.WRatio, limit=3 * _MOST_NEAR, score_cutoff=_NEAR
        )
        found = [code for name, *_score in names for code in self.codes[name]]
        return tuple(dict.fromkeys(found))[:_MOST_NEAR] or tuple(self.labels)

    def listed(self, codes: Iterable[str]) -> str:
        """Write kinds as a list: « EMSP (Équipe mobile de soins palliatifs) »."""
        return ", ".join(f"{code} ({self.labels[code]})" for code in codes)


def type_names(kinds: Iterable[StructureType]) -> TypeNames:
    """Give the names of kinds: codes, labels, plurals, short ones, and the search's synonyms."""
    labels: dict[str, str] = {}
    own: dict[str, tuple[str, ...]] = {}
    for kind in kinds:
        words = kind.words.get("fr", {})
        labels[kind.code] = printed(words.get("label", kind.code))
        names = (kind.code, kind.short, words.get("label"), words.get("label_plural"))
        own |= {fold(name): (kind.code,) for name in names if name}
    codes: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in read_rows(_SYNONYMS, ("term", "kind", "target")):
        if row.text("kind") == "type":
            known = tuple(code for code in row.listed("target") if code in labels)
            codes[fold(row.text("term"))] += known
    spoken = {name: tuple(dict.fromkeys(found)) for name, found in codes.items() if found}
    return TypeNames({**spoken, **own}, labels)
