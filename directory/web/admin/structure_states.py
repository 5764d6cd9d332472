"""Draft, published, archived: the buttons that move a structure from one to the other."""

from uuid import UUID

from flask import redirect, request
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.models.structure import Structure
from directory.catalog.publishing import (
    StructureNotReadyError,
    archive_structure,
    unarchive_structure,
)
from directory.catalog.publishing import publish_structure as write_publication
from directory.web.admin.structures import form_address, load_structure
from directory.web.after_response import after_change
from directory.web.notices import say, warn
from directory.web.permissions import author_of, get_actor, require, requires
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _

_LONGEST_REASON = 500


@requires(Permission.STRUCTURE_PUBLISH)
def publish_structure(structure_id: UUID) -> Response:
    """Show a structure to everyone, as it is stored."""
    structure = _load(structure_id)
    try:
        write_publication(
            get_session(), structure, author=author_of(get_actor()), clock=get_services().clock
        )
    except StructureNotReadyError:
        warn(_("La fiche n’est pas publiée : il lui manque ce qui est dit ci-dessous."))
        return redirect(form_address(structure), 303)
    return _keep(structure, _("La fiche est publiée : tout le monde peut la lire."))


@requires(Permission.STRUCTURE_PUBLISH)
def withdraw_structure(structure_id: UUID) -> Response:
    """Archive a structure: nobody finds it any more, and the history keeps it."""
    structure = _load(structure_id)
    reason = request.form.get("reason", "").strip()[:_LONGEST_REASON] or None
    archive_structure(
        get_session(),
        structure,
        reason=reason,
        author=author_of(get_actor()),
        clock=get_services().clock,
    )
    return _keep(structure, _("La fiche est archivée : le public ne la voit plus."))


@requires(Permission.STRUCTURE_PUBLISH)
def reopen_structure(structure_id: UUID) -> Response:
    """Take an archived structure back as a draft."""
    structure = _load(structure_id)
    unarchive_structure(
        get_session(), structure, author=author_of(get_actor()), clock=get_services().clock
    )
    return _keep(
        structure, _("La fiche est de nouveau un brouillon. Relisez-la avant de la publier.")
    )


def _load(structure_id: UUID) -> Structure:
    """Give a structure that this person may publish; 404 without one, 403 otherwise."""
    structure = load_structure(structure_id)
    require(Permission.STRUCTURE_PUBLISH, structure=structure)
    return structure


def _keep(structure: Structure, sentence: str) -> Response:
    get_session().commit()
    after_change()
    say(sentence)
    return redirect(form_address(structure), 303)
