"""The form that confirms a change of territory: its day and its reason."""

from datetime import date

from wtforms import Form, HiddenField

from directory.catalog.territory_editing import TerritoryProblem
from directory.values.numbers import read_number
from directory.web.admin.forms.typed_fields import DayField, LineField
from directory.web.sent_fields import LARGEST_VERSION
from directory.web.wording import gettext as _


class TerritoryForm(Form):
    """`version` is that of the filière when the effect was shown."""

    version = HiddenField()
    on = DayField()
    reason = LineField()

    @property
    def expected_version(self) -> int | None:
        """The version that the person saw; None when the form does not say."""
        return read_number(self.version.data, most=LARGEST_VERSION)

    @property
    def day(self) -> date:
        """The day, once the form is valid."""
        if self.on.data is None:
            raise ValueError("the form has no day")
        return self.on.data

    def say_of_date(self) -> None:
        """Say that the day is missing, unless something is said of it already."""
        if not self.on.errors and self.on.data is None:
            self.on.errors = [_("Dites depuis quel jour.")]

    def say(self, problem: TerritoryProblem, sentence: str) -> None:
        """Put what is wrong beside its field, or above the form."""
        if problem is TerritoryProblem.DATE_TO_COME:
            self.on.errors = [sentence]
        elif problem in (TerritoryProblem.REASON_MISSING, TerritoryProblem.REASON_TOO_LONG):
            self.reason.errors = [sentence]
        else:
            self.form_errors.append(sentence)
