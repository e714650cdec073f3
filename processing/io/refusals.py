"""What the system says when a file cannot be written, read or removed, as a sentence that names the file."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from ...i18n import tr

_IN_USE = (errno.EBUSY, errno.ETXTBSY, errno.EAGAIN)
_PAGE = 1 << 16  # bytes; files grow by steps
_LITTLE = 4 << 20  # bytes; with less room on a disk, that is why a file could not be written
_FULL = ("disk is full", "No space left")
_SHARING = (32, 33)  # what Windows calls it where another program has a file open or locked


def unwritable(path: object, error: OSError | None = None) -> str:
    """Return why a file cannot be written; without an error that its format is the reason."""
    return _writing(str(path), error).format(path=path)


def _writing(path: str, error: OSError | None) -> str:
    if error is None and path.lower().endswith(".gpkg"):
        return tr("“{path}” cannot be written, for a reason that the log tells; choose another file.")
    if error is None:
        return tr("“{path}” cannot be written in this format; choose another, such as GeoPackage. The log says more.")
    if error.errno in _IN_USE or getattr(error, "winerror", None) in _SHARING:
        return tr("“{path}” cannot be written: another program has it open. Close it there and run this again.")
    no_right = tr("“{path}” cannot be written: you have no right to, or another program has it open.")
    no_room = tr("“{path}” cannot be written: there is no room left on its disk.")
    no_folder = tr("“{path}” cannot be written: what should be its folder is a file.")
    texts: dict[int | None, str] = {
        errno.ENOENT: tr("“{path}” cannot be written: its folder does not exist."),
        errno.ENOTDIR: no_folder,
        errno.EEXIST: no_folder,  # what making the folder says
        errno.ENODEV: tr("“{path}” cannot be written: it is a device or a pipe, and no file; choose a file."),
        errno.EISDIR: tr("“{path}” cannot be written: there is a folder of that name."),
        errno.EACCES: no_right,
        errno.EPERM: no_right,
        errno.EROFS: tr("“{path}” cannot be written: its disk can only be read."),
        errno.ENOSPC: no_room,
        errno.EDQUOT: no_room,
        errno.EFBIG: tr("“{path}” cannot be written: it would be larger than the system allows a file to be."),
        errno.ENAMETOOLONG: tr("“{path}” cannot be written: its name is too long."),
        errno.ELOOP: tr("“{path}” cannot be written: it is a link that leads back to itself."),
    }
    return texts.get(error.errno, tr("“{path}” cannot be written: its disk does not answer as it should."))


def unreadable(path: object, error: OSError) -> str:
    """Return why a file cannot be read."""
    return _reading(error.errno).format(path=path)


def _reading(number: int | None) -> str:
    if number in (errno.ENOENT, errno.ENOTDIR):
        return tr("“{path}” cannot be read: there is no such file.")
    if number == errno.EISDIR:
        return tr("“{path}” cannot be read: it is a folder.")
    if number in (errno.EACCES, errno.EPERM):
        return tr("“{path}” cannot be read: you have no right to, or another program has it open.")
    return tr("“{path}” cannot be read: its disk does not answer as it should.")


def unremovable(path: object, error: OSError) -> str:
    """Return why a file cannot be removed."""
    if error.errno == errno.ENOENT:
        return tr("“{path}” cannot be removed: there is no such file.").format(path=path)
    text = tr("“{path}” cannot be removed: you have no right to, or another program has it open.")
    return text.format(path=path)


def likely_reason(folder: Path, messages: Iterable[str] = (), size: int = 0) -> OSError | None:
    """Return what the system has against a file that was being made in a folder; None where nothing is known.

    For those who write files do not say it, but in some of their ``messages``. ``size``: about how many bytes it would
    have taken at least, of what gives back all room once it was refused more.
    """
    if any(sign in message for message in messages for sign in _FULL):
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    largest = max((part.stat().st_size for part in folder.iterdir() if part.is_file()), default=0)
    limit = _largest_file()
    if limit is not None and largest >= limit - _PAGE:
        return OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    if shutil.disk_usage(folder).free < max(_LITTLE, largest, size):
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    return None


def _largest_file() -> int | None:
    """Return how large the system allows a file to be, in bytes; None where it does not say."""
    try:
        import resource
    except ImportError:  # on Windows
        return None
    limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    return None if limit == resource.RLIM_INFINITY else limit
