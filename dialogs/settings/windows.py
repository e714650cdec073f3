"""The windows with the settings: imported when the first of them is opened, so that QGIS starts without them."""

from __future__ import annotations

from collections.abc import Callable

from qgis.gui import QgsGui, QgsOptionsPageWidget
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QVBoxLayout, QWidget

from ...i18n import tr
from ..plain import plain
from .preferences import Preferences
from .profile_panel import ProfilePanel
from .report_settings import ReportSettings

_TITLE = "GreenVein"
_PAGE = "GreenVeinOptions"
_SIZE = (760, 600)


class ProfileDialog(QDialog):
    """The plan profiles in a window of their own."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.setObjectName("GreenVeinProfiles")
        self.setWindowTitle(tr("Plan profiles of GreenVein"))
        self.panel = ProfilePanel(self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Use this profile"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Cancel"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.panel, 1)
        column.addWidget(self.buttons)
        self.resize(*_SIZE)
        QgsGui.enableAutoGeometryRestore(self)

    def accept(self):
        if self.panel.apply():
            super().accept()

    def reject(self):
        if self.panel.may_leave():
            super().reject()


class OptionsPage(QgsOptionsPageWidget):
    """The page in QGIS's options; nothing of it is made until it is looked at. ``spread``: after another choice."""

    def __init__(self, spread: Callable[[], None], parent: QWidget):
        super().__init__(parent)
        self.setObjectName(_PAGE)
        self._spread = spread
        self.panel: ProfilePanel | None = None
        self.preferences: Preferences | None = None
        self.reports: ReportSettings | None = None
        QVBoxLayout(self).setContentsMargins(0, 0, 0, 0)

    def showEvent(self, event):  # noqa: N802 - Qt's name
        if self.panel is None:
            self.panel = ProfilePanel(self)
            self.panel.changed.connect(self._spread)
            self.preferences = Preferences(self)
            self.layout().addWidget(self.preferences)
            self.layout().addWidget(self.panel, 1)
            self.reports = ReportSettings(self)
            self.layout().addWidget(self.reports)
        super().showEvent(event)

    def isValid(self):  # noqa: N802 - QGIS's name
        """Keep the options open as long as a value is wrong; the page says which."""
        return self.panel is None or self.panel.is_sound()

    def apply(self):
        if self.preferences is not None:
            self.preferences.apply()
        if self.panel is not None and not self.panel.apply():
            QMessageBox.warning(self, _TITLE, plain(self.panel.notice.text()))
        if self.reports is not None:
            self.reports.apply()
