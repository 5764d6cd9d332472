"""Templates keep to the content policy, and pages have one name everywhere."""

import re
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|<style|\sstyle=|\son[a-z]+=",
    re.IGNORECASE,
)
OUTSIDE = re.compile(
    r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=[\"']https?://", re.IGNORECASE
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_no_inline_script_or_style(path: Path) -> None:
    assert not INLINE.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_loads_nothing_from_elsewhere(path: Path) -> None:
    assert not OUTSIDE.search(path.read_text(encoding="utf-8"))


def test_a_public_page_its_view_and_its_template_share_one_name(real_app: Flask) -> None:
    public = {
        endpoint.partition(".")[2]: view
        for endpoint, view in real_app.view_functions.items()
        if endpoint.startswith("public.")
    }
    pages = {path.stem for path in (ROOT / "templates" / "public").glob("*.html")}

    assert pages <= set(public)
    for name, view in public.items():
        assert view.__name__ == name
