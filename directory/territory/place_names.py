"""The ways in which people write the name of a place."""

import re
from collections.abc import Iterator

from directory.values.text import fold, fold_place

# First words that many names share: alone they name nothing.
_GENERIC_WORDS_TEXT = """
la le les l saint sainte ile iles pont port mont val bois bourg cap baie centre notre
grand petit vieux haut haute bas basse chapelle roche croix ville champs plaine pays
cote cotes presqu communaute bretagne golfe arc terre mer hopital clinique maison moulin
fort du de des d
"""
GENERIC_WORDS = frozenset(_GENERIC_WORDS_TEXT.split())

_LINKS = frozenset(("de", "du", "des", "d", "l", "la", "le", "les", "en", "sur", "sous", "et", "a"))

_EPCI_NATURE = re.compile(
    r"^(?:communaute (?:de communes|d agglomeration)|cc|ca|metropole) "
    r"(?:de la |de l |du |des |de |d )?"
)
_EPCI_ENDINGS = ("agglomeration", "communaute", "metropole")
_PARENTHESIS = re.compile(r"\(([^)]*)\)")
_ELISION = re.compile(r"\b([ld]) (?=[aeiouyh])")
_POINTS_OF_THE_COMPASS = frozenset(("nord", "sud", "est", "ouest", "centre"))


def name_variants(name: str) -> Iterator[str]:
    """Give the folded name, with elisions glued (« pont labbe ») and without any space."""
    folded = fold_place(name)
    yield folded
    if " " not in folded:
        return
    glued = _ELISION.sub(r"\1", folded)
    if glued != folded:
        yield glued
    yield folded.replace(" ", "")
    if folded.startswith("saint"):
        yield re.sub(r"^saint(e?) ", r"st\1", folded).replace(" ", "")
    for article in ("la ", "le ", "les ", "l "):
        if folded.startswith(article) and len(folded) - len(article) >= 6:
            yield folded.removeprefix(article)


def beginnings(name: str) -> Iterator[str]:
    """Give the first words of a long name when they are not a word that many names share."""
    words = fold_place(name).split()
    for count in range(1, len(words)):
        head = words[:count]
        if head[-1] in _LINKS or all(word in GENERIC_WORDS for word in head):
            continue
        if len("".join(head)) >= 4:
            yield " ".join(head)


def epci_variants(name: str) -> Iterator[str]:
    """Give the usual shapes of an EPCI's name, from the longest to the shortest."""
    for inside in _PARENTHESIS.findall(name):
        yield fold_place(inside)
    outside = _PARENTHESIS.sub(" ", name)
    folded = fold_place(outside)
    yield folded
    bare = _EPCI_NATURE.sub("", folded)
    yield bare
    for part in (*re.split(r" - |–", outside), bare):
        yield from _shapes(_EPCI_NATURE.sub("", fold_place(part)))


def epci_beginnings(name: str) -> Iterator[str]:
    """Give the first words of an EPCI's name, two at least (« Presqu’île de Crozon »)."""
    bare = _EPCI_NATURE.sub("", fold_place(_PARENTHESIS.sub(" ", name)))
    for beginning in beginnings(bare):
        if " " in beginning:
            yield beginning


def _shapes(bare: str) -> Iterator[str]:
    yield bare
    yield bare.replace("agglomeration", "agglo")
    first, _, rest = bare.partition(" ")
    if first == "communaute" and rest:
        yield rest
    head, _, last = bare.rpartition(" ")
    if last in _EPCI_ENDINGS and head:
        yield head
        yield f"{head} agglo"
        yield f"{head} communaute"


def filiere_variants(name: str) -> Iterator[str]:
    """Give a filière's name, alone and after the word « filière »."""
    folded = fold(name)
    yield fold_place(folded)
    yield f"filiere {fold_place(folded)}"
    first, _, second = fold_place(folded).partition(" ")
    if first in _POINTS_OF_THE_COMPASS and second:
        yield f"{second} {first}"
