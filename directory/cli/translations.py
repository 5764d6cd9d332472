"""`directory translations …`: the catalogues of words, French being the source."""

import io
import sys
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from directory.paths import PACKAGE, TEMPLATES, TRANSLATIONS
from directory.values.language import DEFAULT_LANGUAGE, Language

_SOURCES = (
    (PACKAGE, [("**.py", "python")]),
    (TEMPLATES, [("**.html", "jinja2"), ("**.xml", "jinja2")]),
)
_JINJA = {"extensions": "jinja2.ext.i18n", "silent": "false"}
_OPTIONS = {"**.html": _JINJA, "**.xml": _JINJA}
_COMMENT_TAG = "Traducteurs :"
_WIDTH = 100
_HEADER = """# Annuaire des soins palliatifs en Bretagne : {language}.
# La phrase française est la source ; une phrase vide s'affiche en français.
#"""
_DROPPED_HEADERS = (
    b'"Project-Id-Version: ',
    b'"Report-Msgid-Bugs-To: ',
    b'"POT-Creation-Date: ',
    b'"PO-Revision-Date: ',
    b'"Last-Translator: ',
    b'"Language-Team: ',
    b'"Generated-By: ',
)


@click.group()
def translations() -> None:
    """Les traductions (le français est la langue source)."""


@translations.command()
def extract() -> None:
    """Relever les phrases du code et les reporter dans chaque catalogue."""
    template = extract_sentences()
    for language in _translated_languages():
        catalog = read_catalog(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.header_comment = _HEADER.format(language=language.native_name)
        _write(catalog, _file_of(language))
        click.echo(f"{language.native_name} : {_untranslated(catalog)} phrases à traduire.")


@translations.command(name="compile")
@click.option("--quiet", is_flag=True, help="Ne rien dire quand tout va bien.")
def compile_catalogs(quiet: bool) -> None:
    """Préparer les catalogues pour le site (rien à faire quand ils sont plus récents)."""
    for language in _translated_languages():
        source = _file_of(language)
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with target.open("wb") as file:
            write_mo(file, read_catalog(language))
        if not quiet:
            click.echo(f"{language.native_name} : prêt.")


@translations.command()
def check() -> None:
    """Vérifier que les catalogues suivent le code et que les traductions sont bien formées."""
    problems = list_problems()
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(1)


def list_problems() -> list[str]:
    """List in French what is wrong with the catalogues."""
    known = {message.id for message in extract_sentences() if message.id}
    problems = []
    for language in _translated_languages():
        catalog = read_catalog(language)
        listed = {message.id for message in catalog if message.id}
        if known != listed:
            problems.append(
                f"{language.native_name} : le catalogue ne suit plus le code "
                f"({len(known - listed)} phrases absentes, {len(listed - known)} de trop) ; "
                "lancez « directory translations extract »."
            )
        for message, errors in catalog.check():
            problems += [f"{language.native_name} : {message.id!r} : {error}" for error in errors]
    return problems


def extract_sentences() -> Catalog:
    """Read every sentence inside `_()` from the code and the templates."""
    catalog = Catalog(project="Annuaire des soins palliatifs en Bretagne", charset="utf-8")
    for folder, methods in _SOURCES:
        for file, _line, message, comments, context in extract_from_dir(
            str(folder), methods, _OPTIONS, comment_tags=(_COMMENT_TAG,), strip_comment_tags=True
        ):
            location = (f"{folder.name}/{Path(file).as_posix()}", 0)
            catalog.add(message, None, [location], auto_comments=comments, context=context)
    return catalog


def read_catalog(language: Language) -> Catalog:
    """Read a language's catalogue; an empty one when there is none yet."""
    file = _file_of(language)
    if not file.exists():
        return Catalog(locale=language.value)
    with file.open("rb") as stream:
        return read_po(stream, locale=language.value, abort_invalid=True)


def _translated_languages() -> list[Language]:
    return [language for language in Language if language is not DEFAULT_LANGUAGE]


def _file_of(language: Language) -> Path:
    return TRANSLATIONS / language.value / "LC_MESSAGES" / "messages.po"


def _untranslated(catalog: Catalog) -> int:
    return sum(1 for message in catalog if message.id and not message.string)


def _write(catalog: Catalog, file: Path) -> None:
    """Write a catalogue sorted, without line numbers, dates or names: only its words change."""
    file.parent.mkdir(parents=True, exist_ok=True)
    catalog.fuzzy = False
    buffer = io.BytesIO()
    write_po(
        buffer, catalog, width=_WIDTH, sort_output=True, omit_header=False, include_lineno=False
    )
    lines = buffer.getvalue().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in lines if not line.startswith(_DROPPED_HEADERS)))
