"""Static files, served under an address that changes with their content."""

import re
from pathlib import Path

from flask import Flask, Response, abort, send_from_directory

from directory.data_files import digest_of
from directory.paths import STATIC

_STYLE_SHEETS = ("css/main.css", "css/admin.css")
_IMPORT = re.compile(r'@import url\("([^"]+)"\);')


def version_of(folder: Path) -> str:
    """Give a short digest of every file under a folder."""
    return digest_of(folder)[:12]


def flattened_style(sheet: Path) -> str:
    """Give a style sheet with the sheets that it imports put in their places: one request."""

    def text_of(match: re.Match[str]) -> str:
        return (sheet.parent / match[1]).read_text(encoding="utf-8")

    return _IMPORT.sub(text_of, sheet.read_text(encoding="utf-8"))


def install_assets(app: Flask) -> None:
    """Serve `/static/<version>/…` for good and give templates `asset_url`."""
    version = version_of(STATIC)

    def asset_url(path: str) -> str:
        return f"/static/{version}/{path}"

    styles = {path: flattened_style(STATIC / path) for path in _STYLE_SHEETS}

    def send_asset(asked: str, path: str) -> Response:
        if asked != version:
            abort(404)
        if path in styles:
            response = Response(styles[path], mimetype="text/css")
        else:
            response = send_from_directory(STATIC, path, etag=False, conditional=False)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    app.add_url_rule("/static/<asked>/<path:path>", "static", send_asset)
    app.jinja_env.globals["asset_url"] = asset_url
