"""What a visitor says of a listing: the form, and the report that it makes."""

from dataclasses import replace

from wtforms import Form, SelectMultipleField, StringField

from directory.catalog.corrections import LONGEST_WORDS, Report, WrongFact
from directory.catalog.draft_json import draft_of
from directory.catalog.drafts import PhoneDraft, StructureDraft
from directory.catalog.models.structure import Structure
from directory.catalog.vocabulary import PhoneKind
from directory.values.contact import display_phone
from directory.values.numbers import read_number
from directory.web.public.typed_texts import (
    find_commune,
    line,
    paragraph,
    require_commune,
    require_email,
    require_phone,
    require_postal_code,
)
from directory.web.wording import gettext as _

ANOTHER_PHONE = "autre"


class ReportForm(Form):
    """Facts ticked as wrong, words, and the right values as far as they are known."""

    wrong = SelectMultipleField(
        choices=[fact.value for fact in WrongFact]  # type: ignore[misc] # the stubs only know pairs
    )
    words = paragraph(LONGEST_WORDS)
    old_phone = StringField()  # the rank of the number that is wrong, or ANOTHER_PHONE
    phone = line(40)
    street = line(300)
    postal_code = line(5)
    commune = line(100)
    hours_text = paragraph(1_000)
    reply_email = line(254)
    complement = StringField()  # nobody sees it: only robots fill it

    validate_phone = staticmethod(require_phone)
    validate_postal_code = staticmethod(require_postal_code)
    validate_commune = staticmethod(require_commune)
    validate_reply_email = staticmethod(require_email)

    def check(self) -> bool:
        """Validate, and ask for something said."""
        is_sound = self.validate()
        if is_sound and not self.facts() and not self.words.data:
            self.words.errors = [_("Cochez ce qui est faux, ou dites-le en une phrase.")]
            return False
        return is_sound

    def facts(self) -> tuple[WrongFact, ...]:
        """List what is wrong: what was ticked, and what a new value was given for."""
        given = {
            WrongFact.PHONE: self.phone.data,
            WrongFact.ADDRESS: self.street.data or self.postal_code.data or self.commune.data,
            WrongFact.HOURS: self.hours_text.data,
        }
        ticked = self.wrong.data or []
        return tuple(fact for fact in WrongFact if fact.value in ticked or given.get(fact))

    def is_from_a_robot(self) -> bool:
        """Whether the field that nobody sees was filled."""
        return bool(self.complement.data)

    def report_on(self, structure: Structure) -> Report:
        """Give the report; the form was found sound."""
        return Report(
            draft=self._corrected(draft_of(structure)),
            wrong=self.facts(),
            words=self._words(draft_of(structure).phones) or None,
            is_closed=WrongFact.CLOSED.value in (self.wrong.data or []),
            reply_email=self.reply_email.data or None,
        )

    def _words(self, known: tuple[PhoneDraft, ...]) -> str:
        """Give the words, after the number that is wrong when no other one was given for it."""
        rank = read_number(self.old_phone.data, most=len(known) - 1) if known else None
        if self.phone.data or rank is None or WrongFact.PHONE not in self.facts():
            return self.words.data or ""
        # In French whatever the language of the page: animators read it.
        wrong = f"Le numéro qui est faux : {display_phone(known[rank].number)}."
        return "\n".join(part for part in (wrong, self.words.data) if part)

    def _corrected(self, draft: StructureDraft) -> StructureDraft:
        return replace(
            draft,
            phones=self._phones(draft.phones),
            street=self.street.data or draft.street,
            postal_code=self.postal_code.data or draft.postal_code,
            insee=find_commune(self.commune.data or "", self.postal_code.data or "") or draft.insee,
            hours_text=self.hours_text.data or draft.hours_text,
        )

    def _phones(self, known: tuple[PhoneDraft, ...]) -> tuple[PhoneDraft, ...]:
        """Put the new number in the place of the wrong one, or after the others."""
        if not self.phone.data:
            return known
        unsaid = "0" if len(known) == 1 else ANOTHER_PHONE
        rank = read_number(self.old_phone.data or unsaid, most=len(known))
        if rank is None or rank == len(known):
            return (*known, PhoneDraft(self.phone.data, PhoneKind.DIRECT))
        phones = list(known)
        phones[rank] = replace(phones[rank], number=self.phone.data)
        return tuple(phones)
