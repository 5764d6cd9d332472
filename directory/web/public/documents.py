"""Sending the documents that filières publish: nothing in them can act on our pages."""

from uuid import UUID

from flask import Response, abort, redirect
from werkzeug.wrappers import Response as AnyResponse

from directory.catalog.document_queries import find_document
from directory.web.document_sending import send_document
from directory.web.document_words import document_path
from directory.web.services import get_session


def show_document(document_id: UUID, name: str) -> Response | AnyResponse:
    """Send a published document; an archived one is not found."""
    document = find_document(get_session(), document_id)
    if document is None or document.archived_at is not None:
        abort(404)
    if name != document.file_name:
        return redirect(document_path(document), 301)
    response = send_document(document)
    # Not « public »: the file is large and would push the pages out of memory.
    response.headers["Cache-Control"] = "max-age=60, must-revalidate"
    return response
