"""From the cells of a row to a draft: what the file says, over what the listing says today."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from directory.catalog.canonical_draft import canonical_draft
from directory.catalog.drafts import AreaDraft, StructureDraft
from directory.catalog.vocabulary import CoverageBasis
from directory.exchange.cell_faults import CellFault, CellProblem
from directory.exchange.cell_lists import parse_closure, parse_source, split
from directory.exchange.cell_values import (
    BadCellError,
    capacity_cells,
    each,
    read_code,
    read_codes,
    read_confidence,
    read_day,
    read_degrees,
    read_opening_hours,
    read_truth,
    read_whole_number,
)
from directory.exchange.cell_words import (
    ACCESS,
    AUDIENCES,
    CAPACITY_UNITS,
    ERASE,
    SETTINGS,
    truth_for,
)
from directory.exchange.name_book import NameBook
from directory.exchange.phone_cells import phones_said
from directory.territory.coverage import AreaKind
from directory.values.text import fold, fold_place

_TEXTS = (
    "name", "finess_et", "street", "cedex", "postal_code", "insee", "email", "website",
    "hours_text", "alert", "presentation", "presentation_br", "presentation_en",
    "access_conditions", "area_text", "internal_note", "update_email",
)  # fmt: skip
_EMPTY: Mapping[str, object] = {
    "name": "", "type_code": "", "closures": (), "coverage": (), "filieres": (), "sources": (),
    "do_not_contact": False,
}  # fmt: skip

_FIELDS_OF_COLUMN: Mapping[str, tuple[str, ...]] = {
    "type": ("type_code",),
    "organization": ("organization_id",),
    "commune": ("insee",),
    "longitude": ("latitude", "longitude"),
    "capacity_unit": ("capacity_value", "capacity_unit"),
}


def fields_of(column: str) -> tuple[str, ...]:
    """Name the facts that cannot be judged when the cell of a column could not be read."""
    return _FIELDS_OF_COLUMN.get(column, (column,))


class RowReader:
    """Reads the rows of one file against the names of one instance."""

    def __init__(self, names: NameBook) -> None:
        self._names = names
        self._readers: Mapping[str, tuple[str, Callable[[str], object]]] = {
            **{name: (name, str) for name in _TEXTS},
            "type": ("type_code", self._type),
            "latitude": ("latitude", read_degrees),
            "longitude": ("longitude", read_degrees),
            "closures": ("closures", each(parse_closure)),
            "alert_until": ("alert_until", read_day),
            "access_public": ("access_public", lambda text: read_code(ACCESS, text)),
            "access_professionals": ("access_professionals", read_truth),
            "audiences": ("audiences", lambda text: read_codes(AUDIENCES, text)),
            "settings": ("settings", lambda text: read_codes(SETTINGS, text)),
            "capacity_value": ("capacity_value", read_whole_number),
            "capacity_unit": ("capacity_unit", lambda text: read_code(CAPACITY_UNITS, text)),
            "confidence": ("confidence", read_confidence),
            "opening_hours": ("opening_hours", read_opening_hours),
            "filieres": ("filieres", self._filieres),
            "coverage": ("coverage", each(names.areas.parse)),
            "sources": ("sources", each(parse_source)),
            "source_date": ("source_date", read_day),
            "do_not_contact": ("do_not_contact", read_truth),
        }

    def read(
        self, cells: Mapping[str, str], base: StructureDraft | None
    ) -> tuple[StructureDraft, list[CellProblem]]:
        """Give the draft that the cells make of `base` (None: of nothing), and the cells refused.

        Cells are by the code of their column. An empty cell leaves the fact as it is.
        """
        cells = capacity_cells(cells)
        problems: list[CellProblem] = []
        # Any: values of whatever fields the columns name.
        values: dict[str, Any] = {}
        for column, (field, read) in self._readers.items():
            text = cells.get(column, "")
            if not text:
                continue
            if text == ERASE:
                values[field] = _EMPTY.get(field)
                continue
            try:
                values[field] = read(text)
            except BadCellError as error:
                problems.append(CellProblem(column, text, error.fault, error.data))
            except ValueError:
                problems.append(CellProblem(column, text, CellFault.NOT_A_LIST))
        draft = replace(base or StructureDraft(name="", type_code=""), **values)
        draft = self._carried(draft, cells, problems)
        draft = replace(draft, phones=phones_said(cells, draft.phones, problems))
        if truth_for(cells.get("approximate", "")):
            draft = replace(draft, latitude=None, longitude=None)
        draft = self._placed(draft, cells, problems)
        if base and not _is_better_name(draft.name, base.name, is_meant=bool(cells.get("id"))):
            draft = replace(draft, name=base.name)
        return canonical_draft(draft if base else self._completed(draft)), problems

    def _type(self, text: str) -> str:
        types = self._names.types
        found = types.find(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise BadCellError(CellFault.TYPE_AMBIGUOUS, known=types.listed(found))
        raise BadCellError(CellFault.TYPE_UNKNOWN, known=types.listed(types.near(text)))

    def _carried(
        self, draft: StructureDraft, cells: Mapping[str, str], problems: list[CellProblem]
    ) -> StructureDraft:
        """Find the organization by its name or number; the one of today keeps a shared name."""
        text = cells.get("organization", "")
        if not text or text == ERASE:
            return replace(draft, organization_id=None) if text else draft
        found = self._names.organizations.get(fold(text), frozenset())
        if draft.organization_id in found:
            return draft
        if len(found) == 1:
            return replace(draft, organization_id=min(found))
        fault = CellFault.ORGANIZATION_SHARED if found else CellFault.ORGANIZATION_UNKNOWN
        problems.append(CellProblem("organization", text, fault))
        return draft

    def _filieres(self, text: str) -> tuple[str, ...]:
        return tuple(self._names.filieres.get(fold(part), part) for part in split(text))

    def _placed(
        self, draft: StructureDraft, cells: Mapping[str, str], problems: list[CellProblem]
    ) -> StructureDraft:
        """Find the commune by its name when its code is not in the file."""
        name = cells.get("commune", "")
        known = self._names.communes.get(draft.insee or "")
        if cells.get("insee") or not name or (known and fold(known.name) == fold(name)):
            return draft
        found = self._names.find_commune(name, draft.postal_code)
        if found is None:
            problems.append(self._commune_problem(name, draft.postal_code))
            return draft
        return replace(draft, insee=found.insee)

    def _commune_problem(self, name: str, postal_code: str | None) -> CellProblem:
        near = self._names.near_communes(name, postal_code)
        if not near:
            return CellProblem("commune", name, CellFault.COMMUNE_NAME_UNKNOWN)
        known = ", ".join(f"{entry.name} ({min(entry.postal_codes, default='')})" for entry in near)
        is_homonym = len({fold_place(entry.name) for entry in near} | {fold_place(name)}) == 1
        fault = CellFault.COMMUNE_NAME_SHARED if is_homonym else CellFault.COMMUNE_NAME_NEAR
        return CellProblem("commune", name, fault, {"known": known})

    def _completed(self, draft: StructureDraft) -> StructureDraft:
        """Give a new listing the filières of its commune, and suppose that it serves them."""
        commune = self._names.communes.get(draft.insee or "")
        filieres = draft.filieres or (commune.filieres if commune else ())
        coverage = draft.coverage or tuple(
            AreaDraft(AreaKind.FILIERE, slug, CoverageBasis.ASSUMED) for slug in filieres
        )
        return replace(draft, filieres=filieres, coverage=coverage)


def _is_better_name(name: str, today: str, *, is_meant: bool) -> bool:
    """Tell whether a name says more than the one of today than fewer accents or capitals.

    Only a row that names its listing by its identifier may better its accents and its case.
    """
    if fold(name) != fold(today):
        return True
    loses_accents = sum(map(str.isascii, name)) > sum(map(str.isascii, today))
    return is_meant and not loses_accents and not (name.isupper() and not today.isupper())
