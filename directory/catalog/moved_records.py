"""What follows a structure that is merged into another, and how it goes back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from directory.catalog.history_queries import list_revisions_of
from directory.catalog.models.campaign import UpdateLink
from directory.catalog.models.correction import Correction
from directory.catalog.models.revision import Revision
from directory.catalog.models.slug_redirect import SlugRedirect
from directory.catalog.models.structure import Structure
from directory.catalog.models.structure_view import StructureView
from directory.catalog.vocabulary import PublicationState

# Any: the note of a revision: which records were moved, from whom to whom.
Note = Mapping[str, Any]


def move_records(session: Session, dropped: Structure, kept: Structure) -> dict[str, Any]:
    """Give the addresses, corrections, links and views of one structure to another.

    The answer is what `return_records` must know. The views stay counted at the dropped one too,
    where nobody reads them: so they can be taken away again.
    """
    redirects = session.scalars(
        select(SlugRedirect.slug).where(SlugRedirect.structure_id == dropped.id)
    ).all()
    note = {
        "merged_into": str(kept.id),
        "redirects": list(redirects),
        "corrections": _ids(session, Correction, dropped.id),
        "links": _ids(session, UpdateLink, dropped.id),
    }
    _hand_over(session, note, to=kept.id)
    session.merge(SlugRedirect(slug=dropped.slug, structure_id=kept.id))
    _count_views(session, dropped.id, kept.id, sign=1)
    session.flush()
    return note


def return_records(session: Session, dropped: Structure, note: Note) -> None:
    """Give back to a structure what it gave when it was merged into another."""
    _hand_over(session, note, to=dropped.id)
    redirect = session.get(SlugRedirect, dropped.slug)
    if redirect is not None:
        session.delete(redirect)
    _count_views(session, dropped.id, UUID(note["merged_into"]), sign=-1)
    session.flush()


def lead_back_to_kept(session: Session, dropped: Structure, undone: Revision) -> None:
    """Have the address lead again to the one that replaced it, when its return is undone."""
    if dropped.state is not PublicationState.ARCHIVED or undone.before is None:
        return
    if undone.after is None or undone.before.get("state") == undone.after.get("state"):
        return
    archiving = next((
        revision
        for revision in list_revisions_of(session, dropped)
        if revision.id < undone.id and revision.after is not None
        and (revision.before or {}).get("state") != revision.after["state"]
    ), None)  # fmt: skip
    note = None if archiving is None or archiving.after is None else archiving.after.get("note")
    if note is not None:
        session.merge(SlugRedirect(slug=dropped.slug, structure_id=UUID(note["merged_into"])))
        session.flush()


def _ids(
    session: Session, model: type[Correction] | type[UpdateLink], structure_id: UUID
) -> list[str]:
    found = session.scalars(select(model.id).where(model.structure_id == structure_id))
    return [str(identifier) for identifier in found]


def _hand_over(session: Session, note: Note, *, to: UUID) -> None:
    session.execute(
        update(SlugRedirect).where(SlugRedirect.slug.in_(note["redirects"])).values(structure_id=to)
    )
    for name, model in (("corrections", Correction), ("links", UpdateLink)):
        ids = [UUID(identifier) for identifier in note[name]]
        session.execute(update(model).where(model.id.in_(ids)).values(structure_id=to))


def _count_views(session: Session, of: UUID, at: UUID, *, sign: int) -> None:
    views = session.scalars(select(StructureView).where(StructureView.structure_id == of)).all()
    for view in views:
        held = session.get(StructureView, (at, view.day))
        if held is None:
            held = StructureView(structure_id=at, day=view.day, count=0)
            session.add(held)
        held.count = max(0, held.count + sign * view.count)
