"""« À faire »: one listing to check at a time, and what else waits."""

from flask import abort, render_template, request
from flask import session as cookie
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from directory.catalog.listing_queries import get_structure
from directory.catalog.models.structure import Structure
from directory.catalog.queue import QueuedListing
from directory.catalog.vocabulary import PublicationState
from directory.web.admin.address_parameters import read_uuid
from directory.web.admin.check_means import means_of, remembered_means
from directory.web.admin.field_names import means_label
from directory.web.admin.queue_page import ListingAtHand, listing_at_hand, queue_of
from directory.web.admin.queue_waiting import waiting_groups
from directory.web.admin.queue_words import all_right_words
from directory.web.admin.undo_offer import undo_offer
from directory.web.permissions import get_actor, may, requires
from directory.web.services import get_session

_LISTING = "listing"


@requires(Permission.ADMIN_ENTER)
def show_queue() -> str:
    """Show the listing to check next, or the one that `fiche` names."""
    session, actor = get_session(), get_actor()
    queue = queue_of(session, actor)
    if _is_finished():
        cookie.pop(_LISTING, None)
    return render_template(
        "admin/show_queue.html",
        listing=None if _is_finished() else _at_hand(session, queue),
        is_finished=_is_finished(),
        length=len(queue),
        groups=waiting_groups(session, actor),
        means=remembered_means(actor),
        all_right_words={choice: all_right_words(choice) for choice in means_of(actor)},
        means_words={choice: means_label(choice) for choice in means_of(actor)},
        undo=undo_offer(session, actor, request.args.get("fait", type=int)),
    )


@requires(Permission.ADMIN_ENTER)
def show_waiting(kind: str) -> str:
    """List what waits of one kind."""
    session, actor = get_session(), get_actor()
    groups = waiting_groups(session, actor)
    group = next((found for found in groups if found.kind == kind), None)
    if group is None:
        abort(404)
    return render_template(
        "admin/show_waiting.html", group=group, groups=groups, length=len(queue_of(session, actor))
    )


def _is_finished() -> bool:
    """Whether the last listing was just passed."""
    return "fin" in request.args


def _at_hand(session: Session, queue: list[QueuedListing]) -> ListingAtHand | None:
    """Give the listing that is asked for, to be checked or not; else the most urgent."""
    structure = _asked_structure(session, queue)
    if structure is None and queue:
        structure = get_structure(session, queue[0].facts.id)
    if structure is None:
        return None
    cookie[_LISTING] = str(structure.id)  # where to go on after another page
    return listing_at_hand(session, structure, queue)


def _asked_structure(session: Session, queue: list[QueuedListing]) -> Structure | None:
    asked, last = request.args.get("fiche", ""), str(cookie.get(_LISTING, ""))
    structure_id = read_uuid(asked or last)
    is_queued = any(entry.facts.id == structure_id for entry in queue)
    if structure_id is None or not (asked or is_queued):
        return None
    structure = get_structure(session, structure_id)
    if structure is None or structure.state is PublicationState.ARCHIVED:
        return None
    return structure if may(Permission.STRUCTURE_VERIFY, structure=structure) else None
