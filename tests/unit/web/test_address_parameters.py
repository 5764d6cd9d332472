"""A list's address is read without trust: what means nothing is left out."""

import pytest
from werkzeug.datastructures import MultiDict

from directory.web.admin.address_parameters import read_page, write_parameters
from directory.web.admin.history_filter import HistoryChoice, read_choice
from directory.web.admin.listing_choice import ListingChoice, read_listing_choice

NONSENSE = MultiDict[str, str](
    {
        "fiche": " ", "filiere": " ", "q": " ", "type": " ", "personne": "x", "origine": "x",
        "acte": "x", "lot": "x", "du": "x", "etat": "x", "fraicheur": "x", "sans": "x", "mois": "7",
    }
)  # fmt: skip


def test_nonsense_narrows_nothing() -> None:
    assert read_choice(NONSENSE) == HistoryChoice(unread_days=("du",))  # said beside the field
    assert read_listing_choice(NONSENSE) == ListingChoice()


@pytest.mark.parametrize(
    ("written", "page"), [("3", 3), ("0", 1), ("-2", 1), ("two", 1), ("9" * 30, 100_000)]
)
def test_the_number_of_a_page_stays_within_reason(written: str, page: int) -> None:
    assert read_page(MultiDict({"page": written})) == page


def test_what_is_not_chosen_is_not_in_the_address() -> None:
    assert write_parameters({"q": "équipe mobile", "page": None, "type": ""}) == (
        "q=%C3%A9quipe+mobile"
    )
