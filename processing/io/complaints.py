"""What GDAL says is wrong.

No handler of ours stands in between: GDAL cuts names within a character, and Python cannot be called with a message
that is no text, which would make an error of every warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from osgeo import gdal

ERRORS = (RuntimeError, UnicodeDecodeError)
"""What GDAL raises once any plugin has told it to; the latter where its message is no text."""


@contextmanager
def kept_quiet() -> Iterator[None]:
    """Keep GDAL from showing what is wrong, in this thread; ``complaints`` tells it, as long as this is entered."""
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


def complaints() -> list[str]:
    """Return what went wrong last, as one text; nothing where all went well or is but worth a warning."""
    if gdal.GetLastErrorType() < gdal.CE_Failure:
        return []
    message = gdal.GetLastErrorMsg()
    return [message.decode("utf-8", "replace") if isinstance(message, bytes) else message]
