"""Reads reports from the files that algorithms wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingException

from ...i18n import tr
from ..io.refusals import unreadable

if TYPE_CHECKING:
    from ...core.report import Report


def read_report(path: str) -> Report:
    """Return the report in a file; raises QgsProcessingException where it is none of ours."""
    from ...core.report.file import ForeignFileError, read

    try:
        return read(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise QgsProcessingException(unreadable(path, error)) from error
    except (ForeignFileError, UnicodeDecodeError) as error:
        text = tr("“{path}” is not a report of GreenVein; choose an HTML report that this version of it wrote.")
        raise QgsProcessingException(text.format(path=path)) from error
