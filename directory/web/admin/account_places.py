"""What an account can be for: the filières and structures that the person signed in may give."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from directory.accounts.actor import Subject, subject_of
from directory.accounts.queries import filieres_of_structures, structures_to_choose
from directory.territory.queries import list_filieres
from directory.values.text import fold
from directory.web.permissions import filiere_count, get_actor
from directory.web.services import get_session

_MOST_LISTED = 12  # beyond that, they are searched


def filiere_choices() -> list[tuple[str, str]]:
    """Give the slug and name of every filière."""
    return [(filiere.slug, filiere.name) for filiere in list_filieres(get_session())]


@dataclass(frozen=True, slots=True)
class StructureChoices:
    """The structures to tick, under the names of filières, of so many in all.

    `is_long` when they are too many to be listed: only those ticked or searched are.
    """

    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    total: int
    words: str
    is_long: bool


def structure_choices(words: str = "", ticked: Collection[str] = ()) -> StructureChoices:
    """Give the structures to choose from, under the name of their first filière to appear."""
    names = dict(filiere_choices())
    listed: dict[str, tuple[str, str]] = {}
    visible = get_actor().visible_filieres
    for structure_id, name, filiere in structures_to_choose(get_session(), visible):
        listed.setdefault(str(structure_id), (name, names[filiere]))
    is_long = len(listed) > _MOST_LISTED
    wanted = fold(words).split()
    groups: dict[str, list[tuple[str, str]]] = {}
    for key, (name, filiere) in listed.items():
        is_found = bool(wanted) and all(word in fold(name) for word in wanted)
        if not is_long or key in ticked or is_found:
            groups.setdefault(filiere, []).append((key, name))
    return StructureChoices(list(groups.items()), len(listed), words, is_long)


def subjects_of(structures: Iterable[UUID]) -> list[Subject]:
    """Give the structures as the policies see them; one that is unknown belongs to nobody."""
    wanted = list(structures)
    linked = filieres_of_structures(get_session(), wanted)
    return [
        subject_of(
            linked.get(structure_id, ()), structure_id=structure_id, filiere_count=filiere_count()
        )
        for structure_id in wanted
    ]
