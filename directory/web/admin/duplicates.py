"""Structures listed twice: the pairs, « ce n’est pas la même », and making one of them."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from markupsafe import Markup, escape
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.accounts.policies import Decision
from directory.catalog import duplicates
from directory.catalog.duplicates import MergeRefusedError
from directory.catalog.editing import DraftRefusedError
from directory.catalog.models.structure import Structure
from directory.catalog.publishing import StructureNotReadyError
from directory.web.admin.duplicate_pairs import pairs_to_decide
from directory.web.admin.filiere_limits import refuse_beyond
from directory.web.admin.forms.structure_problems import problem_sentence
from directory.web.admin.merge_page import (
    choices_after,
    chosen_draft,
    compared_listing,
    shows_today,
)
from directory.web.admin.structures import form_address, load_structure
from directory.web.after_response import after_change
from directory.web.notices import say
from directory.web.permissions import author_of, get_actor, require, requires
from directory.web.services import get_services, get_session
from directory.web.structure_types import structure_types
from directory.web.wording import gettext as _

Answer = Response | str | tuple[str, int]


@requires(Permission.STRUCTURE_MERGE)
def list_duplicates() -> str:
    """List the pairs that look alike in one's filières."""
    return render_template(
        "admin/list_duplicates.html",
        pairs=pairs_to_decide(get_session()),
        types={code: kind.label for code, kind in structure_types().items()},
    )


@requires(Permission.STRUCTURE_MERGE)
def say_structures_distinct(first_id: UUID, second_id: UUID) -> Response:
    """Remember that two structures are two."""
    first, second = _load_pair(first_id, second_id)
    session = get_session()
    duplicates.say_distinct(
        session, first, second, author=author_of(get_actor()), clock=get_services().clock
    )
    session.commit()
    say(_("C’est noté : ce sont deux structures différentes."))
    return redirect(url_for("admin.list_duplicates"), 303)


@requires(Permission.STRUCTURE_MERGE)
def merge_structures(first_id: UUID, second_id: UUID) -> Answer:
    """Show both side by side, the first one being kept; make one of them as chosen."""
    kept, dropped = _load_pair(first_id, second_id)
    if request.method == "GET":
        return _page(kept, dropped)
    if not shows_today(kept, dropped, request.form):
        return _changed_meanwhile(kept, dropped)
    session, draft = get_session(), chosen_draft(kept, dropped, request.form)
    refused = refuse_beyond(kept, draft.filieres) or refuse_beyond(dropped, draft.filieres)
    if refused:
        return _page(kept, dropped, beyond=refused), 422
    if duplicates.takes_public_page(kept, dropped):
        require(Permission.STRUCTURE_PUBLISH, structure=kept)
    try:
        batch_id = duplicates.merge_structures(
            session,
            kept,
            dropped,
            draft=draft,
            author=author_of(get_actor()),
            clock=get_services().clock,
        )
        session.commit()
    except (DraftRefusedError, StructureNotReadyError) as error:
        return _page(kept, dropped, [problem_sentence(found) for found in error.problems]), 422
    except MergeRefusedError:
        abort(409)
    except StaleDataError:
        session.rollback()
        return _changed_meanwhile(*_load_pair(first_id, second_id))
    after_change()
    say(_merged_words(batch_id))
    return redirect(form_address(kept), 303)


def _merged_words(batch_id: UUID) -> Markup:
    """Say that two became one, with a link to the page that takes it all back."""
    way_back = url_for("admin.show_history", lot=batch_id)
    words = escape(
        _(
            "Les deux fiches n’en font plus qu’une. L’ancienne adresse mène à celle-ci. "
            "Une erreur ? %(way_back)s."
        )
    )
    link = Markup('<a href="{}">{}</a>').format(way_back, _("Annuler cette réunion"))
    return words % {"way_back": link}


def _load_pair(first_id: UUID, second_id: UUID) -> tuple[Structure, Structure]:
    """Give two structures that this person may merge."""
    if first_id == second_id:
        abort(404)
    first, second = load_structure(first_id), load_structure(second_id)
    for structure in (first, second):
        if require(Permission.STRUCTURE_MERGE, structure=structure) is not Decision.ALLOWED:
            abort(403)
    return first, second


def _changed_meanwhile(kept: Structure, dropped: Structure) -> Answer:
    """Show both as they are today, with what was chosen."""
    sentence = _(
        "L’une des deux fiches a changé depuis l’ouverture de cette page : rien n’est réuni. "
        "Relisez vos choix, puis recommencez."
    )
    return _page(kept, dropped, [sentence]), 409


def _page(
    kept: Structure, dropped: Structure, refused: list[str] | None = None, *, beyond: str = ""
) -> str:
    return render_template(
        "admin/merge_structures.html",
        kept=compared_listing(kept),
        dropped=compared_listing(dropped),
        choices=choices_after(kept, dropped, request.form),
        refused=refused or [],
        beyond=beyond,
        takes_public_page=duplicates.takes_public_page(kept, dropped),
    )
