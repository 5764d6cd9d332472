"""« À faire »: one listing to check at a time, and what else waits."""

from uuid import UUID

from flask import abort, render_template, request
from flask import session as cookie
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from directory.catalog.listing_queries import get_structure
from directory.catalog.queue import QueuedListing
from directory.web.admin.check_means import means_of, remembered_means
from directory.web.admin.field_names import means_label
from directory.web.admin.history_filter import read_uuid
from directory.web.admin.queue_page import ListingAtHand, listing_at_hand, queue_of
from directory.web.admin.queue_waiting import waiting_groups
from directory.web.admin.queue_words import all_right_words
from directory.web.admin.undo_offer import undo_offer
from directory.web.permissions import get_actor, requires
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
    if not queue:
        return None
    asked = _asked_id()
    ids = [entry.facts.id for entry in queue]
    structure = get_structure(session, asked if asked in ids else ids[0])
    if structure is None:
        return None
    cookie[_LISTING] = str(structure.id)  # where to go on after another page
    return listing_at_hand(session, structure, queue)


def _asked_id() -> UUID | None:
    """Give the listing that the address names, else the one that was open last."""
    return read_uuid(request.args.get("fiche", "") or str(cookie.get(_LISTING, "")))
