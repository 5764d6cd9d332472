"""A text of a listing with the searched words marked."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from directory.search.highlight import highlight


def mark_words(text: str, matched_words: Sequence[str]) -> str:
    """Give the text as it is, or as HTML where `matched_words` of a search are inside <mark>."""
    spans = highlight(text, matched_words) if matched_words else ()
    if not spans:
        return text
    pieces, done = [], 0
    for span in spans:
        pieces += [escape(text[done : span.start]), Markup("<mark>")]
        pieces += [escape(text[span.start : span.end]), Markup("</mark>")]
        done = span.end
    return Markup("").join([*pieces, escape(text[done:])])
