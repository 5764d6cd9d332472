"""A new structure: its first draft."""

from flask import redirect, request, url_for
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision
from directory.catalog.creation_queries import find_recent_creation
from directory.catalog.drafts import StructureDraft
from directory.catalog.editing import create_structure as write_structure
from directory.catalog.editing_drafts import subject_of_structure
from directory.catalog.resemblance import KnownStructure, known_structures, structures_like
from directory.catalog.vocabulary import PublicationState
from directory.database import wait_in_turn
from directory.web.admin.filiere_limits import refuse_beyond
from directory.web.admin.forms.structure_draft import add_error
from directory.web.admin.forms.structure_form import StructureForm
from directory.web.admin.forms.structure_problems import FormProblems, list_errors
from directory.web.admin.kept_forms import (
    draft_asked_for,
    tell_device_it_is_stored,
    throw_sent_form_away,
)
from directory.web.admin.structure_form_page import make_form, read_form, render_form
from directory.web.admin.structure_form_steps import form_after_step
from directory.web.admin.structures import form_address
from directory.web.after_response import after_change
from directory.web.notices import say
from directory.web.permissions import author_of, get_actor, requires
from directory.web.sent_fields import sent_fields
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _

Answer = Response | str | tuple[str, int]

_SUBJECT = subject_of_structure(None)


@requires(Permission.STRUCTURE_CREATE)
def create_structure() -> Answer:
    """Show an empty form; make a draft of what it sends."""
    if request.method == "GET":
        return _page(_first_form(), FormProblems())
    form = make_form(sent_fields(request.form))
    if (step := form_after_step(form)) is not None:
        return _page(form, FormProblems(), added=step)
    draft, said = read_form(form, None)
    _require_own_filiere(form, said, frozenset(draft.filieres))
    if said.errors:
        return _page(form, said), 422
    # Of two clicks, or two people who make one listing, the second sees what the first made.
    wait_in_turn(get_session(), "create structure")
    if request.form.get("action") == "save" and (like := _looks_like(draft)):
        said.doubts.setdefault("name", []).append(like)
        return _page(form, said, added="name", is_likely_twice=True), 409
    session, clock, actor = get_session(), get_services().clock, get_actor()
    # The same form sent twice makes one structure.
    structure = find_recent_creation(session, actor.account_id, draft, now=clock.now())
    is_new = structure is None
    if structure is None:
        structure = write_structure(session, draft, author=author_of(actor), clock=clock)
    throw_sent_form_away(_SUBJECT)
    session.commit()
    tell_device_it_is_stored()
    if is_new:
        after_change()
        say(_("Le brouillon est créé. Complétez-le, puis publiez-le."))
    return redirect(form_address(structure), 303)


def _first_form() -> StructureForm:
    """Give an empty form, or one that this person left, as it was."""
    kept = draft_asked_for(_SUBJECT)
    if kept is not None:
        return make_form(sent_fields(MultiDict(kept.fields)))
    form = make_form()
    own = get_actor().visible_filieres
    form.filieres.data = sorted(own) if own is not None and len(own) == 1 else []
    return form


def _require_own_filiere(form: StructureForm, said: FormProblems, chosen: frozenset[str]) -> None:
    if not chosen:
        add_error(form.filieres, _("Cochez au moins une filière."))
    elif refused := refuse_beyond(None, chosen):
        add_error(form.filieres, refused)
    said.errors = list(list_errors(form))


def _looks_like(draft: StructureDraft) -> Markup | None:
    """Say which listing the new one looks like, before it is made a second time."""
    session = get_session()
    if find_recent_creation(session, get_actor().account_id, draft, now=get_services().clock.now()):
        return None
    likes = structures_like(known_structures(session, get_actor().visible_filieres), draft)
    if not likes:
        return None
    sentence = _("Cette structure ressemble à « %(name)s », qui est déjà dans l’annuaire.")
    return escape(sentence) % {"name": _link_to(likes[0].structure)}


def _link_to(other: KnownStructure) -> Markup:
    """Lead to a listing beside the form; those of others have a public page only."""
    is_public = other.state is PublicationState.PUBLISHED
    path = (
        url_for("public.show_structure", slug=other.slug)
        if is_public
        else url_for("admin.edit_structure", structure_id=other.id)
    )
    link = Markup('<a href="{}" target="_blank">{} <span class="visually-hidden">{}</span></a>')
    return link.format(path, other.name, _("(nouvel onglet)"))


def _page(
    form: StructureForm,
    said: FormProblems,
    *,
    added: str = "",
    is_likely_twice: bool = False,
) -> str:
    return render_form(
        form,
        said,
        None,
        decision=Decision.ALLOWED,
        added=added,
        is_likely_twice=is_likely_twice,
    )
