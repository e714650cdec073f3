"""What tells one content of a plain file from another, however the file came to where it is: copied, or unpacked."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

_MOST_BYTES = 32 * 2**20
"""Of a file that is read whole, in some hundredths of a second; a larger one is known by its time and length."""
_DATED_BYTES = {".dbf": 4}
"""At the front of a file, where it says on which day it was written."""

_known: dict[Path, tuple[tuple, str]] = {}
"""The digest of each file, with the state that it was in."""


def state(path: Path) -> tuple:
    """Return what stands for the content of a file. Raises OSError where it is not there."""
    found = path.stat()
    if found.st_size > _MOST_BYTES:
        return path.name, found.st_mtime_ns, found.st_size
    now = found.st_ino, found.st_mtime_ns, found.st_size
    was, digest = _known.get(path, ((), ""))
    if was != now:
        try:
            content = path.read_bytes()
        except OSError:  # another program has it locked
            return path.name, found.st_mtime_ns, found.st_size
        digest = blake2b(content[_DATED_BYTES.get(path.suffix.lower(), 0) :], digest_size=16).hexdigest()
        _known[path] = now, digest
    return path.name, digest, found.st_size
