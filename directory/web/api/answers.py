"""How the API answers: JSON that everyone may read, keep a minute and ask again by its digest."""

from hashlib import blake2b

from flask import Response
from pydantic import BaseModel

JSON = "application/json"
GEOJSON = "application/geo+json"
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=60",
}


def show_answer(answer: BaseModel) -> Response:
    """Answer with a model as JSON."""
    return show_bytes(answer.model_dump_json().encode())


def show_bytes(body: bytes, *, media_type: str = JSON) -> Response:
    """Answer with a finished body; its strong ETag lets clients ask for news only."""
    response = Response(body, mimetype=media_type)
    response.headers.update(_HEADERS)
    response.set_etag(blake2b(body, digest_size=16).hexdigest())
    return response


def open_to_everyone(response: Response) -> Response:
    """Let pages of any site read what the API answers, errors and preflights included."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if "Allow" in response.headers:
        response.headers["Access-Control-Allow-Methods"] = response.headers["Allow"]
    return response
