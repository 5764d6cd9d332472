"""What somebody writes is shown, never run: 200 payloads, every field, every output."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from directory.app import create_app
from directory.mail.models import OutboxMessage
from directory.search.indexing import rebuild
from directory.values.clock import FixedClock
from directory.web.services import Services
from tests.conftest import make_settings
from tests.factories.accounts import make_account, sign_in
from tests.security.page_inspection import faults_of_page
from tests.security.payloads import CANARY, payloads
from tests.security.planted_site import (
    Planted,
    Words,
    plant_filiere,
    plant_listing,
    plant_name,
)
from tests.security.site_walk import address_of, rules_of

AT_ONCE = 24  # payloads in one field
BATCHES = [
    " ".join(payloads()[start : start + AT_ONCE]) for start in range(0, len(payloads()), AT_ONCE)
]
NUMBERS = range(len(BATCHES))
# Answered by JSON or a file; looked at by tests of their own.
PAGES_OF_ONE = ("<slug>", "_id>", "<token>", "<reference>")


@dataclass(frozen=True)
class Site:
    """A site where each payload stands in every field of one listing, and who sees it all."""

    app: Flask
    session: Session
    admin: FlaskClient
    visitor: FlaskClient
    listings: list[Planted]


@pytest.fixture(scope="module")
def site(
    empty_instance: Path, tmp_path_factory: pytest.TempPathFactory, clock: FixedClock
) -> Iterator[Site]:
    """The site, its search index made, an administrator signed in."""
    instance = tmp_path_factory.mktemp("planted") / "instance"
    shutil.copytree(empty_instance, instance)
    settings = make_settings(instance)
    app = create_app(settings, clock=clock, seconds_between_looks=0)
    services: Services = app.extensions["directory"]
    with services.sessions() as session:
        account = make_account(session, role=Role.REGIONAL_ADMIN)
        plant_name(session, account.id, saying(BATCHES[0]))
        listings = [
            plant_listing(app, session, clock, saying(words), number=number)
            for number, words in enumerate(BATCHES)
        ]
        rebuild(session, settings.index_folder)
        admin = app.test_client()
        sign_in(admin, session, account)
        yield Site(app, session, admin, app.test_client(), listings)


def saying(words: str) -> Words:
    """Write the same words in every field."""
    return lambda _field: words


def look(client: FlaskClient, address: str) -> str:
    """Give an answer after looking at what it would run; its kind must be said and kept to."""
    answer = client.get(address)
    assert answer.status_code < 500, f"{address}: {answer.status_code}"
    assert answer.headers["X-Content-Type-Options"] == "nosniff", address
    if answer.mimetype == "text/html":
        assert faults_of_page(answer.text) == [], address
        return answer.text
    kind = answer.mimetype or ""
    if "json" in kind:
        json.loads(answer.data)
        return answer.text
    assert kind not in ("image/svg+xml", "text/xml", "application/xhtml+xml"), address
    return ""


@pytest.mark.parametrize("number", NUMBERS)
def test_no_page_about_a_listing_runs_its_words(site: Site, number: int) -> None:
    listing = site.listings[number]
    shown = 0

    for rule in rules_of(site.app, "GET"):
        if not any(part in rule.rule for part in PAGES_OF_ONE):
            continue
        address = address_of(rule, {"token": listing.token, **listing.values})
        client = site.admin if rule.endpoint.startswith("admin.") else site.visitor
        shown += CANARY in look(client, address)

    assert shown >= 8


@pytest.mark.parametrize("language", ["/br", "/en"])
@pytest.mark.parametrize("number", NUMBERS)
def test_no_translated_page_runs_the_words(site: Site, number: int, language: str) -> None:
    assert CANARY in look(site.visitor, f"{language}/structures/fiche-{number}")


@pytest.mark.parametrize("number", NUMBERS)
def test_no_search_page_runs_what_was_typed(site: Site, number: int) -> None:
    for path in ("/recherche", "/communes", "/admin/structures", "/admin/historique"):
        client = site.admin if path.startswith("/admin") else site.visitor
        for parameter in ("q", "mots", "what", "where"):
            answer = client.get(path, query_string={parameter: BATCHES[number][:200]})
            assert answer.status_code < 500
            assert faults_of_page(answer.text) == []


def test_no_list_runs_the_words(site: Site) -> None:
    shown = []
    for rule in rules_of(site.app, "GET"):
        if any(part in rule.rule for part in PAGES_OF_ONE):
            continue
        client = site.visitor if rule.endpoint.startswith("public.") else site.admin
        if CANARY in look(client, address_of(rule)):
            shown.append(rule.endpoint)

    assert {"public.search_structures", "api.list_structures", "admin.list_structures"} <= set(
        shown
    )


def test_no_page_of_a_filiere_runs_its_words(site: Site) -> None:
    for words in BATCHES:
        plant_filiere(site.session, saying(words))

        for address in ("/filieres", "/filieres/nord-finistere", "/en/filieres/nord-finistere"):
            look(site.visitor, address)
        assert CANARY in look(site.visitor, "/filieres/nord-finistere")
        look(site.admin, "/admin/filieres/nord-finistere/modifier")
        look(site.admin, "/admin/filieres/nord-finistere/apercu")


def test_no_letter_runs_the_words(site: Site) -> None:
    letters = site.session.scalars(select(OutboxMessage)).all()

    assert len(letters) == len(BATCHES)
    for letter in letters:
        assert CANARY in letter.html
        assert faults_of_page(letter.html) == []
        assert letter.subject.isprintable()


def test_no_cell_of_an_exported_file_is_a_formula(site: Site) -> None:
    for address in ("/admin/exports/structures/csv", "/admin/historique.csv"):
        answer = site.admin.get(address)
        assert answer.status_code == 200
        assert "attachment" in answer.headers["Content-Disposition"]
        for row in csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"):
            assert [cell for cell in row if _may_be_run(cell)] == []


def _may_be_run(cell: str) -> bool:
    """Tell whether a spreadsheet may take a cell for a formula; a plain number is none."""
    is_number = re.fullmatch(r"-?\d+(?:[.,]\d+)?", cell)
    return cell.startswith(("=", "+", "-", "@", "\t", "\r")) and not is_number


def test_no_cell_of_an_exported_workbook_is_a_formula(site: Site) -> None:
    answer = site.admin.get("/admin/exports/structures/xlsx")

    book = load_workbook(io.BytesIO(answer.data))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert answer.status_code == 200
    assert "f" not in kinds


def test_there_are_two_hundred_payloads() -> None:
    assert len(payloads()) >= 200
    assert all(CANARY in words or "anari" in words for words in payloads())


@pytest.mark.parametrize(
    "page",
    [
        f"<script>{CANARY}()</script>",
        f"<img src=x onerror={CANARY}()>",
        f'<a href="java\tscript:{CANARY}()">x</a>',
        f'<a href="//evil/{CANARY}">x</a>',
        f"<p style='x:{CANARY}'>",
        f"<!-- {CANARY} -->",
        f"<x{CANARY}>",
        f'<script type="application/ld+json">"</script><script>{CANARY}()</script>',
    ],
)
def test_the_inspection_sees_a_page_that_runs_words(page: str) -> None:
    assert faults_of_page(page)
