"""What was understood of a search, as chips that can be taken away one by one."""

from dataclasses import dataclass, replace

from directory.catalog.vocabulary import Audience, Profile, Setting
from directory.search.interpretation import Part
from directory.search.query import SearchQuery
from directory.search.results import SearchResults
from directory.search.synonyms import Meaning, MeaningKind
from directory.territory.gazetteer import Gazetteer
from directory.territory.places import Place, PlaceKind
from directory.web.labels import audience_label, setting_label
from directory.web.public.commune_names import commune_label
from directory.web.public.search_facets import chosen_values, facet_labels
from directory.web.public.search_links import search_path
from directory.web.structure_types import structure_types
from directory.web.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Chip:
    """A piece of what was understood: of which kind, in words, and the search without it."""

    kind: str
    words: str
    path_without: str


def list_chips(query: SearchQuery, results: SearchResults, gazetteer: Gazetteer) -> list[Chip]:
    """List the chips: what was read in the text, the place of its box, what was chosen."""
    chips = [
        _chip_of_part(part, replace(query, q=part.without, page=1), gazetteer)
        for part in results.interpretation.parts
    ]
    if results.place is not None and (query.where or query.commune or query.postal_code):
        place = results.place.place
        words = query.where if place is None else _place_words(place, gazetteer)
        without = replace(query, where="", commune=None, postal_code=None, page=1)
        chips.append(Chip(_("Lieu"), words, search_path(without)))
    if query.near is not None:
        without = replace(query, near=None, radius_km=None, page=1)
        chips.append(Chip(_("Lieu"), _("autour de la position indiquée"), search_path(without)))
    return chips + _chips_of_choices(query, gazetteer)


def _chip_of_part(part: Part, without: SearchQuery, gazetteer: Gazetteer) -> Chip:
    path = search_path(without)
    if part.place is not None:
        return Chip(_("Lieu"), _place_words(part.place, gazetteer), path)
    if part.meaning is not None:
        return Chip(_kind_words(part.meaning), _meaning_words(part.meaning), path)
    return Chip(_("Mots"), part.typed, path)


def _place_words(place: Place, gazetteer: Gazetteer) -> str:
    if place.kind is PlaceKind.FILIERE:
        return _("filière %(name)s", name=place.name)
    if place.kind is PlaceKind.POSTAL_CODE:
        return _("code postal %(code)s", code=place.code)
    if place.former_name:
        return _("%(former)s, aujourd’hui %(name)s", former=place.former_name, name=place.name)
    if place.kind is PlaceKind.COMMUNE and place.code in gazetteer.communes:
        return commune_label(gazetteer, place.code)
    return place.name


def _kind_words(meaning: Meaning) -> str:
    match meaning.kind:
        case MeaningKind.AUDIENCE:
            return _("Pour qui")
        case MeaningKind.SETTING:
            return _("Où")
        case MeaningKind.PROFILE:
            return _("Vous êtes")
        case _:
            return _("Type")


def _meaning_words(meaning: Meaning) -> str:
    targets = meaning.targets
    match meaning.kind:
        case MeaningKind.AUDIENCE:
            return ", ".join(audience_label(Audience(code)) for code in targets)
        case MeaningKind.SETTING:
            return ", ".join(setting_label(Setting(code)) for code in targets)
        case MeaningKind.PROFILE:
            return ", ".join(_profile_words(Profile(code)) for code in targets)
        case _:
            kinds = structure_types()
            return ", ".join(kinds[code].label for code in targets if code in kinds)


def _profile_words(profile: Profile) -> str:
    if profile is Profile.PROFESSIONAL:
        return _("professionnel de santé")
    return _("malade ou proche")


def _chips_of_choices(query: SearchQuery, gazetteer: Gazetteer) -> list[Chip]:
    labels = facet_labels(gazetteer)
    return [
        Chip(
            _("Filtre"),
            labels[facet].get(value, value),
            search_path(query.without_choice(facet, value)),
        )
        for facet, values in chosen_values(query).items()
        if facet in labels
        for value in values
    ]
