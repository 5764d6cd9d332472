"""`make bench`: measure the site in multiples of a bare Flask route (see README.md)."""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import FrameType

from bench.edits import measure_edits
from bench.instances import Instance, fictional_instance, real_instance
from bench.report import print_measurements, print_verdicts
from bench.rounds import Measured, measure
from bench.search_times import measure_search
from bench.servers import Server, bare_server, directory_server
from bench.subjects import (
    API_KEPT,
    LISTING,
    LISTING_KEPT,
    PAGE_KEPT,
    bare_subjects,
    fresh_subjects,
    kept_subjects,
)
from bench.targets import LARGE, MIDDLE, SMALL, Measurements, verdicts
from bench.vocabulary import Vocabulary, read_vocabulary
from directory.database import make_session_factory, open_engine

REAL = 144
_WORKERS = 2  # as `directory serve` by default
_SECONDS = 0.4
_ROUNDS, _QUICK_ROUNDS = 5, 3
_LEFT_OUT = "3 et 7. non mesurées : --quick ne va pas à 20 000 structures"


def main() -> None:
    """Measure every size and print the tables."""
    options = _options()
    signal.signal(signal.SIGTERM, _end)
    begun = time.monotonic()
    sizes = [REAL, MIDDLE] if options.quick else [REAL, MIDDLE, LARGE]
    everything = []
    with tempfile.TemporaryDirectory(prefix="annuaire-mesures-") as folder:
        for size in options.sizes or sizes:
            measured = _measure_size(
                Path(folder), size, rounds=_QUICK_ROUNDS if options.quick else _ROUNDS
            )
            print_measurements(measured)
            everything.append(measured)
    is_whole = any(measured.structures == LARGE for measured in everything)
    print_verdicts(verdicts(everything), left_out=() if is_whole else (_LEFT_OUT,))
    load = os.getloadavg()[1]
    print(
        f"\n{time.monotonic() - begun:.0f} s en tout, sur {os.cpu_count()} processeurs ;", end=" "
    )
    print(f"charge moyenne de la machine : {load:.1f} (au-delà de 4, croire les rapports seuls)")


def _measure_size(folder: Path, size: int, *, rounds: int) -> Measurements:
    _say(f"{size} structures : préparation")
    make = real_instance if size == REAL else fictional_instance
    instance = make(folder, size)
    small = fictional_instance(folder, SMALL) if size == LARGE else None
    search = measure_search(instance, seed=size)
    with ExitStack() as stack:
        log = folder / "servers.log"
        bare = stack.enter_context(bare_server(log, workers=_WORKERS))
        site, without_cache = (
            stack.enter_context(_served(instance, log, cache_megabytes=megabytes))
            for megabytes in (None, 0)
        )
        vocabulary = _vocabulary(instance)
        kept, first = kept_subjects(vocabulary, seed=1), fresh_subjects(vocabulary, seed=2)
        measured = [
            *(Measured("", subject, bare) for subject in bare_subjects()),
            *(Measured("cache", subject, site) for subject in kept),
            *(Measured("première fois", subject, site) for subject in first),
            *(
                Measured("sans cache", subject, without_cache)
                for subject in fresh_subjects(vocabulary, seed=3)
            ),
        ]
        if small is not None:
            server = stack.enter_context(_served(small, log, cache_megabytes=None))
            measured.extend(_small_subjects(_vocabulary(small), server))
        results = measure(measured, rounds=rounds, seconds=_SECONDS, say=_say)
        edits = measure_edits(instance, site, vocabulary.slugs[0])
    return Measurements(size, results, search, edits)


def _served(
    instance: Instance, log: Path, *, cache_megabytes: int | None
) -> AbstractContextManager[Server]:
    return directory_server(
        instance.folder,
        log,
        workers=_WORKERS,
        is_demo=instance.is_demo,
        cache_megabytes=cache_megabytes,
    )


def _small_subjects(vocabulary: Vocabulary, server: Server) -> Iterator[Measured]:
    """Give what must not cost more when the directory grows."""
    for subject in kept_subjects(vocabulary, seed=1):
        if subject.name in (LISTING_KEPT, PAGE_KEPT, API_KEPT):
            yield Measured(f"cache à {SMALL}", subject, server)
    for subject in fresh_subjects(vocabulary, seed=2):
        if subject.name == LISTING:
            yield Measured(f"première fois à {SMALL}", subject, server)


def _vocabulary(instance: Instance) -> Vocabulary:
    database = open_engine(instance.settings.database_address)
    try:
        return read_vocabulary(make_session_factory(database))
    finally:
        database.dispose()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{REAL} et {MIDDLE} seulement")
    parser.add_argument("--sizes", type=int, nargs="+", help="ces nombres de structures seulement")
    return parser.parse_args()


def _say(sentence: str) -> None:
    """Tell what is going on, apart from the tables."""
    print(sentence, file=sys.stderr, flush=True)


def _end(_number: int, _frame: FrameType | None) -> None:
    """Leave by the way of every context, so that servers and folders go too."""
    raise SystemExit(1)


if __name__ == "__main__":
    main()
