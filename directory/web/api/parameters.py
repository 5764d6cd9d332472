"""Reading the parameters of a request: what is not understood is refused, each by its name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import TypeVar, get_args, get_origin

from flask import Response, request
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from directory.web.api.models.codes import CODE_LIST_MARK
from directory.web.problems import problem_response

ParametersType = TypeVar("ParametersType", bound=BaseModel)
Given = Mapping[str, Sequence[str]]
Codes = Mapping[str, frozenset[str]]

_LONGEST_SHOWN = 80
_MOST_SHOWN = 20
_REASONS = {
    "unknown_parameter": "Ce paramètre n’existe pas à cette adresse.",
    "repeated": "Ce paramètre ne peut être donné qu’une fois.",
    "unknown_value": "Cette valeur n’existe pas.",
    "unreadable": "Cette valeur ne se lit pas.",
    "too_small": "Cette valeur doit être au moins {limit}.",
    "too_large": "Cette valeur doit être au plus {limit}.",
}
_CODE_OF_PYDANTIC = {
    "extra_forbidden": "unknown_parameter",
    "enum": "unknown_value",
    "literal_error": "unknown_value",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refused parameter: its name, the value received, and the stable code of the reason.

    `limit` is what a number should have respected.
    """

    name: str
    value: str
    code: str
    limit: str = ""


class RefusedRequestError(Exception):
    """Parameters were refused; `refusals` names each."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__(", ".join(f"{refusal.name}: {refusal.code}" for refusal in refusals))
        self.refusals = tuple(refusals)


def show_refusal(error: RefusedRequestError) -> Response:
    """Answer 422 with every parameter that was refused and why."""
    return problem_response(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.UNPROCESSABLE_ENTITY.phrase,
        detail="Au moins un paramètre n’est pas accepté.",
        invalid=[
            {
                "name": _shown(refusal.name),
                "value": _shown(refusal.value),
                "code": refusal.code,
                "reason": _REASONS[refusal.code].format(limit=refusal.limit),
            }
            for refusal in error.refusals[:_MOST_SHOWN]
        ],
    )


def given_parameters() -> dict[str, list[str]]:
    """Give the parameters of the address, each with all its values."""
    return request.args.to_dict(flat=False)


def read_parameters(shape: type[ParametersType], given: Given, *, codes: Codes) -> ParametersType:
    """Read parameters by their model; `codes` are the lists that data fills.

    Raises RefusedRequestError.
    """
    rules = _rules(shape)
    refusals = [*_repeated(rules, given), *_unknown_codes(rules, given, codes)]
    values = {
        name: list(found) if name in rules and rules[name].is_repeatable else found[0]
        for name, found in given.items()
    }
    try:
        parameters = shape.model_validate(values)
    except ValidationError as error:
        refusals = [*_refusals_of(error), *refusals]
    if refusals:
        raise RefusedRequestError(refusals)
    return parameters


def refuse_parameters() -> None:
    """Refuse any parameter, at an address that takes none."""
    unknown = [
        Refusal(name, found[0], "unknown_parameter") for name, found in given_parameters().items()
    ]
    if unknown:
        raise RefusedRequestError(unknown)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a model says of one parameter besides its values."""

    is_repeatable: bool
    code_list: str | None


@lru_cache(maxsize=16)
def _rules(shape: type[BaseModel]) -> dict[str, _Rule]:
    return {
        name: _Rule(get_origin(field.annotation) is list, _code_list_of(field))
        for name, field in shape.model_fields.items()
    }


def _repeated(rules: Mapping[str, _Rule], given: Given) -> Iterator[Refusal]:
    for name, found in given.items():
        if len(found) > 1 and name in rules and not rules[name].is_repeatable:
            yield Refusal(name, found[1], "repeated")


def _unknown_codes(rules: Mapping[str, _Rule], given: Given, codes: Codes) -> Iterator[Refusal]:
    for name, found in given.items():
        code_list = rules[name].code_list if name in rules else None
        if code_list is None:
            continue
        for value in found:
            if value not in codes[code_list]:
                yield Refusal(name, value, "unknown_value")


def _code_list_of(field: FieldInfo) -> str | None:
    """Find which list of codes closes a field, through « list » and « or None »."""
    pending: list[object] = [field]
    while pending:
        part = pending.pop()
        if not isinstance(part, FieldInfo):
            pending.extend(get_args(part))
            continue
        extra = part.json_schema_extra
        if isinstance(extra, dict) and CODE_LIST_MARK in extra:
            return str(extra[CODE_LIST_MARK])
        pending.extend(get_args(part.annotation))
    return None


def _refusals_of(error: ValidationError) -> Iterator[Refusal]:
    for problem in error.errors(include_url=False):
        context = problem.get("ctx", {})
        yield Refusal(
            name=str(problem["loc"][0]),
            value=str(problem["input"]),
            code=_CODE_OF_PYDANTIC.get(problem["type"], "unreadable"),
            limit=str(context.get("ge", context.get("le", ""))),
        )


def _shown(text: str) -> str:
    """Make a received text safe to send back: short, and without what JSON cannot carry."""
    readable = "".join(
        c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[:_LONGEST_SHOWN]
    )
    return readable + ("…" if len(text) > _LONGEST_SHOWN else "")
