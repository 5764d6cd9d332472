"""Texts that people without an account type: how long they may be, and what they may hold."""

from typing import Any

from wtforms import Form, StringField, TextAreaField
from wtforms.validators import ValidationError

from directory.catalog.text_rules import holds_hidden_sign
from directory.values.contact import (
    InvalidEmailError,
    InvalidPhoneError,
    InvalidWebsiteError,
    is_postal_code,
    parse_email,
    parse_phone,
    parse_website,
)
from directory.values.text import fold_place
from directory.web.services import get_finder, get_session
from directory.web.wording import gettext as _


def _trimmed(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n").strip()


class PlainText:
    """Refuses texts that are too long or hold hidden signs."""

    def __init__(self, longest: int) -> None:
        self._longest = longest

    def __call__(self, _form: Form, field: Any) -> None:  # Any: a field generic in its value
        """Raise ValidationError with the sentence for people."""
        if len(field.data) > self._longest:
            raise ValidationError(
                _("Ce texte est trop long : %(most)s signes au plus.", most=self._longest)
            )
        if holds_hidden_sign(field.data):
            raise ValidationError(
                _("Ce texte contient un signe invisible. Tapez-le de nouveau, sans le coller.")
            )


def line(longest: int) -> StringField:
    """Give a field of one line; nothing typed is an empty text."""
    return StringField(filters=[_trimmed], validators=[PlainText(longest)])


def paragraph(longest: int) -> TextAreaField:
    """Give a field of several lines."""
    return TextAreaField(filters=[_trimmed], validators=[PlainText(longest)])


def require_phone(_form: Form, field: Any) -> None:  # Any, here and below: see PlainText
    """Refuse what is not a French number; nothing typed is fine."""
    try:
        if field.data:
            parse_phone(field.data)
    except InvalidPhoneError as error:
        raise ValidationError(
            _("Ce n’est pas un numéro de téléphone français : il a dix chiffres.")
        ) from error


def require_email(_form: Form, field: Any) -> None:
    """Refuse what is not an e-mail address; nothing typed is fine."""
    try:
        if field.data:
            parse_email(field.data)
    except InvalidEmailError as error:
        raise ValidationError(
            _("Écrivez une adresse de courriel complète, par exemple nom@exemple.fr.")
        ) from error


def require_website(_form: Form, field: Any) -> None:
    """Refuse what is not the address of a site; nothing typed is fine."""
    try:
        if field.data:
            parse_website(field.data)
    except InvalidWebsiteError as error:
        raise ValidationError(
            _("Écrivez l’adresse du site, par exemple https://www.exemple.fr.")
        ) from error


def require_postal_code(_form: Form, field: Any) -> None:
    """Refuse what is not a postal code; nothing typed is fine."""
    if field.data and not is_postal_code(field.data):
        raise ValidationError(_("Un code postal a cinq chiffres."))


def require_commune(form: Form, field: Any) -> None:
    """Refuse a commune that its postal code does not hold; nothing typed is fine."""
    if not field.data or form["postal_code"].errors:
        return
    code = form["postal_code"].data
    if find_commune(field.data, code) is not None:
        return
    names = _communes_of(code).values()
    if names:
        raise ValidationError(
            _(
                "Nous ne trouvons pas cette commune avec le code postal %(code)s. "
                "Nous connaissons : %(names)s.",
                code=code,
                names=", ".join(sorted(names)),
            )
        )
    raise ValidationError(_("Donnez aussi le code postal de la commune, en Bretagne."))


def find_commune(name: str, postal_code: str) -> str | None:
    """Give the INSEE code of the commune with this name and postal code."""
    wanted = fold_place(name)
    for insee, known in _communes_of(postal_code).items():
        if fold_place(known) == wanted:
            return insee
    return None


def _communes_of(postal_code: str) -> dict[str, str]:
    gazetteer = get_finder().gazetteer(get_session())
    place = gazetteer.place_of_postal_code(postal_code)
    insees = () if place is None else gazetteer.communes_in(place)
    return {insee: gazetteer.communes[insee].name for insee in insees}
