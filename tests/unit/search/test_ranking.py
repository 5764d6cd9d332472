"""Words find the structures that hold them, the best placed first."""

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from directory.search.document import SearchDocument
from directory.search.index_folder import IndexFolder
from directory.search.whoosh_engine import IndexWriter, WhooshEngine
from directory.search.words import folded_words, stem

Fill = Callable[[dict[str, str]], WhooshEngine]


def _document(identifier: str, text: str) -> SearchDocument:
    words = folded_words(text)
    return SearchDocument(identifier, {stem(word): 6.0 for word in words}, frozenset(words))


@pytest.fixture(scope="module")
def fill(tmp_path_factory: pytest.TempPathFactory) -> Fill:
    def fill_index(texts: dict[str, str]) -> WhooshEngine:
        folder = IndexFolder(tmp_path_factory.mktemp("index"))
        version = folder.begin()
        writer = IndexWriter(version)
        for identifier, text in texts.items():
            writer.add(_document(identifier, text))
        folder.publish(version, generation=1, documents=writer.finish())
        return WhooshEngine(folder.path)

    return fill_index


@pytest.fixture(scope="module")
def engine(fill: Fill) -> WhooshEngine:
    return fill(
        {
            "pasteur": "Clinique Pasteur-Lanroze",
            "baie": "Clinique de la Baie",
            "coeur": "Hôpital du Sacré-Cœur d’Hennebont",
            "morvan": "Hôpital Morvan",
            "marches": "L’Hôpital des Marches",
            "filler": "Association d’aide aux proches",
        }
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("pasteur", ["pasteur"]),
        ("PASTEUR", ["pasteur"]),
        ("clinique pasteur", ["pasteur"]),
        ("sacre coeur", ["coeur"]),
        ("sacré-cœur", ["coeur"]),
        ("l'hopital morvan", ["morvan"]),
        ("L’HÔPITAL MORVAN", ["morvan"]),
        ("cliniques de la baie", ["baie"]),
        ("associations", ["filler"]),
        ("henneb", ["coeur"]),
        ("hennebon", ["coeur"]),
        ("", []),
        ("le la les", []),
        ("xylophone", []),
    ],
)
def test_words_find_whatever_their_form(engine: WhooshEngine, typed: str, found: list[str]) -> None:
    assert list(engine.search(typed).ids) == found


@pytest.mark.parametrize(
    ("typed", "read", "found"),
    [("psateur", "pasteur", "pasteur"), ("morvn", "morvan", "morvan"), ("henebont", "", "coeur")],
)
def test_a_mistyped_word_is_forgiven_and_the_correction_said(
    engine: WhooshEngine, typed: str, read: str, found: str
) -> None:
    results = engine.search(typed)

    assert list(results.ids) == [found]
    assert [(c.typed, c.read) for c in results.corrections] == [(typed, read or "hennebont")]


def test_the_structures_with_the_most_words_are_given_alone(engine: WhooshEngine) -> None:
    results = engine.search("hôpital marches")

    assert (list(results.ids), results.is_complete) == (["marches"], True)


def test_without_a_structure_that_holds_all_words_most_of_them_are_enough(
    engine: WhooshEngine,
) -> None:
    results = engine.search("clinique morvan")

    assert set(results.ids) == {"pasteur", "baie", "morvan"}
    assert results.ids[0] == "morvan"
    assert not results.is_complete


def test_one_word_among_many_is_not_enough(engine: WhooshEngine) -> None:
    assert engine.search("chirurgie cardiaque pédiatrique pasteur").total == 0


def test_scores_never_rise(engine: WhooshEngine) -> None:
    scores = engine.search("clinique morvan").scores

    assert list(scores) == sorted(scores, reverse=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=1_000)
@given(st.text(max_size=300))
def test_any_text_is_answered(engine: WhooshEngine, text: str) -> None:
    results = engine.search(text)

    assert len(results.ids) == len(results.scores) == results.total


def test_a_hundred_thousand_words_are_answered_in_a_moment(engine: WhooshEngine) -> None:
    text = " ".join(f"mot{number}" for number in range(100_000))

    begun = time.process_time()
    engine.search(text)

    assert time.process_time() - begun < 0.2
