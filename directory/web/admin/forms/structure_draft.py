"""From a form to the draft that it proposes; what cannot be read is said on its field."""

from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from wtforms import Field, Form

from directory.accounts.actor import Actor
from directory.accounts.policies import may_change_field
from directory.catalog.draft_json import FIELDS
from directory.catalog.drafts import (
    AreaDraft,
    ClosureDraft,
    PhoneDraft,
    SourceDraft,
    StructureDraft,
)
from directory.catalog.vocabulary import CoverageBasis, PhoneAudience, PhoneKind
from directory.territory.coverage import AreaKind
from directory.territory.gazetteer import Gazetteer
from directory.web.admin.forms.hours_table import (
    UnreadableDaysError,
    line_hours,
    table_in,
    text_hours,
    text_of,
)
from directory.web.admin.forms.structure_form import TEXT, StructureForm
from directory.web.admin.forms.structure_values import area_value, read_area
from directory.web.admin.forms.typed_communes import (
    UnknownTypedCommuneError,
    read_commune,
    read_communes,
    written_commune,
)
from directory.web.wording import gettext as _

Code = TypeVar("Code", bound=StrEnum)

_LINES = (
    "name", "type_code", "finess_et", "street", "postal_code", "cedex", "email", "website",
    "update_email", "hours_text", "alert", "area_text", "access_conditions", "presentation",
    "presentation_br", "presentation_en", "internal_note",
)  # fmt: skip
_TYPED = ("latitude", "longitude", "alert_until", "capacity_value", "source_date")


def rows_of(form: StructureForm, name: str) -> list[Form]:
    """Give the rows of a list of the form."""
    return [entry.form for entry in form[name]]  # type: ignore[attr-defined] # a FieldList


def is_filled(row: Form, *names: str) -> bool:
    """Tell whether anything was typed in some fields of a row."""
    return any((row[name].raw_data or [""])[0].strip() for name in names)


def add_error(field: Field, sentence: str) -> None:
    """Say what is wrong with a field, beside it."""
    field.errors = [*field.errors, sentence]


def read_draft(
    form: StructureForm, gazetteer: Gazetteer, *, actor: Actor, before: StructureDraft | None
) -> StructureDraft:
    """Give the draft that a form proposes; fields that this role may not touch stay as before."""
    form.validate()
    # Any: texts, or what the typed fields read.
    values: dict[str, Any] = {name: form[name].data or None for name in _LINES}
    values |= {name: form[name].data for name in _TYPED}
    values |= {"name": form.name.data, "type_code": form.type_code.data or ""}
    professionals = {"yes": True, "no": False}
    draft = StructureDraft(
        **values,
        organization_id=_organization(form),
        filieres=tuple(sorted(form.filieres.data or ())),
        insee=_insee(form, gazetteer),
        phones=_phones(form),
        opening_hours=_hours(form),
        closures=_closures(form),
        access_public=form.access_public.data or None,
        access_professionals=professionals.get(form.access_professionals.data),
        audiences=tuple(form.audiences.data or ()) or None,
        settings=tuple(form.settings.data or ()) or None,
        capacity_unit=form.capacity_unit.data or None,
        coverage=_coverage(form, gazetteer),
        sources=_sources(form),
        do_not_contact=form.do_not_contact.data,
        confidence=None if before is None else before.confidence,
    )
    if before is None:
        return draft
    steered = [name for name in FIELDS if not may_change_field(actor, name)]
    return replace(draft, **{name: getattr(before, name) for name in steered})


def add_typed_areas(form: StructureForm, gazetteer: Gazetteer) -> None:
    """Take what was chosen or typed below the areas as areas."""
    chosen = list(form.areas.data or ())
    is_assumed = form.area_basis.data == CoverageBasis.ASSUMED
    basis = CoverageBasis.ASSUMED if is_assumed else CoverageBasis.DECLARED
    added = []
    if form.area_choice.data:
        kind, _space, code = form.area_choice.data.partition(" ")
        if kind in set(AreaKind):
            added.append(AreaDraft(AreaKind(kind), code, basis))
            form.area_choice.data = ""
    try:
        communes = read_communes(gazetteer, form.area_communes.data)
        added += [AreaDraft(AreaKind.COMMUNE, commune.insee, basis) for commune in communes]
        form.area_communes.data = ""
    except UnknownTypedCommuneError as error:
        add_error(form.area_communes, str(error))
    known = {value.partition(" ")[2]: value for value in chosen}
    # An area that is added again changes its ground.
    known |= {value.partition(" ")[2]: value for value in map(area_value, added)}
    form.areas.data = list(known.values())


def _coverage(form: StructureForm, gazetteer: Gazetteer) -> tuple[AreaDraft, ...]:
    add_typed_areas(form, gazetteer)
    areas = map(read_area, form.areas.data or ())
    return tuple(area for area in areas if area is not None)


def _organization(form: StructureForm) -> UUID | None:
    if not form.organization_id.data:
        return None
    try:
        return UUID(form.organization_id.data)
    except ValueError:
        add_error(form.organization_id, _("Choisissez un organisme de la liste."))
        return None


def _insee(form: StructureForm, gazetteer: Gazetteer) -> str | None:
    if not form.commune.data:
        return None
    try:
        commune = read_commune(
            gazetteer,
            form.commune.data,
            insee=form.insee.known,
            postal_code=form.postal_code.known,
        )
    except UnknownTypedCommuneError as error:
        add_error(form.commune, str(error))
        return None
    form.commune.data, form.insee.data = written_commune(commune), commune.insee
    return commune.insee


def _hours(form: StructureForm) -> str | None:
    if form.hours_by.data == TEXT:
        return text_hours(form.opening_hours.known)
    try:
        return text_of(table_in(form))
    except UnreadableDaysError as error:
        for code, sentence in error.days.items():
            add_error(form[f"hours_{code}"], sentence)
        return None


def _phones(form: StructureForm) -> tuple[PhoneDraft, ...]:
    return tuple(
        PhoneDraft(
            number=row["number"].data,
            kind=_code_of(PhoneKind, row["kind"], PhoneKind.DIRECT),
            label=row["label"].data or None,
            audience=_code_of(PhoneAudience, row["audience"], PhoneAudience.PUBLIC),
            hours=line_hours(row["hours"].data),
        )
        for row in rows_of(form, "phones")
        if is_filled(row, "number", "label", "hours")
    )


def _code_of(codes: type[Code], field: Field, otherwise: Code) -> Code:
    """Read a code that our lists offer; what they do not offer was not sent by our page."""
    return codes(field.data) if field.data in set(codes) else otherwise


def _closures(form: StructureForm) -> tuple[ClosureDraft, ...]:
    closures = []
    for row in rows_of(form, "closures"):
        start, end = row["start"], row["end"]
        if start.data is not None:
            reason = row["reason"].data or None
            closures.append(ClosureDraft(start.data, end.data or start.data, reason))
        elif is_filled(row, "end", "reason") and not start.errors:
            add_error(start, _("Écrivez le premier jour de fermeture."))
    return tuple(closures)


def _sources(form: StructureForm) -> tuple[SourceDraft, ...]:
    return tuple(
        SourceDraft(row["title"].data, row["url"].data or None, row["dated"].data)
        for row in rows_of(form, "sources")
        if is_filled(row, "title", "url", "dated")
    )
