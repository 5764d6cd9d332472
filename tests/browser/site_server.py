"""A site served on loopback for the browser: the real application, the real data, a fixed clock.

Werkzeug's threaded server in this process, rather than a server of its own: the clock can be
stopped, the test run's instance is shared, and nothing is left behind when a run is cut short.
What `directory serve` does around the application is tested from the command line.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from directory.app import create_app
from directory.values.clock import Clock
from tests.conftest import make_settings

_HOST = "127.0.0.1"
_CACHE_MEGABYTES = 64


class _QuietHandler(WSGIRequestHandler):
    """Keep connections open, as a real server does, and write no log."""

    protocol_version = "HTTP/1.1"

    def log(self, *_args: object) -> None:
        """Say nothing: the tests look at what the browser received."""


@contextmanager
def serve_site(instance: Path, clock: Clock, **changes: object) -> Iterator[str]:
    """Serve an instance that is ready on a free port, and give its address."""
    server = ThreadedWSGIServer(_HOST, 0, _not_ready, handler=_QuietHandler)
    address = f"http://{_HOST}:{server.port}"
    usual = {"base_url": address, "trusted_hosts": (_HOST,), "cache_megabytes": _CACHE_MEGABYTES}
    settings = make_settings(instance, **{**usual, **changes})
    server.app = create_app(settings, clock=clock)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _not_ready(_environ: object, _start_response: object) -> list[bytes]:
    """Stand where the application comes once the port is known."""
    raise RuntimeError("no request may come before the application stands")
