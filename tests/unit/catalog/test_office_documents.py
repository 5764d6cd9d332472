"""Which ODT and DOCX are refused: those that run, hide or fetch something."""

import time

import pytest

from directory.catalog.document_files.checking import accepted_file
from directory.catalog.document_files.refusal import DocumentProblem, DocumentRefusedError
from tests.factories.documents import make_docx, make_odt, make_relations

Problem = DocumentProblem


def bomb_of_many_parts() -> bytes:
    return make_odt({f"Pictures/{number}.png": b"" for number in range(2_001)})


def make_field(*code: bytes) -> bytes:
    """A field of Word, whose code is cut into runs."""
    runs = b"\n".join(b"<w:r><w:instrText>%s</w:instrText></w:r>" % part for part in code)
    return b"<w:p xmlns:w='w'><w:fldChar/>%s<w:fldChar/></w:p>" % runs


HOSTILE = {
    "docx with macros": (
        "charte.docx",
        make_docx({"word/vbaProject.bin": b"macro"}),
        Problem.HOLDS_PROGRAM,
    ),
    "odt with macros": (
        "charte.odt",
        make_odt({"Basic/Standard/Module1.xml": b"<a/>"}),
        Problem.HOLDS_PROGRAM,
    ),
    "odt that calls macros": (
        "charte.odt",
        make_odt({"styles.xml": b"<a href='vnd.sun.star.script:x.py$run'/>"}),
        Problem.HOLDS_PROGRAM,
    ),
    "docx with a distant template": (
        "charte.docx",
        make_docx(make_relations("attachedTemplate", "http://example.org/x.dotm")),
        Problem.REACHES_OUTSIDE,
    ),
    "docx with an old office file inside": (
        "charte.docx",
        make_docx({"word/embeddings/feuille.xls": bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 99}),
        Problem.HOLDS_FILES,
    ),
    "odt that calls macros in disguise": (
        "charte.odt",
        make_odt({"styles.xml": b"<a href='vnd.sun.star.scr&#105;pt:x.py$run'/>"}),
        Problem.HOLDS_PROGRAM,
    ),
    "odt with a distant image": (
        "charte.odt",
        make_odt({"styles.xml": b"<image href='https://example.org/x.png'/>"}),
        Problem.REACHES_OUTSIDE,
    ),
    "odt with a distant section": (
        "charte.odt",
        make_odt({"styles.xml": b"<section-source href='//example.org/x.odt'/>"}),
        Problem.REACHES_OUTSIDE,
    ),
    "odt with an image of the computer": (
        "charte.odt",
        make_odt({"styles.xml": b"<image href='../../x.png'/>"}),
        Problem.REACHES_OUTSIDE,
    ),
    "odt that asks another program": (
        "charte.odt",
        make_odt({"styles.xml": b"<x:dde-connection-decl xmlns:x='urn:t'/>"}),
        Problem.REACHES_OUTSIDE,
    ),
    "odt that runs a macro on opening": (
        "charte.odt",
        make_odt(
            {"styles.xml": b"<x:event-listener xmlns:x='urn:s' x:macro-name='Standard.M.x'/>"}
        ),
        Problem.HOLDS_PROGRAM,
    ),
    "odt with a distant model": (
        "charte.odt",
        make_odt({"styles.xml": b"<template href='file:////example.org/x.ott'/>"}),
        Problem.REACHES_OUTSIDE,
    ),
    "docx that asks another program": (
        "charte.docx",
        make_docx({"word/header1.xml": make_field(b" DDE", b"AUTO c:\\x.exe ")}),
        Problem.HOLDS_PROGRAM,
    ),
    "docx with a distant image": (
        "charte.docx",
        make_docx(
            {"word/header1.xml": make_field(b"INCLUDEPIC", b"TURE https://example.org/x.png")}
        ),
        Problem.REACHES_OUTSIDE,
    ),
    "docx with a distant text": (
        "charte.docx",
        make_docx({"word/header1.xml": b"<w:fldSimple xmlns:w='w' w:instr=' includetext x'/>"}),
        Problem.REACHES_OUTSIDE,
    ),
    "docx whose relations are in capitals": (
        "charte.docx",
        make_docx(
            {
                "word/_rels/document.xml.RELS": make_relations(
                    "attachedTemplate", "http://example.org/x.dotm"
                ).popitem()[1]
            }
        ),
        Problem.REACHES_OUTSIDE,
    ),
    "docx whose text has another name": (
        "charte.docx",
        make_docx({"word/other.png": b"\xef\xbb\xbf <w:altChunk xmlns:w='w'/>"}),
        Problem.HOLDS_FILES,
    ),
    "docx with a page of the web inside": (
        "charte.docx",
        make_docx({"word/header1.xml": b"<w:altChunk xmlns:w='w'/>"}),
        Problem.HOLDS_FILES,
    ),
    "docx with a related page of the web": (
        "charte.docx",
        make_docx(make_relations("aFChunk", "page.htm")),
        Problem.HOLDS_FILES,
    ),
    "docx with a workbook inside": (
        "charte.docx",
        make_docx({"word/Embeddings/feuille.xlsm": b"0"}),
        Problem.HOLDS_FILES,
    ),
    "docx with an archive as an image": (
        "charte.docx",
        make_docx({"word/media/image1.png": make_docx()}),
        Problem.HOLDS_FILES,
    ),
    "docx with two parts of nearly one name": (
        "charte.docx",
        make_docx({"word/Document.xml": b"<a/>"}),
        Problem.DAMAGED,
    ),
    "odt with entities": (
        "charte.odt",
        make_odt({"meta.xml": b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'}),
        Problem.REACHES_OUTSIDE,
    ),
    "odt with entities in UTF-16": (
        "charte.odt",
        make_odt({"meta.xml": '<!DOCTYPE a [<!ENTITY e "ha">]><a>&e;</a>'.encode("utf-16")}),
        Problem.REACHES_OUTSIDE,
    ),
    "odt with broken xml": ("charte.odt", make_odt({"meta.xml": b"<a>"}), Problem.DAMAGED),
    "odt whose parts climb": (
        "charte.odt",
        make_odt({"../../directory.sqlite3": b"0"}),
        Problem.DAMAGED,
    ),
    "odt bomb": ("charte.odt", make_odt({"a.xml": b"0" * 60_000_000}), Problem.UNPACKS_TOO_LARGE),
    "odt bomb in one part": (
        "charte.odt",
        make_odt({"Pictures/a.png": b"0" * 40_000_000}),
        Problem.UNPACKS_TOO_LARGE,
    ),
    "odt of many parts": ("charte.odt", bomb_of_many_parts(), Problem.UNPACKS_TOO_LARGE),
    "odt of a million elements": (
        "charte.odt",
        make_odt(
            {"styles.xml": b"<x>%s</x>" % b"".join(b"<a b='%d'/>" % n for n in range(600_000))}
        ),
        Problem.UNPACKS_TOO_LARGE,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_in_time(name: str) -> None:
    file_name, content, problem = HOSTILE[name]
    begun = time.perf_counter()

    with pytest.raises(DocumentRefusedError) as raised:
        accepted_file(file_name, content)

    assert raised.value.problem is problem
    assert time.perf_counter() - begun < 5
