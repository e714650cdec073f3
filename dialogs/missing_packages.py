"""What stands at the top of the panel as long as Python packages are missing: which, and the offer to install them."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from .install_packages import PackageOffer


class MissingPackages(QFrame):
    """Says what the message bar says, and stays where that is closed."""

    def __init__(self, offer: PackageOffer, parent: QWidget | None = None):
        super().__init__(parent)
        self._offer = offer
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.label = QLabel(self)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton(self)
        self.button.clicked.connect(offer.act)
        layout = QVBoxLayout(self)
        layout.addWidget(self.label)
        layout.addWidget(self.button)
        offer.changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        self.label.setText(self._offer.text)
        self.button.setText(self._offer.action)
        self.button.setVisible(bool(self._offer.action))
        self.setVisible(bool(self._offer.text))
