"""What leaves the dock: the report in the browser or as PDF, and all tables as one spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import is_zipfile

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QMenu, QToolButton

from ..core.replacing import replaced
from ..i18n import tr
from ..processing.io.refusals import likely_reason, unwritable
from .running import Outcome

_LONGEST_SHEET_NAME = 31  # in Excel, which also forbids some letters
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


class ReportButton(QToolButton):
    """Opens the report; its menu has the exports too. Hidden until there is something to give."""

    def __init__(self, page, say: Callable[..., None]):
        super().__init__(page)
        self._page, self._say = page, say
        self._outcome: Outcome | None = None
        self.setText(tr("Report"))
        self.setToolTip(tr("Open the report in the browser"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(self)
        self.open_action = menu.addAction(tr("Open report"), self.open_report)
        self.pdf_action = menu.addAction(tr("Export as PDF…"), self.ask_for_pdf)
        self.xlsx_action = menu.addAction(tr("Export tables as XLSX…"), self.ask_for_xlsx)
        menu.setToolTipsVisible(True)
        self.setMenu(menu)
        self.clicked.connect(self.open_report)
        self.hide()

    def show_for(self, outcome: Outcome) -> None:
        """Offer what a run left behind."""
        self._outcome = outcome
        report, tables = bool(outcome.values.get("REPORT")), bool(tables_of(outcome))
        self.open_action.setEnabled(report)
        self.pdf_action.setEnabled(report)
        self.xlsx_action.setEnabled(tables)
        self.setVisible(report or tables)

    def withdraw(self) -> None:
        """Offer nothing."""
        self._outcome = None
        self.hide()

    def hold_back(self, out_of_date: bool) -> None:
        """Make no PDF of a result that is out of date: its map would show layers that its figures are not of."""
        self.pdf_action.setEnabled(not out_of_date and bool(self._outcome and self._outcome.values.get("REPORT")))
        text = tr("The map shows the layers as they are now; run the job again first") if out_of_date else ""
        self.pdf_action.setToolTip(text)

    def open_report(self) -> None:
        """Open the report in the browser."""
        path = self._outcome.values.get("REPORT") if self._outcome else None
        if path:
            QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    def ask_for_pdf(self) -> None:
        """Ask where to, and write the report as PDF."""
        self._ask(tr("Export as PDF"), "pdf", tr("PDF files (*.pdf)"), export_pdf)

    def ask_for_xlsx(self) -> None:
        """Ask where to, and write the tables as a spreadsheet."""
        self._ask(tr("Export tables as XLSX"), "xlsx", tr("Excel files (*.xlsx)"), export_xlsx)

    def _ask(self, title: str, ending: str, kinds: str, export: Callable[[Outcome, str], None]) -> None:
        folder = Path(QgsProject.instance().homePath() or Path.home())
        path, _ = QFileDialog.getSaveFileName(
            self._page.window(), title, str(folder / f"{self._page.algorithm.displayName()}.{ending}"), kinds
        )
        if not path:
            return
        path = path if path.lower().endswith(f".{ending}") else f"{path}.{ending}"
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            export(self._outcome, path)
        except QgsProcessingException as error:
            self._say(str(error), wrong=True)
        else:
            self._say(tr("Written to {path}.").format(path=path))
        finally:
            QApplication.restoreOverrideCursor()


def export_pdf(outcome: Outcome, path: str) -> None:
    """Write the report of a run as PDF, with its layers on the map over the others that are visible.

    Raises QgsProcessingException with a sentence where it cannot be written.
    """
    layers = [layer.id() for layer in map_layers(outcome)]
    _run("greenvein:reportpdf", {"REPORT": outcome.values["REPORT"], "LAYERS": layers, "OUTPUT": path})


def export_xlsx(outcome: Outcome, path: str) -> None:
    """Write every table of a run as a sheet of a spreadsheet, with the names of fields that people read.

    Raises QgsProcessingException with a sentence where it cannot be written.
    """
    sheets, names = [], set()
    for layer in tables_of(outcome):
        sheet = layer.clone()
        sheet.setName(_sheet_name(layer.name(), names))
        names.add(sheet.name().lower())
        sheets.append(sheet)
    try:
        with replaced(Path(path)) as beside:
            wanted = {"LAYERS": sheets, "USE_ALIAS": True, "OUTPUT": str(beside), "OVERWRITE": True}
            _run("native:exporttospreadsheet", wanted)
            # QGIS takes a file that could not be made, or not to its end, for a success.
            if not is_zipfile(beside):
                raise QgsProcessingException(unwritable(path, likely_reason(beside.parent)))
    except OSError as error:
        raise QgsProcessingException(unwritable(path, error)) from error


def map_layers(outcome: Outcome) -> list[QgsMapLayer]:
    """Return the layers of the map, the first on top: those of the run that are shown, then all others that are."""
    root = QgsProject.instance().layerTreeRoot()
    own = {layer.id() for layer in _layers(outcome) if layer.isSpatial()}
    shown = {layer.id() for layer in root.checkedLayers()}
    order = [layer for layer in root.layerOrder() if layer.isSpatial()]
    results = [layer for layer in order if layer.id() in own]
    results = [layer for layer in results if layer.id() in shown] or results
    return results + [layer for layer in order if layer.id() in shown - own]


def tables_of(outcome: Outcome) -> list[QgsVectorLayer]:
    """Return what a run left as tables: summaries first, then the attributes of its layers in the map's order."""
    order = [layer.id() for layer in QgsProject.instance().layerTreeRoot().layerOrder()]

    def place(layer: QgsVectorLayer) -> tuple[bool, int]:
        return layer.isSpatial(), order.index(layer.id()) if layer.id() in order else len(order)

    return sorted(_layers(outcome), key=place)


def _layers(outcome: Outcome) -> list[QgsVectorLayer]:
    names = [name for name, value in outcome.values.items() if isinstance(value, str) and name != "REPORT"]
    found = (outcome.layer(name) for name in names)
    return [layer for layer in found if layer is not None]


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that Excel allows and that no other sheet has."""
    plain = _FORBIDDEN.sub(" ", name).strip("' ") or tr("Table")
    found, number = plain[:_LONGEST_SHEET_NAME], 2
    while found.lower() in taken:
        found = f"{plain[: _LONGEST_SHEET_NAME - 3]} {number}"
        number += 1
    return found


def _run(algorithm: str, parameters: dict) -> dict:
    """Run an algorithm here and now, in the thread that layers and layouts live in."""
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback(False)
    context.setProject(QgsProject.instance())
    found, _ = (
        QgsApplication.processingRegistry()
        .createAlgorithmById(algorithm)
        .run(parameters, context, feedback, catchExceptions=False)
    )
    return found
