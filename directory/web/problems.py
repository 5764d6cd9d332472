"""Errors for machines: RFC 9457 problem documents."""

from collections.abc import Mapping, Sequence

import orjson
from flask import Response

PROBLEM_TYPE = "application/problem+json"


def problem_response(
    status: int,
    title: str,
    *,
    detail: str = "",
    invalid: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Make a problem document; `invalid` lists name, value and reason of each bad parameter."""
    problem: dict[str, object] = {"type": "about:blank", "title": title, "status": status}
    if detail:
        problem["detail"] = detail
    if invalid:
        problem["invalid_parameters"] = list(invalid)
    response = Response(orjson.dumps(problem), status, headers, mimetype=PROBLEM_TYPE)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
