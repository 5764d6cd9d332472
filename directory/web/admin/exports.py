"""Exports of the structures that this person sees, narrowed as the list is."""

from collections.abc import Callable
from uuid import UUID

from flask import Response, abort, render_template, request
from sqlalchemy.orm import Session

from directory.accounts.permissions import Permission
from directory.catalog.listing_queries import list_structure_ids
from directory.exchange.area_names import load_area_names
from directory.exchange.exporters.csv_file import csv_for_spreadsheets, raw_csv
from directory.exchange.exporters.json_file import json_of
from directory.exchange.exporters.listings import columns_for, structures_in_order
from directory.exchange.exporters.workbook import workbook_of
from directory.values.clock import in_paris
from directory.web.admin.download import CSV, JSON, XLSX, download
from directory.web.admin.listing_choice import ListingChoice, listing_filter, read_listing_choice
from directory.web.permissions import get_actor, requires
from directory.web.services import get_services, get_session


def _csv(session: Session, ids: list[UUID], *, is_public: bool) -> bytes:
    columns = columns_for(is_public=is_public)
    structures = structures_in_order(session, ids)
    return b"".join(csv_for_spreadsheets(structures, columns, load_area_names(session)))


def _raw_csv(session: Session, ids: list[UUID], *, is_public: bool) -> bytes:
    return b"".join(raw_csv(structures_in_order(session, ids), columns_for(is_public=is_public)))


def _workbook(session: Session, ids: list[UUID], *, is_public: bool) -> bytes:
    structures = structures_in_order(session, ids)
    return workbook_of(structures, columns_for(is_public=is_public), load_area_names(session))


def _json(session: Session, ids: list[UUID], *, is_public: bool) -> bytes:
    return b"".join(json_of(structures_in_order(session, ids), is_public=is_public))


_FORMATS: dict[str, tuple[Callable[..., bytes], str, str]] = {
    "csv": (_csv, "structures.csv", CSV),
    "csv-brut": (_raw_csv, "structures-brut.csv", CSV),
    "xlsx": (_workbook, "structures.xlsx", XLSX),
    "json": (_json, "structures.json", JSON),
}


@requires(Permission.EXPORT)
def show_exports() -> str:
    """Offer the files of the structures that this person sees, or of the list they narrowed."""
    choice = read_listing_choice(request.args)
    return render_template(
        "admin/show_exports.html", choice=choice, total=len(_ids(choice)), query=choice.query()
    )


@requires(Permission.EXPORT)
def download_structures(file_format: str) -> Response:
    """Send one file; `colonnes=publiques` leaves out what is never shown to the public."""
    if file_format not in _FORMATS:
        abort(404)
    write, file_name, media_type = _FORMATS[file_format]
    ids = _ids(read_listing_choice(request.args))
    is_public = request.args.get("colonnes") == "publiques"
    return download(write(get_session(), ids, is_public=is_public), file_name, media_type)


def _ids(choice: ListingChoice) -> list[UUID]:
    today = in_paris(get_services().clock.now()).date()
    wanted = listing_filter(choice, get_actor(), today=today)
    return list_structure_ids(get_session(), wanted, today=today)
