"""What users set once for all of their reports, as a part of GreenVein's settings."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QComboBox, QFormLayout, QGroupBox, QLineEdit, QWidget

from ...i18n import tr
from ...processing.reports import settings as report_settings


class ReportSettings(QGroupBox):
    """Project and organisation of the title block, and the order of zones; ``apply`` keeps them."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(tr("Reports"), parent)
        self.project = QLineEdit(report_settings.project_name(), self)
        self.project.setPlaceholderText(tr("Title of the QGIS project"))
        self.organisation = QLineEdit(report_settings.organisation(), self)
        self.order = QComboBox(self)
        self.order.addItem(tr("As in their layer"), False)
        self.order.addItem(tr("The worst first"), True)
        self.order.setCurrentIndex(self.order.findData(report_settings.worst_first()))
        form = QFormLayout(self)
        for text, box in (
            (tr("Project"), self.project),
            (tr("Organisation"), self.organisation),
            (tr("Order of zones"), self.order),
        ):
            box.setAccessibleName(text)
            form.addRow(text, box)

    def apply(self) -> None:
        """Keep what was chosen, for reports and charts from now on."""
        report_settings.keep(self.project.text(), self.organisation.text(), bool(self.order.currentData()))
