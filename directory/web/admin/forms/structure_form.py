"""The form of a structure, section by section; its words are in the templates."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
)

from directory.catalog.vocabulary import (
    Audience,
    CapacityUnit,
    CoverageBasis,
    PublicAccess,
    Setting,
)
from directory.web.admin.forms.structure_rows import ClosureRow, PhoneRow, SourceRow
from directory.web.admin.forms.typed_fields import (
    BoxesField,
    DayField,
    DegreesField,
    LineField,
    ParagraphField,
    WholeNumberField,
)

AS_ITS_TYPE = ""  # for access: what the type of the structure says
TABLE, TEXT = "table", "text"  # what the hours are read from
DAY_CODES = ("mo", "tu", "we", "th", "fr", "sa", "su", "ph")
ROWS = {"phones": 20, "closures": 40, "sources": 60}  # the most that are taken

Choices = Sequence[tuple[str, str]]


def _codes(codes: Iterable[str], *first: str) -> list[tuple[str, str]]:
    """Give codes as choices; the templates say them in words."""
    return [(code, code) for code in (*first, *codes)]


class IdentityFields(Form):
    """What it is called, what it is, who carries it."""

    name = LineField()
    type_code = SelectField(validate_choice=False)
    organization_id = SelectField(validate_choice=False)
    finess_et = LineField()
    filieres = BoxesField(validate_choice=False)


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

    hours_by = RadioField(choices=_codes((TABLE, TEXT)), default=TABLE, validate_choice=False)
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

    areas = BoxesField(validate_choice=False)
    area_basis = RadioField(choices=_codes(CoverageBasis), default=CoverageBasis.DECLARED.value)
    area_choice = SelectField(validate_choice=False)
    area_communes = LineField()
    area_insee = LineField()
    area_text = ParagraphField()


class AccessFields(Form):
    """Who may call, for whom, where, how many."""

    access_public = SelectField(choices=_codes(PublicAccess, AS_ITS_TYPE))
    access_professionals = SelectField(choices=_codes(("yes", "no"), AS_ITS_TYPE))
    access_conditions = ParagraphField()
    audiences = BoxesField(choices=_codes(Audience))
    settings = BoxesField(choices=_codes(Setting))
    capacity_value = WholeNumberField()
    capacity_unit = SelectField(choices=_codes(CapacityUnit, ""))


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
    """All of it; `version` is the one that the form showed, `seen` what it said then (JSON)."""

    class Meta:
        """WTForms says its own few sentences in French."""

        locales = ("fr",)

    version = HiddenField()
    seen = HiddenField()

    def __init__(
        self,
        sent: MultiDict[str, str] | None = None,
        *,
        data: Mapping[str, Any] | None = None,  # Any: what each field holds
        types: Choices = (),
        organizations: Choices = (),
        filieres: Choices = (),
    ) -> None:
        super().__init__(sent, data=data)
        self.type_code.choices = [("", ""), *types]
        self.organization_id.choices = [("", ""), *organizations]
        self.filieres.choices = list(filieres)
