"""Finished public responses, kept per process and sent again with a fresh nonce.

A response is kept when the view marked it `public`. Its key holds the catalog's generation, the
index's, and the minute: an edit shows at once, a search finds it as soon as the index does, and
« ouvert maintenant » is never older than a minute. Files that never change at an address are kept
for good.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from directory.values.clock import Clock
from directory.web.gzip_pieces import GzipPieces
from directory.web.wsgi import Environ, StartResponse, WsgiApplication

ASKED_METHOD = "directory.asked_method"
NONCE_PLACEHOLDER = "nonce-of-this-response"
_PLACEHOLDER = NONCE_PLACEHOLDER.encode()
_LARGEST_SHARE = 4  # one response takes at most a quarter of the memory
_SMALLEST_COMPRESSED = 500
_COMPRESSED_TYPES = ("text/", "application/", "image/svg+xml")
_BESIDE_BODY = 1_000  # bytes of memory that headers and key take, about

Generations = tuple[int, int]  # of the catalog, and of the index
Key = tuple[Generations, int, str, str, str]

_FOR_GOOD = (0, 0)


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A finished response, cut where the nonce goes, raw and compressed."""

    status: str
    headers: tuple[tuple[str, str], ...]
    pieces: tuple[bytes, ...]
    gzipped: GzipPieces | None
    has_nonce: bool
    etag: str | None
    size: int


class ResponseCache:
    """WSGI middleware that answers public addresses from memory when it can."""

    def __init__(
        self,
        application: WsgiApplication,
        *,
        generations: Callable[[], Generations],
        clock: Clock,
        megabytes: int,
    ) -> None:
        self._application = application
        self._generations = generations
        self._clock = clock
        self._capacity = megabytes * 1_000_000
        self._lock = threading.Lock()
        self._stored: OrderedDict[Key, StoredResponse] = OrderedDict()
        self._size = 0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory, or from the application and remember."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            status, headers, body = _run(self._application, environ)
            return _send(_finish(status, headers, body, compress=False), environ, start_response)
        address = (
            environ.get("SCRIPT_NAME", ""),
            environ.get("PATH_INFO", ""),
            environ.get("QUERY_STRING", ""),
        )
        lasting = (_FOR_GOOD, 0, *address)
        passing = (self._generations(), int(self._clock.now().timestamp()) // 60, *address)
        stored = self._recall(passing) or self._recall(lasting)
        if stored is None:
            stored = self._answer(environ, passing, lasting)
        return _send(stored, environ, start_response)

    def _recall(self, key: Key) -> StoredResponse | None:
        """Give what is kept and let it be the last to be dropped."""
        stored = self._stored.get(key)
        if stored is not None:
            with suppress(KeyError):  # another thread may just have dropped it
                self._stored.move_to_end(key)
        return stored

    def _answer(self, environ: Environ, passing: Key, lasting: Key) -> StoredResponse:
        # HEAD is run as GET, so that what is kept serves both; ASKED_METHOD tells who must know.
        asked = {**environ, "REQUEST_METHOD": "GET", ASKED_METHOD: environ["REQUEST_METHOD"]}
        status, headers, body = _run(self._application, asked)
        control = dict(headers).get("Cache-Control", "")
        stored = _finish(status, headers, body, compress="no-store" not in control)
        if "public" in control and stored.size * _LARGEST_SHARE <= self._capacity:
            self._remember(lasting if "immutable" in control else passing, stored)
        return stored

    def _remember(self, key: Key, stored: StoredResponse) -> None:
        with self._lock:
            if key in self._stored:
                return
            self._stored[key] = stored
            self._size += stored.size
            while self._size > self._capacity:
                _key, dropped = self._stored.popitem(last=False)
                self._size -= dropped.size


def _run(
    application: WsgiApplication, environ: Environ
) -> tuple[str, list[tuple[str, str]], bytes]:
    """Call the application and collect its whole answer."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []

    def start(
        status: str, headers: list[tuple[str, str]], _exc_info: object = None
    ) -> Callable[[bytes], object]:
        begun[:] = [(status, headers)]
        return lambda _data: None

    iterable = application(environ, start)
    try:
        body = b"".join(iterable)
    finally:
        close = getattr(iterable, "close", None)
        if close is not None:
            close()
    status, headers = begun[0]
    return status, headers, body


def _finish(
    status: str, headers: list[tuple[str, str]], body: bytes, *, compress: bool
) -> StoredResponse:
    pieces = tuple(body.split(_PLACEHOLDER))
    names = {name.lower(): value for name, value in headers}
    compressible = (
        compress
        and len(body) >= _SMALLEST_COMPRESSED
        and names.get("content-type", "").startswith(_COMPRESSED_TYPES)
        and "content-encoding" not in names
    )
    gzipped = GzipPieces(pieces) if compressible else None
    kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
    if gzipped is not None:
        kept.append(("Vary", "Accept-Encoding"))
    return StoredResponse(
        status,
        tuple(kept),
        pieces,
        gzipped,
        has_nonce=len(pieces) > 1 or any(NONCE_PLACEHOLDER in value for _, value in headers),
        etag=names.get("etag"),
        size=len(body) + (0 if gzipped is None else gzipped.size) + _BESIDE_BODY,
    )


def _send(
    stored: StoredResponse, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    """Send a response with a nonce of its own, compressed when the visitor can read that."""
    headers, nonce = list(stored.headers), ""
    if stored.has_nonce:
        nonce = secrets.token_urlsafe(16)
        headers = [(name, value.replace(NONCE_PLACEHOLDER, nonce)) for name, value in headers]
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked and stored.etag is not None and _holds(asked, stored.etag):
        start_response("304 NOT MODIFIED", headers)
        return [b""]
    if stored.gzipped is not None and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        headers.append(("Content-Encoding", "gzip"))
        body = stored.gzipped.body(nonce.encode())
    else:
        body = nonce.encode().join(stored.pieces)
    headers.append(("Content-Length", str(len(body))))
    start_response(stored.status, headers)
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _holds(asked: str, etag: str) -> bool:
    """Tell whether If-None-Match names this ETag."""
    tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
    return etag in tags or tags == ["*"]
