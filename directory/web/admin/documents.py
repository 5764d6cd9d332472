"""The documents of a filière in the admin area: added, named, archived, restored."""

from uuid import UUID

from flask import Response as FileResponse
from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from directory.accounts.permissions import Permission
from directory.catalog.document_files.checking import EXTENSIONS, LARGEST_FILE
from directory.catalog.document_files.refusal import DocumentProblem, DocumentRefusedError
from directory.catalog.document_files.storing import DocumentNotStoredError, forget_file
from directory.catalog.document_queries import (
    find_document,
    list_archived_documents,
)
from directory.catalog.document_queries import (
    list_documents as read_documents,
)
from directory.catalog.documents import (
    DocumentTitleError,
)
from directory.catalog.documents import (
    add_document as keep_document,
)
from directory.catalog.documents import (
    archive_document as take_off,
)
from directory.catalog.documents import (
    rename_document as give_title,
)
from directory.catalog.documents import (
    restore_document as publish_again,
)
from directory.catalog.models.document import Document
from directory.territory.models import Filiere
from directory.web.admin.document_problems import not_stored_sentence, refused_sentence
from directory.web.admin.filieres import filiere_or_404
from directory.web.admin.forms.document_form import DocumentForm, bad_title_sentence
from directory.web.after_response import after_change
from directory.web.document_sending import send_document
from directory.web.document_words import document_details
from directory.web.notices import say, warn
from directory.web.permissions import author_of, get_actor, require, requires
from directory.web.services import get_services, get_session
from directory.web.upload_limits import accepts_upload
from directory.web.wording import gettext as _

_AROUND_FILE = 100_000  # bytes that the other fields of the form may take


@requires(Permission.DOCUMENT_EDIT)
def list_documents(slug: str) -> str:
    """Show the documents of a filière, those that were archived, and the form that adds one."""
    filiere = filiere_or_404(slug)
    require(Permission.DOCUMENT_EDIT, filiere=slug)
    return _page(filiere, DocumentForm())


@requires(Permission.DOCUMENT_EDIT)
def _show_too_large(slug: str) -> tuple[str, int]:
    filiere = filiere_or_404(slug)
    require(Permission.DOCUMENT_EDIT, filiere=slug)
    form = DocumentForm()
    form.say_of_file(refused_sentence(DocumentProblem.TOO_LARGE))
    return _page(filiere, form), 413


@accepts_upload(LARGEST_FILE + _AROUND_FILE, too_large=_show_too_large)
@requires(Permission.DOCUMENT_EDIT)
def add_document(slug: str) -> Response | str | tuple[str, int]:
    """Check a file and keep it, or say beside the field why not."""
    filiere = filiere_or_404(slug)
    require(Permission.DOCUMENT_EDIT, filiere=slug)
    form, sent = DocumentForm(request.form), request.files.get("file")
    if sent is None or not sent.filename:
        form.say_of_file(_("Choisissez un fichier sur votre ordinateur."))
        return _page(filiere, form), 422
    services, session = get_services(), get_session()
    folder = services.settings.documents_folder
    try:
        document = keep_document(
            session,
            filiere,
            title=form.title.data,
            file_name=sent.filename,
            content=sent.stream.read(LARGEST_FILE + 1),
            folder=folder,
            author=author_of(get_actor()),
            clock=services.clock,
        )
    except DocumentTitleError:
        form.title.errors = [bad_title_sentence()]
        return _page(filiere, form), 422
    except DocumentRefusedError as error:
        form.say_of_file(refused_sentence(error.problem))
        return _page(filiere, form), 422
    except DocumentNotStoredError as error:
        form.say_of_file(not_stored_sentence(error))
        return _page(filiere, form), 507
    try:
        session.commit()
    except Exception:
        forget_file(folder, document.id)
        raise
    after_change()
    say(_("Le document « %(title)s » est publié sur la page de la filière.", title=document.title))
    return _back_to(document)


@requires(Permission.DOCUMENT_EDIT)
def rename_document(document_id: UUID) -> Response:
    """Give a document another title."""
    document = _document_or_404(document_id)
    try:
        give_title(
            get_session(),
            document,
            title=request.form.get("title", ""),
            author=author_of(get_actor()),
            clock=get_services().clock,
        )
    except DocumentTitleError:
        warn(bad_title_sentence())
        return _back_to(document)
    return _kept(document, _("Le titre du document est changé."))


@requires(Permission.DOCUMENT_EDIT)
def archive_document(document_id: UUID) -> Response:
    """Take a document off the public pages; it is kept."""
    document = _document_or_404(document_id)
    take_off(get_session(), document, author=author_of(get_actor()), clock=get_services().clock)
    return _kept(
        document,
        _("Le document « %(title)s » n’est plus public. Il est gardé ici.", title=document.title),
    )


@requires(Permission.DOCUMENT_EDIT)
def restore_document(document_id: UUID) -> Response:
    """Publish an archived document again."""
    document = _document_or_404(document_id)
    publish_again(
        get_session(), document, author=author_of(get_actor()), clock=get_services().clock
    )
    return _kept(
        document, _("Le document « %(title)s » est public de nouveau.", title=document.title)
    )


@requires(Permission.DOCUMENT_EDIT)
def download_document(document_id: UUID) -> FileResponse:
    """Send the file of a document, archived or not."""
    return send_document(_document_or_404(document_id))


def _document_or_404(document_id: UUID) -> Document:
    document = find_document(get_session(), document_id)
    if document is None:
        abort(404)
    require(Permission.DOCUMENT_EDIT, filiere=document.filiere_slug)
    return document


def _kept(document: Document, sentence: str) -> Response:
    get_session().commit()
    after_change()
    say(sentence)
    return _back_to(document)


def _back_to(document: Document) -> Response:
    return redirect(url_for("admin.list_documents", slug=document.filiere_slug), 303)


def _page(filiere: Filiere, form: DocumentForm) -> str:
    session = get_session()
    return render_template(
        "admin/list_documents.html",
        filiere=filiere,
        form=form,
        documents=read_documents(session, filiere.slug),
        archived=list_archived_documents(session, filiere.slug),
        details=document_details,
        accepted=",".join(extension for each in EXTENSIONS.values() for extension in each),
    )
