"""The unit of measure: a Flask route that says hello, served exactly as the site is."""

import sys

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from directory.cli import serve


def create_bare_app() -> Flask:
    """Make the smallest Flask application."""
    app = Flask("bare", static_folder=None)
    app.add_url_rule("/", view_func=_hello)
    return app


def _hello() -> str:
    return "Hello, World!"


def main() -> None:
    """Serve it: `python -m bench.bare_site PORT WORKERS`."""
    port, workers = (int(argument) for argument in sys.argv[1:3])
    Granian(
        "bench.bare_site:create_bare_app",
        factory=True,
        interface=Interfaces.WSGI,
        address="127.0.0.1",
        port=port,
        workers=workers,
        blocking_threads=serve.THREADS_PER_WORKER,
        log_access=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
