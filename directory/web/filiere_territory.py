"""What a filière's page says of its territory: communes by EPCI, and what is doubtful."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.territory.models import Commune, Confidence, DoubtfulAttachment, FiliereAttachment
from directory.values.text import fold


@dataclass(frozen=True, slots=True)
class EpciPart:
    """Communes of one EPCI in a filière, as sure one as the other.

    `name` is None for communes without an EPCI, `confidence` for those that an animator decided.
    """

    name: str | None
    communes: tuple[Commune, ...]
    confidence: Confidence | None


@dataclass(frozen=True, slots=True)
class DoubtfulSector:
    """Communes that may belong to another filière, both by their slugs."""

    name: str
    reason: str
    shown_in: str
    maybe_in: str
    communes: tuple[Commune, ...]


@dataclass(frozen=True, slots=True)
class FiliereTerritory:
    """The communes of a filière, gathered, with the inhabitants they have."""

    commune_count: int
    population: int
    parts: tuple[EpciPart, ...]
    sectors: tuple[DoubtfulSector, ...]

    @property
    def confidences(self) -> dict[Confidence, int]:
        """Count the communes by how sure their attachment is, surest first."""
        counts = dict.fromkeys(Confidence, 0)
        for part in self.parts:
            if part.confidence is not None:
                counts[part.confidence] += len(part.communes)
        return {confidence: count for confidence, count in counts.items() if count}

    @property
    def decided_count(self) -> int:
        """Count the communes that an animator attached."""
        return sum(len(part.communes) for part in self.parts if part.confidence is None)


def territory_of(
    slug: str,
    communes: Sequence[Commune],
    doubts: Iterable[tuple[DoubtfulAttachment, Commune]],
) -> FiliereTerritory:
    """Gather the communes of a filière; their EPCI and attachments are loaded."""
    return FiliereTerritory(
        commune_count=len(communes),
        population=sum(commune.population for commune in communes),
        parts=_parts(slug, communes),
        sectors=sectors_of(slug, doubts),
    )


def _parts(slug: str, communes: Iterable[Commune]) -> tuple[EpciPart, ...]:
    gathered: dict[tuple[str | None, Confidence | None], list[Commune]] = {}
    for commune in communes:
        name = None if commune.epci is None else commune.epci.name
        attachment = _attachment(commune, slug)
        confidence = attachment.confidence if attachment.since is None else None
        gathered.setdefault((name, confidence), []).append(commune)
    parts = [
        EpciPart(name, tuple(sorted(found, key=_by_name)), confidence)
        for (name, confidence), found in gathered.items()
    ]
    return tuple(sorted(parts, key=lambda part: (part.name is None, fold(part.name or ""))))


def _attachment(commune: Commune, slug: str) -> FiliereAttachment:
    return next(found for found in commune.attachments if found.filiere_slug == slug)


def sectors_of(
    slug: str, doubts: Iterable[tuple[DoubtfulAttachment, Commune]]
) -> tuple[DoubtfulSector, ...]:
    """Gather doubtful communes by sector, as the page of one filière shows them."""
    gathered: dict[tuple[str, str, str, str], list[Commune]] = {}
    for doubt, commune in doubts:
        shown_in = sorted(found.filiere_slug for found in commune.attachments)
        home = slug if slug in shown_in else shown_in[0]
        key = (doubt.sector, doubt.reason, home, doubt.filiere_slug)
        gathered.setdefault(key, []).append(commune)
    return tuple(
        DoubtfulSector(*key, tuple(sorted(communes, key=_by_name)))
        for key, communes in gathered.items()
    )


def _by_name(commune: Commune) -> str:
    return fold(commune.name)
