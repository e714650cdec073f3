"""What tells one content of a plain file from another, however the file came to where it is: copied, or unpacked."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from . import digests

_AT_ONCE_BYTES = 32 * 2**20
_MOST_BYTES = 4 * 2**30
"""Of a file that is read whole, in some ten seconds; a larger one, which only a raster can be, is known by its time."""
_PIECE_BYTES = 2**20
_DATED_BYTES = {".dbf": 4}
"""At the front of a file, where it says on which day it was written."""


def state(path: Path) -> tuple:
    """Return what stands for the content of a file, with a digest or mark as of ``digests``.

    Raises OSError where it is not there.
    """
    found = path.stat()
    if found.st_size > _MOST_BYTES:
        return path.name, found.st_mtime_ns, found.st_size
    return path.name, digests.digest(_File(path)), found.st_size


class _File(digests.Content):
    """A plain file."""

    def files(self) -> tuple[tuple, int]:
        found = self.path.stat()
        return (found.st_ino, found.st_mtime_ns, found.st_size), found.st_size

    def at_once(self) -> int:
        return _AT_ONCE_BYTES

    def digest(self, size: int) -> str:
        found = blake2b(digest_size=16)
        with self.path.open("rb") as file:
            file.seek(_DATED_BYTES.get(self.path.suffix.lower(), 0))
            while piece := file.read(_PIECE_BYTES):
                found.update(piece)
        return found.hexdigest()
