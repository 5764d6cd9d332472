"""Files for tests: small sound documents, and the same with something wrong in them."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from PIL import Image

ODT_TYPE = "application/vnd.oasis.opendocument.text"
_CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATION = (
    '<?xml version="1.0"?><Relationships><Relationship Id="r1" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}" '
    'TargetMode="External"/></Relationships>'
)


def make_pdf(*objects: bytes) -> bytes:
    """Make a PDF of one empty page, with more objects."""
    parts = [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/Fit]>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>\nendobj\n",
        *objects,
        b"trailer\n<</Root 1 0 R/Size 9>>\nstartxref\n0\n%%EOF\n",
    ]
    return b"".join(parts)


def make_object_stream(
    objects: bytes, *, filter_name: bytes = b"/FlateDecode", before: bytes = b"/ObjStm"
) -> bytes:
    """Make an object that holds others, compressed."""
    packed = zlib.compress(objects)
    dictionary = b"<</Type%s/N 1/First 4/Filter %s/Length %d>>" % (before, filter_name, len(packed))
    return b"7 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (dictionary, packed)


def make_odt(more: Mapping[str, bytes] | None = None, *, text: str = "Charte") -> bytes:
    """Make a text document, with more parts."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr(ZipInfo("mimetype"), ODT_TYPE, ZIP_STORED)
        archive.writestr("content.xml", f"<?xml version='1.0'?><text>{text}</text>")
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return written.getvalue()


def make_docx(more: Mapping[str, bytes] | None = None, *, types: str = _CONTENT_TYPES) -> bytes:
    """Make a text document of Microsoft's format, with more parts."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", "<?xml version='1.0'?><document/>")
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return written.getvalue()


def make_relations(kind: str, target: str) -> dict[str, bytes]:
    """Make the part of a DOCX that leads outside."""
    return {"word/_rels/document.xml.rels": _RELATION.format(kind=kind, target=target).encode()}


def make_image(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """Make an image of one colour."""
    written = BytesIO()
    Image.new("RGB", size, (12, 82, 91)).save(written, kind, **options)
    return written.getvalue()
