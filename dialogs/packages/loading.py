"""The packages are imported in the background: that takes a second or two, in which QGIS is not to stand still."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsProcessingFeedback

from ...i18n import tr
from ...processing import dependencies
from ..live.work import Work

_tried: list[Work] = []
"""The one time that it was tried."""
_done: list[Work] = []


def is_over() -> bool:
    """Tell whether the packages are imported, as far as they are there; the first who asks begins it."""
    if not _tried and not dependencies.is_loaded() and not dependencies.missing():
        work = Work(tr("Loading the Python packages"), dependencies.load, _done.append, QgsProcessingFeedback())
        _tried.append(work)
        QgsApplication.taskManager().addTask(work)
    return len(_done) == len(_tried)
