"""Structures as JSON: true values and codes, nothing neutralised."""

from collections.abc import Iterable, Iterator

import orjson

from directory.catalog.draft_json import draft_as_json, draft_of
from directory.catalog.models.structure import Structure
from directory.exchange.columns import COLUMNS

_PRIVATE = tuple(column.name for column in COLUMNS if not column.is_public)


def json_of(structures: Iterable[Structure], *, is_public: bool) -> Iterator[bytes]:
    """Give the pieces of one document: `structures`, each with its identity and its facts."""
    yield b'{"structures":['
    for number, structure in enumerate(structures):
        yield (b",\n" if number else b"\n") + orjson.dumps(_record(structure, is_public=is_public))
    yield b"\n]}\n"


def _record(structure: Structure, *, is_public: bool) -> dict[str, object]:
    facts = draft_as_json(draft_of(structure))
    if is_public:
        facts = {name: value for name, value in facts.items() if name not in _PRIVATE}
    organization = structure.organization
    return {
        "id": str(structure.id),
        "slug": structure.slug,
        "state": structure.state.value,
        **facts,
        "organization": None if organization is None else organization.name,
        "commune": None if structure.commune is None else structure.commune.name,
        "position": {
            "latitude": structure.latitude,
            "longitude": structure.longitude,
            "is_approximate": structure.position_is_approximate,
        },
        "verifications": [
            {
                "facts": check.facts.value,
                "verified_on": check.verified_on.isoformat(),
                "means": check.means.value,
            }
            for check in structure.verifications
        ],
        "updated_at": structure.updated_at.isoformat(),
    }
