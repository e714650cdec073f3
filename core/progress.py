"""How a kernel says how far it is, and how it is stopped."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import copy_context
from functools import cache, partial
from queue import Empty, SimpleQueue
from typing import Protocol, TypeVar

Progress = Callable[[float], None]
"""Called with the share done, 0 to 1; an exception it raises stops the kernel."""


Result = TypeVar("Result")
Told_co = TypeVar("Told_co", covariant=True)


class Stoppable(Protocol[Told_co]):
    """Work that is told its progress: a kernel whose other arguments are given."""

    def __call__(self, *, progress: Progress) -> Told_co:
        """Do it."""


_LOOK_S = 0.2
# Threads that stay: QGIS keeps what it transforms coordinates with by the address of a thread's own context, which a
# later thread may get again after one has ended. As many as may be busy with work that nobody waits for any more.
_ASIDE = ThreadPoolExecutor(64, thread_name_prefix="greenvein-aside")


def quiet(share: float) -> None:
    """Take no notice."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """Return a progress whose 0 to 1 is ``start`` to ``end`` (0 to 1) of the given one.

    It never tells more than ``end``, where what comes next begins: by rounding 0.3 and 0.9 − 0.3 are more than 0.9.

    >>> from greenvein.core.progress import part
    >>> part(print, 0.5, 1.0)(0.5)
    0.75
    """
    return lambda share: progress(min(end, start + share * (end - start)))


def chunks(count: int, size: int, progress: Progress = quiet) -> Iterator[slice]:
    """Yield slices that cover ``count`` items, telling the progress before each and at the end.

    >>> from greenvein.core.progress import chunks
    >>> list(chunks(5, 2))
    [slice(0, 2, None), slice(2, 4, None), slice(4, 5, None)]
    """
    for start in range(0, count, size):
        progress(start / count)
        yield slice(start, min(start + size, count))
    progress(1.0)


class StoppedError(Exception):
    """Ends work in a thread whose result is no longer wanted."""


def aside(work: Stoppable[Result], progress: Progress = quiet) -> Result:
    """Return what ``work`` returns, done in another thread, so that no call of it keeps anybody waiting.

    A union of large polygons cannot be stopped in the middle. ``progress`` is called in the caller's thread: with each
    share that the work tells, and several times a second in between. When it raises an exception nobody waits for the
    work, which ends when it next tells a share; so it must change nothing that anybody else has. What context variables
    hold in the caller's thread they hold in the work's.

    >>> from greenvein.core.progress import aside
    >>> def work(*, progress):
    ...     progress(1.0)
    ...     return "done"
    >>> shares = []
    >>> aside(work, shares.append), shares[-1]
    ('done', 1.0)
    """
    shares: SimpleQueue[float | None] = SimpleQueue()
    stop = threading.Event()

    def told(share: float) -> None:
        if stop.is_set():
            raise StoppedError
        shares.put(share)

    done = _ASIDE.submit(copy_context().run, partial(work, progress=told))
    done.add_done_callback(lambda _: shares.put(None))
    share: float | None = 0.0
    try:
        while share is not None:
            last = share
            try:
                share = shares.get(timeout=_LOOK_S)
            except Empty:
                progress(last)
            else:
                if share is not None:
                    progress(share)
        return done.result()
    except BaseException:
        stop.set()
        raise


def in_the_background(work: Callable[[], object]) -> None:
    """Have work done by another thread, for whose end nobody waits.

    >>> import threading
    >>> from greenvein.core.progress import in_the_background
    >>> done = threading.Event()
    >>> in_the_background(done.set)
    >>> done.wait(timeout=60)
    True
    """
    _ASIDE.submit(copy_context().run, work)


def in_threads(
    work: Callable[[slice], Result],
    count: int,
    size: int,
    progress: Progress = quiet,
    stop: threading.Event | None = None,
) -> list[Result]:
    """Return ``work`` of each chunk, in order, done by as many threads as there are cores.

    GEOS lets go of Python's lock, so threads share its work; ``work`` must not prepare
    geometries that another chunk uses. The progress is called in the caller's thread, several times a second.
    ``stop`` is set when the progress or a chunk raises an exception, so that long chunks can end early.

    >>> from greenvein.core.progress import in_threads
    >>> in_threads(lambda rows: sum(range(rows.start, rows.stop)), count=5, size=2)
    [1, 5, 4]
    """
    slices = list(chunks(count, size))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        futures = [pool.submit(work, rows) for rows in slices]
        try:
            for number, future in enumerate(futures):
                while not wait([future], timeout=_LOOK_S).done:
                    progress(number / len(futures))
                future.result()
                progress((number + 1) / len(futures))
            return [future.result() for future in futures]
        except BaseException:
            if stop is not None:
                stop.set()
            for future in futures:
                future.cancel()
            raise


@contextmanager
def beside(callers: int) -> Iterator[Callable[..., Callable]]:
    """Yield what starts work beside the caller's own, and returns the function that waits for its result.

    It is called with the work and its arguments. All that is started is done in turn by one more thread, so that it may
    wait for what was started before it; or, where ``callers`` at once leave no core idle, by the caller when it waits.

    >>> from greenvein.core.progress import beside
    >>> with beside(callers=1) as start:
    ...     wait = start(sum, [1, 2, 3])
    ...     wait()
    6
    """
    if 2 * callers > (os.cpu_count() or 1):
        yield lambda work, *given: cache(partial(work, *given))
        return
    with ThreadPoolExecutor(1) as pool:
        yield lambda work, *given: pool.submit(work, *given).result
