"""The form of a structure, section by section; its words are in the templates."""

from wtforms import BooleanField, FieldList, Form, FormField, HiddenField

from directory.web.admin.forms.structure_rows import ClosureRow, PhoneRow, SourceRow
from directory.web.admin.forms.typed_fields import (
    BoxesField,
    CodeField,
    DayField,
    DegreesField,
    LineField,
    ParagraphField,
    WholeNumberField,
)

TABLE, TEXT = "table", "text"  # what the hours are read from; the table unless told
DAY_CODES = ("mo", "tu", "we", "th", "fr", "sa", "su", "ph")
ROWS = {"phones": 20, "closures": 40, "sources": 60}  # the most that are taken


class IdentityFields(Form):
    """What it is called, what it is, who carries it."""

    name = LineField()
    type_code = CodeField()
    organization_id = CodeField()
    finess_et = LineField()
    filieres = BoxesField()


class ContactFields(Form):
    """How to reach it, and where it is."""

    phones = FieldList(FormField(PhoneRow), max_entries=ROWS["phones"])
    email = LineField()
    website = LineField()
    update_email = LineField()
    do_not_contact = BooleanField()
    street = LineField()
    postal_code = LineField()
    commune = LineField()
    insee = LineField()
    cedex = LineField()
    latitude = DegreesField()
    longitude = DegreesField()


class HoursFields(Form):
    """When somebody answers: a table or a text, words, closures, an alert."""

    hours_by = CodeField()
    hours_mo = LineField()
    hours_tu = LineField()
    hours_we = LineField()
    hours_th = LineField()
    hours_fr = LineField()
    hours_sa = LineField()
    hours_su = LineField()
    hours_ph = LineField()
    opening_hours = LineField()
    hours_text = ParagraphField()
    closures = FieldList(FormField(ClosureRow), max_entries=ROWS["closures"])
    alert = ParagraphField()
    alert_until = DayField()
    tested_at = LineField()


class AreaFields(Form):
    """What it serves: `areas` are chosen ones, the others add to them."""

    areas = BoxesField()
    area_basis = CodeField()
    area_choice = CodeField()
    area_communes = LineField()
    area_text = ParagraphField()


class AccessFields(Form):
    """Who may call, for whom, where, how many."""

    access_public = CodeField()
    access_professionals = CodeField()
    access_conditions = ParagraphField()
    audiences = BoxesField()
    settings = BoxesField()
    capacity_value = WholeNumberField()
    capacity_unit = CodeField()


class PresentationFields(Form):
    """What it says of itself, in Markdown."""

    presentation = ParagraphField()
    presentation_br = ParagraphField()
    presentation_en = ParagraphField()


class SourceFields(Form):
    """Where the facts come from, and what only the admin area reads."""

    sources = FieldList(FormField(SourceRow), max_entries=ROWS["sources"])
    source_date = DayField()
    internal_note = ParagraphField()


class StructureForm(
    IdentityFields,
    ContactFields,
    HoursFields,
    AreaFields,
    AccessFields,
    PresentationFields,
    SourceFields,
):
    """All of it; `version` is the one that the form showed."""

    version = HiddenField()
