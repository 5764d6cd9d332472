"""Finished public responses, kept per process and sent again with a fresh nonce.

A response is kept when the view marked it `public`. Its key holds the catalog's generation and the
minute, so that an edit shows at once and « ouvert maintenant » is never older than a minute. Files
that never change at an address are kept for good.
"""

import secrets
import struct
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from directory.values.clock import Clock
from directory.web.wsgi import Environ, StartResponse, WsgiApplication

NONCE_PLACEHOLDER = "nonce-of-this-response"
_PLACEHOLDER = NONCE_PLACEHOLDER.encode()
_LARGEST_KEPT = 2_000_000
_SMALLEST_COMPRESSED = 500
_COMPRESSED_TYPES = ("text/", "application/", "image/svg+xml")
_GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"

Key = tuple[int, int, str, str, str]


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """A finished response, cut where the nonce goes, raw and compressed."""

    status: str
    headers: tuple[tuple[str, str], ...]
    pieces: tuple[bytes, ...]
    deflated: tuple[bytes, ...] | None
    etag: str | None
    size: int

    def body(self, nonce: bytes) -> bytes:
        """Give the body with its nonce."""
        return nonce.join(self.pieces)

    def gzipped_body(self, nonce: bytes) -> bytes:
        """Give the body as one gzip member: pieces compressed ahead, nonces stored between them."""
        assert self.deflated is not None  # noqa: S101 (the caller looked)
        parts = [_GZIP_HEADER, self.deflated[0]]
        checksum = zlib.crc32(self.pieces[0])
        length = len(self.pieces[0])
        block = struct.pack("<BHH", 0, len(nonce), len(nonce) ^ 0xFFFF) + nonce
        for piece, deflated in zip(self.pieces[1:], self.deflated[1:], strict=True):
            checksum = zlib.crc32(piece, zlib.crc32(nonce, checksum))
            length += len(nonce) + len(piece)
            parts += (block, deflated)
        parts.append(struct.pack("<LL", checksum, length & 0xFFFFFFFF))
        return b"".join(parts)


class ResponseCache:
    """WSGI middleware that answers public addresses from memory when it can."""

    def __init__(
        self,
        application: WsgiApplication,
        *,
        generation: Callable[[], int],
        clock: Clock,
        megabytes: int,
    ) -> None:
        self._application = application
        self._generation = generation
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
        lasting = (0, 0, *address)
        passing = (self._generation(), int(self._clock.now().timestamp()) // 60, *address)
        stored = self._stored.get(lasting) or self._stored.get(passing)
        if stored is None:
            stored = self._answer(environ, passing, lasting)
        return _send(stored, environ, start_response)

    def _answer(self, environ: Environ, passing: Key, lasting: Key) -> StoredResponse:
        # HEAD is run as GET, so that what is kept serves both.
        status, headers, body = _run(self._application, {**environ, "REQUEST_METHOD": "GET"})
        control = dict(headers).get("Cache-Control", "")
        keep = "public" in control and len(body) <= _LARGEST_KEPT and self._capacity > 0
        stored = _finish(status, headers, body, compress=True)
        if keep:
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
    deflated = _deflate(pieces) if compressible else None
    kept = tuple((name, value) for name, value in headers if name.lower() != "content-length")
    size = len(body) + sum(map(len, deflated or ())) + 1_000
    return StoredResponse(status, kept, pieces, deflated, names.get("etag"), size)


def _deflate(pieces: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Compress each piece by itself, ending on a byte, so that others can stand between them."""
    deflated = []
    for number, piece in enumerate(pieces, start=1):
        compressor = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        ending = zlib.Z_FINISH if number == len(pieces) else zlib.Z_FULL_FLUSH
        deflated.append(compressor.compress(piece) + compressor.flush(ending))
    return tuple(deflated)


def _send(
    stored: StoredResponse, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    """Send a response with a nonce of its own, compressed when the visitor can read that."""
    nonce = secrets.token_urlsafe(16)
    headers = [(name, value.replace(NONCE_PLACEHOLDER, nonce)) for name, value in stored.headers]
    if stored.etag is not None and _holds(environ.get("HTTP_IF_NONE_MATCH", ""), stored.etag):
        start_response("304 NOT MODIFIED", headers)
        return [b""]
    body: bytes | None = None
    if stored.deflated is not None:
        headers.append(("Vary", "Accept-Encoding"))
        if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
            headers.append(("Content-Encoding", "gzip"))
            body = stored.gzipped_body(nonce.encode())
    if body is None:
        body = stored.body(nonce.encode())
    headers.append(("Content-Length", str(len(body))))
    start_response(stored.status, headers)
    return [b""] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _holds(asked: str, etag: str) -> bool:
    """Tell whether If-None-Match names this ETag."""
    tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
    return etag in tags or tags == ["*"]
