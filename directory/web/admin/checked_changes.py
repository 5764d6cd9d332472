"""A listing corrected out of « À faire »: what was checked on the way, and where to go on."""

from uuid import UUID

from flask import request, url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.permissions import Permission
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PublicationState, VerificationMeans
from directory.web.admin.check_means import means_of, remember_means, remembered_means
from directory.web.admin.field_names import means_label
from directory.web.admin.queue_page import following, queue_of
from directory.web.permissions import may

CHECKED, FROM_QUEUE = "checked", "file"


def is_from_queue() -> bool:
    """Tell whether the form was opened from « À faire »."""
    return bool(request.values.get(FROM_QUEUE))


def means_asked(actor: Actor, structure: Structure) -> VerificationMeans | None:
    """Give how somebody says that the changes were checked; None when they were not."""
    sent = request.form.get(CHECKED)
    means = next((means for means in means_of(actor) if means == sent), None)
    if means is None or not may(Permission.STRUCTURE_VERIFY, structure=structure):
        return None
    remember_means(means)
    return means


def means_offered(actor: Actor, structure: Structure | None) -> dict[str, str]:
    """Give the means to choose from with their words; none who may not check, nor for a draft."""
    if structure is None or structure.state is not PublicationState.PUBLISHED:
        return {}
    if not may(Permission.STRUCTURE_VERIFY, structure=structure):
        return {}
    return {means.value: means_label(means) for means in means_of(actor)}


def means_chosen(actor: Actor) -> str:
    """Give the means that stands ready: what was sent, else the usual one out of the queue."""
    if request.method == "POST":
        return request.form.get(CHECKED, "")
    return remembered_means(actor).value if is_from_queue() else ""


def next_in_queue(session: Session, actor: Actor, structure: Structure) -> UUID | None:
    """Give the listing to go on with, before a change takes this one out of the queue."""
    return following(queue_of(session, actor), structure.id) if is_from_queue() else None


def address_in_queue(next_id: UUID | None, revision_id: int) -> str:
    """Give the address of the queue at the next listing, with the way to take the change back."""
    if next_id is None:
        return url_for("admin.show_queue", fin=1, fait=revision_id, enregistre=1)
    return url_for("admin.show_queue", fiche=next_id, fait=revision_id, enregistre=1)
