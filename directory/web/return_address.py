"""Where to go after signing in: one of our own pages, and nothing else."""

import re

from flask import request

_OWN_PATH = re.compile(r"/(?![/\\])[\w/.~%?=&+,:-]*", re.ASCII)
_ENCODED_SLASHES = re.compile(r"%(?:2f|5c|0[0-9a-f]|1[0-9a-f])", re.IGNORECASE)


def safe_return_address(asked: str, default: str) -> str:
    """Give the asked path when it is a plain one of this site, else the default."""
    if not _OWN_PATH.fullmatch(asked) or _ENCODED_SLASHES.search(asked):
        return default
    return request.script_root + asked
