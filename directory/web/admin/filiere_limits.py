"""Nobody gives a listing to a filière, or takes it away, that is not theirs.

Every page that writes the filières of a listing asks here, about what will be written.
"""

from collections.abc import Iterable

from directory.accounts.policies import filieres_beyond
from directory.catalog.models.structure import Structure
from directory.web.permissions import get_actor
from directory.web.services import get_finder, get_session
from directory.web.wording import gettext as _


def refuse_beyond(structure: Structure | None, written: Iterable[str]) -> str:
    """Give the sentence that refuses these filières for a listing; empty when all is right.

    Without a listing, one is made.
    """
    links = () if structure is None else structure.filieres
    stored = frozenset(link.filiere_slug for link in links)
    beyond = filieres_beyond(get_actor(), stored, frozenset(written))
    if not beyond:
        return ""
    if structure is None:
        return _("Vous ne pouvez créer une fiche que dans vos filières.")
    known = get_finder().gazetteer(get_session()).filieres
    return _(
        "Vous ne pouvez ni ajouter ni retirer une filière qui n’est pas la vôtre : %(names)s.",
        names=", ".join(known[slug].name for slug in sorted(beyond) if slug in known),
    )
