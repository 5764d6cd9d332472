"""Communes proposed while somebody types: prefixes of any word, then near misses."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from directory.territory.places import CommunePlace, CommuneSuggestion
from directory.values.text import fold_place

_LONGEST_TEXT = 60
_SHORTEST_FORGIVEN = 4


@dataclass(frozen=True, slots=True)
class _Entry:
    """One searchable key: the tail of a folded name that starts at one of its words."""

    key: str
    is_start_of_name: bool
    former_name: str | None
    commune: CommunePlace

    @property
    def order(self) -> tuple[bool, bool, int, str]:
        return (
            not self.is_start_of_name,
            self.former_name is not None,
            -self.commune.population,
            self.commune.insee,
        )


class PlaceSuggestions:
    """A sorted list of keys, walked by bisection."""

    def __init__(self, communes: Iterable[CommunePlace]) -> None:
        self._entries = sorted(
            (entry for commune in communes for entry in _entries_of(commune)),
            key=lambda entry: entry.key,
        )
        self._keys = [entry.key for entry in self._entries]
        self._best_of_letter: dict[str, list[CommuneSuggestion]] = {}

    def suggest(self, text: str, limit: int) -> list[CommuneSuggestion]:
        """Propose communes: exact names, then beginnings, then names with a typing error."""
        typed = fold_place(text[:_LONGEST_TEXT])
        if not typed or limit < 1:
            return []
        if len(typed) == 1:
            if typed not in self._best_of_letter:
                self._best_of_letter[typed] = self._pick(self._starting_with(typed), typed, 50)
            return self._best_of_letter[typed][:limit]
        found = self._pick(self._starting_with(typed), typed, limit)
        if found or len(typed) < _SHORTEST_FORGIVEN:
            return found
        return self._pick(self._near(typed), typed, limit)

    def _starting_with(self, typed: str) -> list[_Entry]:
        start = bisect_left(self._keys, typed)
        end = bisect_left(self._keys, typed + "\U0010ffff", lo=start)
        return self._entries[start:end]

    def _near(self, typed: str) -> list[_Entry]:
        """Find the names whose beginning is one letter or one swap away (two in a long text)."""
        allowed = 1 if len(typed) < 9 else 2
        first, second = typed[0], typed[1]
        near = []
        for entry in self._entries:
            key = entry.key
            if not entry.is_start_of_name or key[0] not in (first, second):
                continue
            lengths = range(len(typed) - allowed, len(typed) + allowed + 1)
            if any(
                OSA.distance(typed, key[:length], score_cutoff=allowed) <= allowed
                for length in lengths
                if length <= len(key)
            ):
                near.append(entry)
        return near

    @staticmethod
    def _pick(entries: list[_Entry], typed: str, limit: int) -> list[CommuneSuggestion]:
        entries.sort(key=lambda entry: (entry.key != typed, entry.order))
        picked: dict[str, CommuneSuggestion] = {}
        for entry in entries:
            insee = entry.commune.insee
            picked.setdefault(insee, CommuneSuggestion(entry.commune, entry.former_name))
            if len(picked) == limit:
                break
        return list(picked.values())


def _entries_of(commune: CommunePlace) -> list[_Entry]:
    names = [(commune.name, None), *((name, name) for name in commune.former_names)]
    if commune.name_br:
        names.append((commune.name_br, None))
    entries = [
        _Entry(key, is_start, former, commune)
        for name, former in names
        for key, is_start in _tails(fold_place(name))
    ]
    entries.extend(_Entry(code, True, None, commune) for code in commune.postal_codes)
    return entries


def _tails(folded: str) -> Iterable[tuple[str, bool]]:
    words = folded.split()
    for index in range(len(words)):
        if index == 0 or len(words[index]) > 2:
            yield " ".join(words[index:]), index == 0
    if len(words) > 1:
        yield "".join(words), True
