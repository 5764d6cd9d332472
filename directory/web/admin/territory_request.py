"""What is asked of a territory in an address or a form: codes to attach and to detach."""

from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from directory.catalog.territory_change import TerritoryChange

_NAMES = ("attach", "detach", "attach_epci", "detach_epci")
_MOST_CODES = 1_500  # more than there are communes


def change_in(values: MultiDict[str, str]) -> TerritoryChange:
    """Read a change from the parameters of a page or the fields of a form."""
    return TerritoryChange(
        **{name: frozenset(values.getlist(name)[:_MOST_CODES]) for name in _NAMES}
    )


def fields_of(change: TerritoryChange) -> list[tuple[str, str]]:
    """Give the fields of a form that ask for a change."""
    return [(name, code) for name in _NAMES for code in sorted(getattr(change, name))]


def query_of(change: TerritoryChange) -> str:
    """Give the query of an address that asks for a change."""
    return urlencode(fields_of(change))
