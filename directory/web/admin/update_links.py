"""One update link: sending it from a structure's page, taking it back."""

from uuid import UUID

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.campaign_queries import get_update_link
from directory.catalog.listing_queries import get_structure
from directory.catalog.update_links import (
    CannotAskError,
    NoLetterReason,
    was_just_written_to,
    withdraw_link,
)
from directory.catalog.update_links import send_update_link as write_to_structure
from directory.web.admin.campaign_words import reason_words
from directory.web.after_response import after_change
from directory.web.letterhead import get_letterhead
from directory.web.notices import say, warn
from directory.web.permissions import author_of, get_actor, require, requires
from directory.web.return_address import safe_return_address
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _


@requires(Permission.LINK_SEND)
def send_update_link(structure_id: UUID) -> Response:
    """Write to one structure."""
    session = get_session()
    structure = get_structure(session, structure_id)
    if structure is None:
        abort(404)
    require(Permission.LINK_SEND, structure=structure)
    if was_just_written_to(session, structure, clock=get_services().clock):
        reason = reason_words(NoLetterReason.ALREADY_ASKED)
        warn(_("Aucun lien n’est parti : %(reason)s.", reason=reason))
        return _back(structure_id)
    try:
        link = write_to_structure(
            session,
            structure,
            letterhead=get_letterhead(),
            author=author_of(get_actor()),
            clock=get_services().clock,
        )
    except CannotAskError as error:
        warn(_("Aucun lien n’est parti : %(reason)s.", reason=reason_words(error.reason)))
        return _back(structure_id)
    session.commit()
    after_change()
    say(_("Le lien part à l’instant vers %(address)s.", address=link.recipient))
    return _back(structure_id)


@requires(Permission.LINK_SEND)
def withdraw_update_link(link_id: UUID) -> Response:
    """Let a link serve no more."""
    session = get_session()
    link = get_update_link(session, link_id)
    if link is None:
        abort(404)
    require(Permission.LINK_SEND, structure=link.structure)
    withdraw_link(link, clock=get_services().clock)
    session.commit()
    say(_("Le lien de « %(name)s » est retiré.", name=link.structure.name))
    if link.campaign_id is not None:
        return redirect(url_for("admin.show_campaign", campaign_id=link.campaign_id), 303)
    return _back(link.structure_id)


def _back(structure_id: UUID) -> Response:
    listing = url_for("admin.edit_structure", structure_id=structure_id)
    return redirect(safe_return_address(request.form.get("suite", ""), listing), 303)
