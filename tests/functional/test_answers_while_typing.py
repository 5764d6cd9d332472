"""What the scripts of the form are told while somebody types."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.factories.accounts import post

pytestmark = pytest.mark.usefixtures("animator")


# Any: the JSON of an answer.
def ask(client: FlaskClient, path: str, **fields: object) -> Any:
    """Send fields of the form and give the answer."""
    answer = post(client, f"/admin/saisie/{path}", fields)
    assert answer.status_code == 200
    return answer.get_json()


def test_the_table_is_told_as_text_and_in_words(client: FlaskClient) -> None:
    answer = ask(client, "horaires", hours_by="table", hours_mo="9h-17h", hours_ph="fermé")

    assert answer["text"] == "Mo 09:00-17:00; PH off"
    assert answer["week"][0].startswith("lundi")
    assert answer["refused"] is None


def test_a_text_fills_the_table(client: FlaskClient) -> None:
    answer = ask(client, "horaires", hours_by="text", opening_hours="Sa 10:00-12:00")

    assert answer["table"]["sa"] == "10h-12h"


def test_a_text_that_a_week_cannot_hold_fills_no_table(client: FlaskClient) -> None:
    answer = ask(client, "horaires", hours_by="text", opening_hours="Jan Mo 10:00-12:00")

    assert answer["table"] is None
    assert answer["now"]


def test_the_moment_tried_decides(client: FlaskClient) -> None:
    hours = {"hours_by": "text", "opening_hours": "Mo 09:00-17:00"}

    closed = ask(client, "horaires", **hours)
    tried = ask(client, "horaires", **hours, tested_at="2026-11-30T10:00")

    assert (closed["state"], tried["state"]) == ("closed", "open")


@pytest.mark.parametrize(
    "fields",
    [
        {"hours_by": "table", "hours_mo": "le matin"},
        {"hours_by": "text", "opening_hours": "Mo-Fr sunrise-sunset"},
        {"hours_by": "text", "opening_hours": "x" * 5_000},
    ],
)
def test_hours_that_cannot_be_read_are_said_so(client: FlaskClient, fields: dict[str, str]) -> None:
    assert ask(client, "horaires", **fields)["refused"]


def test_the_inhabitants_of_areas_are_counted_once(client: FlaskClient) -> None:
    commune = ask(client, "territoires", areas="declared commune 29239")
    both = ask(client, "territoires", areas=["declared commune 29239", "assumed departement 29"])

    assert commune["communes"] == ["29239"]
    assert "29239" in both["communes"]
    assert both["sentence"].startswith("277 communes")


def test_what_is_no_area_counts_nobody(client: FlaskClient) -> None:
    answer = ask(client, "territoires", areas=["x", "declared commune 99999"])

    assert answer["communes"] == []


def test_a_pin_outside_its_commune_is_told(client: FlaskClient) -> None:
    answer = ask(client, "position", insee="29151", latitude="48.1", longitude="-2.8")

    assert "Morlaix" in answer["sentences"][0]
    assert round(answer["town_hall"]["latitude"], 1) == 48.6


def test_a_pin_in_its_commune_is_not_doubted(client: FlaskClient) -> None:
    answer = ask(client, "position", insee="29151", latitude="48.5778", longitude="-3.8283")

    assert answer["sentences"] == []
