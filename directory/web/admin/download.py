"""Files sent to signed-in people: always saved, never shown by the browser."""

from collections.abc import Iterable

from flask import Response

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(content: bytes | Iterable[bytes], file_name: str, media_type: str) -> Response:
    """Send a file under an ASCII name of ours."""
    response = Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
