"""Hold listings against the rules, row by row and against one another."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from directory.catalog.drafts import OrganizationDraft
from directory.catalog.listings.reading import Listings, OrganizationListing, StructureListing
from directory.catalog.listings.wording import sentence_for
from directory.catalog.organization_validation import organization_problems
from directory.catalog.problems import Problem, ProblemCode, Severity
from directory.catalog.validation import Reference, problems
from directory.data_files import DamagedDataFileError
from directory.values.text import fold

_COLUMN_OF_FIELD = {
    "type_code": "type",
    "phones": "phone",
    "capacity_value": "capacity",
    "filieres": "filiere",
}


@dataclass(frozen=True, slots=True)
class ListingProblem:
    """A problem and where it stands."""

    file_name: str
    line: int
    key: str
    problem: Problem

    @property
    def column(self) -> str:
        """The column of the data file that holds the field."""
        return _COLUMN_OF_FIELD.get(self.problem.field, self.problem.field)


def check_listings(listings: Listings, reference: Reference) -> list[ListingProblem]:
    """List the problems of every row, in the order of the files."""
    found = [
        ListingProblem("organizations.csv", organization.line, organization.key, problem)
        for organization in listings.organizations
        for problem in organization_problems(_organization_draft(organization))
    ]
    for listing in listings.structures:
        judged = [*problems(listing.draft, reference), *_commune_name(listing, reference)]
        found += [_of_structure(listing, problem) for problem in judged]
    found += _duplicates(listings)
    return found


def require_no_error(listings: Listings, reference: Reference) -> None:
    """Raise DamagedDataFileError for the first error; doubts are let through."""
    for found in check_listings(listings, reference):
        if found.problem.severity is Severity.ERROR:
            raise DamagedDataFileError(
                listings.folder / found.file_name,
                line=found.line,
                column=found.column,
                value=found.problem.value,
                reason=sentence_for(found.problem),
            )


def _of_structure(listing: StructureListing, problem: Problem) -> ListingProblem:
    return ListingProblem("structures.csv", listing.line, listing.key, problem)


def _organization_draft(listing: OrganizationListing) -> OrganizationDraft:
    return OrganizationDraft(
        listing.name, listing.kind, listing.finess_ej, listing.siren, listing.rna, listing.website
    )


def _commune_name(listing: StructureListing, reference: Reference) -> Iterator[Problem]:
    commune = reference.communes.get(listing.draft.insee or "")
    name = listing.commune_name
    if commune is not None and name is not None and fold(name) != fold(commune.name):
        yield Problem(
            Severity.DOUBT,
            ProblemCode.COMMUNE_NAME_DIFFERS,
            "commune",
            name,
            {"commune": commune.name},
        )


def _duplicates(listings: Listings) -> Iterator[ListingProblem]:
    """Name every later row that repeats an earlier one."""
    seen: dict[Hashable, str] = {}
    for listing in listings.structures:
        draft = listing.draft
        identities = (
            (
                ProblemCode.SAME_NAME_AND_COMMUNE,
                "name",
                draft.name,
                (fold(draft.name), draft.insee),
            ),
            (
                ProblemCode.SAME_FINESS_AND_TYPE,
                "finess_et",
                draft.finess_et,
                _finess_and_type(listing),
            ),
        )
        for code, name, value, identity in identities:
            if identity is None:
                continue
            other = seen.setdefault((code, identity), listing.key)
            if other != listing.key:
                problem = Problem(Severity.DOUBT, code, name, value or "", {"other": other})
                yield _of_structure(listing, problem)


def _finess_and_type(listing: StructureListing) -> Hashable | None:
    if listing.draft.finess_et is None:
        return None
    return listing.draft.finess_et, listing.draft.type_code
