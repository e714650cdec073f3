"""Digests of contents that others may change: of plain files and of tables, large ones read by a thread of their own.

Whoever asks is told at once: where a content must still be read, a mark that stands for its digest, the same one as
long as nobody has written to its files. ``known`` puts the digest in its place once it is there.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from abc import ABC, abstractmethod
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ...core.progress import Progress, in_the_background, quiet
from .complaints import ERRORS

_REST = 2.0
"""How many times longer a content rests than it took to be read: another program may write to it all the time."""
_AGAIN_S = 2.0
"""After which a content is tried again that could not be read."""
_MARK = "unread:"


@dataclass(frozen=True)
class Content(ABC):
    """What there may be a digest of."""

    path: Path

    @abstractmethod
    def files(self) -> tuple[tuple, int]:
        """Return the state of its files, which changes once they are written to, and how large they are.

        Raises OSError where they are not there.
        """

    @abstractmethod
    def at_once(self) -> int:
        """Return the bytes up to which it is read while one waits, in some hundredths of a second."""

    @abstractmethod
    def digest(self, size: int) -> str:
        """Read it, of so many bytes, and return its digest. Raises OSError or sqlite3.Error where that cannot be."""

    def held(self) -> AbstractContextManager:
        """Return what is to go on around it while another thread reads it."""
        return nullcontext()


_known: dict[Content, tuple[tuple, str]] = {}
"""The digest of each content, with the state that its files were in."""
_failed: dict[Content, tuple[tuple, float]] = {}
"""When a content could not be read, with the state that its files were in."""
_wanted: dict[Content, set[str]] = {}
"""The marks of each content that is still to be read, or is being read."""
_digests: dict[str, str] = {}
"""What each mark stands for."""
_change = threading.Condition()


def digest(content: Content) -> str:
    """Return a digest of a content, or the mark of one that is still to be read.

    The last one that there was where it cannot be read, as while another program keeps the file locked; "" without one.
    """
    was, found = _known.get(content, ((), ""))
    try:
        now, size = content.files()
    except OSError:
        return found
    if was == now:
        return found
    if size <= content.at_once():
        return _read(content)
    failed, at = _failed.get(content, ((), 0.0))
    if failed == now and time.monotonic() < at + _AGAIN_S:
        return found
    mark = _MARK + blake2b(repr((content, now)).encode(), digest_size=16).hexdigest()
    with _change:
        _digests.pop(mark, None)
        is_first = content not in _wanted
        _wanted.setdefault(content, set()).add(mark)
    if is_first:
        in_the_background(lambda: _read_on(content))
    return mark


def known(value):
    """Return a value, as JSON can hold it, with the digests in place of their marks as far as they are there by now."""
    if isinstance(value, dict):
        return {name: known(one) for name, one in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(map(known, value))
    return _digests.get(value, value) if isinstance(value, str) else value


def is_open(value) -> bool:
    """Tell whether a value, as JSON can hold it, has the mark of a content that is still being read."""
    if isinstance(value, (dict, tuple, list)):
        return any(map(is_open, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and value.startswith(_MARK) and any(value in marks for marks in [*_wanted.values()])


def awaited(value):
    """Return a value with the digests in place of their marks, for which it waits."""
    with _change:
        _change.wait_for(lambda: not is_open(value))
    return known(value)


def wait_for_all(*, progress: Progress = quiet) -> None:
    """Wait until everything is read that was asked for until now."""
    awaited([mark for marks in [*_wanted.values()] for mark in [*marks]])


def is_reading() -> bool:
    """Tell whether any content is still being read."""
    return any([*_wanted.values()])


def _read_on(content: Content) -> None:
    """Read a content as often as somebody has asked since it was begun to be read the last time."""
    while True:
        with _change:
            marks = {*_wanted[content]}
            if not marks:
                del _wanted[content]
                return
        begun = time.monotonic()
        try:
            with content.held():
                found = _read(content)
        except ERRORS:  # GDAL says so in the place of None, where it is set up to throw
            found = _known.get(content, ((), ""))[1]
        with _change:
            # Of what was written between asking and reading, QGIS and GDAL say beside the digest that they have.
            _digests.update(dict.fromkeys(marks, found))
            _wanted[content] -= marks
            _change.notify_all()
        time.sleep(_REST * (time.monotonic() - begun))


def _read(content: Content) -> str:
    """Read a content and return its digest; the last one that there was where it cannot be read."""
    now: tuple = ()
    try:
        now, size = content.files()
        found = content.digest(size)
        if content.files()[0] == now:
            _known[content] = now, found
    except (OSError, sqlite3.Error):
        _failed[content] = now, time.monotonic()
        return _known.get(content, ((), ""))[1]
    return found
