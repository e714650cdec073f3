"""One call of an algorithm: what its parameters say, how far it has come, and what it tells the user."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NoReturn

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
)

from ...core.progress import Progress, Result, Stoppable, aside
from ...i18n import tr
from .cleared import is_cleared, is_nothing, taken_instead, value_of
from .tables import number_rows, text_rows


class CancelledError(Exception):
    """The user cancelled the run."""


@dataclass
class Call:
    """One call of an algorithm, with its parameters."""

    algorithm: QgsProcessingAlgorithm
    parameters: dict
    context: QgsProcessingContext
    feedback: QgsProcessingFeedback
    defaults_taken: set[str] = field(default_factory=set, init=False)
    """The parameters that came as nothing though the run needs them, so that their defaults hold."""
    notes: list[str] = field(default_factory=list, init=False)
    """What everyone must know who reads the figures: sentences that log, panel and report have."""

    def __post_init__(self) -> None:
        self._titles = {one.name(): one.description() for one in self.algorithm.parameterDefinitions()}

    def stop(self) -> None:
        """Raise CancelledError once the user has cancelled."""
        if self.feedback.isCanceled():
            raise CancelledError

    def step(self, text: str, start: float, end: float) -> Progress:
        """Say what comes next; return the kernel's progress, which is this part of the whole, 0 to 100."""
        self.feedback.setProgressText(text)

        def progress(share: float) -> None:
            self.stop()
            self.feedback.setProgress(start + share * (end - start))

        progress(0.0)
        return progress

    def aside(self, work: Stoppable[Result]) -> Result:
        """Return what work without a share in the progress returns, and raise CancelledError as soon as it is due."""
        return aside(work, lambda share: self.stop())

    def title(self, name: str) -> str:
        """Return a parameter's name as the dialog shows it."""
        return self._titles[name]

    def fail(self, text: str, **values: object) -> NoReturn:
        """Stop the run with one sentence."""
        raise QgsProcessingException(text.format(**values))

    def note(self, sentence: str) -> None:
        """Warn of something that panel and report tell too, once.

        QGIS warns through the same feedback of things that are none of the user's, so the panel's hears of notes apart.
        """
        if sentence not in self.notes:
            self.notes.append(sentence)
            self.feedback.pushWarning(sentence)
            heard = getattr(self.feedback, "notes", None)
            if heard is not None:
                heard.append(sentence)

    def note_all(self, sentences: Iterable[str]) -> None:
        """Warn of each of some things."""
        for sentence in sentences:
            self.note(sentence)

    def text(self, name: str) -> str:
        """Return a text parameter, "" where it was cleared, though QGIS takes the default for None."""
        if is_cleared(self.algorithm.parameterDefinition(name), self.parameters):
            return ""
        return self.algorithm.parameterAsString(self.parameters, name, self.context)

    def needed_text(self, name: str) -> str:
        """Return a text that the run cannot do without: its default, which is told, where a model hands on nothing.

        Where it was emptied by hand it is "".
        """
        definition = self.algorithm.parameterDefinition(name)
        if is_cleared(definition, self.parameters) and is_nothing(self.parameters[name]):
            self.note(taken_instead(definition))
            self.defaults_taken.add(name)
            return definition.defaultValue()
        return self.text(name)

    def number_rows(self, name: str, columns: int) -> tuple[tuple[float, ...], ...]:
        """Return a table parameter's rows of numbers."""
        value = value_of(self.algorithm.parameterDefinition(name), self.parameters)
        try:
            return number_rows(value, columns)
        except ValueError as error:
            self.fail(
                tr("The table “{parameter}” needs {columns} numbers in every row; this is not so: {part}."),
                parameter=self.title(name),
                columns=columns,
                part=error,
            )

    def text_rows(self, name: str, columns: int, least: int) -> tuple[tuple[str, ...], ...]:
        """Return a table parameter's rows of texts; cells from ``least`` on may be left away."""
        value = value_of(self.algorithm.parameterDefinition(name), self.parameters)
        try:
            return text_rows(value, columns, least)
        except ValueError as error:
            self.fail(
                tr("The table “{parameter}” needs {columns} cells in every row; this is not so: {part}."),
                parameter=self.title(name),
                columns=columns if columns == least else f"{least}–{columns}",
                part=error,
            )
