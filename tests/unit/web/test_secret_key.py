"""The key that signs: given, or made once for the instance and kept to its owner."""

from pathlib import Path

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
