"""Words are understood as a person would understand them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalog.vocabulary import Audience, Profile, Setting
from directory.search.interpretation import Interpretation, interpret
from directory.search.synonyms import Meaning, MeaningKind, Synonyms
from directory.territory.spelling import KnownWords
from tests.factories.places import make_gazetteer

GAZETTEER = make_gazetteer()
SYNONYMS = Synonyms(
    [
        ("HAD", Meaning(MeaningKind.TYPE, ("HAD",))),
        ("EMSP", Meaning(MeaningKind.TYPE, ("EMSP",))),
        ("équipe mobile de soins palliatifs", Meaning(MeaningKind.TYPE, ("EMSP",))),
        ("lits", Meaning(MeaningKind.TYPE, ("LISP", "USP"), is_name=True)),
        ("hospitalisation à domicile", Meaning(MeaningKind.TYPE, ("HAD",))),
        ("hospitalisation", Meaning(MeaningKind.SETTING, ("hospital",))),
        ("jalmalv", Meaning(MeaningKind.TYPE, ("ASSOCIATION",), is_name=True)),
        ("enfant", Meaning(MeaningKind.AUDIENCE, ("child",))),
        ("à domicile", Meaning(MeaningKind.SETTING, ("home",))),
        ("infirmière libérale", Meaning(MeaningKind.PROFILE, ("professional",))),
        ("soins palliatifs", Meaning(MeaningKind.NOISE, ())),
    ]
)
LEXICON = KnownWords({"pasteur": 2, "clinique": 9, "hopital": 12, "brise": 2})


def _interpret(text: str) -> Interpretation:
    return interpret(text, GAZETTEER, SYNONYMS, lexicon=LEXICON)


def _communes(understood: Interpretation) -> list[str]:
    return [place.name for place in understood.places]


def test_a_type_and_a_commune_leave_no_words() -> None:
    understood = _interpret("had morlaix")

    assert (understood.types, _communes(understood), understood.text) == (
        ("HAD",),
        ["Morlaix"],
        "",
    )


def test_the_longest_phrase_wins() -> None:
    understood = _interpret("hospitalisation à domicile")

    assert (understood.types, understood.setting) == (("HAD",), None)
    assert _interpret("hospitalisation").setting is Setting.HOSPITAL


def test_typing_errors_are_forgiven_and_said() -> None:
    understood = _interpret("equipe mobile de soin paliatif molraix")

    assert (understood.types, _communes(understood)) == (("EMSP",), ["Morlaix"])
    assert [(c.typed, c.read) for c in understood.corrections] == [
        ("paliatif", "palliatifs"),
        ("molraix", "morlaix"),
    ]


def test_the_whole_text_can_be_said_as_it_was_read() -> None:
    assert _interpret("had molraix").read == "had morlaix"


@pytest.mark.parametrize("text", ["clinique pasteur brest", "clinique Pasteur à Brest"])
def test_the_name_of_a_structure_stays_words(text: str) -> None:
    understood = _interpret(text)

    assert (understood.text, _communes(understood)) == ("clinique pasteur", ["Brest"])


def test_a_word_of_the_listings_is_not_corrected() -> None:
    understood = _interpret("la brise")

    assert (understood.text, understood.corrections) == ("brise", ())


def test_a_postal_code_is_the_place_of_its_communes() -> None:
    (place,) = _interpret("lits soins palliatifs 22600").places

    assert place.communes == ("22136", "22155")


def test_audience_setting_and_profile_are_understood() -> None:
    understood = _interpret("enfant à domicile infirmière libérale")

    assert understood.audience is Audience.CHILD
    assert understood.setting is Setting.HOME
    assert understood.profile is Profile.PROFESSIONAL


def test_a_filiere_and_a_departement_filter_instead_of_being_served() -> None:
    assert _interpret("had armor").filieres == ("armor",)
    assert _interpret("had finistère").departements == ("29",)
    assert _interpret("had armor").places == ()


def test_noise_chooses_nothing() -> None:
    understood = _interpret("soins palliatifs")

    assert (understood.text, understood.has_filters, understood.parts) == ("", False, ())


def test_each_part_tells_the_text_without_it() -> None:
    understood = _interpret("had à Morlaix pasteur")

    assert [(part.typed, part.without) for part in understood.parts] == [
        ("had", "à Morlaix pasteur"),
        ("Morlaix", "had pasteur"),
    ]


def test_the_words_of_an_everyday_phrase_also_rank() -> None:
    assert _interpret("jalmalv").ranking_text == "jalmalv"
    assert _interpret("had").ranking_text == ""


def test_places_can_be_left_as_words() -> None:
    understood = interpret("had morlaix", GAZETTEER, SYNONYMS, with_places=False)

    assert (understood.places, understood.text) == ((), "morlaix")


@given(st.text(max_size=400))
def test_any_text_is_interpreted(text: str) -> None:
    understood = _interpret(text)

    understood.text.encode("utf-8")
    for part in understood.parts:
        assert understood.typed[part.start : part.end] == part.typed
        assert (part.place is None) != (part.meaning is None)


def test_a_word_that_a_phrase_holds_is_no_typing_error() -> None:
    synonyms = Synonyms(
        [
            ("hospital at home", Meaning(MeaningKind.TYPE, ("HAD",))),
            ("hôpital", Meaning(MeaningKind.SETTING, ("hospital",))),
        ]
    )

    understood = interpret("hospital", GAZETTEER, synonyms, lexicon=LEXICON)

    assert (understood.corrections, understood.setting) == ((), None)


def test_the_beginning_of_a_known_word_is_only_completed() -> None:
    synonyms = Synonyms(
        [
            ("kañv", Meaning(MeaningKind.TYPE, ("DEUIL",))),
            ("klañvour", Meaning(MeaningKind.PROFILE, ("public",))),
            ("bénévole", Meaning(MeaningKind.TYPE, ("ASSOCIATION",))),
        ]
    )

    ill, patient = (
        interpret(text, GAZETTEER, synonyms, lexicon=LEXICON) for text in ("klañv", "klañvou")
    )

    assert (ill.types, ill.corrections) == ((), ())
    assert patient.profile is Profile.PUBLIC


def test_a_thousand_unknown_words_are_interpreted_in_a_moment() -> None:
    text = " ".join(f"xq{number}zvfhgk" for number in range(1_000))

    taken = []
    for _ in range(3):
        begun = time.process_time()
        _interpret(text)
        taken.append(time.process_time() - begun)

    # The shortest: now and then a collection of all the garbage of the tests falls into one.
    assert min(taken) < 0.1
