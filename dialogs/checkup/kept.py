"""The results of a check-up that were kept with the project: the pages that show them are built when it is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingException, QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...processing.comparison import kept_runs
from ...processing.models.chain import Chain

if TYPE_CHECKING:
    from ..pages.page import Page


class KeptPages(QObject):
    """Builds the pages of jobs that have such a result; ``opened`` tells that all of them are there.

    ``page_of`` returns the page of a job, built where it was not yet; ``widget``: without which nobody looks.
    """

    opened = pyqtSignal()

    def __init__(self, chain: Chain, page_of: Callable[[str], Page], widget: QWidget):
        super().__init__(widget)
        self._chain, self._page_of, self._widget = chain, page_of, widget
        self._left: list[str] = []
        """The jobs that are still to be asked."""

    def look(self, *_) -> None:
        """Find out which jobs have results that were kept, whose pages show them again."""
        self._left = [link.id for link in self._chain.links]
        QTimer.singleShot(0, self.go_on)  # once the pages have heard of the project too

    def forget(self) -> None:
        """Ask no more, for the project is another one."""
        self._left = []

    def go_on(self) -> None:
        """Build the pages, one at a time, so that nobody waits for all of them."""
        while self._left and self._widget.isVisible():
            job = self._left.pop(0)
            try:
                kept = kept_runs.runs(QgsProject.instance(), job)
            except QgsProcessingException:  # which its page tells
                continue
            if kept:
                self._page_of(job).kept.look_if_wanted()
                QTimer.singleShot(0, self.go_on)
                return
        self.opened.emit()
