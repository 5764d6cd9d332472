"""What a change of a filière's territory would do, worked out before anything is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.territory.attachment_queries import AttachedCommune


@dataclass(frozen=True, slots=True)
class TerritoryChange:
    """Communes to attach and to detach, by INSEE codes, and whole EPCI by theirs.

    To attach a commune that is attached already is to confirm it; a whole EPCI only brings those
    of its communes that the filière does not hold yet.
    """

    attach: frozenset[str] = frozenset()
    detach: frozenset[str] = frozenset()
    attach_epci: frozenset[str] = frozenset()
    detach_epci: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is asked."""
        return bool(self.attach or self.detach or self.attach_epci or self.detach_epci)


@dataclass(frozen=True, slots=True)
class Extent:
    """How large a filière is."""

    communes: int
    population: int


@dataclass(frozen=True, slots=True)
class TerritoryEffect:
    """Who comes, who goes, and what the filière would then hold.

    `orphans` would be left without any filière, `contradicted` are to be attached and detached at
    once: both are refused. `shared` lie in another filière too, afterwards.
    """

    attached: tuple[AttachedCommune, ...]
    confirmed: tuple[AttachedCommune, ...]
    detached: tuple[AttachedCommune, ...]
    orphans: tuple[AttachedCommune, ...]
    contradicted: tuple[AttachedCommune, ...]
    unknown: tuple[str, ...]
    shared: tuple[AttachedCommune, ...]
    insees: tuple[str, ...]
    before: Extent
    after: Extent

    @property
    def is_refused(self) -> bool:
        """Whether the rules forbid it."""
        return bool(self.orphans or self.contradicted or self.unknown)

    @property
    def changes_anything(self) -> bool:
        """Whether there is something to write."""
        return bool(self.attached or self.confirmed or self.detached)


def effect_of(
    slug: str, change: TerritoryChange, communes: Sequence[AttachedCommune]
) -> TerritoryEffect:
    """Work out a change on the filière `slug`, among all the communes of the region."""
    held = [commune for commune in communes if slug in commune.filieres]
    attach = [commune for commune in communes if _is_attached_by(change, commune, slug)]
    detach = [commune for commune in held if _is_detached_by(change, commune)]
    contradicted = [commune for commune in detach if commune in attach]
    leaving = {commune.insee for commune in detach}
    arriving = [commune for commune in attach if slug not in commune.filieres]
    after = [commune for commune in held if commune.insee not in leaving] + arriving
    known = {commune.insee for commune in communes}
    epci = {commune.epci_code for commune in communes}
    return TerritoryEffect(
        attached=tuple(arriving),
        confirmed=tuple(commune for commune in attach if slug in commune.filieres),
        detached=tuple(detach),
        orphans=tuple(commune for commune in detach if commune.filieres == (slug,)),
        contradicted=tuple(contradicted),
        unknown=tuple(
            sorted(
                {*change.attach - known, *change.detach - known}
                | {*change.attach_epci - epci, *change.detach_epci - epci}
            )
        ),
        shared=tuple(commune for commune in after if set(commune.filieres) - {slug}),
        insees=tuple(sorted(commune.insee for commune in after)),
        before=_extent(held),
        after=_extent(after),
    )


def _is_attached_by(change: TerritoryChange, commune: AttachedCommune, slug: str) -> bool:
    if commune.insee in change.attach:
        return True
    return commune.epci_code in change.attach_epci and slug not in commune.filieres


def _is_detached_by(change: TerritoryChange, commune: AttachedCommune) -> bool:
    return commune.insee in change.detach or commune.epci_code in change.detach_epci


def _extent(communes: Iterable[AttachedCommune]) -> Extent:
    found = list(communes)
    return Extent(len(found), sum(commune.population for commune in found))
