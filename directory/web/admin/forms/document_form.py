"""The form that adds a document: a title and a file."""

from wtforms import FileField, Form

from directory.catalog.documents import LONGEST_TITLE
from directory.web.admin.forms.typed_fields import LineField
from directory.web.wording import gettext as _


class DocumentForm(Form):
    """What is sent with a file; a browser never fills a file in again."""

    title = LineField()
    file = FileField()

    def say_of_file(self, sentence: str) -> None:
        """Say what is wrong with the file, beside its field."""
        self.file.errors = [sentence]


def bad_title_sentence() -> str:
    """Say what a title must be."""
    return _(
        "Donnez un titre d’au plus %(longest)s signes : c’est lui que l’on lira.",
        longest=LONGEST_TITLE,
    )
