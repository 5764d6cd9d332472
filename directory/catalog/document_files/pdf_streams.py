"""Where a PDF may hold objects out of sight: its streams, read by the grammar of the format.

ISO 32000-1, 7.2 (words), 7.3.8 (streams) and 7.5.7 (streams of objects). What strays from it is
refused, since readers mend it each in their own way.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from directory.catalog.document_files.refusal import DocumentProblem, DocumentRefusedError

_MOST_STEPS = 500_000  # a second of work; a file of 10 MB takes some 200,000
_BYTES_A_STEP = 100

_SPACE = re.compile(rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+")
# Readers take « 7 0obj » too, and « obj12 » for « obj 12 ».
_OBJECT = re.compile(rb"(?<![^\0\t\n\f\r ()<>\[\]{}%0-9])obj\d*+")
_WORD = re.compile(rb"[^\0\t\n\f\r ()<>\[\]{}/%]++")
_NAME = re.compile(rb"/[^\0\t\n\f\r ()<>\[\]{}/%]*+")
_HEXADECIMAL = re.compile(rb"<[^<>]*+>")
_PLAIN_INSIDE = re.compile(rb"[^()<>\[\]%]++")
_PLAIN_TEXT = re.compile(rb"[^()\\]++")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_CLOSING = {b"<<": b">>", b"[": b"]"}

_SIGNS_OF_OBJECTS = frozenset({b"/N", b"/First", b"/Extends"})
_READ_OTHERWISE = frozenset({b"/DecodeParms", b"/DP", b"/F", b"/FFilter", b"/FDecodeParms"})
_FLATE_ALONE = re.compile(rb"/FlateDecode|\[\s*/FlateDecode\s*\]")


@dataclass(frozen=True, slots=True)
class PackedObjects:
    """A stream of objects: where its bytes begin, and whether they are deflated."""

    begin: int
    is_deflated: bool


def packed_objects(content: bytes) -> Iterator[PackedObjects]:
    """Find all streams that a reader may take for objects.

    Raises DocumentRefusedError for one that is packed in another way than « /FlateDecode », and
    for a dictionary that is not written as it should be.
    """
    reading = _Reading(content)
    for found in _OBJECT.finditer(content):
        start = reading.after_space(found.end())
        if not content.startswith(b"<<", start):
            continue
        dictionary, end = reading.dictionary(start)
        end = reading.after_space(end)
        if content.startswith(b"stream", end) and _may_hold_objects(dictionary):
            yield _packed(dictionary, content, end + len(b"stream"))


class _Reading:
    """One walk through a file, which may take so many steps."""

    def __init__(self, content: bytes) -> None:
        self._content, self._left = content, _MOST_STEPS

    def after_space(self, start: int) -> int:
        return self._matched(_SPACE, start)

    def dictionary(self, start: int) -> tuple[Mapping[bytes, bytes], int]:
        """Give names and what is written for them, and where the dictionary ends."""
        entries: dict[bytes, bytes] = {}
        place = self.after_space(start + 2)
        while not self._content.startswith(b">>", place):
            end = self._matched(_NAME, place)
            name = _plain_name(self._content[place:end])
            place = self.after_space(end)
            end = self._value_end(place)
            if name in entries:
                raise _damaged()
            entries[name] = self._content[place:end].strip()
            place = self.after_space(end)
        return entries, place + 2

    def _value_end(self, start: int) -> int:
        """Give where a value ends: one thing, or several words (« 8 0 R »)."""
        sign = self._content[start : start + 1]
        if sign == b"/":
            return self._matched(_NAME, start)
        if sign == b"(":
            return self._text_end(start)
        if sign == b"[" or self._content.startswith(b"<<", start):
            return self._container_end(start)
        if sign == b"<":
            return self._matched(_HEXADECIMAL, start)
        end = self._matched(_WORD, start)
        while _WORD.match(self._content, place := self.after_space(end)):
            end = self._matched(_WORD, place)
        return end

    def _container_end(self, start: int) -> int:
        closings: list[bytes] = []
        place = start
        while True:
            place = self._past(_PLAIN_INSIDE, self.after_space(place))
            sign = self._content[place : place + 1]
            pair = self._content[place : place + 2]
            opening = pair if pair == b"<<" else sign
            if opening in _CLOSING:
                closings.append(_CLOSING[opening])
                place += len(opening)
            elif sign == b"(":
                place = self._text_end(place)
            elif sign == b"<":
                place = self._matched(_HEXADECIMAL, place)
            elif closings and self._content.startswith(closings[-1], place):
                place += len(closings.pop())
                if not closings:
                    return place
            elif sign != b"%":
                raise _damaged()

    def _text_end(self, start: int) -> int:
        depth, place = 0, start
        while True:
            sign = self._content[place : place + 1]
            if not sign:
                raise _damaged()
            depth += {b"(": 1, b")": -1}.get(sign, 0)
            if depth == 0:
                return place + 1
            place = self._past(_PLAIN_TEXT, place + (2 if sign == b"\\" else 1))

    def _matched(self, pattern: re.Pattern[bytes], start: int) -> int:
        found = pattern.match(self._content, start)
        if found is None:
            raise _damaged()
        self._count(found.end() - start)
        return found.end()

    def _past(self, pattern: re.Pattern[bytes], start: int) -> int:
        found = pattern.match(self._content, start)
        end = found.end() if found else start
        self._count(end - start)
        return end

    def _count(self, length: int) -> None:
        self._left -= 1 + length // _BYTES_A_STEP
        if self._left < 0:
            raise DocumentRefusedError(DocumentProblem.UNPACKS_TOO_LARGE)


def _may_hold_objects(dictionary: Mapping[bytes, bytes]) -> bool:
    """Tell whether a reader may take a stream for objects: not all of them ask for its type."""
    is_typed = b"/ObjStm" in _plain_name(dictionary.get(b"/Type", b""))
    return is_typed or not _SIGNS_OF_OBJECTS.isdisjoint(dictionary)


def _packed(dictionary: Mapping[bytes, bytes], content: bytes, end: int) -> PackedObjects:
    begin = end + (2 if content.startswith(b"\r\n", end) else 1)
    how = dictionary.get(b"/Filter")
    is_plain = how is None or _FLATE_ALONE.fullmatch(how) is not None
    starts_well = content.startswith((b"\n", b"\r\n"), end)
    if not is_plain or not starts_well or not _READ_OTHERWISE.isdisjoint(dictionary):
        raise _damaged()
    return PackedObjects(begin, is_deflated=how is not None)


def _plain_name(written: bytes) -> bytes:
    """Give a name without its disguise: « /Obj#53tm »."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), written)


def _damaged() -> DocumentRefusedError:
    return DocumentRefusedError(DocumentProblem.DAMAGED)
