"""The rules of a body that carries structures: its name, the numbers that identify it, its site."""

from collections.abc import Iterator

from directory.catalog.drafts import OrganizationDraft
from directory.catalog.problems import Problem, ProblemCode, error
from directory.catalog.text_rules import LONGEST_NAME, line_problems
from directory.values.contact import (
    InvalidWebsiteError,
    is_finess,
    is_rna,
    is_siren,
    parse_website,
)

_SHAPES = (
    ("finess_ej", ProblemCode.FINESS_SHAPE, is_finess),
    ("siren", ProblemCode.SIREN_SHAPE, is_siren),
    ("rna", ProblemCode.RNA_SHAPE, is_rna),
)


def organization_problems(draft: OrganizationDraft) -> list[Problem]:
    """List all that is wrong in a draft, in the order of the fields of a form."""
    return [*_name(draft), *_numbers(draft), *_website(draft)]


def _name(draft: OrganizationDraft) -> Iterator[Problem]:
    if not draft.name.strip():
        yield error(ProblemCode.NAME_MISSING, "name", draft.name)
    yield from line_problems("name", draft.name, longest=LONGEST_NAME)


def _numbers(draft: OrganizationDraft) -> Iterator[Problem]:
    for name, code, has_shape in _SHAPES:
        value = getattr(draft, name)
        if value is not None and not has_shape(value):
            yield error(code, name, value)


def _website(draft: OrganizationDraft) -> Iterator[Problem]:
    if draft.website is None:
        return
    try:
        parse_website(draft.website)
    except InvalidWebsiteError as refusal:
        reason = refusal.problem.value
        yield error(ProblemCode.WEBSITE_INVALID, "website", draft.website, reason=reason)
