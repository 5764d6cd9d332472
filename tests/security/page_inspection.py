"""What a page would run or load because of what it was told: nothing, or the faults are named."""

import json
import re
from html.parser import HTMLParser

from tests.security.payloads import CANARY

_SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "poster", "data", "srcset")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:")
_NOISE = re.compile(r"[\x00-\x20]+")


def faults_of_page(page: str) -> list[str]:
    """Name every place of a page where planted words would be more than words."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.faults


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self._script: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if CANARY in tag:
            self.faults.append(f"tag {tag}")
        for name, value in attrs:
            self._look(tag, name, value or "")
        if tag in ("script", "style"):
            self._script = dict(attrs).get("type") or tag

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._script = None

    def handle_data(self, data: str) -> None:
        if self._script is None or CANARY not in data:
            return
        if "json" not in self._script:
            self.faults.append(f"{self._script}: {data[:80]}")
            return
        json.loads(data)

    def handle_comment(self, data: str) -> None:
        if CANARY in data:
            self.faults.append(f"comment {data[:80]}")

    def _look(self, tag: str, name: str, value: str) -> None:
        if CANARY in name or name.startswith("on") or name in ("style", "srcdoc"):
            self.faults.append(f"{tag} {name}={value[:80]}")
        if name in _ADDRESSES and CANARY in value and not _is_safe(value):
            self.faults.append(f"{tag} {name}={value[:80]}")


def _is_safe(address: str) -> bool:
    """Whether an address is one of ours, or a link of the usual kinds."""
    plain = _NOISE.sub("", address).lower()
    if plain.startswith(_SAFE_SCHEMES):
        return True
    return not plain.startswith(("//", "/\\", "\\\\", "\\/")) and not _SCHEME.match(plain)
