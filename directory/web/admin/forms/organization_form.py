"""The form of a body that carries structures."""

from wtforms import Form, HiddenField

from directory.catalog.drafts import OrganizationDraft
from directory.catalog.models.organization import Organization
from directory.web.admin.forms.typed_fields import CodeField, LineField


class OrganizationForm(Form):
    """What identifies it; `version` is the one that the form showed."""

    name = LineField()
    kind = CodeField()
    finess_ej = LineField()
    siren = LineField()
    rna = LineField()
    website = LineField()
    version = HiddenField()

    def to_draft(self) -> OrganizationDraft:
        """Give the draft that the form proposes."""
        return OrganizationDraft(
            name=self.name.data,
            kind=self.kind.known,
            finess_ej=self.finess_ej.known,
            siren=self.siren.known,
            rna=self.rna.known,
            website=self.website.known,
        )


def form_of(organization: Organization) -> OrganizationForm:
    """Give the form of a stored body."""
    return OrganizationForm(obj=organization)
