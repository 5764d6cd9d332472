"""Choosing one's commune: by its name or postal code, or in the list of them all."""

from collections.abc import Sequence

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from directory.territory import queries as territory
from directory.territory.gazetteer import Gazetteer
from directory.territory.places import CommuneSuggestion
from directory.values.text import fold, fold_place
from directory.web.public.commune_names import commune_label
from directory.web.public.communes import PROFILES, commune_path
from directory.web.public.pages import public_page
from directory.web.services import get_services, get_session
from directory.web.templating import page_url

_LONGEST_PLACE = 100
_MOST_SUGGESTIONS = 30

Letters = dict[str, list[territory.CommuneAddress]]


def list_communes() -> Response:
    """Lead to the commune that was typed or chosen; else list them all by département."""
    session = get_session()
    typed = request.args.get("ou", "")[:_LONGEST_PLACE].strip()
    profile = request.args.get("profil", "")
    suggestions: Sequence[CommuneSuggestion] = ()
    gazetteer = get_services().finder.gazetteer(session)
    if typed:
        suggestions = _suggestions(gazetteer, typed)
        if (only := _only_one_meant(suggestions, typed)) is not None:
            path = commune_path(only.commune)
            return redirect(page_url(path) + (f"?profil={profile}" if profile in PROFILES else ""))
    page = render_template(
        "public/list_communes.html",
        typed=typed,
        profile=profile if profile in PROFILES else "",
        suggestions=[
            (commune_label(gazetteer, found.commune.insee), found) for found in suggestions
        ],
        departements=territory.list_departements(session),
        by_departement=_by_departement(territory.list_commune_addresses(session)),
    )
    return public_page(page)


def _suggestions(gazetteer: Gazetteer, typed: str) -> Sequence[CommuneSuggestion]:
    chosen = gazetteer.commune(typed)
    if chosen is not None:
        return [CommuneSuggestion(chosen)]
    return gazetteer.suggest(typed, _MOST_SUGGESTIONS)


def _only_one_meant(
    suggestions: Sequence[CommuneSuggestion], typed: str
) -> CommuneSuggestion | None:
    """Give the commune that was meant without a doubt; a former name is always shown first."""
    if len(suggestions) == 1 and suggestions[0].former_name is None:
        return suggestions[0]
    exact = [found for found in suggestions if fold_place(found.commune.name) == fold_place(typed)]
    return exact[0] if len(exact) == 1 else None


def _by_departement(communes: Sequence[territory.CommuneAddress]) -> dict[str, Letters]:
    arranged: dict[str, Letters] = {}
    for commune in communes:
        letters = arranged.setdefault(commune.departement_code, {})
        letters.setdefault(fold(commune.name)[:1].upper(), []).append(commune)
    return arranged
