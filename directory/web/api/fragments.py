"""The bytes of each structure's JSON, rendered once and kept while its record is the same."""

from collections import OrderedDict
from datetime import datetime
from threading import Lock

import orjson

from directory.catalog.public_record import PublicStructure
from directory.web.api.items import ItemWords, is_open, structure_item
from directory.web.api.models.structure import PASSING_FIELDS, MatchItem
from directory.web.structure_types import TypeWords

_KEPT = 5_000


class ItemFragments:
    """The last rendered items, without what changes with the question or the minute."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[PublicStructure, TypeWords, bytes]] = OrderedDict()

    def item(
        self,
        record: PublicStructure,
        words: ItemWords,
        *,
        moment: datetime,
        match: MatchItem | None,
    ) -> orjson.Fragment:
        """Give the JSON of an item, as `structure_item` would write it."""
        lasting = self._lasting(record, words, moment)
        open_now = orjson.dumps(is_open(record, moment))
        matching = b"null" if match is None else match.model_dump_json().encode()
        return orjson.Fragment(b'%b,"open_now":%b,"match":%b}' % (lasting[:-1], open_now, matching))

    def _lasting(self, record: PublicStructure, words: ItemWords, moment: datetime) -> bytes:
        kind = words.types[record.type_code]
        kept = self._kept.get(record.id)
        if kept is not None and kept[0] is record and kept[1] == kind:
            return kept[2]
        item = structure_item(record, words, moment=moment)
        rendered = item.model_dump_json(exclude=PASSING_FIELDS).encode()
        with self._lock:
            self._kept[record.id] = (record, kind, rendered)
            self._kept.move_to_end(record.id)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return rendered
