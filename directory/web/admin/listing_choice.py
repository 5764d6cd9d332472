"""How the list of structures is narrowed: the parameters of its address."""

from dataclasses import dataclass, replace
from datetime import date

from werkzeug.datastructures import MultiDict

from directory.accounts.actor import Actor
from directory.catalog.freshness import oldest_fresh_day
from directory.catalog.listing_queries import ListingFilter, MissingFact
from directory.catalog.vocabulary import FreshnessState, PublicationState
from directory.web.admin.address_parameters import (
    read_code,
    read_page,
    read_text,
    write_parameters,
)
from directory.web.admin.visible_filieres import narrowed_filieres

MONTHS = (3, 6, 12, 24)
_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class ListingChoice:
    """What was asked, as the form shows it again; a value that means nothing is left out."""

    words: str = ""
    type_code: str = ""
    filiere: str = ""
    state: PublicationState | None = None
    freshness: FreshnessState | None = None
    without: MissingFact | None = None
    months: int | None = None  # without any check
    page: int = 1

    def query(self, page: int | None = None) -> str:
        """Write the choice as the parameters of an address, with another page if asked."""
        values = {
            "q": self.words,
            "type": self.type_code,
            "filiere": self.filiere,
            "etat": self.state,
            "fraicheur": self.freshness,
            "sans": self.without,
            "mois": self.months,
            "page": page,
        }
        return write_parameters(values)

    @property
    def here(self) -> str:
        """Give the parameters of the page that is shown."""
        return self.query(self.page if self.page > 1 else None)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words was chosen."""
        return bool(replace(self, words="").query())


def read_listing_choice(asked: MultiDict[str, str]) -> ListingChoice:
    """Read the parameters of the list's address."""
    months = asked.get("mois", type=int)
    return ListingChoice(
        words=read_text(asked, "q", longest=_LONGEST_WORDS),
        type_code=read_text(asked, "type", longest=50),
        filiere=read_text(asked, "filiere", longest=50),
        state=read_code(PublicationState, asked.get("etat", "")),
        freshness=read_code(FreshnessState, asked.get("fraicheur", "")),
        without=read_code(MissingFact, asked.get("sans", "")),
        months=months if months in MONTHS else None,
        page=read_page(asked),
    )


def listing_filter(choice: ListingChoice, actor: Actor, *, today: date) -> ListingFilter:
    """Give what the query takes, held to what this person sees."""
    structures = actor.visible_structures
    return ListingFilter(
        filieres=narrowed_filieres(actor, choice.filiere),
        structures=None if structures is None else tuple(structures),
        types=(choice.type_code,) if choice.type_code else (),
        states=(choice.state,) if choice.state else (),
        freshness=(choice.freshness,) if choice.freshness else (),
        words=choice.words,
        without=(choice.without,) if choice.without else (),
        unchecked_since=None
        if choice.months is None
        else oldest_fresh_day(today, review_months=choice.months),
    )
