"""From the name of a letter and what it says to its subject, text and HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from directory.paths import TEMPLATES

_SUBJECT_MARK = "Objet :"


@dataclass(frozen=True, slots=True)
class Letter:
    """What one message says, in French; the subject is one line."""

    subject: str
    text: str
    html: str


def render_letter(kind: str, context: Mapping[str, object]) -> Letter:
    """Write the letter of templates/mail/<kind>.txt and <kind>.html.

    The first line of the text is its subject, « Objet : … ». A value that the templates name and
    the context lacks raises jinja2.UndefinedError; a kind without templates, TemplateNotFound.
    """
    environment = _environment()
    first, _, rest = environment.get_template(f"{kind}.txt").render(context).partition("\n")
    if not first.startswith(_SUBJECT_MARK):
        raise ValueError(f"the first line of {kind}.txt is not its subject")
    subject = _one_line(first.removeprefix(_SUBJECT_MARK))
    html = environment.get_template(f"{kind}.html").render({**context, "subject": subject})
    return Letter(subject, rest.strip() + "\n", html)


def _one_line(text: str) -> str:
    """Keep what can stand in a header: no line break, no control character."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES / "mail"),
        autoescape=select_autoescape(("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
