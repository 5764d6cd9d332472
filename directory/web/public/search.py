"""The results page: what was understood, the structures, how to narrow or loosen."""

from flask import render_template, request
from werkzeug.wrappers import Response

from directory.search.parameters import read_search_query
from directory.web.public.pages import public_page
from directory.web.public.search_links import PLACE_PARAMETER
from directory.web.public.search_page import make_search_page
from directory.web.services import get_finder, get_session


def search_structures() -> Response:
    """Show the structures that answer what was typed and chosen."""
    session = get_session()
    finder = get_finder()
    query, problems = read_search_query(_parameters(), codes=finder.known_codes(session))
    page = make_search_page(session, query, problems)
    return public_page(
        render_template(
            "public/search_structures.html", page=page, canonical_query=page.canonical_query
        )
    )


def _parameters() -> dict[str, list[str]]:
    """Give what was sent under the names that the search knows; our place box is its « where »."""
    parameters = request.args.to_dict(flat=False)
    parameters.pop("where", None)
    places = parameters.pop(PLACE_PARAMETER, [])
    return {**parameters, "where": places} if places else parameters
