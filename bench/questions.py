"""Questions as people type them, never the same twice, from a seed."""

import unicodedata
from collections.abc import Callable, Iterator
from random import Random
from urllib.parse import urlencode

from bench.vocabulary import Vocabulary

Question = dict[str, str]

_DEPARTEMENTS = ("22", "29", "35", "56")
_AUDIENCES = ("adult", "child")
_SETTINGS = ("home", "hospital", "care_home")


class Questions:
    """An endless source of different questions about one instance."""

    def __init__(self, vocabulary: Vocabulary, *, seed: int) -> None:
        self._vocabulary = vocabulary
        self._random = Random(seed)  # noqa: S311 (repeatable on purpose)
        self._asked: set[str] = set()

    def with_words(self) -> Iterator[Question]:
        """Ask for words: one or two, beginnings, missing accents, mistakes, filters beside."""
        shapes = (
            self._one_word_and_filter,
            self._two_words,
            self._two_words_without_accents,
            self._word_and_commune,
            self._beginning,
            self._mistake,
        )
        return self._different(shapes)

    def with_filters(self) -> Iterator[Question]:
        """Ask for types, places and filters only: no word is left to search."""
        return self._different((self._type_and_commune, self._filiere_and_audience, self._near))

    def _different(self, shapes: tuple[Callable[[], Question], ...]) -> Iterator[Question]:
        while True:
            for shape in shapes:
                question = shape()
                while urlencode(question) in self._asked:
                    question = shape() | {"page": str(self._random.randint(1, 5))}
                self._asked.add(urlencode(question))
                yield question

    def _word(self) -> str:
        return self._random.choice(self._vocabulary.words)

    def _one_word_and_filter(self) -> Question:
        name, values = self._random.choice(
            (
                ("type", self._vocabulary.types),
                ("filiere", self._vocabulary.filieres),
                ("departement", _DEPARTEMENTS),
                ("audience", _AUDIENCES),
            )
        )
        return {"q": self._word(), name: self._random.choice(values)}

    def _two_words(self) -> Question:
        return {"q": f"{self._word()} {self._word()}"}

    def _two_words_without_accents(self) -> Question:
        return {"q": _without_accents(f"{self._word()} {self._word()}".lower())}

    def _word_and_commune(self) -> Question:
        _, commune = self._random.choice(self._vocabulary.communes)
        return {"q": f"{self._word()} {commune}"}

    def _beginning(self) -> Question:
        word = self._word()
        return {"q": f"{self._word()} {word[: max(3, len(word) - 2)]}"}

    def _mistake(self) -> Question:
        word = self._word()
        place = self._random.randrange(1, len(word) - 1)
        swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        return {"q": swapped, "departement": self._random.choice(_DEPARTEMENTS)}

    def _type_and_commune(self) -> Question:
        insee, _ = self._random.choice(self._vocabulary.communes)
        return {"type": self._random.choice(self._vocabulary.types), "commune": insee}

    def _filiere_and_audience(self) -> Question:
        return {
            "filiere": self._random.choice(self._vocabulary.filieres),
            "type": self._random.choice(self._vocabulary.types),
            "audience": self._random.choice(_AUDIENCES),
            "setting": self._random.choice(_SETTINGS),
        }

    def _near(self) -> Question:
        latitude = self._random.uniform(47.4, 48.7)
        longitude = self._random.uniform(-4.6, -1.2)
        return {
            "near": f"{latitude:.4f},{longitude:.4f}",
            "type": self._random.choice(self._vocabulary.types),
        }


def address(path: str, question: Question) -> str:
    """Write a question as the path of a request."""
    return f"{path}?{urlencode(question)}" if question else path


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
