"""The process that opens a workbook may take so much memory and time, and writes no file."""

import subprocess
import sys

_LIMITS = """
import resource
from directory.exchange.workbook_child import limit_this_process
limit_this_process()
names = ("AS", "CPU", "FSIZE", "CORE", "NOFILE")
print(*(resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[1] for name in names))
"""


def test_a_workbook_is_opened_within_limits() -> None:
    told = subprocess.run([sys.executable, "-c", _LIMITS], capture_output=True, check=True)

    assert [int(limit) for limit in told.stdout.split()] == [600_000_000, 4, 0, 0, 32]
