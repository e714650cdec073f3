"""The preferences of GreenVein that are no plan numbers."""

from __future__ import annotations

from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ...i18n import tr
from ..panel import run_groups
from ..scenarios import saving


class Preferences(QWidget):
    """Shows the preferences as they are; ``apply`` makes them what is shown."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.keep_visible = QCheckBox(tr("Keep the layers of earlier runs on the map"), self)
        self.keep_visible.setToolTip(tr("Else a new run of a job folds the groups of its earlier ones and hides them"))
        self.keep_visible.setChecked(run_groups.keeps_earlier_visible())
        self.save_results = QCheckBox(saving.title(), self)
        self.save_results.setToolTip(saving.hint())
        self.save_results.setChecked(saving.saves())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.keep_visible)
        layout.addWidget(self.save_results)

    def apply(self) -> None:
        """Store what is shown."""
        QgsSettings().setValue(run_groups.SETTING, self.keep_visible.isChecked())
        saving.save(self.save_results.isChecked())
