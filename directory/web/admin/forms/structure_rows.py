"""The rows of a structure's form that come in any number: numbers, closures, sources."""

from wtforms import Form

from directory.web.admin.forms.typed_fields import CodeField, DayField, LineField


class PhoneRow(Form):
    """One number."""

    number = LineField()
    kind = CodeField()
    label = LineField()
    audience = CodeField()
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
