"""How a kernel says how far it is, and how it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Progress = Callable[[float], None]
"""Called with the share done, 0 to 1; an exception it raises stops the kernel."""


def quiet(share: float) -> None:
    """Take no notice."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """Return a progress whose 0 to 1 is ``start`` to ``end`` of the given one."""
    return lambda share: progress(start + share * (end - start))


def chunks(count: int, size: int, progress: Progress = quiet) -> Iterator[slice]:
    """Yield slices that cover ``count`` items, telling the progress before each and at the end."""
    for start in range(0, count, size):
        progress(start / count)
        yield slice(start, min(start + size, count))
    progress(1.0)
