"""Markdown that editors write, as HTML that is safe on every page."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from directory.values.text import french_typography

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h3", "h4", "blockquote", "br"}
_SCHEMES = {"http", "https", "mailto"}
_NOT_OURS = ["image", "code", "fence", "backticks", "hr", "html_block", "html_inline", "reference"]

_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(_NOT_OURS)


@lru_cache(maxsize=2_000)
def markdown_html(text: str) -> Markup:
    """Write paragraphs, lists, emphasis, quotations, links and two levels of headings.

    Anything else stays as it was typed. A page has its own h1 and h2: headings begin at h3.
    """
    tokens = _reader.parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = _heading(token)
    html = _reader.renderer.render(tokens, _reader.options, {})
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "*": set()},
        attribute_filter=_absolute_address,
        url_schemes=_SCHEMES,
        link_rel="noreferrer nofollow",
    )
    return Markup(french_typography(safe))  # noqa: S704 (nh3 has cleaned it)  # nosec B704


def _absolute_address(_tag: str, name: str, value: str) -> str | None:
    """Keep the addresses that say where they lead: « //elsewhere.fr » reads like one of ours."""
    is_whole = name != "href" or value.partition(":")[0].lower() in _SCHEMES
    return value if is_whole else None


def _heading(token: Token) -> str:
    return "h3" if token.tag in {"h1", "h2", "h3"} else "h4"
