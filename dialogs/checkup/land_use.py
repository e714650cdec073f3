"""The line below the land use of a check-up: how its codes are read, and what it has of what the jobs need."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from qgis.core import (
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ...i18n import tr
from ...processing import dependencies
from ...processing.framework.class_changes import kept_in
from ...processing.framework.land_use_count import LandUse, counting
from ..panel.counting import Aside
from ..panel.take_dialog import breakable
from ..plain import PlainLabel


class LandUseLine(PlainLabel):
    """Says it; ``changed`` tells that more is known. ``kinds``: the classes that jobs take out of the land use."""

    changed = pyqtSignal()

    def __init__(self, kinds: Sequence[str], parent: QWidget):
        super().__init__(parent)
        self._kinds = kinds
        self.found: LandUse | None = None
        self._aside = Aside(tr("Counting the land use"), self)
        self._aside.told.connect(self._take)
        self.setWordWrap(True)
        self.hide()

    def look(self, layer: QgsVectorLayer | None, value: object, field: str | None, system: int) -> None:
        """Look into a layer, or into what is selected in it, where that is what a run is given as ``value``.

        ``system``: of its codes, as the parameter has it, 0 where it is not known.
        """
        self.setVisible(layer is not None)
        if layer is None or not field:
            self._aside.rest()
            self._take(None if layer is None else LandUse(tr("Choose the field with its codes below.")))
            return
        changes = kept_in(QgsProject.instance())
        of_selected = isinstance(value, QgsProcessingFeatureSourceDefinition) and value.selectedFeaturesOnly

        def begin(feedback: QgsProcessingFeedback) -> Callable:
            return counting(layer, value, field, system, self._kinds, changes, feedback)

        self._aside.ask(layer, (of_selected, field, system, changes), begin, of_selected)

    def known(self) -> Collection[str]:
        """Return the classes that the land use has, as far as anybody knows: all, where nobody does yet."""
        if self.found is None or self.found.counts is None:
            return self._kinds
        return [kind for kind, count in self.found.counts.items() if count]

    def settled(self) -> bool:
        """Tell whether all that can be known is."""
        return self._aside.settled()

    def go_on(self) -> None:
        """Find out what is due, now that packages may be there that were missing."""
        if not self.settled():
            self._take(self.found)
        self._aside.go_on()

    def rest(self) -> None:
        """Leave no work behind."""
        self._aside.rest()

    def showEvent(self, event):  # noqa: N802 - Qt's name
        super().showEvent(event)
        self.go_on()

    def _take(self, found: LandUse | QgsProcessingException | None) -> None:
        self.found = LandUse(str(found)) if isinstance(found, QgsProcessingException) else found
        waiting = tr("Reading the codes…")
        if not dependencies.ready():
            waiting = tr("The codes can be read once the Python packages are there that GreenVein needs.")
        self.setText(waiting if self.found is None else breakable(self.found.said))
        self.changed.emit()
