"""The filières that somebody may choose from."""

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
