"""Every field of the long forms says what it wants, and is tied to those words."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from directory.catalog.vocabulary import PublicationState
from tests.factories.structures import make_organization, make_structure

pytestmark = pytest.mark.usefixtures("animator")

_FIELD = re.compile(r"<(?:input|select|textarea)\b[^>]*>")
_UNTYPED = re.compile(
    r'type="(?:hidden|radio|search)"|name="(?:areas|filieres|audiences|settings)"'
)


@pytest.fixture
def paths(session: Session) -> dict[str, str]:
    """The addresses of the long forms, each with all that it can hold."""
    body = make_organization()
    session.add(body)
    draft = make_structure(session, state=PublicationState.DRAFT)
    return {
        "structure": f"/admin/structures/{draft.id}/modifier",
        "new structure": "/admin/structures/nouvelle",
        "filiere": "/admin/filieres/nord-finistere/modifier",
        "organization": f"/admin/organisations/{body.id}/modifier",
    }


@pytest.mark.parametrize("form", ["structure", "new structure", "filiere", "organization"])
def test_every_field_is_tied_to_its_help(
    client: FlaskClient, paths: dict[str, str], form: str
) -> None:
    page = client.get(paths[form]).text

    fields = [tag for tag in _FIELD.findall(page) if not _UNTYPED.search(tag)]
    assert fields
    for tag in fields:
        said = re.search(r'aria-describedby="([^"]+)"', tag)
        assert said is not None, tag
        for identifier in said[1].split():
            assert f'id="{identifier}"' in page, tag


def test_the_days_of_the_week_are_tied_to_the_help_of_the_table(
    client: FlaskClient, paths: dict[str, str]
) -> None:
    page = client.get(paths["structure"]).text

    tied = re.findall(
        r'<input aria-describedby="[^"]*heures-aide[^"]*"[^>]*id="(hours_\w\w)"', page
    )
    assert len(tied) == 8
