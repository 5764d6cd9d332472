"""The key that signs: given, or made once for the instance and kept to its owner."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from directory.secret_key import secret_key


def test_a_configured_key_wins(tmp_path: Path) -> None:
    assert secret_key(tmp_path, "donnée") == "donnée"
    assert not list(tmp_path.iterdir())


def test_an_instance_makes_one_key_and_keeps_it(tmp_path: Path) -> None:
    first = secret_key(tmp_path / "instance", "")

    assert len(first) == 64
    assert secret_key(tmp_path / "instance", "") == first
    (file,) = (tmp_path / "instance").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_where_nothing_can_be_written_a_key_lasts_as_long_as_the_process(tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("a file where the folder should be")

    assert len(secret_key(tmp_path / "instance", "")) == 64


@pytest.mark.parametrize("content", ["", "\n", "\0" * 64], ids=["empty", "blank", "zeroes"])
def test_a_file_that_lost_its_key_gets_a_new_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret_key").write_text(content)

    made = secret_key(tmp_path, "")

    assert len(made) == 64
    assert made.isalnum()
    assert secret_key(tmp_path, "") == made
    (file,) = tmp_path.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600


def test_processes_that_find_an_empty_file_at_once_agree_on_one_key(tmp_path: Path) -> None:
    for number in range(20):
        instance = tmp_path / str(number)
        instance.mkdir()
        (instance / "secret_key").write_text("")

        with ThreadPoolExecutor(8) as threads:
            keys = set(threads.map(lambda folder: secret_key(folder, ""), [instance] * 8))

        (key,) = keys
        assert len(key) == 64
