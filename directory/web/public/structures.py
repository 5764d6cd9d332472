"""The listing of one structure."""

from flask import abort, redirect, render_template
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from directory.catalog.queries import (
    find_published_structure,
    find_redirected_slug,
    find_withdrawn_structure,
)
from directory.web.public.communes import commune_path
from directory.web.public.pages import public_page
from directory.web.public.private_answers import private_page
from directory.web.services import get_session
from directory.web.structure_page import make_structure_page
from directory.web.templating import page_url

_LONGEST_SLUG = 200


def show_structure(slug: str) -> Response:
    """Show a published structure; a former address leads to today's."""
    session = get_session()
    if len(slug) > _LONGEST_SLUG:
        abort(404)
    structure = find_published_structure(session, slug=slug)
    if structure is None:
        today_slug = find_redirected_slug(session, slug)
        if today_slug is None:
            return _withdrawn(session, slug)
        return redirect(page_url(f"/structures/{today_slug}"), 301)
    page = make_structure_page(session, structure)
    return public_page(render_template("public/show_structure.html", page=page))


def _withdrawn(session: Session, slug: str) -> Response:
    """Tell that a structure left the directory, and lead to what its commune has."""
    structure = find_withdrawn_structure(session, slug)
    if structure is None:
        abort(404)
    commune = structure.commune
    path = None if commune is None else commune_path(commune)
    html = render_template("public/structure/withdrawn.html", commune=commune, path=path)
    return private_page(html, 410)
