"""However far beyond the last page of a list somebody asks, the page is made of little."""

import pytest
from flask.testing import FlaskClient

from directory.web.admin.history_filter import HistoryChoice
from directory.web.admin.listing_choice import ListingChoice

pytestmark = pytest.mark.usefixtures("animator")


@pytest.mark.parametrize(
    ("path", "choice"), [("historique", HistoryChoice), ("structures", ListingChoice)]
)
def test_a_page_far_beyond_the_last_writes_few_addresses(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, path: str, choice: type
) -> None:
    written: list[int] = []

    def write(_self: object, page: int = 1) -> str:
        written.append(page)
        return str(page)

    monkeypatch.setattr(choice, "query", write)

    assert client.get(f"/admin/{path}?page=90000").status_code == 200
    assert len(written) < 10
