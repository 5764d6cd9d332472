"""SearchQuery: what is asked of the directory, and the address that asks it again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlencode

from directory.catalog.vocabulary import Audience, Profile, Setting
from directory.values.geography import Position

LONGEST_TEXT = 200
MOST_PER_PAGE = 100
DEFAULT_PER_PAGE = 20
NEAR_KM = 50.0


class Sort(StrEnum):
    """In which order results are given."""

    RELEVANCE = "relevance"
    DISTANCE = "distance"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search; an empty one asks for everything.

    `where` is a place as people write it (pages only). `open_now` and `open_at` exclude each other.
    """

    q: str = ""
    where: str = ""
    commune: str | None = None
    postal_code: str | None = None
    near: Position | None = None
    radius_km: float | None = None
    types: tuple[str, ...] = ()
    filieres: tuple[str, ...] = ()
    departements: tuple[str, ...] = ()
    audience: Audience | None = None
    setting: Setting | None = None
    access: Profile | None = None
    open_now: bool = False
    open_at: datetime | None = None
    literal: bool = False
    page: int = 1
    per_page: int = DEFAULT_PER_PAGE
    sort: Sort = Sort.RELEVANCE
    q_was_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked."""
        return not list(replace(self, page=1, per_page=DEFAULT_PER_PAGE).parameters())

    def parameters(self) -> Iterator[tuple[str, str]]:
        """Give the parameters that ask this again, always in the same order, defaults left out."""
        yield from _given("q", self.q)
        yield from _given("where", self.where)
        yield from _given("commune", self.commune)
        yield from _given("postal_code", self.postal_code)
        if self.near is not None:
            yield "near", f"{self.near.latitude:.6g},{self.near.longitude:.6g}"
        if self.radius_km is not None:
            yield "radius_km", f"{self.radius_km:g}"
        yield from (("type", code) for code in sorted(self.types))
        yield from (("filiere", slug) for slug in sorted(self.filieres))
        yield from (("departement", code) for code in sorted(self.departements))
        yield from _given("audience", self.audience)
        yield from _given("setting", self.setting)
        yield from _given("access", _ACCESS_CODES[self.access] if self.access else None)
        if self.open_now or self.open_at is not None:
            yield "open", "now" if self.open_at is None else self.open_at.isoformat()
        yield from _given("literal", "1" if self.literal else None)
        yield from _given("page", str(self.page) if self.page > 1 else None)
        if self.per_page != DEFAULT_PER_PAGE:
            yield "per_page", str(self.per_page)
        yield from _given("sort", None if self.sort is Sort.RELEVANCE else self.sort)

    def to_query_string(self) -> str:
        """Give the canonical query string, without « ? »."""
        return urlencode(list(self.parameters()))

    def on_page(self, page: int) -> "SearchQuery":
        """Ask for another page of the same results."""
        return replace(self, page=page)

    def without_choice(self, facet: str, value: str) -> "SearchQuery":
        """Drop a value of a facet."""
        if facet in _REPEATABLE:
            field = _REPEATABLE[facet]
            chosen: tuple[str, ...] = getattr(self, field)
            kept = tuple(code for code in chosen if code != value)
            return replace(self, page=1, **{field: kept})  # type: ignore[arg-type]
        if facet == "open":
            return replace(self, page=1, open_now=False, open_at=None)
        return replace(self, page=1, **{facet: None})  # type: ignore[arg-type]


ACCESS_PROFILES = {"public": Profile.PUBLIC, "professional": Profile.PROFESSIONAL}
_ACCESS_CODES = {profile: code for code, profile in ACCESS_PROFILES.items()}


def access_code(profile: Profile) -> str:
    """Give the value of the parameter `access` for a profile."""
    return _ACCESS_CODES[profile]


_REPEATABLE = {"type": "types", "filiere": "filieres", "departement": "departements"}


def _given(name: str, value: str | None) -> Iterator[tuple[str, str]]:
    if value:
        yield name, str(value)
