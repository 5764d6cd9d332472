"""What a structure may change of its own listing by its link: the form, and what it says."""

from collections.abc import Sequence
from dataclasses import replace

from wtforms import BooleanField, FieldList, Form, FormField

from directory.catalog.corrections import LONGEST_WORDS, Report
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import PhoneDraft, StructureDraft
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PhoneKind
from directory.values.contact import display_phone
from directory.web.public.typed_texts import (
    find_commune,
    line,
    paragraph,
    require_commune,
    require_email,
    require_phone,
    require_postal_code,
    require_website,
)
from directory.web.wording import gettext as _

_MOST_PHONES = 20


class PhoneRow(Form):
    """One number; an empty one is taken out."""

    number = line(40)
    label = line(200)

    validate_number = staticmethod(require_phone)


class ListingForm(Form):
    """The facts that a structure knows best, as they are today until it types over them."""

    phones = FieldList(FormField(PhoneRow), max_entries=_MOST_PHONES)
    email = line(254)
    website = line(500)
    hours_text = paragraph(1_000)
    street = line(300)
    postal_code = line(5)
    commune = line(100)
    access_conditions = paragraph(2_000)
    presentation = paragraph(5_000)
    is_closed = BooleanField()
    words = paragraph(LONGEST_WORDS)

    validate_email = staticmethod(require_email)
    validate_website = staticmethod(require_website)
    validate_postal_code = staticmethod(require_postal_code)

    def check(self, structure: Structure) -> bool:
        """Validate; a commune left as it is needs no postal code of its own."""
        extra = {} if self._keeps_commune(structure) else {"commune": [require_commune]}
        return self.validate(extra_validators=extra)

    def report_on(self, structure: Structure) -> Report:
        """Give what the structure says; the form was found sound."""
        return Report(
            draft=self._changed(structure),
            words=self.words.data or None,
            is_closed=bool(self.is_closed.data),
        )

    def _changed(self, structure: Structure) -> StructureDraft:
        draft = draft_of(structure)
        insee = draft.insee
        if not self._keeps_commune(structure):
            insee = find_commune(self.commune.data or "", self.postal_code.data or "")
        return replace(
            draft,
            phones=_phones(draft.phones, self.phones.data),
            email=self.email.data or None,
            website=self.website.data or None,
            hours_text=self.hours_text.data or None,
            street=self.street.data or None,
            postal_code=self.postal_code.data or None,
            insee=insee,
            access_conditions=self.access_conditions.data or None,
            presentation=self.presentation.data or None,
        )

    def _keeps_commune(self, structure: Structure) -> bool:
        known = "" if structure.commune is None else structure.commune.name
        return bool(self.commune.data == known)


def listing_values(structure: Structure) -> dict[str, object]:
    """Give what the form holds before anybody types, with an empty row for one more number."""
    rows = [
        {"number": display_phone(phone.number), "label": phone.label or ""}
        for phone in structure.phones
    ]
    return {
        "phones": [*rows, {"number": "", "label": ""}][:_MOST_PHONES],
        "email": structure.email or "",
        "website": structure.website or "",
        "hours_text": structure.hours_text or "",
        "street": structure.street or "",
        "postal_code": structure.postal_code or "",
        "commune": "" if structure.commune is None else structure.commune.name,
        "access_conditions": structure.access_conditions or "",
        "presentation": structure.presentation or "",
    }


def phone_row_name(rank: int, known: int) -> str:
    """Name a row for those who cannot see where it stands."""
    if rank < known:
        return _("Téléphone %(number)s", number=rank + 1)
    return _("Un numéro de plus")


def _phones(known: Sequence[PhoneDraft], rows: Sequence[dict[str, str]]) -> tuple[PhoneDraft, ...]:
    """Put the rows over the numbers that they showed; what a row does not show stays."""
    blank = PhoneDraft("", PhoneKind.DIRECT)
    shown = [*known, *[blank] * max(0, len(rows) - len(known))]
    return tuple(
        replace(phone, number=row["number"], label=row["label"] or None)
        for phone, row in zip(shown, rows, strict=False)
        if row["number"]
    )
