"""Static files, served under an address that changes with their content."""

import hashlib
from pathlib import Path

from flask import Flask, Response, abort, send_from_directory

from directory.paths import STATIC


def version_of(folder: Path) -> str:
    """Give a short digest of every file under a folder."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(folder)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def install_assets(app: Flask) -> None:
    """Serve `/static/<version>/…` for good and give templates `asset_url`."""
    version = version_of(STATIC)

    def asset_url(path: str) -> str:
        return f"/static/{version}/{path}"

    def send_asset(asked: str, path: str) -> Response:
        if asked != version:
            abort(404)
        response = send_from_directory(STATIC, path, etag=False, conditional=False)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

    app.add_url_rule("/static/<asked>/<path:path>", "static", send_asset)
    app.jinja_env.globals["asset_url"] = asset_url
