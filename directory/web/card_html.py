"""A card as HTML: its body is rendered once and kept, only the reason for showing it changes."""

import secrets
from dataclasses import fields
from operator import attrgetter

from markupsafe import Markup

from directory.web.cards import StructureCard
from directory.web.fragments import kept_fragment, kept_pieces

_REASON_GOES_HERE = f"reason-{secrets.token_hex(8)}"
_CONTENT = [field.name for field in fields(StructureCard) if field.name not in ("reason", "type")]
_content_of = attrgetter("type.code", *_CONTENT)


def card_html(card: StructureCard, level: int, compact: bool) -> Markup:
    """Give the HTML of a card; `level` is that of its heading."""
    before, after = kept_pieces(
        "components/structure_card_body.html",
        (_content_of(card), level, compact),
        _REASON_GOES_HERE,
        card=card,
        level=level,
        compact=compact,
        reason=_REASON_GOES_HERE,
    )
    if card.reason is None:
        return Markup("").join((before, after))
    reason = kept_fragment("components/structure_reason.html", reason=card.reason)
    return Markup("").join((before, reason, after))
