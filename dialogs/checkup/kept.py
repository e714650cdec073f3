"""The results of a check-up that were kept with the project: the pages that show them are built when it is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingException, QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...processing.comparison import kept_runs
from ...processing.comparison.kept_runs import InUseError
from ...processing.models.chain import Chain
from ..scenarios import kept_layers
from ..scenarios.kept_results import AGAIN_MS

if TYPE_CHECKING:
    from ..pages.page import Page


class KeptPages(QObject):
    """Builds the pages of jobs that have such a result; ``opened`` tells that all of them are there.

    ``page_of`` returns the page of a job, built where it was not yet; ``widget``: without which nobody looks. ``told``
    says why results are not there, and "" once they are; their file is looked at again before long.
    """

    opened = pyqtSignal()
    told = pyqtSignal(str)

    def __init__(self, chain: Chain, page_of: Callable[[str], Page], widget: QWidget):
        super().__init__(widget)
        self._chain, self._page_of, self._widget = chain, page_of, widget
        self._left: list[str] = []
        """The jobs that are still to be asked."""
        self._later: list[str] = []
        """Those whose file was in use by another program, or gone."""
        self._why: list[str] = []
        self._is_news = False
        """Whether there is more than the last time that was told."""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.go_on)

    def look(self, *_) -> None:
        """Find out which jobs have results that were kept, whose pages show them again."""
        self.forget()
        self._left, self._is_news = [link.id for link in self._chain.links], True
        QTimer.singleShot(0, self.go_on)  # once the pages have heard of the project too

    def forget(self) -> None:
        """Ask no more, for the project is another one, or all is run anew."""
        self._again.stop()
        self._left, self._later, self._why = [], [], []

    def go_on(self) -> None:
        """Build the pages, one at a time, so that nobody waits for all of them."""
        if not self._widget.isVisible():
            return
        if not self._left and self._later:
            self._left, self._later, self._why = self._later, [], []
        while self._left:
            job = self._left.pop(0)
            try:
                kept = kept_runs.runs(QgsProject.instance(), job)
                why = "" if kept else kept_layers.gone(job)
            except InUseError as error:
                kept, why = [], str(error)
            except QgsProcessingException as error:
                self._why.append(str(error))
                continue
            if why:
                self._why.append(why)
                self._later.append(job)
            if kept:
                self._is_news = True
                self._page_of(job).kept.look_if_wanted()
                QTimer.singleShot(0, self.go_on)
                return
        self.told.emit("\n".join(dict.fromkeys(self._why)))
        if self._is_news:
            self._is_news = False
            self.opened.emit()
        if self._later:
            self._again.start()
