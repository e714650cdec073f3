"""The box that takes the layers of a run off the map, where they would cover what is being edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QCheckBox

from ...i18n import tr

if TYPE_CHECKING:
    from ..panel.running import Outcome


class Covering(QCheckBox):
    """Ticked, it unticks the layers of a run in the legend; unticked, it ticks those again."""

    def __init__(self, page):
        super().__init__(tr("Hide the layers of the last run"), page)
        self.setToolTip(tr("They lie over the layers that you edit, and stay as they were"))
        self._page = page
        self._outcome: Outcome | None = None
        self._hidden: list[str] = []
        self.toggled.connect(self._toggle)
        self.hide()

    def offer(self, outcome: Outcome) -> None:
        """Be there for the layers of a run."""
        self._outcome = outcome
        self.show()

    def rest(self) -> None:
        """Show the layers again, and be gone."""
        self.setChecked(False)
        self.hide()

    def _toggle(self, on: bool) -> None:
        root = QgsProject.instance().layerTreeRoot()
        if on:
            self._hidden = [key for key in self._layers() if root.findLayer(key).itemVisibilityChecked()]
        for key in self._hidden:
            node = root.findLayer(key)
            if node is not None:
                node.setItemVisibilityChecked(not on)

    def _layers(self) -> list[str]:
        """Return the ids of the run's layers that the legend has and the map may show."""
        names = [one.name() for one in self._page.algorithm.destinationParameterDefinitions()]
        outcome = self._outcome
        if outcome is None:
            return []
        layers = [layer for layer in map(outcome.layer, names) if layer is not None and layer.isSpatial()]
        root = QgsProject.instance().layerTreeRoot()
        return [layer.id() for layer in layers if root.findLayer(layer.id()) is not None]
