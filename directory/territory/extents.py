"""What several areas hold together: their communes, each once, and who lives there."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.territory.coverage import REGION, Area
from directory.territory.gazetteer import Gazetteer
from directory.territory.places import CommunePlace


@dataclass(frozen=True, slots=True)
class Extent:
    """The union of some areas."""

    communes: tuple[CommunePlace, ...]

    @property
    def population(self) -> int:
        """The inhabitants of all its communes."""
        return sum(commune.population for commune in self.communes)


def extent_of(gazetteer: Gazetteer, areas: Iterable[Area]) -> Extent:
    """Give the communes that lie in any of the areas."""
    wanted = set(areas)
    if REGION in wanted:
        return Extent(tuple(gazetteer.communes.values()))
    return Extent(
        tuple(
            commune
            for commune in gazetteer.communes.values()
            if not wanted.isdisjoint(commune.areas)
        )
    )
