"""Asking the finder on behalf of a request."""

from directory.search.query import SearchQuery
from directory.search.results import SearchResults
from directory.web.services import get_finder, get_services, get_session


def find_now(query: SearchQuery) -> SearchResults:
    """Search, with « open now » taken from the clock."""
    return get_finder().find_structures(get_session(), query, now=get_services().clock.now())
