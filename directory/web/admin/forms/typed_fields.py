"""Fields that read what people type in France, and keep it as typed when it cannot be read."""

from collections.abc import Sequence
from datetime import date

from wtforms import Field, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import TextArea, TextInput

from directory.values.numbers import read_number
from directory.web.wording import gettext as _

_LARGEST_NUMBER = 999_999
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))  # but tab and lines


class LineField(StringField):
    """A text without control characters nor outer spaces; nothing typed is an empty text."""

    data: str

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take what was typed."""
        typed = valuelist[0] if valuelist else ""
        self.data = typed.replace("\r\n", "\n").translate(_FORBIDDEN).strip()

    def process_data(self, value: object) -> None:
        """Take what is stored; unknown is empty."""
        self.data = "" if value is None else str(value)

    @property
    def known(self) -> str | None:
        """The text, None when there is none."""
        return self.data or None


class ParagraphField(LineField):
    """A text of several lines."""

    widget = TextArea()


class TypedField(Field):
    """A value read from a text; `raw` is what was typed, for showing it again."""

    widget = TextInput()
    raw = ""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read what was typed. Raises ValueError, whose words are shown beside the field."""
        self.raw = (valuelist[0] if valuelist else "").translate(_FORBIDDEN).strip()
        self.data = self.read(self.raw) if self.raw else None

    def process_data(self, value: object) -> None:
        """Take what is stored."""
        self.data = value
        self.raw = "" if value is None else self.written(value)

    def _value(self) -> str:
        return self.raw

    def read(self, typed: str) -> object:
        """Read a text that is not empty."""
        raise NotImplementedError

    def written(self, value: object) -> str:
        """Write a value as it is typed."""
        return str(value)


def read_degrees(typed: str) -> float:
    """Read degrees with a comma or a point. Raises ValueError."""
    return float(typed.strip().replace(",", ".").replace("−", "-").removesuffix("°"))


class DegreesField(TypedField):
    """A latitude or a longitude, with a comma or a point."""

    data: float | None

    def read(self, typed: str) -> float:
        """Read degrees."""
        try:
            return read_degrees(typed)
        except ValueError:
            raise ValidationError(
                _("Écrivez des degrés avec des chiffres, par exemple 48,5778.")
            ) from None

    def written(self, value: object) -> str:
        """Write degrees as France does."""
        return str(value).replace(".", ",")


class DayField(TypedField):
    """A day, as a browser sends it or as France writes it."""

    data: date | None
    widget = TextInput(input_type="date")

    def read(self, typed: str) -> date:
        """Read a day."""
        parts = typed.split("/")
        written = "-".join(reversed(parts)) if len(parts) == 3 else typed
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise ValidationError(
                _("Écrivez un jour qui existe, par exemple 31/12/2026.")
            ) from None

    def written(self, value: object) -> str:
        """Write a day as browsers expect it."""
        return value.isoformat() if isinstance(value, date) else str(value)


class WholeNumberField(TypedField):
    """A whole number."""

    data: int | None
    widget = TextInput(input_type="text")

    def read(self, typed: str) -> int:
        """Read a number of reasonable size."""
        digits = typed.replace(" ", "").replace("\u202f", "")
        number = read_number(digits, most=_LARGEST_NUMBER)
        if number is None:
            raise ValidationError(_("Écrivez un nombre entier, par exemple 12."))
        return number


class CodeField(LineField):
    """A code chosen in a list that the template writes; the rules of the catalog know the codes."""


class BoxesField(Field):
    """Boxes to tick, any number of them; the template writes them."""

    data: list[str]

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Take the boxes that were ticked, each once."""
        self.data = list(dict.fromkeys(valuelist))

    def process_data(self, value: object) -> None:
        """Take what is stored."""
        self.data = list(value) if isinstance(value, list | tuple) else []
