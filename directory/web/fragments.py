"""Pieces of pages that are the same for everyone, rendered once and kept.

Jinja and translations are most of the cost of a page; a piece depends on its arguments, on the
language and on the catalog's generation, and on nothing else of the request.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from flask import Flask, current_app
from markupsafe import Markup

from directory.values.language import Language
from directory.web.localization import current_language
from directory.web.services import get_services

T = TypeVar("T")

_KEPT_AS = "directory.fragments"
_MOST = 30_000

Key = tuple[Language, Hashable]


class FragmentStore:
    """What one process keeps, for one generation of the catalog."""

    def __init__(self) -> None:
        self._generation = -1
        self._kept: dict[Key, object] = {}

    def at(self, generation: int) -> dict[Key, object]:
        """Give what is kept for a generation; another one, or too much, empties it."""
        if generation != self._generation or len(self._kept) > _MOST:
            self._kept = {}
            self._generation = generation
        return self._kept


def install_fragments(app: Flask) -> None:
    """Give an application its store."""
    app.extensions[_KEPT_AS] = FragmentStore()


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """Make something once for a key, which says by its first part what kind of thing it is."""
    store: FragmentStore = current_app.extensions[_KEPT_AS]
    things = store.at(get_services().generation.current())
    whole_key = current_language(), key
    thing = things.get(whole_key)
    if thing is None:
        thing = things[whole_key] = make()
    return cast(T, thing)  # the key says what was made


def kept_fragment(template: str, **arguments: Hashable) -> Markup:
    """Render a template once for these arguments."""
    return kept_pieces(template, tuple(arguments.items()), "", **arguments)[0]


def kept_pieces(
    template: str, key: Hashable, cut: str, /, **arguments: object
) -> tuple[Markup, ...]:
    """Render a template once for a key, cut in pieces where it says `cut`."""

    def render() -> tuple[Markup, ...]:
        html = current_app.jinja_env.get_template(template).render(**arguments)
        # The template escaped its arguments.
        return tuple(Markup(part) for part in (html.split(cut) if cut else [html]))  # noqa: S704  # nosec B704

    return kept((template, key), render)
