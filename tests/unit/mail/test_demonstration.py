"""The mail of a demonstration says that it is one before it says anything else."""

from collections.abc import Callable

import pytest

from directory.mail.message import write_message
from directory.mail.models import OutboxMessage
from directory.mail.rendering import render_letter
from directory.settings import Settings

MakeMessage = Callable[..., OutboxMessage]
SAID = "Ceci est le message d’une démonstration"


def parts_of(stored: OutboxMessage, settings: Settings) -> tuple[str, str]:
    """Give the text and the page of the message that would leave."""
    message = write_message(stored, settings)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()


@pytest.fixture
def letter(waiting: MakeMessage) -> OutboxMessage:
    """A letter of ours that waits."""
    written = render_letter("password_reset", {"address": "https://annuaire.example/lien"})
    return waiting(text=written.text, html=written.html)


def test_a_message_of_a_demonstration_begins_with_it(
    letter: OutboxMessage, settings: Settings
) -> None:
    text, html = parts_of(letter, settings.model_copy(update={"demo": True}))

    assert text.startswith(SAID)
    assert "sont inventés.\n\nBonjour,\n" in text
    body = html.partition("<body>")[2]
    assert body.strip().startswith(f"<p><strong>{SAID}")
    assert html.startswith("<!doctype html>")


def test_a_message_of_a_true_site_does_not_speak_of_a_demonstration(
    letter: OutboxMessage, settings: Settings
) -> None:
    text, html = parts_of(letter, settings)

    assert text.startswith("Bonjour,")
    assert "démonstration" not in text + html
