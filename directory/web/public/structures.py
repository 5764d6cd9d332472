"""The listing of one structure."""

from flask import abort, redirect, render_template
from werkzeug.wrappers import Response

from directory.catalog.queries import find_published_structure, find_redirected_slug
from directory.web.public.pages import public_page
from directory.web.services import get_session
from directory.web.structure_page import make_structure_page
from directory.web.templating import page_url

_LONGEST_SLUG = 200


def show_structure(slug: str) -> Response:
    """Show a published structure; a former address leads to today's."""
    session = get_session()
    if len(slug) > _LONGEST_SLUG or "\0" in slug:
        abort(404)
    structure = find_published_structure(session, slug=slug)
    if structure is None:
        today_slug = find_redirected_slug(session, slug)
        if today_slug is None:
            abort(404)
        return redirect(page_url(f"/structures/{today_slug}"), 301)
    page = make_structure_page(session, structure)
    return public_page(render_template("public/show_structure.html", page=page))
