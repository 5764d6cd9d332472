"""One site in three languages: the same pages, the same addresses, and nothing left in French."""

import re
from collections.abc import Iterable
from functools import cache

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.cli.translations import read_catalog
from directory.values.language import Language
from tests.factories.structures import make_phone, make_structure
from tests.functional.reading import read

PAGES = (
    "/",
    "/recherche",
    "/recherche?q=had+morlaix",
    "/communes",
    "/communes/29151-morlaix",
    "/filieres",
    "/filieres/armor",
    "/structures/emsp-centre-hospitalier-de-fougeres",
    "/lexique",
    "/a-propos",
    "/donnees",
    "/accessibilite",
    "/mentions-legales",
    "/plan-du-site",
)
PREFIXES = {"fr": "", "br": "/br", "en": "/en"}
# « fr » is the code that the French page gives for its own language, and stands in every hreflang.
_LANGUAGE_CODE = "fr"
_LONG_ENOUGH = 20
# What is French on purpose, such as the definitions of the lexicon.
_MARKED_FRENCH = re.compile(r'<(?!html)(\w+)[^>]*\blang="fr">.*?</\1>', re.DOTALL)
_HOLES = re.compile(r"<[^>]+>|%\(\w+\)s|\{\w+\}")


def translated_sentences() -> list[tuple[str, str]]:
    """List each French sentence with its English, both numbers of those that count."""
    pairs: list[tuple[str, str]] = []
    for message in read_catalog(Language.ENGLISH):
        pairs += zip(_listed(message.id), _listed(message.string), strict=True)
    return [(french, english) for french, english in pairs if french]


def _listed(words: Iterable[str] | None) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words or ())


@cache
def french_words() -> tuple[re.Pattern[str], frozenset[str]]:
    """Give what recognises a short text as French, and the pieces of the longer sentences."""
    short, pieces = [], set()
    for french, english in translated_sentences():
        literal = [piece.strip() for piece in _HOLES.split(french)]
        long_pieces = {piece for piece in literal if len(piece) >= _LONG_ENOUGH}
        pieces |= long_pieces
        # « à » and « et » between two values stand in names of places too.
        has_words = any(re.search(r"[^\W\d_]{3}", piece) for piece in literal)
        if not long_pieces and has_words and french not in (english, _LANGUAGE_CODE):
            short.append(".+".join(re.escape(piece) for piece in _HOLES.split(french)))
    return re.compile("|".join(short)), frozenset(pieces)


def french_left_in(page: str) -> set[str]:
    """Find what a page says with the words of the French catalogue."""
    short, pieces = french_words()
    page = _MARKED_FRENCH.sub("", page)
    texts = {text.strip() for text in re.split(r'[<>"]', page)}
    return {text for text in texts if short.fullmatch(text)} | {
        piece for piece in pieces if piece in page
    }


def links_of_head(page: str) -> dict[str, str]:
    """Map « canonical » and each language to its address in the head of a page."""
    head = page.split("</head>")[0]
    links = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', head)
    links += re.findall(r'<link rel="(canonical)" href="([^"]+)">', head)
    assert len(links) == len(dict(links)), "an address is given twice"
    return dict(links)


def switcher_of(page: str) -> dict[str, str]:
    """Map each language of the switcher to where it leads."""
    switcher = page.split('<nav class="language-switcher"')[1].split("</nav>")[0]
    return {
        language: path for path, language in re.findall(r'href="([^"]+)" lang="([^"]+)"', switcher)
    }


def plain(address: str) -> str:
    """Write a space of an address as this file does."""
    return address.replace("%20", "+")


@pytest.mark.parametrize("prefix", PREFIXES.values())
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_every_language(
    real_client: FlaskClient, path: str, prefix: str
) -> None:
    answer = real_client.get(prefix + path)

    assert answer.status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_holds_no_french_sentence(real_client: FlaskClient, path: str) -> None:
    page = read(real_client, f"/en{path}")

    assert french_left_in(page) == set()


def test_a_missing_page_is_said_in_english(real_client: FlaskClient) -> None:
    answer = real_client.get("/en/introuvable")

    assert "This page does not exist or no longer exists" in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_french_words_would_be_noticed(real_client: FlaskClient, path: str) -> None:
    page = read(real_client, path)

    assert len(french_left_in(page)) > 20


def test_every_sentence_has_its_english() -> None:
    untranslated = [french for french, english in translated_sentences() if not english]

    assert untranslated == []


def test_english_keeps_to_its_own_punctuation() -> None:
    foreign = re.compile(r"«|»|'| [:;?!]")

    assert [english for _french, english in translated_sentences() if foreign.search(english)] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_translated_page_names_its_language(real_client: FlaskClient, language: str) -> None:
    page = read(real_client, f"{PREFIXES[language]}/communes")

    assert f'<html lang="{language}">' in page


def test_an_english_page_does_not_excuse_itself(real_client: FlaskClient) -> None:
    page = read(real_client, "/en/communes")

    assert "has not yet been translated" not in page


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("path", PAGES)
def test_the_head_gives_the_address_in_each_language(
    real_client: FlaskClient, path: str, language: str
) -> None:
    page = read(real_client, PREFIXES[language] + path)

    addresses = {other: f"https://annuaire.example{PREFIXES[other]}{path}" for other in PREFIXES}
    expected = {**addresses, "x-default": addresses["fr"], "canonical": addresses[language]}
    assert {name: plain(address) for name, address in links_of_head(page).items()} == expected


@pytest.mark.parametrize("language", PREFIXES)
@pytest.mark.parametrize("path", PAGES)
def test_the_switcher_leads_to_the_same_page(
    real_client: FlaskClient, path: str, language: str
) -> None:
    page = read(real_client, PREFIXES[language] + path)

    expected = {other: PREFIXES[other] + path for other in PREFIXES}
    assert {name: plain(address) for name, address in switcher_of(page).items()} == expected


@pytest.mark.parametrize("path", ["/de/", "/de/communes", "/EN/", "/en/br/", "/fr/communes"])
def test_another_prefix_is_not_a_language(real_client: FlaskClient, path: str) -> None:
    assert real_client.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/en/api/v1/structures", "/en/healthz", "/br/static/css/main.css"]
)
def test_what_has_no_language_takes_no_prefix(real_client: FlaskClient, path: str) -> None:
    assert real_client.get(path).status_code == 404


def test_dates_and_numbers_follow_the_language(client: FlaskClient, session: Session) -> None:
    make_structure(session, phones=[make_phone(hours="Mo-Fr 09:00-17:00")])

    page = read(client, "/en/communes/29151-morlaix")

    assert "Friday 27 November 2026, 19:30" in page
    assert "15,194 (2023)" in page
