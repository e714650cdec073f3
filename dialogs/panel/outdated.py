"""What may leave a page whose result is out of date: its report, which says so on top, and nothing else.

A table or a PDF is taken for what holds by whoever gets it, and the map of a PDF would show the layers as they are now.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import QgsProcessingException, QgsProcessingUtils

from ...core.progress import Progress, aside, quiet
from ...processing.io.refusals import unwritable
from ...processing.reports.files import read_report
from ...processing.reports.words import words_of


@dataclass(frozen=True)
class Outdated:
    """Why something holds no longer, by sentences, when it was found, and what is said where it is asked for."""

    reasons: Sequence[str]
    found_at: float
    refusal: str


def marked(report: str, outdated: Outdated, progress: Progress = quiet) -> str:
    """Return the file of a report that says on top that it is out of date, made of the file of one that does not.

    Raises QgsProcessingException with a sentence where it cannot be made.
    """
    target = Path(QgsProcessingUtils.generateTempFilename(Path(report).name))
    aside(lambda progress: _mark(report, outdated, target), progress)
    return str(target)


def _mark(path: str, outdated: Outdated, target: Path) -> None:
    from ...core.report import render

    report = read_report(path)
    tr = words_of(report.language)
    found = time.strftime("%Y-%m-%d %H:%M", time.localtime(outdated.found_at))
    first = tr("Out of date: this is a result of {time}. What has changed since:").format(time=found)
    try:
        target.write_text(render(replace(report, outdated=(first, *outdated.reasons))), encoding="utf-8")
    except OSError as error:
        raise QgsProcessingException(unwritable(target, error)) from error
