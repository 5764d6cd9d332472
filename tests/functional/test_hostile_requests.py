"""Whatever is sent, somebody gets a clear answer: generated requests never end in a 500.

`FUZZ_CASES` sets their number (`make fuzz` sends 10,000); the seed is fixed, so a failure returns.
"""

import io
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

CASES = int(os.environ.get("FUZZ_CASES", "2000"))
SEED = 53

PATHS = (
    "/", "/recherche", "/communes", "/communes/29151-morlaix", "/communes/29151", "/filieres",
    "/filieres/nord-finistere", "/structures/had-des-pays-de-morlaix", "/lexique", "/a-propos",
    "/donnees", "/accessibilite", "/mentions-legales", "/plan-du-site", "/sitemap.xml",
    "/robots.txt", "/opensearch.xml", "/healthz", "/readyz", "/br/recherche", "/en/",
    "/api/v1/structures", "/api/v1/structures.geojson", "/api/v1/communes", "/api/v1/filieres",
    "/api/v1/communes/29151/contacts", "/api/v1/openapi.json", "/api/v1/docs", "/static/x/y.css",
)  # fmt: skip
NAMES = (
    "q", "ou", "type", "filiere", "departement", "commune", "postal_code", "near", "radius_km",
    "page", "per_page", "sort", "open", "at", "a", "profil", "profile", "audience", "setting",
    "access", "literal", "limit", "x" * 300, "type[]", "é", "",
)  # fmt: skip
VALUES = (
    "", "had morlaix", "'", '"', "' OR 1=1 --", "<script>alert(1)</script>", "{{7*7}}", "%00",
    "\x00", "\ud800", "\u202e", "œ" * 500, "a" * 10_000, "(" * 2_000, "* OR *:*", "name:[a TO z]",
    "~~~~", "../../etc/passwd", "-1", "0", "1e309", "nan", "9" * 400, "48.1,-2.8", "91,181", ",",
    "2026-11-27T19:30", "2026-13-45", "9999-12-31T23:59:59+23:59", "now", "HAD", "29", "29600",
    "true", "null", "[]", "\r\nSet-Cookie: a=b", "\t", " " * 3_000, "🕊" * 50, "Ã©", "%",
    "nord-finistere", "29151", "1 AND " * 300, "st " * 400, "۱۲۳",
)  # fmt: skip
HEADERS = (
    ("Accept", "text/html"), ("Accept", "\x7f"), ("Accept-Encoding", "gzip"),
    ("Accept-Encoding", "gzip;q=0, br"), ("Accept-Language", "br" * 900),
    ("If-None-Match", '"' * 400), ("If-None-Match", "*"), ("If-Modified-Since", "yesterday"),
    ("Range", "bytes=5-2"), ("Range", "bytes=0-0,1-1,2-2"), ("Content-Type", "multipart/form-data"),
    ("Content-Type", "application/json; charset=\x01"), ("Cookie", "a=b; \xff=1"),
    ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-For", "1.1.1.1"),
    ("Transfer-Encoding", "x"),
    ("X-Original-URL", "/admin"), ("Referer", "javascript:alert(1)"), ("Content-Length", "-5"),
)  # fmt: skip
METHODS = ("GET",) * 12 + ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW")


@dataclass(frozen=True)
class HostileRequest:
    """One generated request."""

    method: str
    path: str
    query: bytes
    headers: tuple[tuple[str, str], ...]
    body: bytes


def hostile_requests(count: int) -> Iterator[HostileRequest]:
    source = random.Random(SEED)  # noqa: S311 (repeatable on purpose)
    for _ in range(count):
        path = source.choice(PATHS)
        if source.random() < 0.25:
            path = mutate(path, source)
        pairs = [
            (source.choice(NAMES), source.choice(VALUES))
            for _ in range(source.choice((0, 1, 2, 4)))
        ]
        yield HostileRequest(
            method=source.choice(METHODS),
            path=path,
            query=b"&".join(
                name.encode("utf-8", "surrogatepass") + b"=" + escaped(value, source)
                for name, value in pairs
            ),
            headers=tuple(source.sample(HEADERS, source.choice((0, 0, 1, 2)))),
            body=source.randbytes(source.choice((0, 0, 0, 10, 5_000))),
        )


def mutate(path: str, source: random.Random) -> str:
    cut = source.randrange(len(path))
    return source.choice(
        (
            path + "/",
            path[:cut] + source.choice(VALUES)[:200] + path[cut:],
            path.upper(),
            "//evil.example" + path,
            path + "/../..",
            "/br" + path,
            "/en/br" + path,
            path + "%2e%2e%2f",
        )
    )


def escaped(value: str, source: random.Random) -> bytes:
    raw = value.encode("utf-8", "surrogatepass")
    if source.random() < 0.3:
        return raw.replace(b"&", b"%26").replace(b"#", b"%23")
    return b"".join(b"%%%02X" % byte for byte in raw)


def send(app: Flask, request: HostileRequest) -> tuple[int, dict[str, str], bytes]:
    builder = EnvironBuilder(path="/", method=request.method, base_url="http://localhost/")
    environ = builder.get_environ()
    environ["PATH_INFO"] = request.path.encode("utf-8", "surrogatepass").decode("latin-1")
    environ["QUERY_STRING"] = request.query.decode("latin-1")
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    if request.body:
        environ["wsgi.input"] = io.BytesIO(request.body)
        environ.setdefault("CONTENT_LENGTH", str(len(request.body)))
    chunks, status, headers = run_wsgi_app(app.wsgi_app, environ)
    return int(status[:3]), dict(headers), b"".join(chunks)


@pytest.mark.parametrize("part", range(4))
def test_no_generated_request_ends_in_a_500(real_app: Flask, part: int) -> None:
    answered = 0
    for number, request in enumerate(hostile_requests(CASES)):
        if number % 4 != part:
            continue

        status, headers, body = send(real_app, request)

        assert status < 500, request
        assert "Set-Cookie" not in headers, request
        assert re.match(r"(/(?![/\\])|http://localhost/)", headers.get("Location", "/")), request
        assert b"Traceback" not in body, request
        if "html" in headers.get("Content-Type", ""):
            assert b"<script>alert(1)" not in body, request
            assert "Content-Security-Policy" in headers, request
        answered += 1
    assert answered >= CASES // 4 - 1
