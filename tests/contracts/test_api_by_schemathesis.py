"""Requests generated from the API's own description: every check of schemathesis must hold.

`FUZZ_CASES` sets their number, as in test_hostile_requests.py.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from schemathesis import openapi
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.schemas import BaseSchema

CASES = int(os.environ.get("FUZZ_CASES", "2000"))
CASES_PER_OPERATION = CASES * 9 // 100
SEED = 20261127
EVERY = 60  # one commune and one postal code in so many: each of them is tried in every place


@pytest.fixture
def described_api(real_app: Flask) -> BaseSchema:
    """The API on the real data as it describes itself, with fewer communes."""
    document: dict[str, Any] = real_app.test_client().get("/api/v1/openapi.json").get_json()
    _ask_of_fewer_communes(document)
    config = SchemathesisConfig(seed=SEED)
    config.projects.default.generation.update(max_examples=CASES_PER_OPERATION)
    # Its client for WSGI asks for compressed answers and does not unpack them.
    config.projects.default.update(headers={"Accept-Encoding": "identity"})
    api: BaseSchema = openapi.from_dict(document, config=config)
    api.app = real_app
    return api


def test_generated_requests_are_answered_as_described(described_api: BaseSchema) -> None:
    cases = 0
    failures: list[str] = []

    for event in from_schema(described_api).execute():
        match event:
            case events.ScenarioFinished():
                cases += len(event.recorder.cases)
                failures.extend(_failures(event))
            case events.NonFatalError():
                failures.append(f"{event.label}: {event.value}")
            case events.FatalError():
                raise event.exception

    assert failures == []
    assert cases >= CASES


def _ask_of_fewer_communes(document: dict[str, Any]) -> None:
    """Shorten the lists of codes that are asked; those of the answers stay whole."""
    for path in document["paths"].values():
        for parameter in path["get"]["parameters"]:
            name = parameter["schema"].get("$ref", "").rpartition("/")[2]
            if name in ("CommuneCode", "PostalCode"):
                codes = document["components"]["schemas"][name]
                asked = sorted({*codes["enum"][::EVERY], *codes["examples"]})
                parameter["schema"] = {"type": "string", "enum": asked}


def _failures(event: events.ScenarioFinished) -> Iterator[str]:
    for checks in event.recorder.checks.values():
        for check in checks:
            if check.failure_info is not None:
                failure, sample = check.failure_info.failure, check.failure_info.code_sample
                yield f"{event.recorder.label}: {failure} {sample}"
