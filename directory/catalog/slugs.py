"""Choosing the address of a structure: never one that leads, or once led, to another."""

from collections.abc import Sequence
from os.path import commonprefix

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.models.slug_redirect import SlugRedirect
from directory.catalog.models.structure import Structure


def free_slug(session: Session, wanted: str) -> str:
    """Give the wanted slug, or the first numbered one that nobody has or had."""
    return free_slugs(session, [wanted])[0]


def free_slugs(session: Session, wanted: Sequence[str]) -> list[str]:
    """Give a free slug for each that is wanted, in their order; no two are the same."""
    beginning = commonprefix(list(wanted))  # noqa: RUF071 (sign by sign: these are no paths)
    taken = {
        *session.scalars(select(Structure.slug).where(Structure.slug.startswith(beginning))),
        *session.scalars(select(SlugRedirect.slug).where(SlugRedirect.slug.startswith(beginning))),
    }
    numbers = dict.fromkeys(wanted, 0)  # all up to this one are taken
    chosen = []
    for slug in wanted:
        free = _numbered(slug, numbers[slug] + 1)
        while free in taken:
            numbers[slug] += 1
            free = _numbered(slug, numbers[slug] + 1)
        numbers[slug] += 1
        taken.add(free)
        chosen.append(free)
    return chosen


def _numbered(slug: str, number: int) -> str:
    return slug if number == 1 else f"{slug}-{number}"
