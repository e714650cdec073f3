"""Reports of a batch in Processing's list of results: QGIS fails to add them, with an error for every row.

The fault is github.com/qgis/QGIS/issues/47884: the batch dialog leaves out the ``timestamp`` of ``addResult``. It was
reported of 3.22, was closed as stale, and is in 3.40 still; no version that mends it is known. One that does asks for
no time any more, or gives it, and then what is here changes nothing; once all supported ones do, it can go.
"""

from __future__ import annotations

import inspect
import time


class BatchResults:
    """Adds the time that QGIS's batch dialog leaves out when it lists an HTML result, where QGIS insists on one."""

    def __init__(self):
        self._own = None

    def register(self) -> None:
        """Begin to add it; nothing is changed in a QGIS that does without."""
        from processing.core.ProcessingResults import ProcessingResults

        asked = inspect.signature(ProcessingResults.addResult).parameters.get("timestamp")
        if asked is None or asked.default is not asked.empty:
            return
        own = self._own = ProcessingResults.addResult

        def add(results, icon, name, timestamp=None, result=None):
            own(results, icon, name, timestamp or time.localtime(), result)

        ProcessingResults.addResult = add

    def unregister(self) -> None:
        """Leave QGIS as it was."""
        from processing.core.ProcessingResults import ProcessingResults

        if self._own is not None:
            ProcessingResults.addResult = self._own
            self._own = None
