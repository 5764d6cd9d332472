"""Messages leave once, to a real SMTP server; refusals and cuts are survived."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from directory.mail import queries
from directory.mail.models import MessageState, OutboxMessage
from directory.mail.sending import BACK_OFF, retry_given_up, send_due
from directory.settings import Settings
from directory.values.clock import FixedClock
from tests.unit.mail.conftest import MailServer, at, settings_with

MakeMessage = Callable[..., OutboxMessage]


def test_text_and_html_arrive_in_one_message(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock
) -> None:
    waiting()

    sent = send_due(session, mail_server.settings, clock=clock)

    assert sent == 1
    message = mail_server.letterbox.messages[0]
    assert message["Subject"] == "Votre fiche est-elle juste ?"
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert "Équipe d’accueil" in text.get_content()
    assert html.get_content().strip() == "<p>Bonjour,</p>"
    assert mail_server.letterbox.recipients == ["equipe@exemple.fr"]


def test_a_message_says_that_a_machine_wrote_it_and_who(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock
) -> None:
    stored = waiting()

    send_due(session, mail_server.settings, clock=clock)

    message = mail_server.letterbox.messages[0]
    assert message["From"].addresses[0].addr_spec == "annuaire@annuaire.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "<update-link.annuaire.example>"
    assert message["Message-ID"] == f"<{stored.id}.20261127183000@annuaire.example>"
    assert message["Date"].datetime == clock.now()


def test_the_words_of_a_sent_message_are_forgotten(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock
) -> None:
    message = waiting()

    send_due(session, mail_server.settings, clock=clock)

    session.refresh(message)
    assert (message.state, message.text, message.html) == (MessageState.SENT, "", "")
    assert message.sent_at == clock.now()


def test_a_sent_message_does_not_leave_again(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock
) -> None:
    waiting()
    send_due(session, mail_server.settings, clock=clock)

    sent = send_due(session, mail_server.settings, clock=at(clock.now() + timedelta(days=1)))

    assert sent == 0
    assert len(mail_server.letterbox.messages) == 1


def test_a_message_taken_by_another_process_is_left_to_it(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock
) -> None:
    message = waiting()
    assert queries.take(
        session, message.id, now=clock.now(), until=clock.now() + timedelta(minutes=10)
    )
    session.commit()

    sent = send_due(session, mail_server.settings, clock=clock)

    assert sent == 0
    assert not mail_server.letterbox.messages


def test_a_message_can_be_taken_by_one_process_only(
    session: Session, waiting: MakeMessage, clock: FixedClock
) -> None:
    message = waiting()
    later = clock.now() + timedelta(minutes=10)

    answers = [queries.take(session, message.id, now=clock.now(), until=later) for _ in range(2)]

    assert answers == [True, False]


def test_a_message_whose_process_died_leaves_ten_minutes_later(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock
) -> None:
    message = waiting()
    queries.take(session, message.id, now=clock.now(), until=clock.now() + timedelta(minutes=10))
    session.commit()

    sent = send_due(session, mail_server.settings, clock=at(clock.now() + timedelta(minutes=10)))

    assert sent == 1


@pytest.mark.parametrize("place", ["answers_to_recipient", "answers_to_data"])
def test_a_refusal_for_now_is_tried_again_later_and_later(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock, place: str
) -> None:
    message = waiting()
    setattr(mail_server.letterbox, place, ["451 later"] * 9)
    moment = clock.now()

    waits = []
    while message.state is MessageState.WAITING:
        send_due(session, mail_server.settings, clock=at(moment))
        session.refresh(message)
        waits.append(message.next_attempt_at - moment)
        moment = message.next_attempt_at

    assert tuple(waits[: len(BACK_OFF)]) == BACK_OFF
    assert message.state is MessageState.GIVEN_UP
    assert message.attempts == len(BACK_OFF) + 1
    assert message.last_error is not None
    assert message.last_error.endswith(" 451")


def test_a_refusal_for_now_ends_well_when_the_server_accepts(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock
) -> None:
    waiting()
    mail_server.letterbox.answers_to_data = ["421 later"]
    send_due(session, mail_server.settings, clock=clock)

    sent = send_due(session, mail_server.settings, clock=at(clock.now() + BACK_OFF[0]))

    assert sent == 1


@pytest.mark.parametrize("place", ["answers_to_recipient", "answers_to_data"])
def test_a_refusal_for_ever_is_given_up_at_once(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock, place: str
) -> None:
    message = waiting()
    setattr(mail_server.letterbox, place, ["550 <equipe@exemple.fr> unknown"])

    send_due(session, mail_server.settings, clock=clock)

    session.refresh(message)
    assert message.state is MessageState.GIVEN_UP
    assert message.last_error is not None
    assert "exemple" not in message.last_error


def test_one_refused_message_does_not_keep_the_others(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock
) -> None:
    waiting("inconnu@exemple.fr")
    waiting("equipe@exemple.fr")
    mail_server.letterbox.answers_to_recipient = ["550 unknown"]

    sent = send_due(session, mail_server.settings, clock=clock)

    assert sent == 1
    assert mail_server.letterbox.recipients == ["equipe@exemple.fr"]


def test_a_connection_that_is_cut_is_tried_again(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock
) -> None:
    message = waiting()
    mail_server.letterbox.hangs_up = True
    send_due(session, mail_server.settings, clock=clock)
    session.refresh(message)
    assert message.state is MessageState.WAITING
    mail_server.letterbox.hangs_up = False

    sent = send_due(session, mail_server.settings, clock=at(clock.now() + BACK_OFF[0]))

    assert sent == 1


def test_a_server_that_is_away_ends_the_visit(
    session: Session, settings: Settings, waiting: MakeMessage, clock: FixedClock
) -> None:
    first, second = waiting(), waiting()

    sent = send_due(session, settings_with(settings, "smtp://127.0.0.1:1"), clock=clock)

    session.refresh(first)
    session.refresh(second)
    assert sent == 0
    assert (first.attempts, second.attempts) == (1, 0)
    assert first.last_error == "ConnectionRefusedError"


def test_a_message_given_up_waits_again_when_asked(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock
) -> None:
    waiting(state=MessageState.GIVEN_UP, attempts=6)

    retry_given_up(session, clock=clock)
    session.commit()

    assert send_due(session, mail_server.settings, clock=clock) == 1


def test_a_recipient_with_a_line_break_adds_no_header(
    session: Session, mail_server: MailServer, waiting: MakeMessage, clock: FixedClock
) -> None:
    message = waiting("equipe@exemple.fr\r\nBcc: autre@exemple.fr")

    send_due(session, mail_server.settings, clock=clock)

    session.refresh(message)
    assert message.state is MessageState.GIVEN_UP
    assert not mail_server.letterbox.messages


def test_tls_and_the_password_are_used_when_the_server_wants_them(
    session: Session,
    mail_server_with_starttls: MailServer,
    waiting: MakeMessage,
    clock: FixedClock,
) -> None:
    waiting()

    sent = send_due(session, mail_server_with_starttls.settings, clock=clock)

    assert sent == 1
    assert mail_server_with_starttls.letterbox.encrypted == [True]


def test_a_wrong_password_keeps_the_messages_waiting(
    session: Session,
    mail_server_with_starttls: MailServer,
    settings: Settings,
    waiting: MakeMessage,
    clock: FixedClock,
) -> None:
    message = waiting()
    address = f"smtp://annuaire:faux@localhost:{mail_server_with_starttls.port}"

    send_due(session, settings_with(settings, address), clock=clock)

    session.refresh(message)
    assert message.state is MessageState.WAITING
    assert message.last_error == "SMTPAuthenticationError 535"


def test_a_certificate_that_nobody_vouches_for_is_refused(
    session: Session,
    mail_server_with_starttls: MailServer,
    waiting: MakeMessage,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    message = waiting()
    monkeypatch.delenv("SSL_CERT_FILE")

    sent = send_due(session, mail_server_with_starttls.settings, clock=clock)

    session.refresh(message)
    assert sent == 0
    assert message.last_error == "SSLCertVerificationError"


def test_without_a_server_messages_are_printed(
    session: Session,
    settings: Settings,
    waiting: MakeMessage,
    clock: FixedClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    waiting()

    sent = send_due(session, settings, clock=clock)

    assert sent == 1
    assert "Équipe d’accueil : 02 61 91 00 01" in capsys.readouterr().out
