"""Admin views name their permission; private pages, views and templates share one name."""

from pathlib import Path

import pytest
from flask import Flask

from directory.accounts.permissions import Permission

ROOT = Path(__file__).parents[2]
AREAS = ("admin", "account")


def test_every_admin_view_names_its_permission(real_app: Flask) -> None:
    views = {
        endpoint: view
        for endpoint, view in real_app.view_functions.items()
        if endpoint.startswith("admin.")
    }

    assert views
    for endpoint, view in views.items():
        assert isinstance(getattr(view, "permission", None), Permission), endpoint


@pytest.mark.parametrize("area", AREAS)
def test_a_private_page_its_view_and_its_template_share_one_name(
    real_app: Flask, area: str
) -> None:
    views = {
        endpoint.partition(".")[2]: view
        for endpoint, view in real_app.view_functions.items()
        if endpoint.startswith(f"{area}.")
    }
    pages = {path.stem for path in (ROOT / "templates" / area).glob("*.html")}

    assert pages <= set(views)
    for name, view in views.items():
        assert view.__name__ == name


def test_every_permission_is_asked_somewhere() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "directory" / "web").rglob("*.py")
    )

    for permission in Permission:
        assert f"Permission.{permission.name}" in code, permission
