"""The settings of GreenVein: a page in QGIS's options, and the same in a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QPushButton

from ...i18n import tr
from ...processing import profiles
from ...processing.profiles import names as profile_names
from ...processing.provider import ICON
from ..plain import plain

if TYPE_CHECKING:
    from .windows import ProfileDialog

_TITLE = "GreenVein"


class SettingsPage(QObject):
    """What GreenVein adds to QGIS for its settings; ``changed`` tells that the active plan profile is another."""

    changed = pyqtSignal()

    def __init__(self, iface):
        super().__init__()
        self._iface = iface
        self._bar = iface.messageBar()
        self._item = None
        self.dialog: ProfileDialog | None = None
        self.factory = OptionsFactory(self)
        self.action = QAction(QIcon(str(ICON)), tr("Plan profiles…"), iface.mainWindow())
        self.action.setObjectName("GreenVeinSettings")
        self.action.triggered.connect(self.open)
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.warn)

    def register(self) -> None:
        """Add the page and the menu entry, and say once QGIS is idle whether the active profile is wrong."""
        self._iface.registerOptionsWidgetFactory(self.factory)
        self._iface.addPluginToMenu(_TITLE, self.action)
        self._timer.start(0)

    def unregister(self) -> None:
        """Take all of it away."""
        self._timer.stop()
        self._roll_back()
        if self.dialog is not None:
            self.dialog.deleteLater()
        self._iface.removePluginMenu(_TITLE, self.action)
        self._iface.unregisterOptionsWidgetFactory(self.factory)
        self.action.deleteLater()
        self.deleteLater()

    def open(self) -> None:
        """Open the window, or bring it to the front."""
        if self.dialog is None:
            from .windows import ProfileDialog

            self.dialog = ProfileDialog(self._iface.mainWindow())
            self.dialog.panel.changed.connect(self.spread)
            self.dialog.finished.connect(self._forget)
            self.dialog.open()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def spread(self) -> None:
        """Let algorithms and pages follow the profile that is active now."""
        provider = QgsApplication.processingRegistry().providerById("greenvein")
        if provider is not None:
            provider.refreshAlgorithms()
        self.changed.emit()
        self.warn()

    def warn(self) -> None:
        """Say in the message bar that the chosen profile is wrong and another one serves, as long as that is so."""
        self._roll_back()
        error = profiles.find()[1]
        if error is None:
            return
        button = QPushButton(tr("Plan profiles…"))
        button.clicked.connect(self.open)
        self._item = self._bar.createMessage(_TITLE, plain(profile_names.fallback_sentence(error)))
        self._item.layout().addWidget(button)
        self._bar.pushWidget(self._item, Qgis.MessageLevel.Warning)

    def _roll_back(self) -> None:
        # The user may have closed it, and with that QGIS has deleted it.
        if self._item is not None and self._item in self._bar.items():
            self._bar.popWidget(self._item)
        self._item = None

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


class OptionsFactory(QgsOptionsWidgetFactory):
    """Makes the page each time QGIS's options are opened."""

    def __init__(self, settings: SettingsPage):
        super().__init__()
        self._settings = settings
        self.setTitle("GreenVein 绿脉")
        self.setIcon(QIcon(str(ICON)))

    def createWidget(self, parent):  # noqa: N802 - QGIS's name
        from .windows import OptionsPage

        return OptionsPage(self._settings.spread, parent)
