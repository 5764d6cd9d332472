"""The form of a filière's identity sheet, what it proposes, and what is wrong with it."""

from collections.abc import Iterable

from wtforms import Field, FieldList, Form, FormField, HiddenField

from directory.catalog.filiere_sheet import MOST_LINKS, FiliereDraft, LinkDraft
from directory.catalog.listings.wording import sentence_for
from directory.catalog.problems import Problem, ProblemCode
from directory.values.contact import InvalidPhoneError, display_phone, parse_phone
from directory.values.numbers import read_number
from directory.values.text import french_typography
from directory.web.admin.forms.hours_table import line_hours, shown_hours
from directory.web.admin.forms.typed_fields import DayField, LineField, ParagraphField
from directory.web.sent_fields import LARGEST_VERSION
from directory.web.wording import gettext as _

_EMPTY_ROWS = 2  # offered beside the links that are there: no script is needed to add one


class LinkRow(Form):
    """A page or document that lies elsewhere."""

    title = LineField()
    url = LineField()


class FiliereForm(Form):
    """The sheet; `version` is that of the filière when the form was shown."""

    version = HiddenField()
    carrier = LineField()
    governance = LineField()
    coordinator_function = LineField()
    coordinator_phone = LineField()
    coordinator_email = LineField()
    professional_line = LineField()
    professional_line_hours = LineField()
    recognised_on = LineField()
    recognition_source = LineField()
    presentation = ParagraphField()
    links = FieldList(FormField(LinkRow), max_entries=MOST_LINKS + _EMPTY_ROWS)
    source_date = DayField()

    @property
    def expected_version(self) -> int | None:
        """The version that the person saw; None when the form does not say."""
        return read_number(self.version.data, most=LARGEST_VERSION)

    @property
    def rows(self) -> list[LinkRow]:
        """The rows of the links."""
        return [entry.form for entry in self.links]


def form_of(draft: FiliereDraft, version: int) -> FiliereForm:
    """Give the form that shows a sheet, with room for more links."""
    form = FiliereForm(
        data={
            "version": str(version),
            "carrier": draft.carrier,
            "governance": draft.governance,
            "coordinator_function": draft.coordinator_function,
            "coordinator_phone": _shown_phone(draft.coordinator_phone),
            "coordinator_email": draft.coordinator_email,
            "professional_line": _shown_phone(draft.professional_line),
            "professional_line_hours": shown_hours(draft.professional_line_hours),
            "recognised_on": draft.recognised_on,
            "recognition_source": draft.recognition_source,
            "presentation": draft.presentation,
            "links": [{"title": link.title, "url": link.url} for link in draft.links],
            "source_date": draft.source_date,
        }
    )
    add_empty_rows(form)
    return form


def add_empty_rows(form: FiliereForm) -> None:
    """Offer empty rows at the end of the links."""
    filled = len([row for row in form.rows if row.title.data or row.url.data])
    while len(form.links) < min(filled + _EMPTY_ROWS, MOST_LINKS + _EMPTY_ROWS):
        form.links.append_entry()


def draft_in(form: FiliereForm) -> FiliereDraft:
    """Give the sheet that a form proposes; rows of links left empty are none."""
    return FiliereDraft(
        carrier=form.carrier.known,
        governance=form.governance.known,
        coordinator_function=form.coordinator_function.known,
        coordinator_phone=form.coordinator_phone.known,
        coordinator_email=form.coordinator_email.known,
        professional_line=form.professional_line.known,
        professional_line_hours=line_hours(form.professional_line_hours.known),
        recognised_on=form.recognised_on.known,
        recognition_source=form.recognition_source.known,
        presentation=form.presentation.known,
        links=tuple(
            LinkDraft(row.title.data, row.url.data)
            for row in form.rows
            if row.title.data or row.url.data
        ),
        source_date=form.source_date.data,
    )


def say_problems(form: FiliereForm, problems: Iterable[Problem]) -> None:
    """Put each problem beside its field."""
    for problem in problems:
        sentence = _sentence(problem)
        is_link = problem.field == "links"
        field = _field_of_link(form, problem) if is_link else form[problem.field]
        field.errors = [*field.errors, sentence]


def _field_of_link(form: FiliereForm, problem: Problem) -> Field:
    row = next((row for row in form.rows if _is_about(problem, row)), None)
    if row is None:
        return form.rows[0].title
    return row.url if problem.code is ProblemCode.WEBSITE_INVALID else row.title


def link_errors(form: FiliereForm) -> list[tuple[str, str]]:
    """Give what is wrong with the links: the id of a field, and the sentence."""
    return [
        (field.id, str(sentence))
        for row in form.rows
        for field in (row.title, row.url)
        for sentence in field.errors
    ]


def _is_about(problem: Problem, row: LinkRow) -> bool:
    is_filled = bool(row.title.data or row.url.data)
    return is_filled and problem.value in (row.url.data, row.title.data)


def _sentence(problem: Problem) -> str:
    match problem.code:
        case ProblemCode.PERSON_NAMED:
            return _(
                "Écrivez une fonction, pas le nom d’une personne : « infirmière coordinatrice »."
            )
        case ProblemCode.OPENING_HOURS_INVALID:
            return _(
                "Ces horaires ne se lisent pas. Écrivez par exemple 17h-9h, ou Lun-Ven 18h30-8h."
            )
        case ProblemCode.HOURS_WITHOUT_PHONE:
            return _("Ces horaires sont ceux d’une ligne dont le numéro manque.")
        case ProblemCode.RECOGNITION_DATE_SHAPE:
            return _("Écrivez la date ainsi : 2025-10 pour un mois, 2025-10-03 pour un jour.")
        case ProblemCode.LINK_WITHOUT_TITLE:
            return _("Donnez un titre à ce lien : c’est lui que l’on lira.")
        case _other:
            words = french_typography(sentence_for(problem))
            return f"{words[:1].upper()}{words[1:]}."


def _shown_phone(number: str | None) -> str | None:
    """Write a number as France reads it; one that is wrong comes back as it was typed."""
    if number is None:
        return None
    try:
        return display_phone(parse_phone(number))
    except InvalidPhoneError:
        return number
