"""« Qui appeler à … ? »: one commune and its ladders."""

from datetime import datetime
from urllib.parse import urlencode

from flask import abort, redirect, render_template, request
from werkzeug.wrappers import Response

from directory.catalog.ladder import ladder_for
from directory.catalog.vocabulary import Profile
from directory.territory import queries as territory
from directory.territory.models import Commune
from directory.territory.places import CommunePlace
from directory.values.clock import in_paris, parse_moment
from directory.web.area_names import filiere_names
from directory.web.public.commune_ladders import LadderPlace, ladder_words
from directory.web.public.commune_names import commune_label
from directory.web.public.pages import public_page
from directory.web.services import get_services, get_session
from directory.web.structure_types import structure_types
from directory.web.templating import page_url

PROFILES = {"public": Profile.PUBLIC, "professionnel": Profile.PROFESSIONAL}


def show_commune(insee: str, slug: str = "") -> Response:
    """Say whom to call in a commune: `profil` chooses one ladder, `a` another moment."""
    session = get_session()
    if not (insee.isascii() and insee.isalnum()):
        abort(404)
    commune = territory.find_commune(session, insee)
    if commune is None:
        return _redirect_from_former_commune(insee)
    if slug != commune.slug:
        return _redirect_to(commune)
    profile = PROFILES.get(request.args.get("profil", ""))
    asked, is_understood = _asked_moment()
    moment = asked or get_services().clock.now()
    gazetteer = get_services().finder.gazetteer(session)
    names = filiere_names(gazetteer)
    ladders = [
        ladder_words(
            ladder_for(session, commune, profile=each, moment=moment),
            structure_types(),
            LadderPlace(each, commune, moment, asked is None, names, gazetteer),
        )
        for each in PROFILES.values()
        if profile in (None, each)
    ]
    page = render_template(
        "public/show_commune.html",
        commune=commune,
        label=commune_label(gazetteer, commune.insee),
        path=commune_path(commune),
        profile=profile,
        ladders=ladders,
        has_hours=any(ladder.has_hours for ladder in ladders),
        asked=None if asked is None else in_paris(asked),
        now=in_paris(moment),
        is_moment_understood=is_understood,
        filiere_names=names,
    )
    return public_page(page)


def commune_path(commune: Commune | CommunePlace) -> str:
    """Give the path of a commune's page, without its language."""
    return f"/communes/{commune.insee}-{commune.slug}"


def _redirect_from_former_commune(insee: str) -> Response:
    commune = territory.find_commune_of_former(get_session(), insee)
    if commune is None:
        abort(404)
    return _redirect_to(commune)


def _redirect_to(commune: Commune) -> Response:
    kept = {name: value for name in ("profil", "a") if (value := request.args.get(name))}
    query = f"?{urlencode(kept)}" if kept else ""
    return redirect(page_url(commune_path(commune)) + query, 301)


def _asked_moment() -> tuple[datetime | None, bool]:
    """Give the moment that the visitor asks about, if any, and whether it was understood."""
    text = request.args.get("a", "").strip()
    if not text:
        return None, True
    try:
        return parse_moment(text), True
    except ValueError:
        return None, False
