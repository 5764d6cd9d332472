"""The tables that are printed."""

from collections.abc import Iterable

from bench import subjects
from bench.rounds import Figures
from bench.targets import Measurements, Verdict

_HEAD = f"{'':<30}{'CPU':>9}{'débit':>9}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}"
_DEEP = (subjects.BARE_DEEP, subjects.API_KEPT_DEEP, subjects.PAGE_KEPT_DEEP)


def print_measurements(measured: Measurements) -> None:
    """Print one size: each answer in multiples of the bare Flask route."""
    bare = measured.results["", subjects.BARE]
    bare_deep = measured.results["", subjects.BARE_DEEP]
    print(f"\n{_number(measured.structures)} structures", end=" ")
    print(f"— Flask nu = 1 ({1_000 * bare.cpu_milliseconds:.0f} µs de processeur par requête)")
    print(_HEAD)
    kind = ""
    for (group, name), figures in measured.results.items():
        if group != kind:
            kind = group
            print(f"  {kind}")
        print(_line(name, figures, bare_deep if name in _DEEP else bare))
    for title, times in (
        ("moteur", measured.search.engine),
        ("toute la recherche", measured.search.whole),
    ):
        half, most, slow = times
        print(f"  {title}, dans le processus : p50 {half:.1f}, p95 {most:.1f}, p99 {slow:.1f} ms")
    for name, seconds in measured.edits.items():
        print(f"  {name} : modification visible dans chaque processus après {seconds:.2f} s")


def _line(name: str, figures: Figures, bare: Figures) -> str:
    cpu = figures.cpu_milliseconds / bare.cpu_milliseconds
    return (
        f"    {name:<26}{cpu:>8.2f}×{figures.rate_against(bare):>8.2f}×{figures.rate:>9.0f}"
        f"{figures.half:>9.1f}{figures.slow:>9.1f}"
    )


def print_verdicts(verdicts: Iterable[Verdict], *, left_out: Iterable[str]) -> None:
    """Print each target with its figure, and what was not measured."""
    print("\nCibles")
    for verdict in verdicts:
        sign = "≥" if verdict.more_is_better else "≤"
        figure = f"{verdict.measured:.2f}{verdict.unit} ({sign} {verdict.limit:g}{verdict.unit})"
        said = "atteint" if verdict.missing <= 1 else f"il manque ×{verdict.missing:.2f}"
        print(f"  {verdict.number}. {verdict.title:<58}{figure:<24}{said}")
    for sentence in left_out:
        print(f"  {sentence}")


def _number(value: int) -> str:
    return f"{value:,}".replace(",", " ")
