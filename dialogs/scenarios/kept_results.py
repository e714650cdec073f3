"""Results that last: each is written into the file beside the project, shown again with it, listed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QMenu, QMessageBox

from ...i18n import language, tr
from ...processing import dependencies
from ...processing.comparison import kept_runs, run_keeping
from ...processing.comparison.kept_runs import InUseError, KeptRun, Record
from ...processing.comparison.run_keeping import Keeping
from ...processing.comparison.scenario_content import Content
from ...processing.comparison.scenarios import Side, home
from ...processing.framework import output_fields
from ...processing.framework.call import CancelledError
from ...processing.framework.version import program
from ...processing.io.snapshot import Snapshot
from ..live.work import Work
from ..panel.basis import Basis
from ..panel.notice import Notice
from ..panel.running import Outcome
from ..plain import plain
from . import kept_layers, kept_opening, kept_parameters, saving

AGAIN_MS = 2_000
"""After which a file is looked at again that was in use by another program, or gone."""


class KeptResults(Notice):
    """The line below a result that says how long it stays; it keeps the results of a page, and shows them again."""

    done = pyqtSignal()
    """The result that is shown is not being written any more."""

    def __init__(self, page):
        super().__init__(page)
        self._page = page
        self.shown: KeptRun | None = None
        """The run whose result is shown, where it is kept."""
        self._work: Work | None = None
        """What writes the result that is shown."""
        self._opening: Work | None = None
        self._wanted = False
        self._place = ""  # the sentence that says where the result that is shown is kept
        self._told = ""  # why the results of the project are not shown
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._look_if_seen)
        self._key = ""  # of the run whose result is shown, as soon as it is being written
        self._taken: set[str] = set()  # keys of runs, also of those that are still being written
        QgsProject.instance().readProject.connect(self.look)
        QgsProject.instance().projectSaved.connect(self._note)

    def close_down(self) -> None:
        """Leave no connection behind."""
        QgsProject.instance().readProject.disconnect(self.look)
        QgsProject.instance().projectSaved.disconnect(self._note)
        self.forget()

    def add_to(self, menu: QMenu) -> None:
        """Add the list of earlier results to a menu."""
        self.menu = menu.addMenu(tr("Earlier results"))
        self.menu.aboutToShow.connect(self._list)

    def sides(self) -> list[Side]:
        """Return the kept results as they are compared, the oldest first, without the one that is shown."""
        found = (kept_runs.side_of(run) for run in reversed(self.runs()) if run.key != self._key)
        return [side for side in found if side is not None]

    def is_saving(self) -> bool:
        """Tell whether the result that is shown is still being written."""
        return self._work is not None

    def is_temporary(self) -> bool:
        """Tell whether the result that is shown goes with the project."""
        return self.shown is None and not self.is_saving()

    def is_gone(self) -> bool:
        """Tell whether the file is gone that keeps the result that is shown."""
        return self.shown is not None and not self.shown.file.is_file()

    def say_where(self) -> None:
        """Say where the result that is shown is kept, or that this file is gone."""
        if self.shown is not None:
            gone = self.is_gone()
            self.say(kept_runs.gone(self.shown.file) if gone else self._place, wrong=gone)

    def runs(self) -> list[KeptRun]:
        """Return the kept runs of the job, the newest first; a file that cannot be read is told."""
        try:
            return kept_runs.runs(QgsProject.instance(), self._page.job.id)
        except QgsProcessingException as error:
            self._page.notice.say(str(error), wrong=True)
            return []

    # Keeping.

    def take(self, outcome: Outcome, content: Content, basis: Basis) -> None:
        """Keep the result of a run, where that is wanted; else say that it is a temporary one."""
        was_saving = self.is_saving()
        self._work, self.shown, self._key = None, None, ""
        file = kept_runs.file_of(QgsProject.instance())
        layers = self._layers(outcome)
        if not saving.saves():
            text = tr("Temporary result: it is gone once the project is closed. “{setting}” keeps those of later runs.")
            self.say(text.format(setting=saving.title()))
        elif file is None or not layers:
            self.say(_temporary())
        else:
            self.say(tr("Saving the result beside the project…"))
            keeping = self._keeping(outcome, content, basis, file, layers)
            self._key = keeping.run.key
            edited = kept_layers.Edited(list(layers.values()))
            feedback = QgsProcessingFeedback()
            self._work = self._begin(
                tr("Save the result"),
                lambda: run_keeping.keep(keeping, feedback),
                lambda work: self._conclude(work, keeping.run, edited),
                feedback,
            )
        if was_saving and not self.is_saving():
            self.done.emit()

    def forget(self) -> None:
        """Have no result any more; what is being written goes on."""
        was_saving = self.is_saving()
        self._work, self._opening, self.shown, self._wanted, self._key = None, None, None, False, ""
        self._again.stop()
        self._told = ""
        self.say("")
        if was_saving:
            self.done.emit()

    def _keeping(
        self, outcome: Outcome, content: Content, basis: Basis, file: Path, layers: dict[str, QgsVectorLayer]
    ) -> Keeping:
        """Return all that is to be kept, which nobody changes any more."""
        page = self._page
        with suppress(QgsProcessingException):  # which writing into the file will tell
            self._taken |= {run.key for run in kept_runs.runs(QgsProject.instance(), page.job.id)}
        key = kept_runs.key_of(content.job, content.time, self._taken)
        self._taken.add(key)
        tables = {output: kept_runs.table_of(key, output) for output in layers}
        record = Record(
            content=content,
            tables=tables,
            layers={output: layer.id() for output, layer in layers.items()},
            parameters=kept_parameters.kept(page.algorithm, outcome.parameters, outcome.context),
            made_from=basis.kept(file),
            profile=basis.profile.content,
            notices=outcome.notices,
            begun=basis.time,
            program=program(),
            language=language(),
        )
        names = {
            tables[output]: output_fields.titles(page.job.style(output), layer.fields().names())
            for output, layer in layers.items()
        }
        report = outcome.values.get("REPORT")
        return Keeping(
            run=KeptRun(key, content.job, file, record),
            layers={tables[output]: Snapshot(layer) for output, layer in layers.items()},
            styles={tables[output]: kept_layers.style_of(layer) for output, layer in layers.items()},
            names=names,
            report=Path(report).read_text("utf-8") if report and Path(report).is_file() else "",
            transform=QgsProject.instance().transformContext(),
        )

    def _layers(self, outcome: Outcome) -> dict[str, QgsVectorLayer]:
        """Return the layers and tables that a run has left, by output."""
        definitions = self._page.algorithm.destinationParameterDefinitions()
        names = [one.name() for one in definitions if isinstance(one, QgsProcessingParameterFeatureSink)]
        found = {name: outcome.layer(name) for name in names}
        return {name: layer for name, layer in found.items() if layer is not None}

    def _conclude(self, work: Work, run: KeptRun, edited: kept_layers.Edited) -> None:
        edited.stop()
        if work.error is None:
            for output, layer in kept_layers.in_project(run).items():
                if layer.id() not in edited.layers:
                    kept_layers.point_to(layer, run, output)
        if work is not self._work:  # another run has begun, or another project
            return
        self._work = None
        if work.error is None:
            self.shown = run
            self._place = tr("Saved with the project, in “{file}”.").format(file=run.file.name)
            self.say_where()
        else:
            said = tr("Cancelled.") if isinstance(work.error, CancelledError) else str(work.error)
            self.say(tr("{reason} The result is still here, as a temporary one.").format(reason=said), wrong=True)
        self.done.emit()
        if work.error is not None and not isinstance(work.error, (CancelledError, QgsProcessingException)):
            raise work.error

    def _note(self) -> None:
        """Keep anew what the shown result was made from, for edits may be saved now that were not at the run."""
        run, basis = self.shown, self._page.basis
        own = kept_runs.file_of(QgsProject.instance())
        if run is None or run.record is None or basis is None or own is None or own.parent != run.file.parent:
            return
        made_from = basis.kept(run.file)
        if made_from == run.record.made_from or not run.file.is_file():
            return
        self.shown = noted = replace(run, record=replace(run.record, made_from=made_from))
        self._begin(tr("Save the result"), lambda: run_keeping.note(noted), self._say_error)

    def _begin(
        self,
        title: str,
        work: Callable[[], None],
        then: Callable[[Work], None],
        feedback: QgsProcessingFeedback | None = None,
    ) -> Work:
        def there(task: Work) -> None:
            if not sip.isdeleted(self):  # the plugin may be gone before the work is done
                then(task)

        task = Work(title, work, there, feedback or QgsProcessingFeedback())
        QgsApplication.taskManager().addTask(task)
        return task

    def _say_error(self, work: Work) -> None:
        if work.error is not None:
            self._page.notice.say(str(work.error), wrong=True)

    # Showing again.

    def look(self, *_) -> None:
        """Show the newest result of the project, once somebody looks at the page."""
        self._wanted = True
        if self._page.isVisible():
            self.look_if_wanted()

    def look_if_wanted(self) -> None:
        """Show the newest result of the project, where that is still to be done."""
        if not self._wanted or self._page.is_busy():
            return
        if self._page.outcome is not None:
            self._wanted = False
            self._tell("")
            return
        try:
            runs = kept_runs.runs(QgsProject.instance(), self._page.job.id)
        except InUseError as error:
            self._look_again(str(error))
            return
        except QgsProcessingException as error:
            self._wanted = False
            self._tell(str(error))
            return
        gone = "" if runs else kept_layers.gone(self._page.job.id)
        if gone:
            self._look_again(gone)
            return
        self._wanted = False
        self._tell("")
        if runs:
            # Importing what draws a chart takes a second, which nobody is to wait for.
            ready, then = partial(kept_opening.made_ready, self._page.job), partial(self._show_ready, run=runs[0])
            self._opening = self._begin(tr("Open the result"), ready, then)

    def _look_if_seen(self) -> None:
        if self._page.isVisible():  # else once it is shown again
            self.look_if_wanted()

    def _look_again(self, sentence: str) -> None:
        """Say why the results are not there, and look again before long."""
        self._tell(sentence)
        self._again.start()

    def _tell(self, sentence: str) -> None:
        """Say why the results of the project are not shown; "" where that is over."""
        if sentence or self._page.notice.text() == self._told:
            self._page.notice.say(sentence, wrong=bool(sentence))
        self._told = sentence

    def _show_ready(self, work: Work, run: KeptRun) -> None:
        if work is not self._opening:  # it was the result of another project
            return
        self._opening = None
        if not self._page.is_busy() and self._page.outcome is None:
            self.show_run(run)

    def show_run(self, run: KeptRun, load: bool = False) -> None:
        """Show a kept result in place of what is shown; ``load`` its layers into the project."""
        problems = dependencies.load()
        try:
            if problems:
                raise QgsProcessingException(dependencies.sentence(problems))
            outcome, basis = kept_opening.opened(self._page, run, load)
        except InUseError as error:  # since it was listed
            self._wanted = True
            self._look_again(str(error))
            return
        except QgsProcessingException as error:
            self._page.notice.say(str(error), wrong=True)
            return
        self._work, self.shown, self._key = None, run, run.key
        try:
            self._page.show_outcome(outcome, basis, run)
        except kept_opening.UNREADABLE as error:  # of tables that another version has made
            self._page.put_away()
            self._page.notice.say(kept_opening.of_another_version(run), wrong=True)
            kept_runs.log(f"{run.key}: {error!r}")
            return
        self._tell("")
        text = tr("Result of {time}, saved with the project in “{file}”.")
        self._place = text.format(time=run.time, file=run.file.name)
        self.say_where()

    # What a user does with earlier results.

    def _list(self) -> None:
        self.menu.clear()
        try:
            runs = kept_runs.runs(QgsProject.instance(), self._page.job.id)
        except QgsProcessingException as error:
            self.menu.addAction(str(error)).setEnabled(False)
            return
        for run in runs:
            value = run.record.content.verdict.get("value", "") if run.record is not None else ""
            of = self.menu.addMenu(tr("{time} · {value}").format(time=run.time, value=value) if value else run.time)
            of.setEnabled(not self._page.is_busy())
            of.addAction(tr("Open"), partial(self.show_run, run, True))
            compare = of.addAction(tr("Compare…"), partial(self._page.scenarios.compare_with, run.key))
            compare.setEnabled(run.record is not None)
            of.addAction(tr("Delete…"), partial(self.delete, run))
        if not runs:
            self.menu.addAction(tr("None yet")).setEnabled(False)

    def delete(self, run: KeptRun) -> None:
        """Ask, and delete a kept result with its layers."""
        if not self.confirm_delete(run):
            return
        project = QgsProject.instance()
        if self.shown is not None and self.shown.key == run.key:
            self._page.put_away()
        layers = [layer for layer in project.mapLayers().values() if kept_layers.is_of(layer, run)]
        groups = {kept_layers.group_of(layer) for layer in layers} - {None}
        project.removeMapLayers([layer.id() for layer in layers])
        for group in groups:
            if group is not None and not group.children() and group.parent() is not None:
                group.parent().removeChildNode(group)
        self._begin(tr("Delete the result"), lambda: run_keeping.delete(run), self._end_deleting)

    def confirm_delete(self, run: KeptRun) -> bool:
        """Ask whether a kept result may go."""
        text = tr("Delete the result of {time} with its layers, from the project and from “{file}”? This is for good.")
        button = QMessageBox.StandardButton
        title = tr("Delete the result")
        text = plain(text.format(time=run.time, file=run.file.name))
        return QMessageBox.question(self.window(), title, text, button.Yes | button.No, button.No) == button.Yes

    def _end_deleting(self, work: Work) -> None:
        self._say_error(work)
        self._page.scenarios.refresh()
        if self._page.outcome is None:  # it was the one that was shown
            self.look()


def _temporary() -> str:
    folder = home(QgsProject.instance())
    if folder is not None and kept_runs.unfit(folder):
        text = tr(
            "Temporary result: it is gone once the project is closed. QGIS can open no GeoPackage in “{folder}” for "
            "the “%” in this name; save the project elsewhere, and the results of later runs are saved with it."
        )
        return text.format(folder=folder)
    return tr(
        "Temporary result: it is gone once the project is closed. Save the project, and the results of later runs are "
        "saved with it."
    )
