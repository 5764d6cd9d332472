"""A sentence of a listing with its phone numbers ready to dial."""

from markupsafe import Markup, escape

from directory.values.contact import phone_uri
from directory.values.phones_in_text import find_phones

_LINK = Markup('<a class="phone-in-text" href="{}">{}</a>')


def link_phones(text: str) -> Markup:
    """Give the text as HTML: escaped, each number a link as it is written."""
    pieces, done = [], 0
    for phone in find_phones(text):
        pieces += [escape(text[done : phone.start])]
        pieces += [_LINK.format(phone_uri(phone.number), text[phone.start : phone.end])]
        done = phone.end
    return Markup("").join([*pieces, escape(text[done:])])
