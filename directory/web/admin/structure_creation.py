"""A new structure: its first draft."""

from uuid import UUID

from flask import redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision
from directory.catalog.creation_queries import find_recent_creation
from directory.catalog.drafts import StructureDraft
from directory.catalog.editing import create_structure as write_structure
from directory.catalog.editing_drafts import (
    find_editing_draft,
    subject_of_new_structure,
    throw_editing_draft_away,
)
from directory.catalog.resemblance import known_structures, structures_like
from directory.database import wait_in_turn
from directory.web.admin.filiere_limits import refuse_beyond
from directory.web.admin.form_key import form_key
from directory.web.admin.forms.structure_draft import add_error
from directory.web.admin.forms.structure_form import StructureForm
from directory.web.admin.forms.structure_problems import FormProblems, list_errors
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


@requires(Permission.STRUCTURE_CREATE)
def create_structure() -> Answer:
    """Show an empty form; make a draft of what it sends."""
    if request.method == "GET":
        return _first_page()
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
    if structure is None:
        structure = write_structure(session, draft, author=author_of(actor), clock=clock)
        subject = subject_of_new_structure(form_key(request.form.get("form_key", "")))
        throw_editing_draft_away(session, actor.account_id, subject)
        session.commit()
        after_change()
        say(_("Le brouillon est créé. Complétez-le, puis publiez-le."))
    return redirect(form_address(structure), 303)


def _first_page() -> str:
    """Show an empty form, or one that this person left, as it was."""
    key = form_key(request.args.get("reprendre", ""))
    kept = find_editing_draft(get_session(), get_actor().account_id, subject_of_new_structure(key))
    if kept is not None:
        return _page(make_form(sent_fields(MultiDict(kept.fields))), FormProblems(), key=key)
    form = make_form()
    own = get_actor().visible_filieres
    form.filieres.data = sorted(own) if own is not None and len(own) == 1 else []
    return _page(form, FormProblems(), key=key)


def _require_own_filiere(form: StructureForm, said: FormProblems, chosen: frozenset[str]) -> None:
    if not chosen:
        add_error(form.filieres, _("Cochez au moins une filière."))
    elif refused := refuse_beyond(None, chosen):
        add_error(form.filieres, refused)
    said.errors = list(list_errors(form))


def _looks_like(draft: StructureDraft) -> str | None:
    """Say which listing the new one looks like, before it is made a second time."""
    session = get_session()
    if find_recent_creation(session, get_actor().account_id, draft, now=get_services().clock.now()):
        return None
    likes = structures_like(known_structures(session), draft)
    if not likes:
        return None
    return _(
        "Cette structure ressemble à « %(name)s », qui est déjà dans l’annuaire.",
        name=likes[0].structure.name,
    )


def _page(
    form: StructureForm,
    said: FormProblems,
    *,
    key: UUID | None = None,
    added: str = "",
    is_likely_twice: bool = False,
) -> str:
    return render_form(
        form,
        said,
        None,
        decision=Decision.ALLOWED,
        key=key or form_key(request.form.get("form_key", "")),
        added=added,
        is_likely_twice=is_likely_twice,
    )
