"""One click: « appelé, tout est juste »."""

from uuid import UUID

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.fact_groups import known_groups
from directory.catalog.listing_queries import get_structure
from directory.catalog.models.revision import Revision
from directory.catalog.models.structure import Structure
from directory.catalog.queue import due_groups
from directory.catalog.verification import verify_facts
from directory.catalog.vocabulary import FactGroup, VerificationMeans
from directory.values.clock import in_paris
from directory.web.admin.check_means import read_means, remember_means
from directory.web.admin.queue_page import following, queue_of
from directory.web.after_response import after_change
from directory.web.notices import warn
from directory.web.permissions import author_of, get_actor, require, requires
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _

_ALL = "all"


@requires(Permission.STRUCTURE_VERIFY)
def verify_listing(structure_id: UUID) -> Response:
    """Keep that some or all known facts are right, then open the next listing.

    A listing that has groups left to check stays open. A check of facts that changed since they
    were shown is not kept: nobody confirmed what is there now.
    """
    session, actor = get_session(), get_actor()
    structure = get_structure(session, structure_id)
    if structure is None:
        abort(404)
    require(Permission.STRUCTURE_VERIFY, structure=structure)
    groups, means = _asked_groups(structure), read_means(actor, request.form.get("moyen"))
    remember_means(means)
    next_id = following(queue_of(session, actor), structure.id)
    if _checked_today(structure, groups):  # a second click on the same button
        return _go_on(structure, next_id, None)
    if request.form.get("version") != str(structure.version):
        return _show_again(structure.id)
    try:
        revision = _verify(session, structure, groups, means)
    except StaleDataError:  # somebody else's change was written in this instant
        session.rollback()
        return _show_again(structure_id)
    return _go_on(structure, next_id, revision)


def _show_again(structure_id: UUID) -> Response:
    warn(_("Cette fiche a changé depuis que vous l’avez ouverte : la voici telle qu’elle est."))
    return redirect(url_for("admin.show_queue", fiche=structure_id), 303)


def _verify(
    session: Session,
    structure: Structure,
    groups: tuple[FactGroup, ...],
    means: VerificationMeans,
) -> Revision:
    revision = verify_facts(
        session,
        structure,
        groups,
        means=means,
        author=author_of(get_actor()),
        clock=get_services().clock,
    )
    session.commit()
    after_change()
    return revision


def _go_on(structure: Structure, next_id: UUID | None, revision: Revision | None) -> Response:
    done = None if revision is None else revision.id
    if _due(structure):
        return redirect(url_for("admin.show_queue", fiche=structure.id, fait=done), 303)
    if next_id is None:
        return redirect(url_for("admin.show_queue", fin=1, fait=done), 303)
    return redirect(url_for("admin.show_queue", fiche=next_id, fait=done), 303)


def _due(structure: Structure) -> tuple[FactGroup, ...]:
    latest = {check.facts: check.verified_on for check in structure.verifications}
    today = in_paris(get_services().clock.now()).date()
    due = due_groups(latest, review_months=structure.type.review_months, today=today)
    known = known_groups(structure)
    return tuple(group for group in due if group in known)


def _checked_today(structure: Structure, groups: tuple[FactGroup, ...]) -> bool:
    today = in_paris(get_services().clock.now()).date()
    checked = {check.facts for check in structure.verifications if check.verified_on == today}
    return checked.issuperset(groups)


def _asked_groups(structure: Structure) -> tuple[FactGroup, ...]:
    """Give the groups that were found right; nobody checks what the listing does not say."""
    asked, known = request.form.get("groupe", _ALL), known_groups(structure)
    groups = tuple(group for group in FactGroup if group in known and asked in (_ALL, group))
    if not groups:
        abort(400)
    return groups
