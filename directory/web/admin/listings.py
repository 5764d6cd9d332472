"""The list of structures: narrowed, paged, each with its state and its last check."""

from flask import render_template, request, url_for

from directory.accounts.permissions import Permission
from directory.catalog.listing_queries import MissingFact
from directory.catalog.listing_queries import list_structures as read_structures
from directory.catalog.vocabulary import FreshnessState, PublicationState
from directory.values.clock import in_paris
from directory.web.admin.field_names import state_label
from directory.web.admin.listing_choice import MONTHS, listing_filter, read_listing_choice
from directory.web.admin.listing_words import check_words, freshness_label, missing_label
from directory.web.admin.queue_page import may_verify
from directory.web.admin.visible_filieres import visible_filieres
from directory.web.pagination import paginate
from directory.web.permissions import get_actor, requires
from directory.web.services import get_services, get_session
from directory.web.structure_types import structure_types

_PER_PAGE = 50


@requires(Permission.STRUCTURE_READ)
def list_structures() -> str:
    """List the structures that this person sees, by name."""
    session, actor = get_session(), get_actor()
    choice = read_listing_choice(request.args)
    today = in_paris(get_services().clock.now()).date()
    found = read_structures(
        session,
        listing_filter(choice, actor, today=today),
        choice.page,
        today=today,
        per_page=_PER_PAGE,
    )
    pages = paginate(choice.page, found.pages)
    return render_template(
        "admin/list_structures.html",
        choice=choice,
        total=found.total,
        structures=[
            (line, check_words(line), may_verify(actor, line.id, line.filieres))
            for line in found.items
        ],
        state_labels={state: state_label(state) for state in PublicationState},
        pages=pages,
        paths={
            number: f"{url_for('admin.list_structures')}?{choice.query(number)}"
            for number in pages.linked
        },
        types=structure_types(),
        filieres=visible_filieres(session, actor),
        freshness=[(state, freshness_label(state)) for state in FreshnessState],
        missing=[(fact, missing_label(fact)) for fact in MissingFact],
        months=MONTHS,
    )
