"""What stands at the top of the panel as long as Python packages are missing: which, and the offer to install them."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...i18n import tr
from ..plain import PlainLabel
from .install import PackageOffer


class MissingPackages(QFrame):
    """Says what the message bar says, and stays where that is closed."""

    def __init__(self, offer: PackageOffer, parent: QWidget | None = None):
        super().__init__(parent)
        self._offer = offer
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.label = PlainLabel(self)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton(self)
        self.button.clicked.connect(offer.act)
        self.folder_button = QPushButton(tr("Install from folder…"), self)
        self.folder_button.clicked.connect(offer.act_from_folder)
        layout = QVBoxLayout(self)
        layout.addWidget(self.label)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.folder_button)
        layout.addLayout(row)
        offer.changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        self.label.setText(self._offer.text)
        self.button.setText(self._offer.action)
        self.button.setVisible(bool(self._offer.action))
        self.folder_button.setVisible(self._offer.folder_helps)
        self.setVisible(bool(self._offer.text))
