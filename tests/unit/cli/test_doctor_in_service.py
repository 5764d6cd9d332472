"""The doctor of an instance where people sign in names each fault and its remedy."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from directory.accounts.roles import Role
from directory.backup.creating import create_backup
from directory.catalog.models.document import Document
from directory.cli import doctor
from directory.cli.doctor import examine
from directory.mail.models import MessageState, OutboxMessage
from directory.search.indexing import rebuild
from directory.settings import Settings
from directory.values.clock import FixedClock
from tests.conftest import make_settings
from tests.factories.accounts import make_account
from tests.factories.structures import make_structure

Examine = Callable[..., list[str]]


@pytest.fixture
def in_service(settings: Settings, session: Session, clock: FixedClock, tmp_path: Path) -> Settings:
    """An instance with an administrator, a backup, a mail server: nothing is wrong with it."""
    make_account(session, role=Role.REGIONAL_ADMIN, filieres=())
    make_structure(session)
    rebuild(session, settings.index_folder)
    settings.instance.chmod(0o700)
    settings = make_settings(
        settings.instance,
        smtp_url="smtp://127.0.0.1",
        mail_from="annuaire@annuaire.example",
        trusted_hosts=("annuaire.example",),
        secret_key="k" * 64,
    )
    create_backup(settings, tmp_path / "backup", clock=clock)
    return settings


@pytest.fixture
def faults(in_service: Settings, clock: FixedClock) -> Examine:
    """Give what the doctor says of the instance, some settings changed."""

    def examine_with(after: timedelta = timedelta(), **changes: object) -> list[str]:
        settings = make_settings(
            in_service.instance, **{**in_service.model_dump(exclude={"instance"}), **changes}
        )
        later = FixedClock(clock.now() + after)
        return [f"{finding.fault} {finding.fix}" for finding in examine(settings, clock=later)]

    return examine_with


def make_message(session: Session, clock: FixedClock, state: MessageState) -> None:
    session.add(
        OutboxMessage(
            kind="reset",
            recipient="equipe@exemple.fr",
            subject="Objet",
            text="",
            html="",
            state=state,
            created_at=clock.now(),
            next_attempt_at=clock.now(),
        )
    )
    session.commit()


def test_nothing_is_wrong_with_an_instance_that_is_well_kept(faults: Examine) -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"smtp_url": ""}, "DIRECTORY_SMTP_URL"),
        ({"mail_from": ""}, "DIRECTORY_MAIL_FROM"),
        ({"secret_key": "short"}, "DIRECTORY_SECRET_KEY"),
        ({"base_url": "http://annuaire.example"}, "sans HTTPS"),
        ({"trusted_hosts": ("autre.example",)}, "DIRECTORY_TRUSTED_HOSTS=annuaire.example"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_setting_that_harms_is_named(
    faults: Examine, changes: dict[str, object], words: str
) -> None:
    (fault,) = faults(**changes)

    assert words in fault


def test_an_old_backup_is_named_with_its_age(faults: Examine) -> None:
    (fault,) = faults(after=timedelta(days=9))

    assert "9 jours" in fault
    assert "directory backup create" in fault


def test_an_instance_without_backup_is_named(in_service: Settings, faults: Examine) -> None:
    (in_service.instance / "last_backup").unlink()

    (fault,) = faults()

    assert "Aucune sauvegarde" in fault


def test_mail_that_waits_too_long_is_named(
    session: Session, faults: Examine, clock: FixedClock
) -> None:
    make_message(session, clock, MessageState.WAITING)

    assert faults(after=timedelta(minutes=59)) == []
    (fault,) = faults(after=timedelta(minutes=61))
    assert "directory mail send" in fault


def test_mail_that_was_given_up_is_named(
    session: Session, faults: Examine, clock: FixedClock
) -> None:
    make_message(session, clock, MessageState.GIVEN_UP)

    (fault,) = faults()

    assert "directory mail retry" in fault


@pytest.mark.parametrize("put_back", ["", "BEFORE UPDATE ON revision BEGIN SELECT 1; END"])
def test_a_history_that_can_be_rewritten_is_named(
    session: Session, faults: Examine, put_back: str
) -> None:
    session.execute(text("DROP TRIGGER revision_forbids_update"))
    if put_back:
        session.execute(text(f"CREATE TRIGGER revision_forbids_update {put_back}"))
    session.commit()

    (fault,) = faults()

    assert "historique" in fault


def test_an_instance_without_administrator_is_named(session: Session, faults: Examine) -> None:
    session.execute(text("UPDATE account SET is_active = 0"))
    session.commit()

    (fault,) = faults()

    assert "directory users invite" in fault


def test_a_document_without_its_file_is_named(
    session: Session, faults: Examine, clock: FixedClock
) -> None:
    session.add(
        Document(
            id=uuid4(),
            filiere_slug="nord-finistere",
            title="Charte",
            file_name="charte.pdf",
            media_type="application/pdf",
            size=1,
            digest=sha256(b"").hexdigest(),
            added_at=clock.now(),
        )
    )
    session.commit()

    (fault,) = faults()

    assert "Documents" in fault


def test_a_database_that_everyone_may_read_is_named(in_service: Settings, faults: Examine) -> None:
    in_service.instance.chmod(0o755)
    (in_service.instance / "directory.sqlite3").chmod(0o644)

    (fault,) = faults()

    assert "chmod 700" in fault


def test_a_secret_key_that_others_may_read_is_named(in_service: Settings, faults: Examine) -> None:
    key = in_service.instance / "secret_key"
    key.write_text("k" * 64)
    key.chmod(0o640)

    (fault,) = faults(secret_key="")

    assert "chmod 600" in fault


@pytest.mark.parametrize("content", [None, "", "k" * 31], ids=["absent", "empty", "short"])
def test_an_instance_without_a_sound_secret_key_is_named(
    in_service: Settings, faults: Examine, content: str | None
) -> None:
    key = in_service.instance / "secret_key"
    if content is None:
        key.unlink()
    else:
        key.write_text(content)

    (fault,) = faults(secret_key="")

    assert "clé" in fault


def test_a_disk_that_is_nearly_full_is_named(
    faults: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_LITTLE_ROOM", 1 << 62)

    (fault,) = faults()

    assert "Mo sur le disque" in fault


def test_an_instance_without_account_is_asked_nothing_of_this(
    settings: Settings, session: Session
) -> None:
    make_structure(session)
    rebuild(session, settings.index_folder)

    assert list(examine(settings)) == []
