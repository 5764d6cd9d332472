"""The WSGI entry point for any server."""

from directory.app import create_app
from directory.settings import Settings

app = create_app(Settings.from_environment())
