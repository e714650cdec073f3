"""How a kernel says how far it is, and how it is stopped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Progress = Callable[[float], None]
"""Called with the share done, 0 to 1; an exception it raises stops the kernel."""


Result = TypeVar("Result")


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


def in_threads(work: Callable[[slice], Result], count: int, size: int, progress: Progress = quiet) -> list[Result]:
    """Return ``work`` of each chunk, in order, done by as many threads as there are cores.

    GEOS lets go of Python's lock, so threads share its work; ``work`` must not prepare
    geometries that another chunk uses. The progress is called in the caller's thread.
    """
    slices = list(chunks(count, size))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = [pool.submit(work, rows) for rows in slices]
        try:
            results = []
            for number, future in enumerate(futures, 1):
                results.append(future.result())
                progress(number / len(futures))
            return results
        except BaseException:
            for future in futures:
                future.cancel()
            raise
