"""Files are replaced as a whole or not at all: the successor is made beside them, and moved when it is finished.

A move within one folder is one step for the system, so that a single file is always the old or the new one. Several
files (a Shapefile) cannot be moved in one step: what is to be moved is written down first, and the next run in that
folder finishes what a machine that stopped left half done.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

if os.name == "nt":
    import msvcrt
else:
    import fcntl

_PREFIX = ".greenvein-"
_NEW, _OLD, _MOVES, _LOCK = "new", "old", "moves", "lock"
_TRIES = 10


class Successor:
    """What is to take the place of a file, made in a folder of its own beside it.

    ``target``: the file, or the main one of several. ``path``: where to make it; all other files that are made in the
    folder of ``path`` are parts of it. Raises OSError where there is no such folder or no right to write there, and
    where a device, a pipe or a socket is in its place, which nothing can replace.
    """

    def __init__(self, target: Path):
        self.target = Path(os.path.realpath(target))  # a link goes on showing where it did
        with naming(self.target):
            _must_be_replaceable(Path(target))  # of a link to a pipe the system tells no path
            if self.target.is_file():  # one that may only be read is not to be replaced either
                os.close(os.open(self.target, os.O_WRONLY))
            self._folder, self._lock = _place_of_our_own(self.target.parent)
            (self._folder / _NEW).mkdir()
        self.path = self._folder / _NEW / self.target.name

    def parts(self) -> list[Path]:
        """Return the files that were made."""
        return sorted((self._folder / _NEW).iterdir())

    def flush(self) -> None:
        """Have the system write what was made to the disk itself. Raises OSError."""
        for part in self.parts():
            for file in [part] if part.is_file() else filter(Path.is_file, part.rglob("*")):
                with file.open("r+b") as made:
                    os.fsync(made.fileno())

    def replace(self, beside: Iterable[str] = ()) -> None:
        """Move what was made to its place; raises OSError, with everything as it was, where that cannot be done.

        ``beside``: names of files that belong to the old one and may have no successor.
        """
        with naming(self.target):
            self._replace(beside)
        self.discard()

    def discard(self) -> None:
        """Remove what was made and has not been moved."""
        _remove(self._folder, self._lock)

    def _replace(self, beside: Iterable[str]) -> None:
        home, made = self.target.parent, self.parts()
        new = [part.name for part in made]
        old = [name for name in dict.fromkeys([*new, *beside]) if (home / name).exists()]
        for name in old:
            _must_be_replaceable(home / name)
        self.flush()
        for part in made:
            if part.is_file() and (home / part.name).is_file():
                shutil.copymode(home / part.name, part)
        if len(new) == 1 and made[0].is_file() and old in ([], new) and not (home / new[0]).is_dir():
            os.replace(made[0], home / new[0])
        else:
            _write_down(self._folder, old, new)
            try:
                _move(self._folder, old, new)
            except OSError:
                _move_back(self._folder, old, new)
                raise
            (self._folder / _MOVES).unlink()
        _flush_folder(home)


@contextmanager
def naming(target: Path) -> Iterator[None]:
    """Have errors of the system name the file that is meant, and not one on its way."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(target), None
        raise


@contextmanager
def replaced(target: Path) -> Iterator[Path]:
    """Give a path to write a file to; it becomes ``target`` at the end, or nothing changes.

    Raises OSError that names the target; IsADirectoryError where there is a folder of that name.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from greenvein.core.replacing import replaced
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replaced(Path(folder, "report.html")) as path:
    ...         _ = path.write_text("new")
    ...     Path(folder, "report.html").read_text()
    'new'
    """
    with naming(target):
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        put_right(Path(os.path.realpath(target)).parent)
        successor = Successor(target)
        try:
            yield successor.path
            successor.replace()
        finally:
            successor.discard()


def put_right(folder: Path) -> None:
    """Finish what stopped half done in a folder, and remove what was being made there then. Raises OSError."""
    for place in folder.glob(f"{_PREFIX}*"):
        if not (place / _LOCK).is_file():
            with suppress(OSError):  # one that is just being made, or another program's
                place.rmdir()
            continue
        try:
            lock = (place / _LOCK).open("ab")
        except PermissionError:  # another user's
            continue
        if not _is_ours(lock, where_nobody_can=False):
            lock.close()
            continue
        try:
            if (place / _MOVES).is_file():
                moves = json.loads((place / _MOVES).read_text(encoding="utf-8"))
                _move(place, *(list(map(_plain, moves[which])) for which in (_OLD, _NEW)))
                (place / _MOVES).unlink()
                _flush_folder(folder)
        except BaseException:
            lock.close()
            raise
        _remove(place, lock)


def _must_be_replaceable(path: Path) -> None:
    """Raise OSError (ENODEV) where a path leads to what is neither file nor folder: a device, a pipe, a socket."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV), str(path))


def _place_of_our_own(home: Path) -> tuple[Path, IO[bytes]]:
    """Return a new folder, and the open file that tells others that it is in use."""
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=home))
        with suppress(FileNotFoundError):  # another run took it for one that was left
            lock = (folder / _LOCK).open("ab")
            if _is_ours(lock, where_nobody_can=True) and (folder / _LOCK).is_file():
                return folder, lock
            lock.close()
    raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(home))


def _is_ours(file: IO[bytes], where_nobody_can: bool) -> bool:
    """Lock a file as long as this program runs; ``where_nobody_can``: the answer on disks that know no locks."""
    try:
        if os.name == "nt":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return where_nobody_can and error.errno in (errno.ENOTSUP, errno.ENOLCK, errno.ENOSYS)
    return True


def _write_down(folder: Path, old: list[str], new: list[str]) -> None:
    """Write down what is to be moved: from now on the new ones count."""
    (folder / _OLD).mkdir()
    unfinished = folder / f"{_MOVES}.part"
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump({_OLD: old, _NEW: new}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, folder / _MOVES)
    _flush_folder(folder)


def _move(folder: Path, old: list[str], new: list[str]) -> None:
    """Set the old ones aside, and move the new ones in; what is moved already stays.

    A folder is set aside only for a folder that takes its place: what else bears such a name is not ours. Raises
    IsADirectoryError where one stands in the place of a file.
    """
    home = folder.parent
    for name in old:
        if (home / name).is_dir() and not (folder / _NEW / name).is_dir():
            if (folder / _NEW / name).exists():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(home / name))
            continue
        if not (folder / _OLD / name).exists() and (home / name).exists():
            os.replace(home / name, folder / _OLD / name)
    for name in new:
        if (folder / _NEW / name).exists():
            os.replace(folder / _NEW / name, home / name)


def _move_back(folder: Path, old: list[str], new: list[str]) -> None:
    home = folder.parent
    for name in new:
        if not (folder / _NEW / name).exists():
            os.replace(home / name, folder / _NEW / name)
    for name in old:
        if (folder / _OLD / name).exists():
            os.replace(folder / _OLD / name, home / name)
    (folder / _MOVES).unlink()


def _remove(folder: Path, lock: IO[bytes]) -> None:
    """Remove a folder of ours; what cannot be removed now, the next run there removes."""
    lock.close()  # before, for an open file cannot be removed everywhere
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():  # an old file that was read-only, which some systems do not remove
        for part in folder.rglob("*"):
            with suppress(OSError):
                part.chmod(stat.S_IRWXU)
        shutil.rmtree(folder, ignore_errors=True)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":  # where folders cannot be opened
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _plain(name: str) -> str:
    """Return a name of a file; refuse what leads elsewhere."""
    if name != Path(name).name:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), name)
    return name
