"""The page of a structure's form: the form, what is said of it, and what stands around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import render_template
from werkzeug.datastructures import MultiDict

from directory.accounts.policies import Decision, may_change_field
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import StructureDraft
from directory.catalog.editing_drafts import subject_of_structure
from directory.catalog.listings.references import reference_for_editing
from directory.catalog.models.structure import Structure
from directory.catalog.organization_queries import get_organization, list_organizations
from directory.catalog.publishing import problems_blocking_draft
from directory.catalog.validation import problems
from directory.territory.coverage import REGION, AreaKind
from directory.territory.extents import Extent
from directory.territory.gazetteer import Gazetteer
from directory.values.clock import in_paris
from directory.web.admin.checked_changes import is_from_queue, means_chosen, means_offered
from directory.web.admin.forms.hours_table import day_names, table_in
from directory.web.admin.forms.structure_draft import add_error, read_draft
from directory.web.admin.forms.structure_form import StructureForm
from directory.web.admin.forms.structure_problems import FormProblems, say_problems
from directory.web.admin.forms.structure_values import read_area, structure_values
from directory.web.admin.kept_forms import KeptForm, kept_form
from directory.web.admin.others_at_work import others_at_work
from directory.web.admin.structure_previews import (
    HoursPreview,
    extent_sentence,
    preview_extent,
    preview_hours,
    tried_moment,
)
from directory.web.admin.structure_proposal import WaitingProposal, waiting_proposal
from directory.web.area_names import area_name, filiere_names
from directory.web.permissions import get_actor
from directory.web.services import get_finder, get_services, get_session
from directory.web.structure_types import structure_types
from directory.web.wording import gettext as _

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ChosenArea:
    """The box of an area that is already chosen."""

    value: str
    name: str
    is_declared: bool


@dataclass(frozen=True, slots=True)
class StructureFormPage:
    """All that the templates of the form read; `structure` is None for a new one."""

    form: StructureForm
    problems: FormProblems
    structure: Structure | None
    decision: Decision
    kept: KeptForm
    others: list[str]
    types: Choices
    organizations: Choices
    filieres: Choices
    areas: list[ChosenArea]
    area_choices: list[tuple[str, Choices]]
    extent_words: str
    hours: HoursPreview
    days: list[tuple[str, str]]
    added: str = ""
    is_likely_twice: bool = False
    is_from_queue: bool = False
    proposal: WaitingProposal | None = None  # what this person proposed and nobody decided yet
    means: Mapping[str, str] = field(default_factory=dict)  # how the changes can be checked
    means_chosen: str = ""

    def may_change(self, field: str) -> bool:
        """Tell whether this person may touch a field."""
        return may_change_field(get_actor(), field)


def make_form(
    sent: MultiDict[str, str] | None = None, *, draft: StructureDraft | None = None
) -> StructureForm:
    """Make the form of what was sent, of a draft, or an empty one."""
    gazetteer = get_finder().gazetteer(get_session())
    return StructureForm(sent, data=None if draft is None else structure_values(draft, gazetteer))


def read_form(
    form: StructureForm, structure: Structure | None
) -> tuple[StructureDraft, FormProblems]:
    """Give the draft that a form proposes and what is to be said of it, errors on the fields."""
    session = get_session()
    before = None if structure is None else draft_of(structure)
    draft = read_draft(form, get_finder().gazetteer(session), actor=get_actor(), before=before)
    if draft.organization_id and get_organization(session, draft.organization_id) is None:
        add_error(form.organization_id, _("Choisissez un organisme de la liste."))
    return draft, _say_all(form, draft)


def stored_problems(form: StructureForm, structure: Structure) -> FormProblems:
    """Give what is to be said of a structure as it is stored."""
    return _say_all(form, draft_of(structure))


def _say_all(form: StructureForm, draft: StructureDraft) -> FormProblems:
    """Hold a draft against the rules, on this day, and say what they find."""
    today = in_paris(get_services().clock.now()).date()
    reference = replace(reference_for_editing(get_session()), today=today)
    return say_problems(form, problems(draft, reference), problems_blocking_draft(draft, reference))


def render_form(
    form: StructureForm,
    said: FormProblems,
    structure: Structure | None,
    *,
    decision: Decision,
    added: str = "",
    is_likely_twice: bool = False,
) -> str:
    """Write the page; `added` is the id of the field that takes the focus."""
    session, actor = get_session(), get_actor()
    gazetteer = get_finder().gazetteer(session)
    subject = subject_of_structure(None if structure is None else structure.id)
    page = StructureFormPage(
        form=form,
        problems=said,
        structure=structure,
        decision=decision,
        kept=kept_form(subject),
        others=others_at_work(subject) if structure is not None else [],
        types=[(code, kind.full_name) for code, kind in structure_types().items()],
        organizations=[(str(body.id), body.name) for body, _number in list_organizations(session)],
        filieres=list(filiere_names(gazetteer).items()),
        areas=_chosen_areas(form, gazetteer),
        area_choices=_area_choices(gazetteer),
        extent_words=extent_sentence(_extent(form, gazetteer)),
        hours=_hours(form),
        days=list(day_names().items()),
        added=added,
        is_likely_twice=is_likely_twice,
        is_from_queue=is_from_queue(),
        proposal=None if structure is None else waiting_proposal(structure),
        means=means_offered(actor, structure) if decision is Decision.ALLOWED else {},
        means_chosen=means_chosen(actor),
    )
    name = "create_structure" if structure is None else "edit_structure"
    return render_template(f"admin/{name}.html", page=page, form=form)


def _hours(form: StructureForm) -> HoursPreview:
    return preview_hours(
        form.hours_by.data or "",
        table_in(form),
        form.opening_hours.known,
        now=get_services().clock.now(),
        tried=tried_moment(form.tested_at.data or ""),
    )


def _extent(form: StructureForm, gazetteer: Gazetteer) -> Extent:
    areas = map(read_area, form.areas.data or ())
    return preview_extent(gazetteer, [area for area in areas if area is not None])


def _chosen_areas(form: StructureForm, gazetteer: Gazetteer) -> list[ChosenArea]:
    chosen = []
    for value in form.areas.data or ():
        area = read_area(value)
        if area is not None:
            name = area_name(gazetteer, area.kind, area.code)
            chosen.append(
                ChosenArea(value, _area_words(area.kind, name), area.basis.value == "declared")
            )
    return chosen


def _area_words(kind: AreaKind, name: str) -> str:
    match kind:
        case AreaKind.COMMUNE:
            return _("Commune : %(name)s", name=name)
        case AreaKind.EPCI:
            return _("Intercommunalité : %(name)s", name=name)
        case AreaKind.FILIERE:
            return _("Filière : %(name)s", name=name)
        case AreaKind.DEPARTEMENT:
            return _("Département : %(name)s", name=name)
        case AreaKind.REGION:
            return _("Toute la Bretagne")


def _area_choices(gazetteer: Gazetteer) -> list[tuple[str, Choices]]:
    groups = (
        (_("Filières"), AreaKind.FILIERE, gazetteer.filieres),
        (_("Intercommunalités"), AreaKind.EPCI, gazetteer.epci),
        (_("Départements"), AreaKind.DEPARTEMENT, gazetteer.departements),
    )
    choices = [
        (title, [(f"{kind.value} {code}", area.name) for code, area in areas.items()])
        for title, kind, areas in groups
    ]
    region = (f"{REGION.kind.value} {REGION.code}", _("Toute la Bretagne"))
    return [*choices, (_("Région"), [region])]
