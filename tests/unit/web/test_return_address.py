"""After signing in one goes to a page of this site, whatever the address asks."""

import pytest
from flask import Flask

from directory.web.return_address import safe_return_address


@pytest.mark.parametrize(
    "asked",
    [
        "/admin/",
        "/admin/structures?type=EMSP&page=2",
        "/admin/filieres/armor/territoire",
        "/admin/structures?mots=saint%20malo",
    ],
)
def test_a_page_of_ours_is_kept(app: Flask, asked: str) -> None:
    with app.test_request_context():
        assert safe_return_address(asked, "/admin/") == asked


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "admin",
        "//ailleurs.example",
        "/\\ailleurs.example",
        "\\\\ailleurs.example",
        "https://ailleurs.example/",
        "https:ailleurs.example",
        "javascript:alert(1)",
        "/%2failleurs.example",
        "/%5cailleurs.example",
        "/admin/%0d%0aSet-Cookie:x=1",
        "/admin/\r\nLocation: https://ailleurs.example",
        "/\tailleurs",
        "/ ailleurs",
        " //ailleurs.example",
        "/@ailleurs.example",
        "/é",
        "/admin\x00",
        "data:text/html,x",
    ],
)
def test_anything_else_leads_to_the_start_page(app: Flask, asked: str) -> None:
    with app.test_request_context():
        assert safe_return_address(asked, "/admin/") == "/admin/"
