"""What a browser sent, less the names that no form of ours has."""

import re

from werkzeug.datastructures import MultiDict

LARGEST_VERSION = 2_147_483_647  # what the column of versions holds
_LONGEST_NUMBER_OF_FIELDS = 3_000
# WTForms reads any digit of Unicode as the number of a row, and stumbles on « ² ».
FIELD_NAME = re.compile(r"[a-z_]{1,40}(?:-\d{1,4}-[a-z_]{1,40})?", re.ASCII)


def sent_fields(sent: MultiDict[str, str]) -> MultiDict[str, str]:
    """Keep of what a browser sent the fields that a form can have."""
    names = [name for name in sent if FIELD_NAME.fullmatch(name)][:_LONGEST_NUMBER_OF_FIELDS]
    return MultiDict([(name, value) for name in names for value in sent.getlist(name)])
