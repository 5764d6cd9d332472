"""Query strings that hold raw bytes, which no browser sends and which Werkzeug cannot read."""

from collections.abc import Iterable
from urllib.parse import quote

from directory.web.wsgi import Environ, StartResponse, WsgiApplication

_LEFT_AS_THEY_ARE = "".join(map(chr, range(128)))


class RawQuery:
    """WSGI middleware that escapes what is not ASCII, as a browser would have done."""

    def __init__(self, application: WsgiApplication) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Escape and hand on."""
        query: str = environ.get("QUERY_STRING", "")
        if not query.isascii():
            raw = query.encode("latin-1", "replace")
            environ = {**environ, "QUERY_STRING": quote(raw, safe=_LEFT_AS_THEY_ARE)}
        return self._application(environ, start_response)
