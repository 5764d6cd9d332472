"""Whom to invite, as what and for where; the same form changes the place of somebody known."""

from collections.abc import Collection
from uuid import UUID

from wtforms import Form, RadioField, SelectMultipleField, StringField

from directory.accounts.actor import Actor
from directory.accounts.invitations import InvitationProblem
from directory.accounts.models.account import Account
from directory.accounts.policies import roles_to_invite
from directory.accounts.roles import Role
from directory.web.account_words import role_name
from directory.web.wording import gettext


class PlacesForm(Form):
    """A role, and the filières or the structures that it is for."""

    role = RadioField()
    filieres = SelectMultipleField(validate_choice=False)
    structures = SelectMultipleField(validate_choice=False)
    _offered: tuple[Role, ...] = ()

    def offer_roles(self, actor: Actor) -> None:
        """Offer the roles that this person may give; alone, a role is chosen beforehand."""
        self._offered = roles_to_invite(actor)
        self.role.choices = [(role.value, role_name(role)) for role in self._offered]
        if len(self._offered) == 1:
            self.role.data = self._offered[0].value

    def show(self, account: Account) -> None:
        """Fill in what an account is and keeps."""
        self.role.data = account.role.value
        self.filieres.data = [link.filiere_slug for link in account.filieres]
        self.structures.data = [str(link.structure_id) for link in account.structures]

    def chosen_role(self) -> Role | None:
        """Give the role that was chosen, if it was offered; else note the error."""
        for role in self._offered:
            if role.value == self.role.data:
                return role
        self.role.errors = [gettext("Choisissez un rôle.")]
        return None

    def chosen_structures(self) -> Collection[UUID]:
        """Give the structures that were ticked; what is no id is left out."""
        return {found for text in self.structures.data or () if (found := _uuid(text))}

    def note(self, problem: InvitationProblem) -> None:
        """Put a refusal beside the field that it is about."""
        match problem:
            case InvitationProblem.FILIERE_MISSING | InvitationProblem.FILIERE_UNKNOWN:
                self.filieres.errors = [gettext("Choisissez au moins une filière.")]
            case InvitationProblem.STRUCTURE_MISSING | InvitationProblem.STRUCTURE_UNKNOWN:
                self.structures.errors = [gettext("Choisissez au moins une structure.")]
            case InvitationProblem.KNOWN_ELSEWHERE:
                self.form_errors.append(
                    gettext(
                        "Cette adresse ne peut pas être invitée ici. Demandez à la cellule "
                        "régionale."
                    )
                )
            case _:
                self.form_errors.append(
                    gettext("Cette adresse a déjà un compte : vous le trouverez dans la liste.")
                )


class InvitationForm(PlacesForm):
    """The same, with the address to write to."""

    email = StringField()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
