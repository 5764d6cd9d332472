"""What an account can be for: the filières and structures that the person signed in may give."""

from collections.abc import Iterable
from uuid import UUID

from directory.accounts.actor import Subject, subject_of
from directory.accounts.queries import filieres_of_structures, structures_to_choose
from directory.territory.queries import list_filieres
from directory.web.permissions import filiere_count, get_actor
from directory.web.services import get_session


def filiere_choices() -> list[tuple[str, str]]:
    """Give the slug and name of every filière."""
    return [(filiere.slug, filiere.name) for filiere in list_filieres(get_session())]


def structure_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the structures to choose from, under the name of their first filière to appear."""
    names = dict(filiere_choices())
    groups: dict[str, list[tuple[str, str]]] = {}
    seen: set[UUID] = set()
    visible = get_actor().visible_filieres
    for structure_id, name, filiere in structures_to_choose(get_session(), visible):
        if structure_id not in seen:
            seen.add(structure_id)
            groups.setdefault(names[filiere], []).append((str(structure_id), name))
    return list(groups.items())


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
