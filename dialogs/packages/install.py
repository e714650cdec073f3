"""Offer to install missing Python packages into the user's QGIS profile."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsTask
from qgis.PyQt.QtCore import QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
)

from ...i18n import tr
from ...processing import dependencies
from ..plain import PlainLabel

_TITLE = "GreenVein"
_LONGEST_LINE = 90


class PackageOffer(QObject):
    """Looks for missing packages once QGIS is up, and offers in its message bar to install them.

    ``text`` is what it says at the moment, "" where all is well, and ``action`` what ``act`` would do about it, "" for
    nothing; ``folder_helps`` says whether ``act_from_folder`` is another way. ``changed`` tells that they are others.
    """

    changed = pyqtSignal()

    def __init__(self, iface):
        super().__init__()
        self.text = self.action = ""
        self.folder_helps = False
        self._problems: tuple[dependencies.PackageProblem, ...] = ()
        self._window = iface.mainWindow()
        self._bar = iface.messageBar()
        self._item = None
        self._task = None
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.offer)

    def register(self):
        """Look as soon as QGIS has nothing else to do."""
        self._timer.start(0)

    def unregister(self):
        """Leave no timer, message or installation behind."""
        self._timer.stop()
        task, self._task = self._task, None
        if task is not None:
            task.ended.disconnect()
            task.said.disconnect()
            task.cancel()
        self._roll_back()

    def offer(self):
        """Show the offer, if anything is missing."""
        self._problems = problems = dependencies.missing()
        if refusal := dependencies.refusal() if problems else "":
            self._say(refusal, Qgis.MessageLevel.Warning)
        elif dependencies.needs_restart(problems):
            self._say(dependencies.sentence(problems), Qgis.MessageLevel.Warning)
        elif problems:
            text = tr("GreenVein cannot run yet: {problems}.").format(problems=dependencies.listed(problems))
            self._say(text, Qgis.MessageLevel.Warning, offered=True)

    def act(self):
        """Ask whether to install what is missing; where that cannot be done, show the command that does."""
        wheels = dependencies.bundled()
        if dependencies.can_install(self._problems, wheels):
            self._ask(wheels)
        else:
            CommandDialog(self._problems, self._window).exec()

    def act_from_folder(self):
        """Let the user choose a folder of wheels, and ask whether to install what is missing from there."""
        folder = QFileDialog.getExistingDirectory(self._window, tr("Folder with wheels (*.whl) of the packages"))
        if folder:
            self._ask(Path(folder))

    def _ask(self, wheels):
        if wheels is None:
            text = tr(
                "pip will download {packages} and what they need from the Python Package Index (PyPI) into your "
                "QGIS profile:\n\n{folder}\n\nNothing outside this folder changes. Install them now?"
            )
        else:
            text = tr(
                "pip will install {packages} and what they need from the wheels in\n\n{wheels}\n\ninto your QGIS "
                "profile:\n\n{folder}\n\nNothing is downloaded, and nothing outside your profile changes. "
                "Install them now?"
            )
        text = text.format(
            packages=tr(", ").join(problem.requirement for problem in self._problems),
            folder=dependencies.packages_folder(),
            wheels=wheels,
        )
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        if QMessageBox.question(self._window, _TITLE, text, yes | no, no) == yes:
            self._install(wheels)

    def _install(self, wheels):
        self._task = task = InstallTask(self._problems, wheels)
        progress = QProgressBar()
        progress.setRange(0, 0)
        cancel = QPushButton(tr("Cancel"))
        cancel.clicked.connect(task.cancel)
        item = self._show(task.description(), Qgis.MessageLevel.Info, progress, cancel)
        self._tell(task.description())
        task.said.connect(lambda line: self._is_shown(item) and item.setText(line[:_LONGEST_LINE]))
        task.ended.connect(self._conclude)
        QgsApplication.taskManager().addTask(task)

    def _conclude(self, error):
        self._task = None
        if error:
            self._say(error, Qgis.MessageLevel.Critical, offered=True)
        elif remaining := dependencies.load():
            text = tr("The packages are installed; restart QGIS to use them, because now {problems}.")
            self._say(text.format(problems=dependencies.listed(remaining)), Qgis.MessageLevel.Warning)
        else:
            self._show(tr("The packages are installed and GreenVein is ready."), Qgis.MessageLevel.Success)
            self._tell("")

    def _say(self, text, level, offered=False):
        """Say it in the bar and the panel, with what can be done about it where that is offered."""
        labels = {}
        if offered:
            can_install = dependencies.can_install(self._problems, dependencies.bundled())
            labels[tr("Install…") if can_install else tr("Show command…")] = self.act
            if dependencies.numpy_is_there(self._problems):
                labels[tr("Install from folder…")] = self.act_from_folder
        buttons = [QPushButton(label) for label in labels]
        for button, act in zip(buttons, labels.values()):
            button.clicked.connect(act)
        self._show(text, level, *buttons)
        self._tell(text, *labels)

    def _tell(self, text: str, action: str = "", *others: str) -> None:
        self.text, self.action, self.folder_helps = text, action, bool(others)
        self.changed.emit()

    def _show(self, text, level, *widgets):
        """Put this message in the place of the one before."""
        self._roll_back()
        self._item = self._bar.createMessage(_TITLE, text)
        for widget in widgets:
            self._item.layout().addWidget(widget)
        self._bar.pushWidget(self._item, level)
        return self._item

    def _roll_back(self):
        if self._is_shown(self._item):
            self._bar.popWidget(self._item)
        self._item = None

    def _is_shown(self, item):
        # The user may have closed it, and with that QGIS has deleted it.
        return item is not None and item in self._bar.items()


class InstallTask(QgsTask):
    """The installation in the background; tells the error's sentence at its end, or ""."""

    said = pyqtSignal(str)
    ended = pyqtSignal(str)

    def __init__(self, problems, wheels=None):
        super().__init__(tr("Installing Python packages for GreenVein"), QgsTask.Flag.CanCancel)
        self._problems, self._wheels = problems, wheels
        # What holds when QGIS cancels the task before it has begun.
        self._error = tr("The installation was cancelled; nothing has changed.")

    def run(self):
        try:
            dependencies.install(self._problems, self.said.emit, self.isCanceled, self._wheels)
        except dependencies.InstallError as error:
            self._error = str(error)
            return False
        return True

    def finished(self, result):
        self.ended.emit("" if result else self._error)


class CommandDialog(QDialog):
    """Shows the command that gets the packages, ready to copy."""

    def __init__(self, problems, parent=None):
        super().__init__(parent)
        self.setWindowTitle(_TITLE)
        self.command = dependencies.command(problems)
        label = PlainLabel(
            tr("QGIS cannot install these packages by itself here. Run this command in a terminal:"), self
        )
        label.setWordWrap(True)
        text = QPlainTextEdit(self.command, self)
        text.setReadOnly(True)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QgsApplication.clipboard().setText(self.command))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (label, text, buttons):
            layout.addWidget(widget)
        self.resize(640, 220)
