"""What a search gives back."""

from dataclasses import dataclass
from enum import StrEnum

from directory.catalog.public_record import PublicStructure
from directory.catalog.vocabulary import CoverageBasis
from directory.search.interpretation import Interpretation
from directory.search.query import SearchQuery
from directory.search.spelling import Correction
from directory.territory.coverage import Area
from directory.territory.places import Place
from directory.values.geography import Position


class MatchReason(StrEnum):
    """Why a structure is shown for a place."""

    DECLARED = "declared"
    ASSUMED = "assumed"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Match:
    """Why and how far; `area` and `basis` are those of the coverage that holds the place."""

    covers: bool
    reason: MatchReason
    area: Area | None
    basis: CoverageBasis | None
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One result; `match` is None when no place was asked."""

    structure: PublicStructure
    match: Match | None


@dataclass(frozen=True, slots=True)
class SearchedPlace:
    """The place whose service is asked, the point that distances start from, and how it was said.

    `is_point` when only a position was given; `communes` then holds the nearest town hall's.
    """

    place: Place | None
    communes: tuple[str, ...]
    centre: Position
    is_point: bool = False


class NoticeCode(StrEnum):
    """What the visitor must be told about how the search was done."""

    TEXT_CUT = "text_cut"
    CORRECTED = "corrected"
    FORMER_COMMUNE = "former_commune"
    READ_LITERALLY = "read_literally"
    IGNORED_WORDS = "ignored_words"
    UNKNOWN_PLACE = "unknown_place"
    ELSEWHERE = "elsewhere"
    SIMPLE_ENGINE = "simple_engine"


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice and what it speaks of (typed and read words, former and present names)."""

    code: NoticeCode
    typed: str = ""
    read: str = ""


@dataclass(frozen=True, slots=True)
class Loosening:
    """A filter that, taken away, would bring results: its parameter name and how many."""

    facet: str
    total: int


Facets = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of results and all that is said around it.

    `query` is the query as it was carried out: what the interpretation understood is in its
    filters. `facets` maps a facet to the count of each value under the other filters.
    """

    query: SearchQuery
    interpretation: Interpretation
    place: SearchedPlace | None
    total: int
    page: int
    per_page: int
    facets: Facets
    hits: tuple[Hit, ...]
    notices: tuple[Notice, ...]
    corrections: tuple[Correction, ...]
    loosenings: tuple[Loosening, ...]
    matched_words: tuple[str, ...]
    generation: int

    @property
    def page_count(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.per_page))


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A structure on the map."""

    id: str
    slug: str
    name: str
    type_code: str
    latitude: float
    longitude: float
