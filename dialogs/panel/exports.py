"""What leaves the dock: the report in the browser or as PDF, and all tables as a spreadsheet or as CSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import is_zipfile

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QMenu, QToolButton

from ...core.progress import Progress, aside, part, quiet
from ...core.replacing import replaced
from ...i18n import tr
from ...processing.framework.call import CancelledError
from ...processing.io import digests
from ...processing.io.refusals import likely_reason, unwritable
from ...processing.jobs import JOBS
from .outdated import Outdated, marked
from .readable_tables import ReadableTable, read_table
from .running import Outcome
from .saving import ask_for_file
from .waiting import Waiting

Runs = Sequence[tuple[str, Outcome]]
"""Jobs, and what a run of each has left."""
_BORDERS = {name for job in JOBS.values() for name in job.borders}
_LONGEST_SHEET_NAME = 31  # in Excel, which also forbids some letters
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


class ReportButton(QToolButton):
    """Opens the report; its menu has the exports too. Hidden until there is something to give.

    Of a result that is out of date nothing leaves but the report, which says so (``outdated``).
    """

    def __init__(self, page, say: Callable[..., None]):
        super().__init__(page)
        self._page, self._say = page, say
        self._outcome: Outcome | None = None
        self._refused = ""
        """What was said when something was asked for that held no longer."""
        self.setText(tr("Report"))
        self.date(out_of_date=False)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(self)
        self.open_action = menu.addAction(tr("Open report"), self.open_report)
        self.pdf_action = menu.addAction(tr("Export as PDF…"), self.ask_for_pdf)
        self.xlsx_action = menu.addAction(tr("Export tables as XLSX…"), self.ask_for_xlsx)
        self.csv_action = menu.addAction(tr("Export tables as CSV…"), self.ask_for_csv)
        self.setMenu(menu)
        self.clicked.connect(self.open_report)
        self.hide()

    def show_for(self, outcome: Outcome) -> None:
        """Offer what a run left behind."""
        self._outcome = outcome
        self._offer(bool(outcome.values.get("REPORT")), bool(tables_of(outcome)))

    def _offer(self, report: bool, tables: bool) -> None:
        self.open_action.setEnabled(report)
        self.pdf_action.setEnabled(report)
        self.xlsx_action.setEnabled(tables)
        self.csv_action.setEnabled(tables)
        self.setVisible(report or tables)

    def withdraw(self) -> None:
        """Offer nothing."""
        self._outcome = None
        self.hide()

    def date(self, out_of_date: bool) -> None:
        """Say what will be opened, and take a refusal back where what was refused holds again."""
        text = tr("Open the report in the browser")
        self.setToolTip(tr("Open the report, which says that it is out of date") if out_of_date else text)
        if self._refused and not out_of_date:
            if self._page.notice.text() == self._refused:
                self._say("")
            self._refused = ""

    def outdated(self) -> Outdated | None:
        """Return why what there is to give holds no longer, as things stand now; None where it does.

        Raises CancelledError where the user does not wait for tables that must be read to tell.
        """
        found = self._outdated()
        if found is None and digests.is_reading():
            with Waiting(tr("Checking whether the result still holds…"), self._page.window()) as waiting:
                aside(digests.wait_for_all, waiting.progress)
            found = self._outdated()
        return found

    def _outdated(self) -> Outdated | None:
        """Return the same as far as tables were read that must be."""
        self._page.judge()
        reasons, basis = [one.sentence for one in self._page.changes], self._page.basis
        if not reasons or basis is None:
            return None
        return Outdated(reasons, basis.time, tr("Out of date: run the job again first; nothing was exported."))

    def must_hold(self) -> None:
        """Raise QgsProcessingException, with a sentence, where what there is to give is out of date.

        Raises CancelledError as ``outdated``.
        """
        outdated = self.outdated()
        if outdated is not None:
            self._refused = outdated.refusal
            raise QgsProcessingException(outdated.refusal)

    def open_report(self) -> None:
        """Open the report in the browser; one that is out of date says so."""
        try:
            with Waiting(tr("Opening the report…"), self._page.window()) as waiting:
                path = self.report(waiting.progress)
        except CancelledError:
            return
        except QgsProcessingException as error:
            self._say(str(error), wrong=True)
            return
        if path:
            QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    def report(self, progress: Progress = quiet) -> str:
        """Return the file of the report as it is opened, "" where there is none; raises QgsProcessingException."""
        path = (self._outcome.values.get("REPORT") if self._outcome else None) or ""
        outdated = self.outdated() if path else None
        return path if outdated is None else marked(path, outdated, progress)

    def ask_for_pdf(self) -> None:
        """Ask where to, and write the report as PDF."""
        self._ask(tr("Export as PDF"), ".pdf", tr("PDF files (*.pdf)"), self.write_pdf)

    def ask_for_xlsx(self) -> None:
        """Ask where to, and write the tables as a spreadsheet."""
        self._ask(tr("Export tables as XLSX"), ".xlsx", tr("Excel files (*.xlsx)"), self.write_xlsx)

    def ask_for_csv(self) -> None:
        """Ask for the name of a folder, and write each table into it as CSV."""
        self._ask(tr("Export tables as CSV"), "", tr("Folder of CSV files (*)"), self.write_csv)

    def write_pdf(self, path: str, progress: Progress = quiet) -> None:
        """Write the report as PDF; raises as ``export_pdf`` and ``must_hold``."""
        self.must_hold()
        if self._outcome is not None:
            export_pdf(self._outcome, path, progress)

    def write_xlsx(self, path: str, progress: Progress = quiet) -> None:
        """Write the tables as a spreadsheet; raises as ``export_xlsx`` and ``must_hold``."""
        self.must_hold()
        export_xlsx(self._runs(), path, progress)

    def write_csv(self, path: str, progress: Progress = quiet) -> None:
        """Write the tables as CSV; raises as ``export_csv`` and ``must_hold``."""
        self.must_hold()
        export_csv(self._runs(), path, progress)

    def missing(self) -> list[str]:
        """Return what the layers and tables are called that a run left and that are gone."""
        return [] if self._outcome is None else missing(self._page.algorithm, self._outcome)

    def _runs(self) -> Runs:
        """Return what there is to write the tables of: jobs, and what a run of each has left."""
        return [] if self._outcome is None else [(self._page.algorithm.name(), self._outcome)]

    def _ask(self, title: str, ending: str, kinds: str, export: Callable[[str, Progress], None]) -> None:
        try:
            self.must_hold()
        except CancelledError:
            return
        except QgsProcessingException as error:
            self._say(str(error), wrong=True)
            return
        folder = Path(QgsProject.instance().homePath() or Path.home())
        start = str(folder / f"{self._page.algorithm.displayName()}{ending}")
        path = ask_for_file(self._page.window(), title, start, kinds, ending)
        if not path:
            return
        gone = self.missing()
        try:
            with Waiting(title, self._page.window()) as waiting:
                export(path, waiting.progress)
        except CancelledError:
            self._say(tr("Cancelled: nothing was written."))
        except QgsProcessingException as error:
            self._say(str(error), wrong=True)
        else:
            text = tr("Written to {path}.")
            if gone:
                text = tr("Written to {path}, but without {tables}: no longer in the project. Run the job again.")
            self._say(text.format(path=path, tables=tr(", ").join(gone)), wrong=bool(gone))


def export_pdf(outcome: Outcome, path: str, progress: Progress = quiet) -> None:
    """Write the report of a run as PDF, with its layers on the map.

    Raises QgsProcessingException with a sentence where it cannot be written.
    """
    write_pdf(outcome.values["REPORT"], map_layers(outcome), path, progress)


def write_pdf(report: str, layers: list[QgsMapLayer], path: str, progress: Progress = quiet) -> None:
    """Write a report as PDF, with some layers on its map; raises as ``export_pdf``."""
    ids = [layer.id() for layer in layers]
    run_here("greenvein:reportpdf", {"REPORT": report, "LAYERS": ids, "OUTPUT": path}, progress)


def export_xlsx(runs: Runs, path: str, progress: Progress = quiet) -> None:
    """Write every table of some runs as a sheet of a spreadsheet, in words and figures that people read.

    What stood there stays until the new file is whole. Raises QgsProcessingException with a sentence where it cannot
    be written.
    """
    taken: set[str] = set()
    sheets = []
    tables = readable(runs, part(progress, 0.0, 0.3))
    for number, table in enumerate(tables):
        name = _sheet_name(table.title, taken)
        taken.add(name.lower())
        sheets.append(table.as_layer(name, _nth(part(progress, 0.3, 0.6), number, len(tables))))
    try:
        with replaced(Path(path)) as beside:
            parameters = {"LAYERS": sheets, "OUTPUT": str(beside), "OVERWRITE": True}
            run_here("native:exporttospreadsheet", parameters, part(progress, 0.6, 1.0))
            # QGIS takes a file that could not be made, or not to its end, for a success.
            if not is_zipfile(beside):
                raise QgsProcessingException(unwritable(path, likely_reason(beside.parent)))
    except OSError as error:
        raise QgsProcessingException(unwritable(path, error)) from error


def export_csv(runs: Runs, folder: str, progress: Progress = quiet) -> None:
    """Write every table of some runs into a folder, as CSV that Excel opens with its Chinese whole.

    Raises QgsProcessingException with a sentence where it cannot be written, or would replace files.
    """
    taken: set[str] = set()
    target, tables = Path(folder), readable(runs, part(progress, 0.0, 0.5))
    is_new, written = not target.exists(), []
    try:
        target.mkdir(exist_ok=True)
        for number, table in enumerate(tables):
            name = _sheet_name(table.title, taken)
            taken.add(name.lower())
            target = Path(folder) / f"{name}.csv"
            # The byte order mark tells Excel that this is UTF-8.
            with target.open("x", encoding="utf-8-sig", newline="") as file:
                written.append(target)
                csv.writer(file).writerow(table.heads)
                csv.writer(file).writerows(table.texts(_nth(part(progress, 0.5, 1.0), number, len(tables))))
    except CancelledError:
        for path in written:
            path.unlink()
        if is_new:
            Path(folder).rmdir()
        raise
    except FileExistsError as error:
        text = tr("“{path}” is there already; choose a folder that is new or empty.")
        raise QgsProcessingException(text.format(path=error.filename)) from error
    except OSError as error:
        raise QgsProcessingException(unwritable(str(target), error)) from error


def map_layers(outcome: Outcome) -> list[QgsMapLayer]:
    """Return the layers of the map, the first on top: results of the run that are shown, then inputs that are.

    What else the project shows is no part of the job. The borders of zones, which tell where one is, lie below all of
    it where they are not shown.
    """
    root = QgsProject.instance().layerTreeRoot()
    own = {layer.id() for layer in _layers(outcome).values() if layer.isSpatial()}
    used = {layer.id() for layer in outcome.inputs() if layer.isSpatial()} - own
    borders = {layer.id() for layer in outcome.inputs(_BORDERS)}
    shown = {layer.id() for layer in root.checkedLayers()}
    order = [layer for layer in root.layerOrder() if layer.isSpatial()]
    results = [layer for layer in order if layer.id() in own]
    results = [layer for layer in results if layer.id() in shown] or results
    visible = [layer for layer in order if layer.id() in shown & used]
    return results + visible + [layer for layer in order if layer.id() in borders - shown]


def has_places(outcome: Outcome) -> bool:
    """Tell whether a run has left anything that a map can show."""
    return any(layer.isSpatial() for layer in _layers(outcome).values())


def tables_of(outcome: Outcome) -> dict[str, QgsVectorLayer]:
    """Return what a run left as tables: summaries first, then the attributes of its layers in the map's order."""
    order = [layer.id() for layer in QgsProject.instance().layerTreeRoot().layerOrder()]

    def place(item: tuple[str, QgsVectorLayer]) -> tuple[bool, int]:
        layer = item[1]
        return layer.isSpatial(), order.index(layer.id()) if layer.id() in order else len(order)

    return dict(sorted(_layers(outcome).items(), key=place))


def missing(algorithm: QgsProcessingAlgorithm, outcome: Outcome) -> list[str]:
    """Return what the layers and tables are called that a run left and that are gone."""
    made = [one for one in algorithm.destinationParameterDefinitions() if outcome.values.get(one.name())]
    sinks = [one for one in made if isinstance(one, QgsProcessingParameterFeatureSink)]
    return [one.description() for one in sinks if not outcome.has(one.name())]


def readable(runs: Runs, progress: Progress = quiet) -> list[ReadableTable]:
    """Return every table of some runs as people read it. Raises QgsProcessingException where none is left."""
    tables = [(f"{job}_{name.lower()}", layer) for job, run in runs for name, layer in tables_of(run).items()]
    if not tables:
        raise QgsProcessingException(tr("The layers of this result are no longer in the project; run the job again."))
    return [
        read_table(layer, style, _nth(progress, number, len(tables))) for number, (style, layer) in enumerate(tables)
    ]


def _nth(progress: Progress, number: int, count: int) -> Progress:
    """Return the part of a progress that one of some equal steps takes."""
    return part(progress, number / count, (number + 1) / count)


def _layers(outcome: Outcome) -> dict[str, QgsVectorLayer]:
    """Return the layers and tables among the outputs, by their names."""
    names = [name for name, value in outcome.values.items() if isinstance(value, str) and name != "REPORT"]
    found = {name: outcome.layer(name) for name in names}
    return {name: layer for name, layer in found.items() if layer is not None}


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that Excel allows and that no other sheet has."""
    plain = _FORBIDDEN.sub(" ", name).strip("' ") or tr("Table")
    found, number = plain[:_LONGEST_SHEET_NAME], 2
    while found.lower() in taken:
        found = f"{plain[: _LONGEST_SHEET_NAME - 3]} {number}"
        number += 1
    return found


class _Told(QgsProcessingFeedback):
    """Tells a progress whenever a run moves on or asks whether to stop, which it is to where the progress says so."""

    def __init__(self, progress: Progress):
        super().__init__(False)
        self._progress = progress
        self.progressChanged.connect(lambda percent: self.isCanceled())  # QGIS's own do not ask Python

    def isCanceled(self):  # noqa: N802 - QGIS's name
        if not super().isCanceled():
            try:
                self._progress(self.progress() / 100)
            except CancelledError:
                self.cancel()
        return super().isCanceled()


def run_here(algorithm: str, parameters: dict, progress: Progress) -> None:
    """Run an algorithm here and now, in the thread that layers and layouts live in.

    Raises QgsProcessingException, and CancelledError where the progress says so.
    """
    context, feedback = QgsProcessingContext(), _Told(progress)
    context.setProject(QgsProject.instance())
    work = QgsApplication.processingRegistry().createAlgorithmById(algorithm)
    try:
        work.run(parameters, context, feedback, catchExceptions=False)
    finally:
        if QgsProcessingFeedback.isCanceled(feedback):
            raise CancelledError
