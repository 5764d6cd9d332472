"""The eight filières: the list, and what is known of each."""

from flask import Response, abort, render_template

from directory.territory import queries as territory
from directory.web.filiere_page import make_filiere_page
from directory.web.public.pages import public_page
from directory.web.services import get_session


def list_filieres() -> Response:
    """Show the filières on a map and as a list."""
    session = get_session()
    communes = territory.insee_by_filiere(session)
    page = render_template(
        "public/list_filieres.html",
        filieres=territory.list_filieres(session),
        commune_counts={slug: len(found) for slug, found in communes.items()},
        populations=territory.population_by_filiere(session),
    )
    return public_page(page)


def show_filiere(slug: str) -> Response:
    """Show a filière: identity sheet, structures by level of care, territory."""
    session = get_session()
    filiere = territory.find_filiere(session, slug)
    if filiere is None:
        abort(404)
    return public_page(
        render_template("public/show_filiere.html", page=make_filiere_page(session, filiere))
    )
