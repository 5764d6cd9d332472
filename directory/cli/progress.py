"""Saying what a command is doing and how far it is."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

_SAID_EVERY = 2_000


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say a step, and how long it took once it is done."""
    click.echo(f"{title}… ", nl=False)
    begun = time.perf_counter()
    yield
    click.echo(f"fait ({time.perf_counter() - begun:.1f} s)")


def say_progress(done: int, total: int) -> None:
    """Say how far a long step is, every two thousand."""
    if done % _SAID_EVERY == 0 and done < total:
        click.echo(f"{done}/{total}… ", nl=False)
