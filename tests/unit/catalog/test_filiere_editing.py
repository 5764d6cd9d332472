"""Changing the identity sheet of a filière: what is refused, kept, and said of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from directory.catalog.authorship import Author
from directory.catalog.filiere_editing import (
    FiliereEditedMeanwhileError,
    SheetRefusedError,
    edit_filiere,
)
from directory.catalog.filiere_sheet import FiliereDraft, LinkDraft, sheet_of, sheet_problems
from directory.catalog.models.revision import Revision
from directory.catalog.problems import ProblemCode
from directory.catalog.queries import current_generation
from directory.territory.models import Filiere
from directory.values.clock import FixedClock

ANIMATOR = Author(UUID(int=1), "animator", ("armor",))
SHEET = FiliereDraft(
    carrier="Centre hospitalier de l’Exemple",
    coordinator_function="Infirmière coordinatrice",
    coordinator_phone="02 61 91 00 01",
    coordinator_email="filiere@Exemple.fr",
    professional_line="02 61 91 00 02",
    professional_line_hours="Mo-Su 18:00-08:00",
    recognised_on="2025-10",
    links=(LinkDraft("Charte", "exemple.fr/charte"),),
)

Edit = Callable[..., Revision | None]


@pytest.fixture
def armor(session: Session) -> Filiere:
    return session.get_one(Filiere, "armor")


@pytest.fixture
def edit(session: Session, armor: Filiere, clock: FixedClock) -> Edit:
    def edit(draft: FiliereDraft, *, expected_version: int | None = None) -> Revision | None:
        return edit_filiere(
            session, armor, draft, expected_version=expected_version, author=ANIMATOR,
            clock=clock, fictional_phones_allowed=True,
        )  # fmt: skip

    return edit


def test_a_sheet_is_kept_cleaned(edit: Edit, armor: Filiere) -> None:
    edit(SHEET)

    assert armor.coordinator_phone == "+33261910001"
    assert armor.professional_line == "+33261910002"
    assert armor.coordinator_email == "filiere@exemple.fr"
    assert armor.documents == [{"title": "Charte", "url": "https://exemple.fr/charte"}]


def test_a_sheet_without_a_date_takes_the_day_it_was_written(edit: Edit, armor: Filiere) -> None:
    edit(SHEET)

    assert armor.source_date == date(2026, 11, 27)


def test_a_change_leaves_a_revision_with_its_author(edit: Edit, armor: Filiere) -> None:
    before = armor.version

    revision = edit(SHEET)

    assert revision is not None
    assert (revision.subject_kind, revision.subject_id) == ("filiere", "armor")
    assert (revision.editor_role, revision.editor_filieres) == ("animator", ["armor"])
    assert revision.before is not None
    assert revision.after is not None
    assert revision.before["carrier"] is None
    assert revision.after["carrier"] == "Centre hospitalier de l’Exemple"
    assert armor.version == before + 1


def test_a_change_is_announced(edit: Edit, session: Session) -> None:
    before = current_generation(session)

    edit(SHEET)

    assert current_generation(session) == before + 1


def test_saving_twice_changes_once(edit: Edit, armor: Filiere) -> None:
    edit(SHEET)

    assert edit(SHEET) is None
    assert edit(sheet_of(armor)) is None


def test_an_older_version_is_told_of_the_newer_one(edit: Edit, armor: Filiere) -> None:
    seen = armor.version
    edit(SHEET, expected_version=seen)

    with pytest.raises(FiliereEditedMeanwhileError, match=f"version {seen + 1}"):
        edit(replace(SHEET, carrier="Autre établissement"), expected_version=seen)

    assert sheet_of(armor).carrier == "Centre hospitalier de l’Exemple"


def test_a_refused_sheet_changes_nothing(edit: Edit, armor: Filiere) -> None:
    before = armor.version

    with pytest.raises(SheetRefusedError) as raised:
        edit(replace(SHEET, coordinator_email="filiere"))

    assert [problem.field for problem in raised.value.problems] == ["coordinator_email"]
    assert (armor.carrier, armor.version) == (None, before)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("coordinator_phone", "02 61 91", ProblemCode.PHONE_INVALID),
        ("professional_line", "numéro", ProblemCode.PHONE_INVALID),
        ("coordinator_email", "filiere@exemple", ProblemCode.EMAIL_INVALID),
        ("professional_line_hours", "lundi 9 h", ProblemCode.OPENING_HOURS_INVALID),
        ("recognised_on", "octobre 2025", ProblemCode.RECOGNITION_DATE_SHAPE),
        ("recognised_on", "2025-13", ProblemCode.RECOGNITION_DATE_SHAPE),
        ("recognised_on", "2025-02-30", ProblemCode.RECOGNITION_DATE_SHAPE),
        ("recognition_source", "javascript:alert(1)", ProblemCode.WEBSITE_INVALID),
        ("carrier", "a" * 301, ProblemCode.TOO_LONG),
        ("presentation", "a" * 5_001, ProblemCode.TOO_LONG),
        ("coordinator_function", "Dr Martin", ProblemCode.PERSON_NAMED),
        ("governance", "Présidée par Mme Élorn", ProblemCode.PERSON_NAMED),
        ("links", (LinkDraft(" ", "https://exemple.fr"),), ProblemCode.LINK_WITHOUT_TITLE),
        ("links", (LinkDraft("Charte", "ftp://exemple.fr"),), ProblemCode.WEBSITE_INVALID),
    ],
)
def test_a_wrong_value_is_named(field: str, value: object, code: ProblemCode) -> None:
    draft = FiliereDraft(**{**_values(SHEET), field: value})  # type: ignore[arg-type] # by name

    problems = sheet_problems(draft, fictional_phones_allowed=True)

    assert [(problem.field, problem.code) for problem in problems] == [(field, code)]


def test_hours_need_a_number() -> None:
    draft = replace(SHEET, professional_line=None)

    problems = sheet_problems(draft, fictional_phones_allowed=True)

    assert [problem.code for problem in problems] == [ProblemCode.HOURS_WITHOUT_PHONE]


def test_a_number_kept_for_fiction_is_refused_outside_a_demonstration() -> None:
    problems = sheet_problems(SHEET)

    assert [problem.field for problem in problems] == ["coordinator_phone", "professional_line"]


@pytest.mark.parametrize(
    "function", ["Médecin coordonnateur", "Infirmière de coordination", "Direction, M. le maire"]
)
def test_a_function_is_not_taken_for_a_person(function: str) -> None:
    assert sheet_problems(FiliereDraft(coordinator_function=function)) == []


def _values(draft: FiliereDraft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in draft.__dataclass_fields__}
