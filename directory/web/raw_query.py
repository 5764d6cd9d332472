"""Query strings that hold what no browser sends: raw bytes, which Werkzeug cannot read, and NUL."""

from collections.abc import Iterable
from urllib.parse import quote

from directory.web.unstorable_sign import UNSTORABLE
from directory.web.wsgi import Environ, StartResponse, WsgiApplication

_ESCAPED = quote(UNSTORABLE)
# Taken out without anything in its place, it could come out of what stood around it: « %%0000 ».
_IN_ITS_PLACE = quote("\N{REPLACEMENT CHARACTER}")
_LEFT_AS_THEY_ARE = "".join(map(chr, range(128)))


class RawQuery:
    """WSGI middleware that escapes what is not ASCII, as a browser would have done.

    The sign that no database stores gives its place to the one that browsers put there in a page.
    """

    def __init__(self, application: WsgiApplication) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Escape and hand on."""
        query: str = environ.get("QUERY_STRING", "")
        if not query.isascii():
            query = quote(query.encode("latin-1", "replace"), safe=_LEFT_AS_THEY_ARE)
            environ = {**environ, "QUERY_STRING": query}
        if _ESCAPED in query or UNSTORABLE in query:
            query = query.replace(_ESCAPED, _IN_ITS_PLACE).replace(UNSTORABLE, _IN_ITS_PLACE)
            environ = {**environ, "QUERY_STRING": query}
        return self._application(environ, start_response)
