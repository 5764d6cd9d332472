"""Corrections: what came from outside, and the decision on each field."""

from collections.abc import Sequence
from uuid import UUID

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from directory.accounts.permissions import Permission
from directory.accounts.queries import names_of_accounts
from directory.catalog.correction_deciding import (
    DecidedAlreadyError,
    close_correction,
    decide_correction,
)
from directory.catalog.correction_fields import proposed_fields, resulting_draft
from directory.catalog.correction_queries import (
    get_correction,
    list_decided_corrections,
    list_waiting_corrections,
)
from directory.catalog.draft_json import InvalidDraftJsonError
from directory.catalog.editing import DraftRefusedError, EditedMeanwhileError
from directory.catalog.models.correction import Correction, CorrectionState
from directory.catalog.text_rules import holds_hidden_sign
from directory.values.contact import InvalidPhoneError
from directory.values.numbers import read_number
from directory.web.admin.correction_form import (
    HOLDING,
    LONGEST_ANSWER,
    fields_to_decide,
    read_choices,
    read_holding,
)
from directory.web.admin.correction_words import (
    decision_words,
    fact_label,
    origin_words,
    state_words,
    what_remains,
)
from directory.web.admin.facts_beside import facts_of_correction
from directory.web.admin.field_names import field_label
from directory.web.admin.filiere_limits import refuse_beyond
from directory.web.admin.forms.structure_problems import problem_sentence
from directory.web.admin.history_lines import names_for_changes
from directory.web.admin.kept_forms import page_of, tell_device_it_is_stored
from directory.web.after_response import after_change
from directory.web.letterhead import get_letterhead
from directory.web.moment_words import moment_words
from directory.web.notices import say, warn
from directory.web.permissions import author_of, get_actor, may, require, requires
from directory.web.sent_fields import LARGEST_VERSION
from directory.web.services import get_services, get_session
from directory.web.wording import gettext as _


@requires(Permission.CORRECTION_DECIDE)
def list_corrections() -> str:
    """List what waits for a decision, then the latest decisions."""
    session, filieres = get_session(), get_actor().visible_filieres
    waiting = _decidable(list_waiting_corrections(session, filieres))
    editors = {each.editor_id for each in waiting if each.editor_id is not None}
    return render_template(
        "admin/list_corrections.html",
        waiting=waiting,
        people=names_of_accounts(session, editors),
        field_label=field_label,
        decided=_decidable(list_decided_corrections(session, filieres)),
        fact_label=fact_label,
        origin_words=origin_words,
        state_words=state_words,
        moment_words=moment_words,
    )


@requires(Permission.CORRECTION_DECIDE)
def show_correction(correction_id: UUID) -> Response:
    """Show what is said and what it would change."""
    return _page(_correction(get_session(), correction_id))


@requires(Permission.CORRECTION_DECIDE)
def decide_on_correction(correction_id: UUID) -> AnyResponse:
    """Take, edit or decline each field, and answer whoever wrote."""
    session = get_session()
    correction = _correction(session, correction_id)
    answer = request.form.get("answer", "").replace("\r\n", "\n").strip()
    if len(answer) > LONGEST_ANSWER or holds_hidden_sign(answer):
        problem = _(
            "La réponse est trop longue (%(most)s signes au plus) ou contient un signe invisible.",
            most=LONGEST_ANSWER,
        )
        return _page(correction, [problem], 422)
    try:
        problem = _decide(session, correction, answer or None)
    except DecidedAlreadyError:
        session.rollback()
        warn(_("Quelqu’un a déjà décidé de cette correction."))
        return redirect(url_for("admin.show_correction", correction_id=correction_id), 303)
    except (EditedMeanwhileError, StaleDataError):
        session.rollback()
        changed = _("La fiche vient de changer : relisez ce qu’elle dit aujourd’hui.")
        return _page(_correction(session, correction_id), [changed], 409)
    except DraftRefusedError as error:
        session.rollback()
        sentences = [problem_sentence(found) for found in error.problems]
        return _page(_correction(session, correction_id), sentences, 422)
    if problem:
        session.rollback()
        return _page(_correction(session, correction_id), [problem], 422)
    session.commit()
    tell_device_it_is_stored()
    after_change()
    return _go_on(session, correction)


def _decide(session: Session, correction: Correction, answer: str | None) -> str:
    """Apply the decision; give the sentence of what keeps from it, if anything does."""
    author, clock = author_of(get_actor()), get_services().clock
    letterhead = get_letterhead()
    if not correction.proposed:
        is_useful = request.form.get("outcome") == CorrectionState.ACCEPTED.value
        state = CorrectionState.ACCEPTED if is_useful else CorrectionState.DECLINED
        close_correction(
            session, correction, state,
            answer=answer, letterhead=letterhead, author=author, clock=clock,
        )  # fmt: skip
        return ""
    try:
        choices = read_choices(correction, request.form)
        if len(choices) < len(correction.proposed):
            return _("Choisissez pour chaque information : prendre, modifier ou refuser.")
        written = resulting_draft(correction, choices)
        if refused := refuse_beyond(correction.structure, written.filieres):
            return refused
        decide_correction(
            session, correction, choices, expected_version=_version_seen(),
            holding=read_holding(request.form), answer=answer, letterhead=letterhead,
            author=author, clock=clock,
        )  # fmt: skip
    except InvalidPhoneError:
        return _("Un numéro modifié n’est pas un numéro de téléphone français.")
    except InvalidDraftJsonError:
        return _("Une valeur ne peut pas être lue : refusez-la, puis modifiez la fiche.")
    return ""


def _correction(session: Session, correction_id: UUID) -> Correction:
    correction = get_correction(session, correction_id)
    if correction is None:
        abort(404)
    require(Permission.CORRECTION_DECIDE, structure=correction.structure)
    return correction


def _decidable(corrections: Sequence[Correction]) -> list[Correction]:
    return [
        correction
        for correction in corrections
        if may(Permission.CORRECTION_DECIDE, structure=correction.structure)
    ]


def _version_seen() -> int:
    return read_number(request.form.get("version"), most=LARGEST_VERSION) or 0


def _go_on(session: Session, decided: Correction) -> AnyResponse:
    """Say what was done and open the next correction, or the list when there is none."""
    name = decided.structure.name
    if decided.state is CorrectionState.ACCEPTED:
        say(_("C’est fait pour « %(name)s » : la correction est prise en compte.", name=name))
        for sentence in what_remains(decided):
            warn(sentence)
    else:
        say(
            _(
                "C’est fait pour « %(name)s » : la correction est refusée, la fiche reste comme "
                "elle était.",
                name=name,
            )
        )
    waiting = _decidable(list_waiting_corrections(session, get_actor().visible_filieres))
    if waiting:
        return redirect(url_for("admin.show_correction", correction_id=waiting[0].id), 303)
    return redirect(url_for("admin.list_corrections"), 303)


def _page(correction: Correction, problems: Sequence[str] = (), status: int = 200) -> Response:
    session, editor_id = get_session(), correction.editor_id
    people = {} if editor_id is None else names_of_accounts(session, {editor_id})
    names = names_for_changes(session)
    html = render_template(
        "admin/show_correction.html",
        correction=correction,
        kept=page_of(f"correction {correction.id}"),
        structure=correction.structure,
        person=people.get(editor_id, "") if editor_id is not None else "",
        fields=fields_to_decide(proposed_fields(correction), names, request.form),
        facts=facts_of_correction(correction, names),
        holding=request.form.getlist(HOLDING),
        problems=problems,
        answer=request.form.get("answer", ""),
        fact_label=fact_label,
        origin_words=origin_words,
        state_words=state_words,
        moment_words=moment_words,
        decision_words=decision_words,
        is_waiting=correction.state is CorrectionState.WAITING,
    )
    return make_response(html, status)
