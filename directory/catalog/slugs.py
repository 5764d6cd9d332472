"""Choosing the address of a structure: never one that leads, or once led, to another."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalog.models.slug_redirect import SlugRedirect
from directory.catalog.models.structure import Structure


def free_slug(session: Session, wanted: str) -> str:
    """Give the wanted slug, or the first numbered one that nobody has or had."""
    taken = {
        *session.scalars(select(Structure.slug).where(Structure.slug.startswith(wanted))),
        *session.scalars(select(SlugRedirect.slug).where(SlugRedirect.slug.startswith(wanted))),
    }
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
