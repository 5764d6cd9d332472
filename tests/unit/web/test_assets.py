"""Static files: one style sheet, an address that changes with the content, kept for good."""

from pathlib import Path

from flask.testing import FlaskClient

from directory.paths import STATIC
from directory.web.assets import flattened_style, version_of


def test_the_version_changes_with_any_file(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    before = version_of(tmp_path)

    (tmp_path / "a.css").write_text("b {}")

    assert version_of(tmp_path) != before


def test_the_style_sheet_leaves_as_one_file_in_the_order_of_its_imports(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a {}")
    (tmp_path / "b.css").write_text("b {}")
    (tmp_path / "main.css").write_text('@import url("b.css");\n@import url("a.css");\n')

    assert flattened_style(tmp_path / "main.css") == "b {}\na {}\n"


def test_our_own_style_sheet_imports_nothing_any_more() -> None:
    style = flattened_style(STATIC / "css" / "main.css")

    assert "@import" not in style
    assert ".structure-card" in style


def test_a_static_file_is_kept_for_good_at_its_address(client: FlaskClient) -> None:
    answer = client.get(f"/static/{version_of(STATIC)}/js/main.js")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_another_version_of_a_static_file_is_not_found(client: FlaskClient) -> None:
    assert client.get("/static/000000000000/js/main.js").status_code == 404


def test_nothing_outside_the_static_folder_can_be_read(client: FlaskClient) -> None:
    version = version_of(STATIC)

    for path in (
        "../pyproject.toml",
        "..%2fpyproject.toml",
        "%2e%2e/pyproject.toml",
        "/etc/passwd",
    ):
        assert client.get(f"/static/{version}/{path}").status_code in (301, 308, 404)
