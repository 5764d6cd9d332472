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


def plain(sentence: str) -> str:
    """Make the unbreakable spaces of a sentence plain."""
    return " ".join(sentence.split())


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
    ("typed", "sentence"),
    [
        ("2026-12-24T12:45", "Le jeudi 24 décembre à 12 h 45 : fermé, ouvre à 14 h."),
        ("2026-12-24T10:00", "Le jeudi 24 décembre à 10 h : ouvert, jusqu’à 12 h."),
        (
            "2026-12-24T18:00",
            "Le jeudi 24 décembre à 18 h : fermé, ouvre le vendredi 25 décembre à 9 h.",
        ),
        ("2026-12-26T10:00", "Le samedi 26 décembre à 10 h : fermé."),
    ],
)
def test_the_moment_tried_is_not_called_now(client: FlaskClient, typed: str, sentence: str) -> None:
    hours = "2026 Dec 24-25 09:00-12:00,14:00-17:00"

    tried = ask(client, "horaires", hours_by="text", opening_hours=hours, tested_at=typed)

    assert plain(tried["now"]) == sentence


def test_hours_without_a_moment_tried_are_those_of_now(client: FlaskClient) -> None:
    answer = ask(client, "horaires", hours_by="text", opening_hours="Mo 09:00-17:00")

    assert answer["now"].startswith("Fermé maintenant")


def test_hours_in_french_are_read_where_openstreetmap_text_is_asked(client: FlaskClient) -> None:
    answer = ask(client, "horaires", hours_by="text", opening_hours="lundi au vendredi 10h-16h")

    assert answer["text"] == "Mo-Fr 10:00-16:00"


def test_openstreetmap_text_stays_what_it_is(client: FlaskClient) -> None:
    answer = ask(client, "horaires", hours_by="text", opening_hours="Mar 10:00-12:00")

    assert answer["text"] == "Mar 10:00-12:00"


def test_hours_that_nobody_can_read_point_to_the_table(client: FlaskClient) -> None:
    answer = ask(client, "horaires", hours_by="text", opening_hours="le matin")

    assert "remplissez le tableau" in answer["refused"]


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


def test_a_position_is_read_with_the_comma_that_the_page_writes(client: FlaskClient) -> None:
    answer = ask(client, "position", insee="29151", latitude="48,1", longitude="-2,8")

    assert "Morlaix" in answer["sentences"][0]


def test_a_position_that_cannot_be_read_is_not_doubted(client: FlaskClient) -> None:
    answer = ask(client, "position", insee="29151", latitude="nord", longitude="ouest")

    assert answer["sentences"] == []
