"""Progress and threads: shares told, results in order, and an end where one is asked for."""

import threading
import time
from contextvars import ContextVar

import pytest
from greenvein.core.progress import StoppedError, aside, beside, chunks, in_threads, part


def test_a_part_of_a_progress_runs_from_start_to_end():
    told = []
    inner = part(told.append, 0.2, 0.6)
    for share in (0, 0.5, 1):
        inner(share)
    assert told == pytest.approx([0.2, 0.4, 0.6])


def test_what_comes_after_a_part_never_tells_less():
    """Also where start and length of the part are, by rounding, more than its end: 0.3 + (0.9 - 0.3) > 0.9."""
    told = []
    first, second = part(told.append, 0.3, 0.9), part(told.append, 0.9, 1.0)
    for stage in (part(first, 0.0, 0.5), part(first, 0.5, 1.0), second):
        for share in (0.0, 0.7, 1.0):
            stage(share)
    assert 0.3 + (0.9 - 0.3) > 0.9
    assert told == sorted(told)
    assert told[-1] == 1


def test_chunks_cover_every_item_once():
    told = []
    assert [(rows.start, rows.stop) for rows in chunks(7, 3, told.append)] == [(0, 3), (3, 6), (6, 7)]
    assert told == pytest.approx([0, 3 / 7, 6 / 7, 1])
    assert list(chunks(0, 3)) == []


def test_results_come_in_order_whichever_thread_ends_first():
    def work(rows):
        time.sleep(0.02 * (5 - rows.start))
        return rows.start

    assert in_threads(work, 5, 1) == [0, 1, 2, 3, 4]


def test_the_progress_is_asked_while_one_long_chunk_runs():
    told = []
    in_threads(lambda rows: time.sleep(0.7), 1, 1, told.append)
    assert sum(share == 0 for share in told) >= 3
    assert told[-1] == 1


def test_stopping_ends_long_chunks_early():
    stop, seen = threading.Event(), []

    def work(rows):
        if stop.wait(30):
            seen.append(rows.start)
            raise StoppedError
        return rows.start

    def cancel(share):
        if share == 0 and len(asked) > 2:
            raise InterruptedError
        asked.append(share)

    asked: list[float] = []
    with pytest.raises(InterruptedError):
        in_threads(work, 2, 1, cancel, stop)
    assert 0 in seen


def test_an_error_in_a_chunk_reaches_the_caller_and_stops_the_others():
    stop = threading.Event()

    def work(rows):
        if rows.start == 0:
            raise ValueError("chunk 0")
        stop.wait(30)

    with pytest.raises(ValueError, match="chunk 0"):
        in_threads(work, 2, 1, stop=stop)
    assert stop.is_set()


def threads_of(callers, cores, monkeypatch):
    """Return the threads that did three pieces of work, each of which waits for the one before."""
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    with beside(callers) as start:
        first = start(threading.get_ident)
        second = start(lambda: {first(), threading.get_ident()})
        third = start(lambda more: second() | {threading.get_ident()} | more, set())
        return third()


def test_work_is_done_beside_the_caller_in_one_more_thread_and_may_wait_for_earlier_work(monkeypatch):
    threads = threads_of(1, 2, monkeypatch)
    assert len(threads) == 1
    assert threading.get_ident() not in threads


@pytest.mark.parametrize(("callers", "cores"), [(1, 1), (2, 2), (5, 8), (1, None)])
def test_where_no_core_is_idle_the_caller_does_the_work_itself(callers, cores, monkeypatch):
    assert threads_of(callers, cores, monkeypatch) == {threading.get_ident()}


@pytest.mark.parametrize("cores", [1, 2])
def test_work_is_done_once_however_often_its_result_is_asked_for(cores, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    done = []
    with beside(1) as start:
        result = start(done.append, 7)
        assert [result(), result()] == [None, None]
    assert done == [7]


@pytest.mark.parametrize("cores", [1, 2])
def test_an_error_in_work_beside_reaches_the_one_who_waits(cores, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    with beside(1) as start:
        first = start(int, "no number")
        second = start(lambda: first() + 1)
        with pytest.raises(ValueError, match="no number"):
            second()


class Waiting:
    """Work that waits in one call until it is let go, then tells a share."""

    def __init__(self):
        self.begun, self.go, self.ended = threading.Event(), threading.Event(), threading.Event()
        self.raised = None

    def __call__(self, progress):
        self.begun.set()
        try:
            assert self.go.wait(60)
            progress(0.5)
        except BaseException as error:
            self.raised = error
            raise
        finally:
            self.ended.set()
        return "done"


def test_work_aside_tells_every_share_in_turn_and_in_the_callers_thread():
    told, threads = [], set()

    def work(progress):
        threads.add(threading.get_ident())
        for share in (0.0, 0.25, 1.0):
            progress(share)
        return "done"

    def progress(share):
        told.append((share, threading.get_ident()))

    assert aside(work, progress) == "done"
    assert told == [(share, threading.get_ident()) for share in (0.0, 0.25, 1.0)]
    assert threading.get_ident() not in threads


def test_the_progress_is_asked_while_work_aside_is_in_one_call():
    work, asked = Waiting(), []

    def progress(share):
        asked.append(share)
        if len(asked) == 3:
            work.go.set()

    assert aside(work, progress) == "done"
    assert asked == [0.0, 0.0, 0.0, 0.5]


def test_nobody_waits_for_work_aside_that_is_stopped_and_it_ends_at_its_next_share():
    work = Waiting()

    def progress(share):
        assert work.begun.wait(60)
        raise InterruptedError

    with pytest.raises(InterruptedError):
        aside(work, progress)
    assert not work.ended.is_set()
    work.go.set()
    assert work.ended.wait(60)
    assert isinstance(work.raised, StoppedError)


def test_work_aside_has_its_callers_context_and_leaves_it_as_it_is():
    plan = ContextVar("plan", default="none")
    token = plan.set("of the run")

    def work(progress):
        known = plan.get()
        plan.set("another")
        return known

    assert aside(work) == "of the run"
    assert plan.get() == "of the run"
    plan.reset(token)
    assert aside(lambda progress: plan.get()) == "none"  # in whichever thread it is done, and that had one before


def test_an_error_in_work_aside_reaches_the_caller():
    with pytest.raises(ValueError, match="no number"):
        aside(lambda progress: int("no number"))
