"""Taking back a change of the history, a whole batch, or going back to any version."""

from collections.abc import Callable
from typing import Any, TypedDict
from uuid import UUID

from flask import abort, redirect, request, url_for
from markupsafe import Markup, escape
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.authorship import Author
from directory.catalog.history_queries import (
    get_revision,
    list_revisions_of_batch,
    names_of_subjects,
)
from directory.catalog.listing_queries import get_structure
from directory.catalog.models.revision import Revision
from directory.catalog.publishing import StructureNotReadyError
from directory.catalog.restoring import (
    ChangedSinceError,
    restore_revision,
    undo_batch,
    undo_revision,
)
from directory.catalog.snapshots import CommunesLeftAloneError, RestorationRefusedError
from directory.catalog.vocabulary import PublicationState
from directory.values.clock import Clock
from directory.web.admin.forms.structure_problems import problem_sentence
from directory.web.admin.revision_rights import (
    require_may_restore,
    require_may_undo,
    require_may_undo_together,
)
from directory.web.after_response import after_change
from directory.web.notices import say, warn
from directory.web.permissions import author_of, get_actor, requires
from directory.web.return_address import safe_return_address
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _
from directory.web.wording import ngettext


@requires(Permission.STRUCTURE_VERIFY)
def undo_change(revision_id: int) -> Response:
    """Take back one change and nothing that came after it."""
    session = get_session()
    revision = get_revision(session, revision_id)
    if revision is None:
        abort(404)
    require_may_undo(session, revision)
    if _try(session, lambda: undo_revision(session, revision, **_how())):
        say(_undone_words(session, revision))
        _warn_if_left_unpublished(session, revision, revision.before)
    return _back(revision)


@requires(Permission.HISTORY_RESTORE)
def restore_version(revision_id: int) -> Response:
    """Make a subject say again what it said right after a change."""
    session = get_session()
    revision = get_revision(session, revision_id)
    if revision is None:
        abort(404)
    require_may_restore(session, revision)
    if _try(session, lambda: restore_revision(session, revision, **_how())):
        words = escape(_("Cette version de %(listing)s est de nouveau en place."))
        say(words % {"listing": _link(session, revision)})
        _warn_if_left_unpublished(session, revision, revision.after)
    return _back(revision)


def _warn_if_left_unpublished(
    session: Session, revision: Revision, wanted: dict[str, Any] | None
) -> None:
    """Say that what was public came back as a draft (Any: a snapshot, whatever it holds)."""
    if wanted is None or wanted.get("state") != PublicationState.PUBLISHED:
        return
    structure = get_structure(session, UUID(revision.subject_id))
    if structure is not None and not structure.is_published:
        warn(_("La fiche revient en brouillon : il lui manque de quoi être publiée."))


@requires(Permission.HISTORY_RESTORE)
def undo_changes(batch_id: UUID) -> Response:
    """Take back all that was changed together, or nothing."""
    session = get_session()
    revisions = list_revisions_of_batch(session, batch_id)
    if not revisions:
        abort(404)
    require_may_undo_together(session, revisions)
    if _try(session, lambda: undo_batch(session, batch_id, **_how())):
        say(_("Tout le lot est annulé : les fiches sont comme avant."))
    return redirect(url_for("admin.show_history"), 303)


def _undone_words(session: Session, revision: Revision) -> str:
    """Say what came back, and what changed in the same go and stays as it is."""
    batch_id = revision.batch_id
    others = 0 if batch_id is None else len(list_revisions_of_batch(session, batch_id)) - 1
    if others < 1:
        words = escape(_("C’est annulé : %(listing)s est comme avant."))
        return words % {"listing": _link(session, revision)}
    return ngettext(
        "Ce changement est annulé, lui seul : %(num)s autre, fait en même temps, reste en place.",
        "Ce changement est annulé, lui seul : %(num)s autres, faits en même temps, restent en "
        "place.",
        others,
    )


def _link(session: Session, revision: Revision) -> Markup:
    """Give the name of what was changed, leading to where it is edited."""
    key = revision.subject_kind, revision.subject_id
    match revision.subject_kind:
        case "filiere":
            path = url_for("admin.edit_filiere", slug=revision.subject_id)
        case "organization":
            path = url_for("admin.edit_organization", organization_id=revision.subject_id)
        case _:
            path = url_for("admin.edit_structure", structure_id=revision.subject_id)
    return Markup('<a href="{}">{}</a>').format(path, names_of_subjects(session, [revision])[key])


class _How(TypedDict):
    author: Author
    clock: Clock


def _how() -> _How:
    return {"author": author_of(get_actor()), "clock": get_services().clock}


def _try(session: Session, act: Callable[[], object]) -> bool:
    """Do it and commit, or say why not; tell whether it was done."""
    try:
        act()
        session.commit()
    except ChangedSinceError as error:
        session.rollback()
        warn(
            _(
                "Rien n’est annulé : d’autres changements ont suivi sur %(names)s. "
                "Choisissez une version dans l’historique.",
                names=", ".join(error.names),
            )
        )
        return False
    except CommunesLeftAloneError as error:
        session.rollback()
        warn(
            _(
                "Rien n’est annulé : chaque commune garde au moins une filière, et celles-ci n’en "
                "auraient plus aucune : %(names)s. Une autre filière doit d’abord les rattacher.",
                names=", ".join(error.names),
            )
        )
        return False
    except RestorationRefusedError:
        session.rollback()
        warn(_("Cette version ne peut pas revenir : ce dont elle parle n’existe plus."))
        return False
    except StructureNotReadyError as error:
        session.rollback()
        warn(
            _(
                "Rien n’est annulé : la fiche est publiée, et il lui manquerait ceci : "
                "%(missing)s Complétez-la d’abord, ou archivez-la.",
                missing=" ".join(problem_sentence(problem) for problem in error.problems),
            )
        )
        return False
    except StaleDataError:
        session.rollback()
        warn(_("Quelqu’un d’autre vient de changer cette fiche : regardez-la et recommencez."))
        return False
    after_change()
    return True


def _back(revision: Revision) -> Response:
    """Lead to the page that the form names, else to the history of what was changed."""
    kind, subject_id = revision.subject_kind, revision.subject_id
    if kind == "structure":
        history = url_for("admin.show_structure_history", structure_id=subject_id)
    else:
        history = url_for("admin.show_history", sujet=kind, fiche=subject_id)
    asked = request.form.get("retour", "")
    return redirect(safe_return_address(asked, history), 303)
