"""What a process knows of one generation of the catalog, kept together and swapped whole."""

from dataclasses import dataclass
from functools import cached_property

from directory.search.engine import SearchEngine
from directory.search.facet_counts import OpenStructures
from directory.search.facet_table import FacetTable
from directory.search.parameters import KnownCodes
from directory.search.place_service import PlaceServices
from directory.search.synonyms import Synonyms
from directory.territory.gazetteer import Gazetteer


@dataclass(frozen=True)
class View:
    """Gazetteer, vocabulary, table and engine that belong together."""

    gazetteer: Gazetteer
    synonyms: Synonyms
    table: FacetTable
    engine: SearchEngine
    type_codes: frozenset[str]

    @cached_property
    def services(self) -> PlaceServices:
        """Who serves the places asked last."""
        return PlaceServices(self.table, self.gazetteer)

    @cached_property
    def openings(self) -> OpenStructures:
        """Who is open at the minutes asked last."""
        return OpenStructures(self.table)

    @cached_property
    def codes(self) -> KnownCodes:
        """The codes that a query may hold."""
        return KnownCodes(
            types=self.type_codes,
            filieres=frozenset(self.gazetteer.filieres),
            departements=frozenset(self.gazetteer.departements),
            communes=frozenset(self.gazetteer.communes),
            postal_codes=self.gazetteer.postal_codes,
        )
