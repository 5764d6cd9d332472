"""Which uploaded files are kept, which are refused, and what is left of an image."""

import time
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image

from directory.catalog.document_files.checking import LARGEST_FILE, accepted_file
from directory.catalog.document_files.refusal import DocumentProblem, DocumentRefusedError
from tests.factories.documents import (
    make_docx,
    make_image,
    make_object_stream,
    make_odt,
    make_pdf,
    make_relations,
)

SCRIPT = b"<</S/JavaScript/JS(app.alert(1))>>"
Problem = DocumentProblem


def packed(**parts: bytes) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return written.getvalue()


def bomb_of_many_parts() -> bytes:
    return make_odt({f"Pictures/{number}.png": b"" for number in range(2_001)})


def huge_png(width: int = 40_000, height: int = 40_000) -> bytes:
    """A picture of many points that says so in a few bytes."""
    small = make_image("PNG", (1, 1))
    header = b"IHDR" + width.to_bytes(4) + height.to_bytes(4) + small[24:29]
    return small[:12] + header + zlib.crc32(header).to_bytes(4) + small[33:]


HOSTILE = {
    "html in png": ("photo.png", b"<html><script>alert(1)</script>", Problem.UNKNOWN_KIND),
    "html behind a png's first bytes": (
        "photo.png",
        b"\x89PNG\r\n\x1a\n<script>alert(1)</script>",
        Problem.DAMAGED,
    ),
    "svg": ("plan.svg", b"<svg onload='alert(1)'/>", Problem.UNKNOWN_KIND),
    "svg named png": ("plan.png", b"<?xml version='1.0'?><svg/>", Problem.UNKNOWN_KIND),
    "program named pdf": ("charte.pdf", b"MZ\x90\x00" * 100, Problem.UNKNOWN_KIND),
    "pdf named docx": ("charte.docx", make_pdf(), Problem.OTHER_EXTENSION),
    "docx named odt": ("charte.odt", make_docx(), Problem.OTHER_EXTENSION),
    "pdf with html as extension": ("charte.html", make_pdf(), Problem.OTHER_EXTENSION),
    "empty": ("charte.pdf", b"", Problem.EMPTY),
    "too large": ("charte.pdf", make_pdf(b"0" * LARGEST_FILE), Problem.TOO_LARGE),
    "truncated pdf": ("charte.pdf", make_pdf()[:-40], Problem.DAMAGED),
    "truncated odt": ("charte.odt", make_odt()[:-30], Problem.DAMAGED),
    "truncated image": ("photo.jpg", make_image("JPEG", (400, 400))[:-900], Problem.DAMAGED),
    "null byte in the name": ("charte.pdf\0.png", make_pdf(), Problem.BAD_NAME),
    "name that climbs": ("../../directory.sqlite3.pdf", make_pdf(), Problem.BAD_NAME),
    "name that climbs backwards": ("..\\..\\charte.pdf", make_pdf(), Problem.BAD_NAME),
    "name written from right to left": ("charte\u202efdp.pdf", make_pdf(), Problem.BAD_NAME),
    "hidden name": (".pdf", make_pdf(), Problem.BAD_NAME),
    "pdf that is also a zip": (
        "charte.pdf",
        make_pdf() + make_odt() + b"%%EOF",
        Problem.TWO_KINDS_AT_ONCE,
    ),
    "zip with a comment": ("charte.odt", make_odt() + b"<script>", Problem.TWO_KINDS_AT_ONCE),
    "pdf with a script": ("charte.pdf", make_pdf(SCRIPT), Problem.HOLDS_PROGRAM),
    "pdf with a disguised script": (
        "charte.pdf",
        make_pdf(SCRIPT.replace(b"JavaScript", b"J#61va#53cript")),
        Problem.HOLDS_PROGRAM,
    ),
    "pdf with a packed script": (
        "charte.pdf",
        make_pdf(make_object_stream(SCRIPT)),
        Problem.HOLDS_PROGRAM,
    ),
    "pdf with a strangely packed script": (
        "charte.pdf",
        make_pdf(make_object_stream(SCRIPT, filter_name=b"[/ASCIIHexDecode/FlateDecode]")),
        Problem.DAMAGED,
    ),
    "pdf that starts a program": (
        "charte.pdf",
        make_pdf(b"<</S/Launch/F(cmd.exe)>>"),
        Problem.HOLDS_PROGRAM,
    ),
    "pdf with a file inside": (
        "charte.pdf",
        make_pdf(b"<</Type/EmbeddedFile>>"),
        Problem.HOLDS_FILES,
    ),
    "pdf with a password": ("charte.pdf", make_pdf(b"<</Encrypt 8 0 R>>"), Problem.PROTECTED),
    "pdf with a script in a stream that hides what it holds": (
        "charte.pdf",
        make_pdf(make_object_stream(SCRIPT, before=b"/ObjStm/X(obj)")),
        Problem.HOLDS_PROGRAM,
    ),
    "pdf with a script packed twice": (
        "charte.pdf",
        make_pdf(
            make_object_stream(zlib.compress(SCRIPT), filter_name=b"[/FlateDecode /FlateDecode]")
        ),
        Problem.DAMAGED,
    ),
    "pdf with a script packed, then spelled": (
        "charte.pdf",
        make_pdf(
            make_object_stream(SCRIPT.hex().encode(), filter_name=b"[/FlateDecode/ASCIIHexDecode]")
        ),
        Problem.DAMAGED,
    ),
    "pdf whose words cut its dictionary short": (
        "charte.pdf",
        make_pdf(
            b"7 0 obj\n<</Type/ObjStm/Foo (obj)/N 1/First 4/Filter/ASCIIHexDecode>>\nstream\n%s>"
            b"\nendstream\nendobj\n" % SCRIPT.hex().encode()
        ),
        Problem.DAMAGED,
    ),
    "pdf with a script behind a long dictionary": (
        "charte.pdf",
        make_pdf(
            make_object_stream(
                SCRIPT, before=b"/ObjStm/Foo (%s)" % (b"a" * 5_000), filter_name=b"[/Fl]"
            )
        ),
        Problem.DAMAGED,
    ),
    "pdf with a script in a stream whose type stands elsewhere": (
        "charte.pdf",
        make_pdf(make_object_stream(SCRIPT, before=b" 8 0 R")),
        Problem.HOLDS_PROGRAM,
    ),
    "pdf with a script in a stream without a type": (
        "charte.pdf",
        make_pdf(make_object_stream(SCRIPT, before=b"/Font/Size [<</A(>>)>>] %stream\n")),
        Problem.HOLDS_PROGRAM,
    ),
    "pdf with a script in a stream that another file packs": (
        "charte.pdf",
        make_pdf(make_object_stream(SCRIPT, before=b"/ObjStm/F(cmd.txt)")),
        Problem.DAMAGED,
    ),
    "pdf with a script whose packing is said twice": (
        "charte.pdf",
        make_pdf(
            make_object_stream(SCRIPT, before=b"/ObjStm/Filter/FlateDecode", filter_name=b"/LZW")
        ),
        Problem.DAMAGED,
    ),
    "pdf of remarks that hold one another": (
        "charte.pdf",
        make_pdf(b"obj%" * 2_400_000),
        Problem.UNPACKS_TOO_LARGE,
    ),
    "pdf of dictionaries that hold one another": (
        "charte.pdf",
        make_pdf(b"obj<</A[0 " * 480_000, b"]>>" * 480_000),
        Problem.UNPACKS_TOO_LARGE,
    ),
    "pdf of texts that hold one another": (
        "charte.pdf",
        make_pdf(b"obj<</A(" * 1_000_000),
        Problem.UNPACKS_TOO_LARGE,
    ),
    "pdf of countless streams": (
        "charte.pdf",
        make_pdf(b"stream\n" * 1_400_000),
        Problem.UNPACKS_TOO_LARGE,
    ),
    "pdf bomb": (
        "charte.pdf",
        make_pdf(make_object_stream(b"0" * 60_000_000)),
        Problem.UNPACKS_TOO_LARGE,
    ),
    "plain zip": ("charte.odt", packed(readme=b"0"), Problem.UNKNOWN_KIND),
    "picture of a billion points": ("photo.png", huge_png(), Problem.IMAGE_TOO_LARGE),
    "picture of 41 million points": (
        "photo.png",
        huge_png(8_200, 5_000),
        Problem.IMAGE_TOO_LARGE,
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_time(name: str) -> None:
    file_name, content, problem = HOSTILE[name]
    begun = time.perf_counter()

    with pytest.raises(DocumentRefusedError) as raised:
        accepted_file(file_name, content)

    assert raised.value.problem is problem
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    ("file_name", "content", "media_type", "kept_name"),
    [
        ("Charte 2026.PDF", make_pdf(), "application/pdf", "charte-2026.pdf"),
        (
            "charte.pdf",
            make_pdf(make_object_stream(b"<</Type/Annot/URI(https://exemple.fr)>>")),
            "application/pdf",
            "charte.pdf",
        ),
        (
            "charte.pdf",
            make_pdf(
                b"8 0 obj\n<</Length 9/Filter[/ASCII85Decode/FlateDecode]/DecodeParms[null<<>>]>>"
                b"\nstream\nGas2F\\@~>\nendstream\nendobj\n"
            ),
            "application/pdf",
            "charte.pdf",
        ),
        (
            "Règlement intérieur.odt",
            make_odt({"Configurations2/accelerator/current.xml": b""}),
            "application/vnd.oasis.opendocument.text",
            "reglement-interieur.odt",
        ),
        (
            "lettre.docx",
            make_docx(make_relations("hyperlink", "https://exemple.fr")),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "lettre.docx",
        ),
        (
            "lettre.odt",
            make_odt(
                {
                    "meta.xml": b"<x><template href='../../mod%C3%A8les/lettre.ott'/></x>",
                    "styles.xml": b"<x><a href='https://exemple.fr'/><image href='Pictures/1.png'/>"
                    b"<script xmlns='urn:oasis:names:tc:opendocument:xmlns:office:1.0'/></x>",
                }
            ),
            "application/vnd.oasis.opendocument.text",
            "lettre.odt",
        ),
        (
            "lettre.docx",
            make_docx(
                {
                    "word/header1.xml": b"<w:p xmlns:w='w'><w:fldChar/><w:instrText> HYPERLINK "
                    b"https://exemple.fr/DDE/x </w:instrText><w:fldChar/></w:p>"
                }
            ),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "lettre.docx",
        ),
        ("plan.jpeg", make_image("JPEG"), "image/jpeg", "plan.jpg"),
        ("plan.webp", make_image("WEBP"), "image/webp", "plan.webp"),
        ("図.png", make_image("PNG"), "image/png", "document.png"),
    ],
)
def test_a_sound_file_is_kept_under_a_plain_name(
    file_name: str, content: bytes, media_type: str, kept_name: str
) -> None:
    accepted = accepted_file(file_name, content)

    assert (accepted.media_type, accepted.file_name) == (media_type, kept_name)


def test_an_image_loses_what_it_carried_besides_its_pixels() -> None:
    exif = Image.Exif()
    exif[0x010F] = "appareil de l’animatrice"
    content = make_image("JPEG", exif=exif) + b"<script>alert(1)</script>"

    kept = accepted_file("photo.jpg", content).content

    with Image.open(BytesIO(kept)) as image:
        assert dict(image.getexif()) == {}
    assert b"script" not in kept


def test_an_image_loses_the_words_written_in_it() -> None:
    content = make_image("JPEG", comment=b"note de l'animatrice")

    kept = accepted_file("photo.jpg", content).content

    assert b"animatrice" in content
    assert b"animatrice" not in kept


def test_a_large_image_is_brought_to_4000_pixels() -> None:
    kept = accepted_file("photo.png", make_image("PNG", (5_000, 100))).content

    with Image.open(BytesIO(kept)) as image:
        assert image.size == (4_000, 80)


def test_an_image_is_turned_upright_before_its_orientation_is_forgotten() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter

    kept = accepted_file("photo.jpg", make_image("JPEG", (40, 30), exif=exif)).content

    with Image.open(BytesIO(kept)) as image:
        assert image.size == (30, 40)
