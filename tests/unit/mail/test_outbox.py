"""A letter is written whole, from templates, with the change that causes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from sqlalchemy.orm import Session

from directory.mail import rendering
from directory.mail.models import MessageState
from directory.mail.outbox import enqueue
from directory.mail.queries import list_due
from directory.mail.rendering import render_letter
from directory.paths import TEMPLATES
from directory.values.clock import FixedClock
from directory.values.contact import InvalidEmailError

LETTERS = sorted((TEMPLATES / "mail").glob("*.txt"))


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of letters of the test, with our layouts."""
    folder = tmp_path / "mail"
    folder.mkdir()
    for layout in ("layout.txt", "layout.html"):
        (folder / layout).write_text((TEMPLATES / "mail" / layout).read_text(encoding="utf-8"))
    (folder / "greeting.txt").write_text(
        '{% extends "layout.txt" %}\n{% block subject %}Pour {{ name }}{% endblock %}\n'
        "{% block body %}\nVous êtes {{ name }}.\n{% endblock %}\n"
    )
    (folder / "greeting.html").write_text(
        '{% extends "layout.html" %}\n{% block body %}<p>Vous êtes {{ name }}.</p>{% endblock %}\n'
    )
    monkeypatch.setattr(rendering, "TEMPLATES", tmp_path)
    rendering._environment.cache_clear()
    yield folder
    rendering._environment.cache_clear()


@pytest.mark.usefixtures("letters")
def test_a_letter_has_a_subject_a_text_and_a_page() -> None:
    letter = render_letter("greeting", {"name": "l’équipe"})

    assert letter.subject == "Pour l’équipe"
    assert letter.text.startswith("Bonjour,\n\nVous êtes l’équipe.\n")
    assert "<p>Vous êtes l’équipe.</p>" in letter.html
    assert "<title>Pour l’équipe</title>" in letter.html


@pytest.mark.usefixtures("letters")
def test_what_a_letter_says_is_escaped_in_its_page_only() -> None:
    letter = render_letter("greeting", {"name": "<b>R&D</b>"})

    assert "Vous êtes <b>R&D</b>." in letter.text
    assert "&lt;b&gt;R&amp;D&lt;/b&gt;" in letter.html
    assert "<b>" not in letter.html


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x00"])
def test_a_subject_stays_one_line(line_break: str) -> None:
    letter = render_letter("greeting", {"name": f"vous{line_break}Bcc: autre@exemple.fr"})

    assert letter.subject.isprintable()
    assert letter.subject.startswith("Pour vous")


@pytest.mark.usefixtures("letters")
def test_a_letter_that_lacks_a_word_is_not_written() -> None:
    with pytest.raises(UndefinedError):
        render_letter("greeting", {})


def test_a_letter_without_a_subject_is_refused(letters: Path) -> None:
    (letters / "greeting.txt").write_text("Bonjour\n")

    with pytest.raises(ValueError, match="subject"):
        render_letter("greeting", {"name": "vous"})


@pytest.mark.usefixtures("letters")
def test_a_letter_waits_once_its_change_is_committed(session: Session, clock: FixedClock) -> None:
    message = enqueue(
        session, "greeting", recipient="equipe@Exemple.fr", clock=clock, context={"name": "vous"}
    )
    session.commit()

    assert list_due(session, clock.now()) == [message.id]
    assert (message.state, message.recipient) == (MessageState.WAITING, "equipe@exemple.fr")


@pytest.mark.usefixtures("letters")
def test_a_letter_goes_away_with_a_change_that_fails(session: Session, clock: FixedClock) -> None:
    enqueue(
        session, "greeting", recipient="equipe@exemple.fr", clock=clock, context={"name": "vous"}
    )

    session.rollback()

    assert list_due(session, clock.now()) == []


@pytest.mark.usefixtures("letters")
@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "equipe",
        "a@exemple.fr, b@exemple.fr",
        "a@exemple.fr\nBcc: b@exemple.fr",
        "<a@exemple.fr>",
    ],
)
def test_a_recipient_is_exactly_one_address(
    session: Session, clock: FixedClock, recipient: str
) -> None:
    with pytest.raises(InvalidEmailError):
        enqueue(session, "greeting", recipient=recipient, clock=clock, context={"name": "vous"})


@pytest.mark.parametrize("text", LETTERS, ids=lambda path: path.stem)
def test_every_letter_has_a_page_and_begins_with_its_subject(text: Path) -> None:
    source = text.read_text(encoding="utf-8")

    assert text.with_suffix(".html").is_file()
    assert source.startswith(("Objet :", "{%", "{#"))
