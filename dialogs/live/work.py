"""A piece of work in the background, of which the user's thread hears once it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsProcessingFeedback, QgsTask

_working: set[Work] = set()
"""What runs, held until it is over; QGIS holds but the C++ half of a task."""


class Work(QgsTask):
    """A piece of work in the background; ``then`` is called with it in the user's thread, unless it was let go."""

    def __init__(
        self, title: str, work: Callable[[], Any], then: Callable[[Work], None], feedback: QgsProcessingFeedback
    ):
        super().__init__(title, QgsTask.Flag.CanCancel | QgsTask.Flag.Hidden | QgsTask.Flag.Silent)
        self._work: Callable[[], Any] | None = work
        self._then: Callable[[Work], None] | None = then
        self._feedback = feedback
        self.result: Any = None
        self.error: Exception | None = None
        _working.add(self)

    def run(self):
        assert self._work is not None
        try:
            self.result = self._work()
        except Exception as error:  # QGIS would show it as a failure of Python; here it is told where it belongs
            self.error = error
        return self.error is None

    def let_go(self) -> None:
        """Stop as soon as possible, and tell nobody."""
        self._then = None
        self._feedback.cancel()

    def cancel(self):
        self._feedback.cancel()
        super().cancel()

    def finished(self, done):
        _working.discard(self)
        then, self._then, self._work = self._then, None, None
        if then is not None:
            then(self)
