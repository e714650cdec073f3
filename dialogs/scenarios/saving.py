"""Whether results are saved beside the project: the setting, and the box that shows it."""

from __future__ import annotations

from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QCheckBox, QWidget

from ...i18n import tr

SETTING = "greenvein/save_results"


def saves() -> bool:
    """Return whether results are saved beside the project, once that is saved."""
    return QgsSettings().value(SETTING, True, type=bool)


def save(wanted: bool) -> None:
    """Have results saved beside the project from now on, or not."""
    QgsSettings().setValue(SETTING, wanted)


def title() -> str:
    """Return what the setting is called."""
    return tr("Save results beside the project")


def hint() -> str:
    """Return what the setting does."""
    return tr("Once the project is saved, each run goes into a GeoPackage beside it and is there again with it")


class SavingBox(QCheckBox):
    """The setting on a page; it is one for all pages."""

    def __init__(self, parent: QWidget):
        super().__init__(title(), parent)
        self.setToolTip(hint())
        self.setChecked(saves())
        self.toggled.connect(save)

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.setChecked(saves())
