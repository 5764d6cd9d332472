"""The pages of imports: the list with its upload, one import and what it would do."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.accounts.policies import may_follow
from directory.accounts.queries import names_of_accounts
from directory.exchange.columns import COLUMNS
from directory.exchange.file_reading import read_file
from directory.exchange.importers.finess_file import MOST_BYTES as MOST_FINESS_BYTES
from directory.exchange.importers.finess_import import FINESS, dated_of, open_finess_import
from directory.exchange.importing import matching_of, open_import, plan_of, table_of_run
from directory.exchange.matching import problem_of
from directory.exchange.models.import_run import ImportRun, ImportState
from directory.exchange.queries import get_import
from directory.exchange.queries import list_imports as find_imports
from directory.exchange.reach import Reach
from directory.exchange.table import MOST_BYTES, FileFault, UnreadableFileError
from directory.web.admin.finess_page import finess_proposals
from directory.web.admin.import_page import make_dry_run
from directory.web.admin.import_words import file_sentence, state_label
from directory.web.permissions import author_of, filiere_count, get_actor, requires
from directory.web.services import get_services, get_session
from directory.web.upload_limits import accepts_upload

_UPLOAD = MOST_BYTES + 1_000_000  # the file, and room for the form around it
_FINESS_UPLOAD = MOST_FINESS_BYTES + 1_000_000
_SAMPLE_ROWS = 3

Answer = str | Response | tuple[str, int]


@requires(Permission.IMPORT)
def list_imports() -> str:
    """List the imports that this person may follow, and offer to begin one."""
    return _list()


@requires(Permission.IMPORT)
def _show_too_heavy() -> Answer:
    return _list(error=_too_heavy_sentence(MOST_BYTES), field="fichier"), 413


@requires(Permission.IMPORT)
def _show_national_too_heavy() -> Answer:
    return _list(error=_too_heavy_sentence(MOST_FINESS_BYTES), field="finess"), 413


@accepts_upload(_UPLOAD, too_large=_show_too_heavy)
@requires(Permission.IMPORT)
def start_import() -> Answer:
    """Read a file that was sent; it changes nothing yet."""
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise UnreadableFileError(FileFault.EMPTY)
        file = read_file(sent.stream.read(_UPLOAD), file_name=sent.filename)
    except UnreadableFileError as error:
        return _list(error=file_sentence(error), field="fichier"), 422
    run = open_import(
        get_session(),
        file,
        file_name=sent.filename,
        author=author_of(get_actor()),
        clock=get_services().clock,
    )
    return _opened(run)


@accepts_upload(_FINESS_UPLOAD, too_large=_show_national_too_heavy)
@requires(Permission.IMPORT)
def start_finess_import() -> Answer:
    """Compare the national file of establishments with the listings; it changes nothing yet."""
    sent = request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise UnreadableFileError(FileFault.EMPTY)
        run = open_finess_import(
            get_session(),
            sent.stream.read(_FINESS_UPLOAD),
            file_name=sent.filename,
            author=author_of(get_actor()),
            clock=get_services().clock,
        )
    except UnreadableFileError as error:
        return _list(error=file_sentence(error), field="finess"), 422
    return _opened(run)


@requires(Permission.IMPORT)
def show_import(import_id: UUID) -> str:
    """Show what an import would do, or did."""
    run = load_import(import_id)
    if run.state is not ImportState.READ:
        return _render("admin/import/closed.html", run)
    return show_proposals(run) if run.kind == FINESS else render_import(run)


def show_proposals(run: ImportRun) -> str:
    """Render what FINESS says differently, each proposal to be ticked by hand."""
    return _render(
        "admin/import/finess.html",
        run,
        dated=dated_of(run),
        listings=finess_proposals(get_session(), run, reach=reach()),
    )


def render_import(run: ImportRun) -> str:
    """Render the page of an import that waits: its columns, and its dry run when they are right."""
    session = get_session()
    problem = problem_of(matching_of(run))
    dry_run = None
    if not problem:
        dry_run = make_dry_run(
            session,
            run,
            plan_of(session, run, reach=reach()),
            outcome=request.args.get("lignes"),
            page=request.args.get("page", 1, type=int),
        )
    table = table_of_run(run)
    return _render(
        "admin/show_import.html",
        run,
        dry_run=dry_run,
        matching=matching_of(run),
        matching_problem=problem,
        header=table.header,
        samples=[
            [row.cells[place] for row in table.rows[:_SAMPLE_ROWS]]
            for place in range(len(table.header))
        ],
        columns=[column for column in COLUMNS if column.is_read],
        headers={column.name: column.header for column in COLUMNS},
    )


def load_import(import_id: UUID) -> ImportRun:
    """Give an import that this person may see: their own, or any for the region; 404 else."""
    run = get_import(get_session(), import_id)
    if run is None or not may_follow(get_actor(), run.created_by):
        abort(404)
    return run


def reach() -> Reach:
    """Give what this person may have applied."""
    return Reach(get_actor(), filiere_count())


def _opened(run: ImportRun) -> Response:
    get_session().commit()
    return redirect(url_for("admin.show_import", import_id=run.id), 303)


def _too_heavy_sentence(most: int) -> str:
    return file_sentence(UnreadableFileError(FileFault.TOO_HEAVY, limit=most // 1_000_000))


def _list(*, error: str = "", field: str = "") -> str:
    session, actor = get_session(), get_actor()
    created_by = None if actor.visible_filieres is None else actor.account_id
    runs = find_imports(session, created_by=created_by)
    people = names_of_accounts(session, {run.created_by for run in runs if run.created_by})
    return render_template(
        "admin/list_imports.html",
        runs=runs,
        people=people,
        state_label=state_label,
        error=error,
        error_field=field,
    )


def _render(template: str, run: ImportRun, **more: object) -> str:
    people = names_of_accounts(get_session(), {run.created_by} if run.created_by else set())
    return render_template(template, run=run, people=people, state_label=state_label, **more)
