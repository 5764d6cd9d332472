"""Reading a page as a visitor does: its text, the links that hold some words, its cards."""

import re
from html import unescape

from flask.testing import FlaskClient

_UNBREAKABLE = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " "})


def read(client: FlaskClient, path: str) -> str:
    """Give the source of a page that answers 200, entities and unbreakable spaces made plain."""
    response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return unescape(response.text).translate(_UNBREAKABLE)


def links_of(page: str, words: str) -> list[str]:
    """List the addresses of the links that begin with some words."""
    return re.findall(rf'href="([^"]+)"[^>]*>(?:<[^>]+>)*{re.escape(words)}', page)


def names_of(page: str) -> list[str]:
    """List the names of the structures' cards."""
    return re.findall(r'structure-card__name"><a href="[^"]+">([^<]+)</a>', page)


def count_of(page: str) -> int:
    """Give the number of results that the page announces."""
    said = re.search(r"(\d+) structures?</h2>", page)
    assert said, "no count on this page"
    return int(said[1])
