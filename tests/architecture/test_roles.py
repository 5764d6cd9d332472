"""Roles are compared by the policies alone: pages of the admin area ask them."""

import re
from pathlib import Path

ADMIN = Path(__file__).parents[2] / "directory" / "web" / "admin"


def test_no_admin_view_compares_a_role() -> None:
    compares = re.compile(r"(==|!=|\bis|\bis not|\bin) Role\b")

    found = [path.name for path in ADMIN.rglob("*.py") if compares.search(path.read_text("utf-8"))]

    assert found == []
