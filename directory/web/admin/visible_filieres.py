"""The filières that somebody may choose from, and whose listings lists show."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.territory.models import Filiere
from directory.territory.queries import list_filieres


def visible_filieres(session: Session, actor: Actor) -> Sequence[Filiere]:
    """Give the filières whose listings this person sees, in their order of display."""
    visible = actor.visible_filieres
    return [
        filiere for filiere in list_filieres(session) if visible is None or filiere.slug in visible
    ]


def narrowed_filieres(actor: Actor, chosen: str) -> tuple[str, ...] | None:
    """Give the filières that a list of this person is held to, None for all.

    Who keeps structures is held by these (`visible_structures`) and not by filières.
    """
    visible = actor.visible_filieres if actor.visible_structures is None else None
    if not chosen:
        return None if visible is None else tuple(sorted(visible))
    return (chosen,) if visible is None or chosen in visible else ()
