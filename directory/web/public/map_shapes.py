"""The contours that the maps draw, as TopoJSON."""

import hashlib

from werkzeug.wrappers import Response

from directory.paths import DATA
from directory.territory.queries import insee_by_filiere
from directory.territory.shapes import communes_topology, home_topology
from directory.web.services import get_session


def show_region_shapes() -> Response:
    """Send the region, its filières as they are attached today, its towns and neighbours."""
    return _topology(home_topology(DATA, insee_by_filiere(get_session())), kept_seconds=60)


def show_commune_shapes() -> Response:
    """Send all communes."""
    return _topology(communes_topology(DATA), kept_seconds=3_600)


def _topology(content: bytes, *, kept_seconds: int) -> Response:
    response = Response(content, mimetype="application/json")
    response.headers["Cache-Control"] = f"public, max-age={kept_seconds}"
    response.set_etag(hashlib.sha256(content).hexdigest()[:16])
    return response
