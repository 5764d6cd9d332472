"""Making an image anew: what it shows is kept, everything else it carried is not."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from directory.catalog.document_files.refusal import DocumentProblem, DocumentRefusedError

MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}

_LONGEST_SIDE = 4_000
_MOST_PIXELS = 40_000_000  # 160 MB once unpacked
_JPEG_QUALITY = 88


def remade_image(content: bytes) -> tuple[bytes, str]:
    """Give the image without its metadata, at most 4,000 pixels on a side, and its media type.

    Raises DocumentRefusedError.
    """
    try:
        with Image.open(BytesIO(content), formats=tuple(MEDIA_TYPES)) as opened:
            kind = opened.format or ""
            if opened.width * opened.height > _MOST_PIXELS:
                raise DocumentRefusedError(DocumentProblem.IMAGE_TOO_LARGE)
            return _written(opened, kind), MEDIA_TYPES[kind]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise DocumentRefusedError(DocumentProblem.IMAGE_TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise DocumentRefusedError(DocumentProblem.DAMAGED) from error


def _written(opened: Image.Image, kind: str) -> bytes:
    upright = ImageOps.exif_transpose(opened)
    plain = _plain_mode(upright, kind)
    plain.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    # A new image has no room for what the old one carried besides its pixels.
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    written = BytesIO()
    if kind == "JPEG":
        fresh.save(written, kind, quality=_JPEG_QUALITY, optimize=True)
    else:
        fresh.save(written, kind)
    return written.getvalue()


def _plain_mode(image: Image.Image, kind: str) -> Image.Image:
    is_transparent = kind != "JPEG" and ("A" in image.getbands() or "transparency" in image.info)
    return image.convert("RGBA" if is_transparent else "RGB")
