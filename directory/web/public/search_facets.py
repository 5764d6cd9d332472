"""The facets of the results page: groups of choices with their counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.catalog.vocabulary import Audience, Setting
from directory.search.query import ACCESS_PROFILES, SearchQuery
from directory.search.results import SearchResults
from directory.territory.gazetteer import Gazetteer
from directory.web.area_names import filiere_names
from directory.web.labels import access_label, audience_label, setting_label
from directory.web.structure_types import structure_types
from directory.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet, and how many structures it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet; `is_single` when one value at most can be chosen."""

    name: str
    title: str
    choices: tuple[Choice, ...]
    is_single: bool

    @property
    def has_choice(self) -> bool:
        """Whether a value is chosen."""
        return any(choice.is_chosen for choice in self.choices)


def list_facets(results: SearchResults, gazetteer: Gazetteer) -> list[FacetGroup]:
    """List the facets that still divide the results, or in which something is chosen.

    What was understood of the words counts as chosen: the list is narrowed by it all the same.
    """
    groups = [
        _group("type", _("Type de structure"), _type_labels(), results),
        _group("filiere", _("Filière"), filiere_names(gazetteer), results),
        _group("departement", _("Département"), _departement_labels(gazetteer), results),
        _group("audience", _("Pour qui"), _audience_labels(), results),
        _group("setting", _("Où sont donnés les soins"), _setting_labels(), results),
        _group("access", _("Qui peut appeler"), _access_labels(), results),
        _group("open", _("Horaires"), {"now": _("Ouvert maintenant")}, results),
    ]
    return [group for group in groups if group.choices]


def chosen_values(query: SearchQuery) -> dict[str, tuple[str, ...]]:
    """Map each facet to the values that were chosen in the address itself."""
    chosen: dict[str, list[str]] = {}
    for name, value in query.parameters():
        chosen.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in chosen.items()}


def facet_labels(gazetteer: Gazetteer) -> dict[str, Mapping[str, str]]:
    """Map each facet to the words of its values."""
    return {
        "type": _type_labels(),
        "filiere": filiere_names(gazetteer),
        "departement": _departement_labels(gazetteer),
        "audience": _audience_labels(),
        "setting": _setting_labels(),
        "access": _access_labels(),
        "open": {"now": _("Ouvert maintenant")},
    }


def _group(name: str, title: str, labels: Mapping[str, str], results: SearchResults) -> FacetGroup:
    counts = results.facets.get(name, {})
    chosen = chosen_values(results.query).get(name, ())
    choices = tuple(
        Choice(value, label, counts.get(value, 0), value in chosen)
        for value, label in labels.items()
        if counts.get(value) or value in chosen
    )
    return FacetGroup(name, title, choices, name in ("audience", "setting", "access"))


def _type_labels() -> dict[str, str]:
    return {code: kind.label for code, kind in structure_types().items()}


def _departement_labels(gazetteer: Gazetteer) -> dict[str, str]:
    return {code: area.name for code, area in gazetteer.departements.items()}


def _audience_labels() -> dict[str, str]:
    return {audience.value: audience_label(audience) for audience in Audience}


def _setting_labels() -> dict[str, str]:
    return {setting.value: setting_label(setting) for setting in Setting}


def _access_labels() -> dict[str, str]:
    return {code: access_label(code) for code in ACCESS_PROFILES}
