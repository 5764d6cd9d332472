"""Typed words -> structure types, places, audience, setting, and the words that are left."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.catalog.vocabulary import Audience, Profile, Setting
from directory.search.spelling import Correction
from directory.search.synonyms import Meaning, MeaningKind, PhraseMatch, Synonyms
from directory.search.text_reader import Reading, TextReader
from directory.search.words import STOP_WORDS, Word, clean, words_of
from directory.territory.gazetteer import Gazetteer
from directory.territory.places import Place, PlaceKind, PlaceMatch
from directory.territory.spelling import KnownWords

_MOST_WORDS = 40
_MOST_PLACES = 4
_NOTHING_KNOWN = KnownWords({})


@dataclass(frozen=True, slots=True)
class Part:
    """One recognised piece of the text, a chip: exactly one of `place` and `meaning` is given.

    `start` and `end` are its span in the clean text; `without` is that text when it is taken out.
    """

    start: int
    end: int
    typed: str
    without: str
    place: Place | None = None
    meaning: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What was understood of a text; `text` is what is left for the search engine."""

    typed: str = ""
    text: str = ""
    types: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    filieres: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    audience: Audience | None = None
    setting: Setting | None = None
    profile: Profile | None = None
    parts: tuple[Part, ...] = ()
    corrections: tuple[Correction, ...] = ()
    ranking_text: str = ""  # the words of everyday phrases, which may also be in a name

    @property
    def has_filters(self) -> bool:
        """Whether something was understood that narrows the results."""
        return bool(
            self.types
            or self.places
            or self.filieres
            or self.departements
            or self.audience
            or self.setting
        )

    @property
    def read(self) -> str:
        """The whole text as it was read, corrections applied."""
        read = self.typed
        for correction in self.corrections:
            read = read.replace(correction.typed, correction.read, 1)
        return read


def literal_interpretation(text: str) -> Interpretation:
    """Read every word as it stands."""
    typed = clean(text)
    return Interpretation(typed=typed, text=typed)


def interpret(
    text: str,
    gazetteer: Gazetteer,
    synonyms: Synonyms,
    *,
    lexicon: KnownWords = _NOTHING_KNOWN,
    with_places: bool = True,
) -> Interpretation:
    """Read a text of any kind; without places, their names stay words.

    `lexicon` holds the words of the listings: what is in a listing is not a typing error.
    """
    typed = clean(text)
    words = words_of(typed)[:_MOST_WORDS]
    reader = TextReader(gazetteer, synonyms, lexicon, with_places)
    matches = reader.read([word.text for word in words])
    corrected, matches = reader.correct(words, matches)
    return _Summary(typed, words, corrected, matches).interpretation()


@dataclass(frozen=True, slots=True)
class _Summary:
    """Turns chosen readings into an Interpretation."""

    typed: str
    words: tuple[Word, ...]
    corrected: dict[int, str]
    matches: list[Reading]

    def interpretation(self) -> Interpretation:
        parts = tuple(self._part(match) for match in self.matches if not _is_noise(match))
        places = tuple(part.place for part in parts if part.place is not None)
        return Interpretation(
            typed=self.typed,
            text=self._remaining_text(),
            types=self._targets(MeaningKind.TYPE),
            places=tuple(place for place in places if place.communes)[:_MOST_PLACES],
            filieres=_codes(places, PlaceKind.FILIERE),
            departements=_codes(places, PlaceKind.DEPARTEMENT),
            audience=next(map(Audience, self._targets(MeaningKind.AUDIENCE)), None),
            setting=next(map(Setting, self._targets(MeaningKind.SETTING)), None),
            profile=next(map(Profile, self._targets(MeaningKind.PROFILE)), None),
            parts=parts,
            corrections=tuple(
                Correction(self.typed[self.words[rank].start : self.words[rank].end], read)
                for rank, read in sorted(self.corrected.items())
            ),
            ranking_text=" ".join(
                self._read(rank)
                for match in self.matches
                if isinstance(match, PhraseMatch) and match.meaning.is_name
                for rank in range(match.start, match.end)
            ),
        )

    def _read(self, rank: int) -> str:
        return self.corrected.get(rank, self.words[rank].text)

    def _remaining_text(self) -> str:
        explained = {rank for match in self.matches for rank in range(match.start, match.end)}
        return " ".join(
            self._read(rank)
            for rank in range(len(self.words))
            if rank not in explained and self._read(rank) not in STOP_WORDS
        )

    def _targets(self, kind: MeaningKind) -> tuple[str, ...]:
        targets: Iterable[str] = (
            target
            for match in self.matches
            if isinstance(match, PhraseMatch) and match.meaning.kind is kind
            for target in match.meaning.targets
        )
        return tuple(dict.fromkeys(targets))

    def _part(self, match: Reading) -> Part:
        start, end = self.words[match.start].start, self.words[match.end - 1].end
        without = " ".join(f"{self.typed[: self._lead(match.start)]} {self.typed[end:]}".split())
        return Part(
            start=start,
            end=end,
            typed=self.typed[start:end],
            without=without,
            place=match.place if isinstance(match, PlaceMatch) else None,
            meaning=match.meaning if isinstance(match, PhraseMatch) else None,
        )

    def _lead(self, rank: int) -> int:
        """Where a part begins with the little words before it (« à », « de la »)."""
        while rank and self.words[rank - 1].text in STOP_WORDS:
            rank -= 1
        return self.words[rank].start


def _is_noise(match: Reading) -> bool:
    return isinstance(match, PhraseMatch) and match.meaning.kind is MeaningKind.NOISE


def _codes(places: Iterable[Place], kind: PlaceKind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.code for place in places if place.kind is kind))
