"""The catalogues follow the code, and what is wrong with them is said."""

from pathlib import Path

import pytest

from directory.cli import translations
from directory.paths import TRANSLATIONS
from directory.values.language import Language


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the catalogues that the test may damage."""
    for language in (Language.BRETON, Language.ENGLISH):
        source = TRANSLATIONS / language.value / "LC_MESSAGES" / "messages.po"
        copy = tmp_path / language.value / "LC_MESSAGES" / "messages.po"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(source.read_bytes())
    monkeypatch.setattr(translations, "TRANSLATIONS", tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_our_catalogues_follow_the_code() -> None:
    assert translations.list_problems() == []


def test_a_sentence_that_is_missing_from_a_catalogue_is_said(folder: Path) -> None:
    file = folder / "en" / "LC_MESSAGES" / "messages.po"
    head, _, rest = file.read_text(encoding="utf-8").partition("\n\n")
    _, _, others = rest.partition("\n\n")
    file.write_text(f"{head}\n\n{others}", encoding="utf-8")

    assert [
        problem
        for problem in translations.list_problems()
        if problem.startswith("English : le catalogue ne suit plus le code (1 phrases absentes")
    ]


def test_a_translation_that_loses_a_value_is_said(folder: Path) -> None:
    file = folder / "br" / "LC_MESSAGES" / "messages.po"
    text = file.read_text(encoding="utf-8")
    start = text.index('msgid "%(day)s : %(hours)s"\nmsgstr ""')
    end = text.index('msgstr ""', start)
    file.write_text(
        text[:end] + 'msgstr "%(dayz)s : %(hours)s"' + text[end + len('msgstr ""') :],
        encoding="utf-8",
    )

    assert any("dayz" in problem for problem in translations.list_problems())


def test_sentences_are_read_from_code_and_templates() -> None:
    catalog = translations.extract_sentences()

    places = {place for message in catalog for place, _line in message.locations}
    assert any(place.startswith("templates/") for place in places)
    assert any(place.startswith("directory/") for place in places)
