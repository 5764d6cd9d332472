"""The rows of a structure's form that come in any number: numbers, closures, sources."""

from wtforms import Form, SelectField

from directory.catalog.vocabulary import PhoneAudience, PhoneKind
from directory.web.admin.forms.typed_fields import DayField, LineField


class PhoneRow(Form):
    """One number."""

    number = LineField()
    kind = SelectField(choices=[(kind.value, kind.value) for kind in PhoneKind])
    label = LineField()
    audience = SelectField(choices=[(audience.value, audience.value) for audience in PhoneAudience])
    hours = LineField()


class ClosureRow(Form):
    """Days on which nobody answers."""

    start = DayField()
    end = DayField()
    reason = LineField()


class SourceRow(Form):
    """Where facts come from."""

    title = LineField()
    url = LineField()
    dated = DayField()
