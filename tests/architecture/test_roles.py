"""Roles are compared by the policies alone: whatever decides outside the accounts asks them."""

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "directory"
COMPARES = re.compile(r"(==|!=|\bis|\bis not|\bin) [{(\[]?Role\.")
# They decide nothing: one says a role in words, the other counts who could let others in.
DECIDE_NOTHING = {"web/change_sentences.py", "cli/doctor_in_service.py"}


def test_no_room_above_the_accounts_compares_a_role() -> None:
    comparing = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if COMPARES.search(path.read_text(encoding="utf-8"))
    }

    assert {path for path in comparing if not path.startswith("accounts/")} == DECIDE_NOTHING
