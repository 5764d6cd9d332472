"""Editing one structure: its form, saved, proposed, or in conflict with somebody else's."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, redirect, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision
from directory.catalog.conflicts import find_conflict
from directory.catalog.corrections import NothingProposedError, propose_changes
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.editing import DraftRefusedError, EditedMeanwhileError
from directory.catalog.editing import edit_structure as write_structure
from directory.catalog.editing_drafts import subject_of_structure
from directory.catalog.history_queries import latest_revision_of
from directory.catalog.listing_queries import get_structure
from directory.catalog.models.structure import Structure
from directory.catalog.problems import Problem
from directory.catalog.publishing import StructureNotReadyError, publish_structure
from directory.values.numbers import read_number
from directory.web.admin.checked_changes import (
    address_in_queue,
    is_from_queue,
    means_asked,
    next_in_queue,
)
from directory.web.admin.filiere_limits import refuse_beyond
from directory.web.admin.forms.structure_draft import add_error
from directory.web.admin.forms.structure_problems import FormProblems, list_errors, say_problems
from directory.web.admin.kept_forms import (
    draft_asked_for,
    tell_device_it_is_stored,
    throw_sent_form_away,
)
from directory.web.admin.structure_conflict import resolved_draft, show_conflict
from directory.web.admin.structure_form_page import (
    make_form,
    read_form,
    render_form,
    stored_problems,
)
from directory.web.admin.structure_form_steps import form_after_step
from directory.web.admin.structure_preview import keep_for_preview
from directory.web.after_response import after_change
from directory.web.notices import say
from directory.web.permissions import author_of, get_actor, require, requires
from directory.web.sent_fields import LARGEST_VERSION, sent_fields
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _

Answer = Response | str | tuple[str, int]


@requires(Permission.STRUCTURE_EDIT)
def edit_structure(structure_id: UUID) -> Answer:
    """Show the form of a structure; take what it sends."""
    structure = load_structure(structure_id)
    decision = require(Permission.STRUCTURE_EDIT, structure=structure)
    if request.method == "GET":
        return _show(structure, decision)
    form = make_form(sent_fields(request.form))
    if (step := form_after_step(form)) is not None:
        return render_form(form, FormProblems(), structure, decision=decision, added=step)
    draft, said = read_form(form, structure)
    if refused := refuse_beyond(structure, _filieres_written(structure, draft)):
        add_error(form.filieres, refused)
        said.errors = list(list_errors(form))
    if said.errors:
        return render_form(form, said, structure, decision=decision), 422
    if request.form.get("action") == "preview":
        return keep_for_preview(structure)
    if decision is Decision.PROPOSES:
        return _propose(structure, draft, version=_number("version"))
    return _save(structure, draft, version=_number("version"))


def load_structure(structure_id: UUID) -> Structure:
    """Give a structure in any state, whole; 404 when there is none."""
    structure = get_structure(get_session(), structure_id)
    if structure is None:
        abort(404)
    return structure


def form_address(structure: Structure) -> str:
    """Give the address of the form of a structure."""
    return url_for("admin.edit_structure", structure_id=structure.id)


def _show(structure: Structure, decision: Decision) -> str:
    """Show the form as the structure is, or as this person left it when they take that up."""
    kept = draft_asked_for(subject_of_structure(structure.id))
    if kept is not None:
        form = make_form(sent_fields(MultiDict(kept.fields)))
        form.version.data = str(kept.based_on or structure.version)
        _draft, said = read_form(form, structure)
        return render_form(form, said, structure, decision=decision)
    form = make_form(draft=draft_of(structure))
    form.version.data = str(structure.version)
    return render_form(form, stored_problems(form, structure), structure, decision=decision)


def _filieres_written(structure: Structure, draft: StructureDraft) -> tuple[str, ...]:
    """Give the filières that would be stored: what others did meanwhile is not this person's."""
    version = _number("version")
    if request.form.get("action") == "resolve":
        return resolved_draft(structure, draft, version=version).filieres
    conflict = find_conflict(get_session(), structure, draft, version=version)
    # Where both changed them nothing is stored yet: the choice comes first.
    is_asked = "filieres" in conflict.fields
    return conflict.theirs.filieres if is_asked else conflict.merged.filieres


def _save(structure: Structure, draft: StructureDraft, *, version: int) -> Answer:
    session, clock, actor = get_session(), get_services().clock, get_actor()
    expected, written = version, draft
    if request.form.get("action") == "resolve":
        written = resolved_draft(structure, draft, version=version)
        expected = _number("shown_version")
    next_id = next_in_queue(session, actor, structure)
    try:
        revision = write_structure(
            session,
            structure,
            written,
            expected_version=expected,
            author=author_of(actor),
            clock=clock,
            checked_by=means_asked(actor, structure),
        )
        published = _publish(structure) if request.form.get("action") == "publish" else None
        throw_sent_form_away(subject_of_structure(structure.id))
        session.commit()
    except EditedMeanwhileError as error:
        return show_conflict(structure, draft, version=version, revision=error.revision)
    except StaleDataError:
        session.rollback()
        return _show_conflict_of_an_instant(structure.id, draft, version=version)
    except DraftRefusedError as error:
        return _show_refusal(structure, written, error.problems), 422
    tell_device_it_is_stored()
    if revision is None and published is None:
        say(_("Rien n’avait changé : la fiche reste comme elle était."))
        return redirect(form_address(structure), 303)
    after_change()
    if revision is not None and published is None and is_from_queue():
        return redirect(address_in_queue(next_id, revision.id), 303)
    return _go_on(structure, is_changed=revision is not None, published=published)


def _go_on(structure: Structure, *, is_changed: bool, published: bool | None) -> Response:
    """Say what was done, and show the form again; with what is missing when it is not published."""
    if is_changed:
        say(_("La fiche est enregistrée."))
    elif published is False:
        say(_("Rien n’avait changé : tout était déjà enregistré."))
    if published is True:
        say(_("La fiche est publiée : tout le monde peut la lire."))
    if published is False:
        return redirect(url_for("admin.edit_structure", structure_id=structure.id, manque=1), 303)
    return redirect(form_address(structure), 303)


def _show_refusal(structure: Structure, written: StructureDraft, refused: Sequence[Problem]) -> str:
    """Both changes together say what neither said: show them as one form, with what is wrong."""
    form = make_form(draft=written)
    form.version.data = str(structure.version)
    said = say_problems(form, refused, [])
    return render_form(form, said, structure, decision=Decision.ALLOWED)


def _show_conflict_of_an_instant(
    structure_id: UUID, draft: StructureDraft, *, version: int
) -> Answer:
    """Somebody else's edit was written between our reading and our writing."""
    structure = load_structure(structure_id)
    revision = latest_revision_of(get_session(), "structure", str(structure.id))
    if revision is None:
        abort(409)
    return show_conflict(structure, draft, version=version, revision=revision)


def _publish(structure: Structure) -> bool | None:
    """Publish what was just saved; False when something blocks it, None when it was already."""
    require(Permission.STRUCTURE_PUBLISH, structure=structure)
    try:
        revision = publish_structure(
            get_session(),
            structure,
            author=author_of(get_actor()),
            clock=get_services().clock,
        )
    except StructureNotReadyError:
        return False
    return None if revision is None else True


def _propose(structure: Structure, draft: StructureDraft, *, version: int) -> Response:
    """Propose what this person changed, and nothing of what others stored meanwhile."""
    session, actor = get_session(), get_actor()
    draft = find_conflict(session, structure, draft, version=version).merged
    try:
        propose_changes(
            session,
            structure,
            draft,
            author=author_of(actor),
            clock=get_services().clock,
            words=request.form.get("words", "").strip()[:2_000] or None,
            reply_email=actor.email,
        )
    except NothingProposedError:
        say(_("Rien n’avait changé : rien n’est proposé."))
        return redirect(form_address(structure), 303)
    throw_sent_form_away(subject_of_structure(structure.id))
    session.commit()
    tell_device_it_is_stored()
    after_change()
    say(_("Votre proposition est envoyée : l’animation de la filière la lira avant de publier."))
    return redirect(form_address(structure), 303)


def _number(name: str) -> int:
    """Give a version that our own page sent."""
    version = read_number(request.form.get(name), most=LARGEST_VERSION)
    if version is None:
        abort(400)
    return version
