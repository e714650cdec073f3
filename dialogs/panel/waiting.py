"""A window that says how far a job in the foreground is, and lets the user stop it."""

from __future__ import annotations

import time

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QEventLoop, Qt
from qgis.PyQt.QtWidgets import QApplication, QProgressDialog, QWidget

from ...i18n import tr
from ...processing.framework.call import CancelledError

_SHOWN_AFTER_MS = 600
_EVERY_S = 0.05


class Waiting(QProgressDialog):
    """Shown only where it takes a moment; to be used in a ``with``."""

    def __init__(self, text: str, parent: QWidget):
        super().__init__(text, tr("Cancel"), 0, 100, parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumDuration(_SHOWN_AFTER_MS)
        self.feedback = QgsFeedback()
        self.feedback.progressChanged.connect(lambda percent: self.progress(percent / 100, stop=False))
        self.canceled.connect(self.feedback.cancel)
        self._last = 0.0

    def progress(self, share: float, stop: bool = True) -> None:
        """Show the share done, 0 to 1; raises CancelledError once the user has cancelled."""
        if stop and self.wasCanceled():
            raise CancelledError
        now = time.monotonic()
        if now - self._last >= _EVERY_S:
            self._last = now
            self.setValue(min(99, int(100 * share)))  # at 100 it would begin anew
            # Qt itself looks only where the value has changed; as long as the window is not there, nobody may click.
            kinds = QEventLoop.ProcessEventsFlag
            QApplication.processEvents(kinds.AllEvents if self.isVisible() else kinds.ExcludeUserInputEvents)

    def __enter__(self) -> Waiting:
        self.setValue(0)
        return self

    def __exit__(self, *_) -> None:
        self.canceled.disconnect(self.feedback.cancel)  # closing counts as cancelling
        self.reset()
        self.deleteLater()
