"""Finding: from a SearchQuery to a page of structures, counts, and what must be said about them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock

from sqlalchemy.orm import Session

from directory.catalog.queries import current_generation, list_structure_types
from directory.database import SessionFactory
from directory.search.attempt import Attempt
from directory.search.bitsets import slots_of
from directory.search.engine import EngineState, SearchEngine
from directory.search.facet_table import FacetTable
from directory.search.parameters import KnownCodes
from directory.search.query import SearchQuery
from directory.search.reading import best_attempt
from directory.search.records import RecordCache
from directory.search.results import Hit, MapPoint, SearchResults
from directory.search.sql_engine import SqlEngine
from directory.search.synonyms import load_synonyms
from directory.search.view import View
from directory.search.whoosh_engine import WhooshEngine
from directory.territory.gazetteer import Gazetteer
from directory.values.clock import in_paris


class Finder:
    """One per process, shared by its threads."""

    def __init__(
        self, session_factory: SessionFactory, *, index_folder: Path, synonyms_path: Path
    ) -> None:
        self._session_factory = session_factory
        self._synonyms_path = synonyms_path
        self._index = WhooshEngine(index_folder)
        self._records = RecordCache()
        self._view: View | None = None
        self._lock = Lock()

    def refresh(self, session: Session) -> None:
        """Follow the catalog; next to free when its generation did not change."""
        view = self._view
        generation = current_generation(session)
        is_followed = view is not None and view.table.generation == generation
        if is_followed and (self._index.generation >= generation or not self._index.reopen()):
            return
        with self._lock:
            self._view = self._next_view(session, self._view)

    def find_structures(
        self, session: Session, query: SearchQuery, *, now: datetime
    ) -> SearchResults:
        """Carry out a query; `now` is an aware moment."""
        view = self.view(session)
        outcome, notices = best_attempt(view, query, now=now)
        start = (query.page - 1) * query.per_page
        slots = outcome.ordering(view).page(outcome.results, start=start, size=query.per_page)
        listings = [view.table.listing(slot) for slot in slots]
        records = self._records.load(session, listings, today=in_paris(now).date())
        hits = tuple(
            Hit(record, None if outcome.service is None else outcome.service.match(slot))
            for slot, record in zip(slots, records, strict=True)
            if record is not None
        )
        words = outcome.words
        return SearchResults(
            query=outcome.query,
            interpretation=outcome.interpretation,
            place=outcome.place,
            total=outcome.total,
            page=query.page,
            per_page=query.per_page,
            facets=outcome.filters.counts(view.openings.at(now)),
            hits=hits,
            notices=notices,
            corrections=(
                *outcome.interpretation.corrections,
                *(() if words is None else words.corrections),
            ),
            loosenings=() if outcome.total else outcome.filters.loosenings(),
            matched_words=() if words is None else words.matched_words,
            generation=view.table.generation,
        )

    def all_points(self, session: Session, query: SearchQuery, *, now: datetime) -> list[MapPoint]:
        """Give every result that has a place on the map, in no special order."""
        view = self.view(session)
        outcome, _ = best_attempt(view, query, now=now)
        return list(_points(view, outcome))

    def known_codes(self, session: Session) -> KnownCodes:
        """Give the codes that a query may hold."""
        return self.view(session).codes

    def gazetteer(self, session: Session) -> Gazetteer:
        """Give the places."""
        return self.view(session).gazetteer

    def engine_state(self) -> EngineState:
        """Tell whether the index can be used."""
        return self._index.state()

    def index_generation(self) -> int:
        """Give the generation of the catalog that the opened index holds."""
        return self._index.generation

    def view(self, session: Session) -> View:
        """Give what this process knows, read at the first need."""
        if self._view is None:
            self.refresh(session)
        view = self._view
        if view is None:
            raise RuntimeError("refresh() always makes a view")
        return view

    def _next_view(self, session: Session, held: View | None) -> View:
        """Bring what is held up to the catalog's generation, in one go."""
        if held is not None:
            table = held.table.updated(session)
            if table.keeps_vocabulary_of(held.table):
                return replace(held, table=table, engine=self._engine(table.generation))
        self._records.clear()
        gazetteer = Gazetteer.from_session(session)
        types = list_structure_types(session)
        table = FacetTable.load(session, gazetteer)
        return View(
            gazetteer=gazetteer,
            synonyms=load_synonyms(self._synonyms_path, types),
            table=table,
            engine=self._engine(table.generation),
            type_codes=frozenset(kind.code for kind in types),
        )

    def _engine(self, generation: int) -> SearchEngine:
        """The index, or plain SQL while it cannot be used."""
        self._index.reopen()
        if self._index.state() is EngineState.READY:
            return self._index
        return SqlEngine(self._session_factory, generation)


def _points(view: View, outcome: Attempt) -> Iterator[MapPoint]:
    for slot in slots_of(outcome.results):
        listing = view.table.listing(slot)
        position = view.table.position(slot)
        if position is not None:
            yield MapPoint(
                id=listing.id,
                slug=listing.slug,
                name=listing.name,
                type_code=listing.type_code,
                latitude=position.latitude,
                longitude=position.longitude,
            )
