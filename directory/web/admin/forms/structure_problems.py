"""What is wrong or odd in the form of a structure, said beside its fields and in a list."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from wtforms import Field, FieldList, Form

from directory.catalog.listings.wording import sentence_for
from directory.catalog.problems import Problem, ProblemCode, Severity
from directory.values.opening_hours import OpeningHoursProblem
from directory.values.text import french_typography
from directory.web.admin.forms.hours_table import unread_hours_sentence
from directory.web.admin.forms.structure_draft import add_error
from directory.web.admin.forms.structure_form import ROWS, TEXT, StructureForm
from directory.web.wording import gettext as _

_FIELD_OF = {"insee": "commune", "coverage": "areas"}
_HOURS = "opening_hours"
_HOURS_OF_NUMBER = re.compile(r"phones-(\d+)-hours")
_ABOUT_FIRST = {
    ProblemCode.SOURCE_WITHOUT_TITLE,
    ProblemCode.CLOSURE_BACKWARDS,
    ProblemCode.CLOSURE_PAST,
}

Pointed = tuple[str, str]  # the id of a field, a sentence


@dataclass(slots=True)
class FormProblems:
    """Sentences by the id of their field: `doubts` ask to look, `blocking` keep from publishing."""

    errors: list[Pointed] = field(default_factory=list)
    doubts: dict[str, list[str]] = field(default_factory=dict)
    blocking: list[Pointed] = field(default_factory=list)

    def beside(self, identifier: str) -> list[str]:
        """Give what is odd or missing about a field, for the place beside it."""
        missing = [sentence for pointed, sentence in self.blocking if pointed == identifier]
        return [*self.doubts.get(identifier, ()), *missing]


def say_problems(
    form: StructureForm, found: Iterable[Problem], blocking: Iterable[Problem] = ()
) -> FormProblems:
    """Put the errors on their fields, and give all that is to be said.

    `blocking` are problems that only publication minds.
    """
    said = FormProblems()
    for problem in found:
        target = _field_of(form, problem)
        if problem.severity is Severity.ERROR:
            add_error(target, _said_at(target, problem))
        else:
            said.doubts.setdefault(target.id, []).append(problem_sentence(problem))
    said.errors = list(list_errors(form))
    known = {sentence for _identifier, sentence in said.errors}
    said.blocking = [
        (target.id, sentence)
        for problem in blocking
        if (sentence := _said_at(target := _field_of(form, problem), problem)) not in known
    ]
    _say_once(said)
    return said


def _said_at(target: Field, problem: Problem) -> str:
    """Say a problem of a field; hours of a number name the number and show how to write them."""
    if problem.code is ProblemCode.TYPE_UNKNOWN and not problem.value:
        return _("Choisissez un type.")
    if target.id == _HOURS and problem.data.get("reason") == OpeningHoursProblem.SYNTAX:
        return unread_hours_sentence()
    number = _HOURS_OF_NUMBER.fullmatch(target.id)
    if number is None or problem.code is not ProblemCode.OPENING_HOURS_INVALID:
        return problem_sentence(problem)
    return _(
        "Numéro %(rank)s, horaires : ils ne se lisent pas. Écrivez par exemple 17h-9h, ou "
        "Lun-Ven 9h-17h.",
        rank=int(number[1]) + 1,
    )


def problem_sentence(problem: Problem) -> str:
    """Say a problem as a whole sentence."""
    words = french_typography(sentence_for(problem))
    return f"{words[:1].upper()}{words[1:]}."


def list_errors(form: Form) -> Iterator[Pointed]:
    """List the errors of a form in the order of its fields, rows included."""
    for item in form:
        if isinstance(item, FieldList):
            for entry in item:
                yield from list_errors(entry.form)
            yield from ((item.id, words) for words in item.errors if isinstance(words, str))
        else:
            yield from ((item.id, words) for words in item.errors if isinstance(words, str))


def _say_once(said: FormProblems) -> None:
    """What blocks publication is not also a doubt."""
    for identifier, sentence in said.blocking:
        doubts = said.doubts.get(identifier, [])
        if sentence in doubts:
            doubts.remove(sentence)


def _field_of(form: StructureForm, problem: Problem) -> Field:
    name = _FIELD_OF.get(problem.field, problem.field)
    if name == _HOURS and form.hours_by.data != TEXT:
        return form["hours_mo"]
    if name in ROWS:
        return _row_field(form[name], problem) or form[name]
    return form[name] if name in form else form["name"]


def _row_field(rows: Field, problem: Problem) -> Field | None:
    """Find the field of a row that a problem speaks of: by its value, else the first of its row."""
    entries: Sequence[Form] = [entry.form for entry in rows]  # type: ignore[attr-defined]
    for row in entries:
        for item in row:
            if _holds(item, problem.value):
                return next(iter(row)) if problem.code in _ABOUT_FIRST else item
    return next((next(iter(row)) for row in entries if not problem.value), None)


def _holds(item: Field, value: str) -> bool:
    """A problem of two days gives the first of them first."""
    held = (str(item.data or ""), getattr(item, "raw", ""))
    return any(text and (value == text or value.startswith(f"{text} ")) for text in held)
