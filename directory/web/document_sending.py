"""Sending the file of a document with headers that keep it harmless."""

from flask import Response, abort, send_file

from directory.catalog.document_files.checking import IMAGE_TYPES
from directory.catalog.document_files.storing import path_of
from directory.catalog.models.document import Document
from directory.web.services import get_services


def send_document(document: Document) -> Response:
    """Send a file under the type of its content; only images are shown inside the browser."""
    path = path_of(get_services().settings.documents_folder, document.id)
    if not path.is_file():
        abort(404)
    response = send_file(
        path,
        mimetype=document.media_type,
        as_attachment=document.media_type not in IMAGE_TYPES,
        download_name=document.file_name,
        etag=document.digest,
        max_age=None,
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
