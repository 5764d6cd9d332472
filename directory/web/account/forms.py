"""What a browser sends to come in; labels are in the templates."""

from collections.abc import Callable
from typing import Any

from wtforms import Form, PasswordField, StringField
from wtforms.validators import ValidationError

from directory.accounts.password_rules import LONGEST, SHORTEST, PasswordProblem, password_problem
from directory.web.wording import gettext

_LONGEST_NAME = 80

Check = Callable[[Form, Any], None]  # Any: a field, whose class is generic in its value


class SignInForm(Form):
    """An address and a password."""

    email = StringField()
    password = PasswordField()


class CodeForm(Form):
    """Six digits of a telephone, or a recovery code."""

    code = StringField()


class SetUpForm(CodeForm):
    """The first code of a telephone, with the secret that was proposed, sealed."""

    proposal = StringField()


class PasswordForm(Form):
    """A password, to show again who one is."""

    password = PasswordField()


class AddressForm(Form):
    """An address to write to."""

    email = StringField()


class NewPasswordForm(Form):
    """A password chosen once: what is typed can be shown, so it is not asked for twice."""

    shortest, longest = SHORTEST, LONGEST
    new_password = PasswordField()

    def check_for(self, email: str) -> bool:
        """Validate the form, with the rules of passwords for this address."""
        return self.validate(extra_validators={"new_password": [good_password(email)]})


class InvitationForm(NewPasswordForm):
    """How colleagues will read one's name, and a password."""

    name = StringField(filters=[lambda text: " ".join(text.split()) if text else text])
    new_password = PasswordField()  # again, so that errors are said in the order of the page

    def validate_name(self, field: Any) -> None:  # Any: see Check
        """Refuse an empty or endless name."""
        if not field.data:
            raise ValidationError(gettext("Dites comment vos collègues vous appellent."))
        if len(field.data) > _LONGEST_NAME or not field.data.isprintable():
            raise ValidationError(gettext("Ce nom est trop long ou contient un signe caché."))


def good_password(email: str) -> Check:
    """Give the check that a new password for this address is a good one."""

    def check(_form: Form, field: Any) -> None:  # Any: see Check
        problem = password_problem(field.data or "", email=email)
        if problem is not None:
            raise ValidationError(sentence_for(problem))

    return check


def sentence_for(problem: PasswordProblem) -> str:
    """Say what is wrong with a password and what to do."""
    match problem:
        case PasswordProblem.TOO_SHORT:
            return gettext(
                "Ce mot de passe est trop court : il faut au moins %(least)s signes.",
                least=SHORTEST,
            )
        case PasswordProblem.TOO_LONG:
            return gettext("Ce mot de passe est trop long : %(most)s signes au plus.", most=LONGEST)
        case PasswordProblem.HOLDS_ADDRESS:
            return gettext("Ce mot de passe contient une partie de votre adresse e-mail.")
        case PasswordProblem.KNOWN:
            return gettext(
                "Ce mot de passe est de ceux que l’on devine en premier. Choisissez plutôt quatre "
                "mots au hasard."
            )
