"""One act on many structures: its effect first, then the act, undone in one click."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.accounts.queries import filieres_of_structures
from directory.catalog.bulk import apply_bulk
from directory.catalog.bulk import preview_bulk as read_effect
from directory.catalog.bulk_effect import BulkLine
from directory.web.admin.bulk_choice import (
    BulkAction,
    BulkChoice,
    chosen_ids,
    may_act,
    read_bulk_choice,
    readable_ids,
    refuse_foreign,
    shown_list,
    written_versions,
)
from directory.web.admin.bulk_words import done_sentence, effect_lines
from directory.web.admin.check_means import ASKED_MEANS, remembered_means
from directory.web.admin.field_names import means_label
from directory.web.admin.visible_filieres import visible_filieres
from directory.web.after_response import after_change
from directory.web.notices import say, warn
from directory.web.permissions import author_of, filiere_count, get_actor, requires
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _

_MOST_LETTERS = 150  # longer, the address would be refused by some servers


@requires(Permission.STRUCTURE_PUBLISH)
def preview_bulk() -> Response | str:
    """Show what an act would change, structure by structure, and what it leaves and why."""
    session, actor = get_session(), get_actor()
    choice = _choice()
    ids = list(choice.versions) or chosen_ids(
        session, request.form, actor, clock=get_services().clock
    )
    if not ids:
        warn(_("Cochez au moins une structure, ou choisissez toute la liste."))
        return redirect(_list_address(), 303)
    if choice.action is BulkAction.LINKS:
        return _lead_to_campaign(ids)
    ids = readable_ids(session, ids, actor, filiere_count=filiere_count())
    lines = _effect(session, choice, ids)
    changed = [line for line in lines if line.refusal is None]
    return render_template(
        "admin/preview_bulk.html",
        choice=choice,
        shown=shown_list(request.form).here,
        list_address=_list_address(),
        changed=effect_lines(session, choice, changed),
        refused=effect_lines(session, choice, [line for line in lines if line.refusal]),
        versions=written_versions(lines),
        means=choice.means if "moyen" in request.form else remembered_means(actor),
        means_words={means: means_label(means) for means in ASKED_MEANS},
        filieres=visible_filieres(session, actor),
    )


@requires(Permission.STRUCTURE_PUBLISH)
def do_bulk() -> Response:
    """Do what the preview showed; what changed meanwhile is left as it is and told."""
    session, actor = get_session(), get_actor()
    choice = _choice()
    if not choice.is_complete or not choice.versions or choice.action is BulkAction.LINKS:
        abort(400)
    filieres = filieres_of_structures(session, choice.versions)
    allowed = [
        structure_id
        for structure_id in choice.versions
        if may_act(actor, choice.action, structure_id, filieres, filiere_count=filiere_count())
    ]
    try:
        result = apply_bulk(
            session,
            allowed,
            choice.act(),
            author=author_of(actor),
            clock=get_services().clock,
            within=actor.visible_filieres,
            versions=choice.versions,
        )
        session.commit()
    except StaleDataError:
        session.rollback()
        warn(_("Rien n’est fait : quelqu’un changeait une de ces fiches. Recommencez."))
        return redirect(_list_address(), 303)
    after_change()
    say(done_sentence(len(result.changed), len(choice.versions) - len(result.changed)))
    return redirect(url_for("admin.show_history", lot=result.batch_id), 303)


def _list_address() -> str:
    """Give the address of the list where the structures were chosen, narrowed as it was."""
    query = shown_list(request.form).here
    return url_for("admin.list_structures") + (f"?{query}" if query else "")


def _lead_to_campaign(ids: Sequence[UUID]) -> Response:
    """Lead to the campaign's own preview, whose address names the structures."""
    if len(ids) > _MOST_LETTERS:
        warn(
            _(
                "Une campagne écrit à %(most)s structures au plus quand on les choisit ici. "
                "Choisissez-les par type et par filière.",
                most=_MOST_LETTERS,
            )
        )
        return redirect(url_for("admin.create_campaign"), 303)
    return redirect(url_for("admin.create_campaign", structure=ids), 303)


def _choice() -> BulkChoice:
    choice = read_bulk_choice(request.form, get_actor())
    if choice is None:
        abort(400)
    return choice


def _effect(session: Session, choice: BulkChoice, ids: Sequence[UUID]) -> list[BulkLine]:
    actor = get_actor()
    lines = read_effect(
        session, ids, choice.act(), clock=get_services().clock, within=actor.visible_filieres
    )
    filieres = filieres_of_structures(session, [line.structure_id for line in lines])
    return refuse_foreign(actor, choice.action, lines, filieres, filiere_count=filiere_count())
