"""Addresses of the results page: the place box is called « ou » there."""

from dataclasses import replace
from urllib.parse import urlencode

from directory.search.query import DEFAULT_PER_PAGE, SearchQuery, Sort

PATH = "/recherche"
PLACE_PARAMETER = "ou"


def page_parameters(query: SearchQuery) -> list[tuple[str, str]]:
    """Give the parameters of the page that asks a query, in a fixed order."""
    return [
        (PLACE_PARAMETER if name == "where" else name, value) for name, value in query.parameters()
    ]


def search_path(query: SearchQuery) -> str:
    """Give the path and query string of the page that asks a query."""
    asked = urlencode(page_parameters(query))
    return f"{PATH}?{asked}" if asked else PATH


def points_address(query: SearchQuery) -> str:
    """Give the address of all points of a query; the API reads the place in the text."""
    text = f"{query.q} {query.where}".strip()
    asked = replace(query, q=text, where="", page=1, per_page=DEFAULT_PER_PAGE, sort=Sort.RELEVANCE)
    return f"/api/v1/structures.geojson?{asked.to_query_string()}"
