"""What every input of a form is: a value that can be set, and that tells when it changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.core import Qgis, QgsProcessingParameterDefinition
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

_GAP = 3


def is_optional(definition: QgsProcessingParameterDefinition) -> bool:
    """Return whether a parameter may be left out."""
    return bool(definition.flags() & Qgis.ProcessingParameterFlag.Optional)


class Input(QWidget):
    """An input for one parameter."""

    changed = pyqtSignal()

    def __init__(self, definition: QgsProcessingParameterDefinition, parent: QWidget | None = None):
        super().__init__(parent)
        self.definition = definition
        self.drifts = False
        """Whether it changes by what comes and goes in the project just now, which nobody has chosen."""
        self.box = QVBoxLayout(self)
        # The space between rows is the rows' own, so that a hidden one leaves none behind.
        self.box.setContentsMargins(0, _GAP, 0, _GAP)
        self.box.setSpacing(2)

    def value(self):
        """Return what Processing is given; None where it is left out."""
        raise NotImplementedError

    def set_value(self, value) -> None:
        """Show a value."""
        raise NotImplementedError

    def contain(self, widget: QWidget) -> None:
        """Take in the widget that the user works with."""
        self.box.addWidget(widget)
        self.setFocusProxy(widget)

    @contextmanager
    def drifting(self) -> Iterator[None]:
        """Take what changes meanwhile for nobody's choice."""
        before, self.drifts = self.drifts, True
        try:
            yield
        finally:
            self.drifts = before
