"""Turns: every subject gets a short burst in each round, so that the machine's noise is shared."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from statistics import median, quantiles

from bench.load import Burst, Client
from bench.servers import Server
from bench.subjects import Subject

CONNECTIONS = 8
_SECONDS_BEFORE = 1.0  # of each subject, so that both workers have read what they keep


@dataclass(frozen=True, slots=True)
class Measured:
    """A subject on a server; `kind` groups the columns: cache, first time, without cache."""

    kind: str
    subject: Subject
    server: Server


@dataclass(slots=True)
class Figures:
    """The bursts of one subject."""

    bursts: list[Burst] = field(default_factory=list)

    @property
    def cpu_milliseconds(self) -> float:
        """Processor time of the workers for one request."""
        requests = sum(burst.requests for burst in self.bursts)
        return 1_000 * sum(burst.cpu_seconds for burst in self.bursts) / requests

    @property
    def rate(self) -> float:
        """Requests a second: median of the bursts."""
        return median(burst.requests / burst.seconds for burst in self.bursts)

    def rate_against(self, unit: "Figures") -> float:
        """Give the ratio of the rates: median of the rounds, in which both had their burst."""
        return median(
            (burst.requests / burst.seconds) / (other.requests / other.seconds)
            for burst, other in zip(self.bursts, unit.bursts, strict=True)
        )

    @property
    def half(self) -> float:
        """Milliseconds within which half of the answers came."""
        return 1_000 * median(self._latencies)

    @property
    def slow(self) -> float:
        """Milliseconds within which 99 in 100 answers came."""
        return 1_000 * quantiles(self._latencies, n=100, method="inclusive")[98]

    @property
    def _latencies(self) -> list[float]:
        return [latency for burst in self.bursts for latency in burst.latencies]


Results = dict[tuple[str, str], Figures]  # (kind, name of the subject)


def measure(
    measured: Sequence[Measured], *, rounds: int, seconds: float, say: Callable[[str], None]
) -> Results:
    """Give each its burst in turn, round after round."""
    results: Results = {(each.kind, each.subject.name): Figures() for each in measured}
    for each in measured:
        if not each.subject.repeated:
            _burst(each, seconds=_SECONDS_BEFORE)
    for number in range(1, rounds + 1):
        say(f"tour {number}/{rounds}")
        for each in measured:
            results[each.kind, each.subject.name].bursts.append(_burst(each, seconds=seconds))
    return results


def _burst(measured: Measured, *, seconds: float) -> Burst:
    """Open connections (servers close idle ones between rounds), fill the cache, then measure."""
    subject = measured.subject
    with closing(Client(measured.server, connections=CONNECTIONS)) as client:
        client.warm(list(subject.repeated))
        return client.burst(subject.paths, seconds=seconds, depth=subject.depth)
