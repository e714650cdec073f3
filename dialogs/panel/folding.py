"""Boxes that fold: QGIS's own do not look folded, or unfolded, where that was done while nobody saw them."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtWidgets import QWidget


def folding_box(title: str, parent: QWidget) -> QgsCollapsibleGroupBox:
    """Return a box that folds, whose state QGIS does not keep."""
    box = QgsCollapsibleGroupBox(title, parent)
    box.setSaveCollapsedState(False)
    return box


def look_as_folded(box: QgsCollapsibleGroupBox, content: QWidget) -> None:
    """Have a box that is seen now look as it is; ``content``: a widget in it that is never hidden by itself."""
    folded = box.isCollapsed()
    if folded == content.isVisibleTo(box):
        for state in (not folded, folded):
            box.setCollapsed(state)
