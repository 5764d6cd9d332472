"""The eight filières: the list, and what is known of each."""

from datetime import date

from flask import Response, abort, render_template
from flask_babel import format_date

from directory.catalog.public_record import public_structure
from directory.catalog.queries import get_structures, list_published_of_filiere
from directory.territory import queries as territory
from directory.values.clock import in_paris
from directory.web.cards import make_card
from directory.web.opening_words import opening_words
from directory.web.public.filiere_structures import chosen_ids, levels_of_care
from directory.web.public.filiere_territory import territory_of
from directory.web.public.pages import public_page
from directory.web.services import get_services, get_session
from directory.web.structure_types import structure_types


def list_filieres() -> Response:
    """Show the filières on a map and as a list."""
    session = get_session()
    communes = territory.insee_by_filiere(session)
    page = render_template(
        "public/list_filieres.html",
        filieres=territory.list_filieres(session),
        commune_counts={slug: len(found) for slug, found in communes.items()},
        populations=territory.population_by_filiere(session),
    )
    return public_page(page)


def show_filiere(slug: str) -> Response:
    """Show a filière: identity sheet, structures by level of care, territory."""
    session, now = get_session(), get_services().clock.now()
    filieres = {filiere.slug: filiere for filiere in territory.list_filieres(session)}
    filiere = filieres.get(slug)
    if filiere is None:
        abort(404)
    listed = list_published_of_filiere(session, slug)
    names = {each.slug: each.name for each in filieres.values()}
    today, types = in_paris(now).date(), structure_types()
    cards = {
        structure.id: make_card(
            public_structure(structure, today=today),
            types[structure.type_code],
            moment=now,
            filiere_names=names,
        )
        for structure in get_structures(session, chosen_ids(listed))
    }
    page = render_template(
        "public/show_filiere.html",
        filiere=filiere,
        filiere_names=names,
        recognised_on=_display_month(filiere.recognised_on),
        professional_line=opening_words(filiere.professional_line_hours, now),
        levels=levels_of_care(listed, cards, types),
        structure_count=len(listed),
        territory=territory_of(
            slug,
            territory.list_communes_of_filiere(session, slug),
            territory.list_doubts_touching(session, slug),
        ),
    )
    return public_page(page)


def _display_month(text: str | None) -> str | None:
    """Write « 2025-10 » or « 2025-10-03 » as people do; None when the date is not known."""
    if text is None:
        return None
    is_month = text.count("-") == 1
    day = date.fromisoformat(f"{text}-01" if is_month else text)
    return str(format_date(day, "MMMM y" if is_month else "d MMMM y"))
