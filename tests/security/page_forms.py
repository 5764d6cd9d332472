"""The forms of a page, read as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """One form: where it goes, how, and the pairs that it would send as it stands."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def sent_with(self, **changes: str) -> list[tuple[str, str]]:
        """Give the pairs to send, some fields having another value."""
        kept = [(name, value) for name, value in self.fields if name not in changes]
        return [*kept, *changes.items()]

    def holds(self, *names: str) -> bool:
        """Tell whether every named field is there."""
        return set(names) <= {name for name, _ in self.fields}


def forms_of(page: str) -> list[PageForm]:
    """Read every form of a page; buttons are not pressed."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.forms


def form_of(page: str, *names: str) -> PageForm:
    """Give the form that holds the named fields."""
    return next(form for form in forms_of(page) if form.holds(*names))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[PageForm] = []
        self._current: PageForm | None = None
        self._area: str | None = None
        self._choice: str | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._current = PageForm(values.get("action", ""), values.get("method", "get").lower())
            self.forms.append(self._current)
            return
        if self._current is None or (tag in ("input", "textarea") and "disabled" in values):
            return
        name = values.get("name", "")
        if tag == "input" and name:
            self._take_input(name, values)
        elif tag == "textarea":
            self._area, self._words = name, []
        elif tag == "select":
            self._choice = name
        elif tag == "option" and self._choice and "selected" in values:
            self._current.fields.append((self._choice, values.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._current = None
        elif tag == "textarea" and self._current is not None and self._area:
            # A browser drops the line break that follows the opening tag.
            text = "".join(self._words).removeprefix("\n")
            self._current.fields.append((self._area, text))
            self._area = None
        elif tag == "select":
            self._choice = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._words.append(data)

    def _take_input(self, name: str, values: dict[str, str]) -> None:
        kind = values.get("type", "text")
        is_left = kind in ("checkbox", "radio") and "checked" not in values
        if self._current is not None and not is_left and kind not in ("submit", "button", "file"):
            default = "on" if kind in ("checkbox", "radio") else ""
            self._current.fields.append((name, values.get("value", default)))
