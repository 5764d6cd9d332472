"""What is done to an import that was read and decided: apply, undo, abandon."""

from uuid import UUID

from flask import redirect, request, url_for
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.editing import DraftRefusedError, EditedMeanwhileError
from directory.catalog.history_queries import list_revisions_of_batch
from directory.catalog.restoring import ChangedSinceError
from directory.catalog.snapshots import RestorationRefusedError
from directory.exchange import importing
from directory.exchange.importers.finess_import import apply_proposals, dated_of
from directory.exchange.importing import ImportClosedError, PlanChangedError, UndoneImport
from directory.web.admin.forms.structure_problems import problem_sentence
from directory.web.admin.import_returns import back_to_rows, say_closed
from directory.web.admin.imports import load_import, reach
from directory.web.admin.revision_rights import require_may_undo_together
from directory.web.after_response import after_change
from directory.web.labels import display_date
from directory.web.notices import say, warn
from directory.web.permissions import author_of, get_actor, requires
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _
from directory.web.wording import ngettext


@requires(Permission.IMPORT)
def apply_import(import_id: UUID) -> Response:
    """Do what the dry run showed, all or nothing."""
    run, session = load_import(import_id), get_session()
    try:
        plan = importing.apply_import(
            session,
            run,
            request.form.get("digest", ""),
            reach=reach(),
            author=author_of(get_actor()),
            clock=get_services().clock,
        )
        session.commit()
    except ImportClosedError:
        return say_closed(run)
    except (PlanChangedError, EditedMeanwhileError, DraftRefusedError, StaleDataError):
        session.rollback()
        warn(
            _(
                "Rien n’a été importé : des fiches ont changé depuis l’essai. En voici un nouveau, "
                "relisez-le."
            )
        )
        return redirect(url_for("admin.show_import", import_id=import_id), 303)
    after_change()
    say(
        ngettext(
            "Import appliqué : %(num)s fiche créée ou modifiée.",
            "Import appliqué : %(num)s fiches créées ou modifiées.",
            plan.writes,
        )
    )
    return back_to_rows(run)


@requires(Permission.IMPORT)
def apply_finess_import(import_id: UUID) -> Response:
    """Do the proposals of FINESS that were ticked, all or nothing."""
    run, session = load_import(import_id), get_session()
    chosen = request.form.getlist("accept")
    if not chosen:
        warn(_("Cochez au moins une proposition, ou abandonnez la comparaison."))
        return back_to_rows(run)
    dated = dated_of(run)
    try:
        changed = apply_proposals(
            session,
            run,
            chosen,
            reach=reach(),
            reason=_("FINESS du %(day)s", day=display_date(dated)) if dated else _("FINESS"),
            author=author_of(get_actor()),
            clock=get_services().clock,
        )
        session.commit()
    except ImportClosedError:
        return say_closed(run)
    except DraftRefusedError as error:
        session.rollback()
        sentences = " ".join(problem_sentence(problem) for problem in error.problems)
        warn(_("Rien n’a été repris. %(reasons)s", reasons=sentences))
        return redirect(url_for("admin.show_import", import_id=import_id), 303)
    except (PlanChangedError, EditedMeanwhileError, StaleDataError):
        session.rollback()
        warn(
            _("Rien n’a été repris : des fiches ont changé entre-temps. Relisez les propositions.")
        )
        return redirect(url_for("admin.show_import", import_id=import_id), 303)
    after_change()
    say(ngettext("%(num)s fiche reprise.", "%(num)s fiches reprises.", changed))
    return back_to_rows(run)


@requires(Permission.IMPORT)
def undo_import(import_id: UUID) -> Response:
    """Take an applied import back, whole."""
    run, session = load_import(import_id), get_session()
    require_may_undo_together(session, list_revisions_of_batch(session, run.id))
    try:
        undone = importing.undo_import(
            session, run, author=author_of(get_actor()), clock=get_services().clock
        )
        session.commit()
    except ImportClosedError:
        return say_closed(run)
    except (ChangedSinceError, RestorationRefusedError, StaleDataError) as error:
        session.rollback()
        warn(_undo_refusal(error))
        return redirect(url_for("admin.show_import", import_id=import_id), 303)
    after_change()
    say(_undone_words(undone))
    return back_to_rows(run)


@requires(Permission.IMPORT)
def abandon_import(import_id: UUID) -> Response:
    """Give an import up."""
    run = load_import(import_id)
    try:
        importing.abandon_import(run)
    except ImportClosedError:
        return say_closed(run)
    get_session().commit()
    say(_("Import abandonné : rien n’a été changé."))
    return redirect(url_for("admin.list_imports"), 303)


def _undo_refusal(error: Exception) -> str:
    if isinstance(error, ChangedSinceError):
        return _(
            "Rien n’a été annulé : ces fiches ont changé depuis l’import. %(names)s. Revenez en "
            "arrière fiche par fiche, dans l’historique.",
            names=", ".join(error.names[:10]),
        )
    return _("Rien n’a été annulé : ce que les fiches nommaient n’existe plus.")


def _undone_words(undone: UndoneImport) -> str:
    returned = ngettext(
        "Import annulé : %(num)s fiche est revenue comme avant.",
        "Import annulé : %(num)s fiches sont revenues comme avant.",
        undone.returned,
    )
    if not undone.archived:
        return returned
    archived = ngettext(
        "Import annulé : %(num)s fiche que l’import avait créée est archivée.",
        "Import annulé : %(num)s fiches que l’import avait créées sont archivées.",
        undone.archived,
    )
    if not undone.returned:
        return archived
    return _(
        "Import annulé : ce qui était dans l’annuaire est revenu comme avant (%(returned)s), ce "
        "que l’import avait créé est archivé (%(archived)s).",
        returned=ngettext("%(num)s fiche", "%(num)s fiches", undone.returned),
        archived=ngettext("%(num)s fiche", "%(num)s fiches", undone.archived),
    )
