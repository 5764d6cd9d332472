"""Names of communes as the results page says them, homonyms told apart."""

from directory.territory.gazetteer import Gazetteer
from directory.web.fragments import kept
from directory.web.wording import gettext as _


def commune_label(gazetteer: Gazetteer, insee: str) -> str:
    """Name a commune, with its département where another one has the same name."""
    name = gazetteer.communes[insee].name
    if name not in kept("homonyms", lambda: _homonyms(gazetteer)):
        return name
    # Traducteurs : une commune et le numéro de son département, comme « Plouhinec (29) ».
    return _("%(name)s (%(departement)s)", name=name, departement=insee[:2])


def _homonyms(gazetteer: Gazetteer) -> frozenset[str]:
    names = [commune.name for commune in gazetteer.communes.values()]
    return frozenset(name for name in names if names.count(name) > 1)
