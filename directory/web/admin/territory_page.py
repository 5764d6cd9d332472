"""What the page of a filière's territory shows: what it holds, shares, may take, has to decide."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory.catalog.territory_change import TerritoryChange
from directory.territory.attachment_queries import AttachedCommune, list_attached_communes
from directory.territory.models import Filiere
from directory.territory.queries import list_doubts_touching
from directory.values.text import fold, fold_place
from directory.web.filiere_territory import DoubtfulSector, sectors_of

_MOST_FOUND = 40


@dataclass(frozen=True, slots=True)
class EpciChoice:
    """An EPCI, its communes shown, and how many of them the filière holds."""

    code: str
    name: str
    communes: tuple[AttachedCommune, ...]
    held: int


@dataclass(frozen=True, slots=True)
class Found:
    """What words found: whole EPCI and single communes; `is_cut` when there were more."""

    epci: tuple[EpciChoice, ...]
    communes: tuple[AttachedCommune, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class TerritoryPage:
    """The territory of one filière, ready to be changed; `found` is None before a search."""

    commune_count: int
    population: int
    epci: tuple[EpciChoice, ...]
    shared: tuple[AttachedCommune, ...]
    sectors: tuple[DoubtfulSector, ...]
    chosen: tuple[AttachedCommune, ...]
    found: Found | None


@dataclass(frozen=True, slots=True)
class Taker:
    """A filière that could take communes; `path` is where this person does it, when they may."""

    filiere: Filiere
    path: str | None


def territory_page(
    session: Session, filiere: Filiere, *, words: str, change: TerritoryChange
) -> TerritoryPage:
    """Prepare the page; `words` look for communes to attach, `change` is what is chosen so far."""
    communes = list_attached_communes(session)
    held = [commune for commune in communes if filiere.slug in commune.filieres]
    return TerritoryPage(
        commune_count=len(held),
        population=sum(commune.population for commune in held),
        epci=_by_epci(held, filiere.slug),
        shared=tuple(commune for commune in held if len(commune.filieres) > 1),
        sectors=sectors_of(filiere.slug, list_doubts_touching(session, filiere.slug)),
        chosen=tuple(commune for commune in communes if commune.insee in change.attach),
        found=_found(words, communes, filiere.slug) if words.strip() else None,
    )


def _found(words: str, communes: Sequence[AttachedCommune], slug: str) -> Found:
    wanted = fold_place(words)
    epci = [choice for choice in _by_epci(communes, slug) if _begins_a_word(wanted, choice.name)]
    named = sorted(
        (commune for commune in communes if _begins_a_word(wanted, commune.name)),
        key=lambda commune: not fold_place(commune.name).startswith(wanted),
    )
    return Found(
        epci=tuple(choice for choice in epci if choice.code)[:_MOST_FOUND],
        communes=tuple(named[:_MOST_FOUND]),
        is_cut=len(named) > _MOST_FOUND,
    )


def _begins_a_word(wanted: str, name: str) -> bool:
    return bool(wanted) and f" {wanted}" in f" {fold_place(name)}"


def _by_epci(communes: Iterable[AttachedCommune], slug: str) -> tuple[EpciChoice, ...]:
    gathered: dict[tuple[str, str], list[AttachedCommune]] = {}
    for commune in communes:
        key = (commune.epci_code or "", commune.epci_name or "")
        gathered.setdefault(key, []).append(commune)
    choices = [
        EpciChoice(code, name, tuple(found), sum(slug in each.filieres for each in found))
        for (code, name), found in gathered.items()
    ]
    return tuple(sorted(choices, key=lambda choice: (not choice.name, fold(choice.name))))
