"""Texts that a spreadsheet would compute leave as texts."""

import pytest

from directory.exchange.formulas import neutralised, restored


@pytest.mark.parametrize("text", ["=1+1", " =1+1", "   @SUM(A1)", "'=1+1", "+33 2 61 91 00 01"])
def test_what_would_be_computed_gets_an_apostrophe_that_goes_away_again(text: str) -> None:
    assert neutralised(text) == f"'{text}"
    assert restored(neutralised(text)) == text
