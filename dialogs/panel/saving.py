"""Asking where a file is to go: with its ending, and never over another one that the user was not asked about."""

from __future__ import annotations

import os

from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox, QWidget

from ...i18n import tr
from ..plain import plain


def ask_for_file(parent: QWidget, title: str, start: str, kinds: str, ending: str) -> str:
    """Return the path of a file to write, which ends with ``ending``; empty where the user would rather not.

    The dialog asks before a file is replaced, but only one of the name as it was typed.
    """
    path, _ = QFileDialog.getSaveFileName(parent, title, start, kinds)
    if not path or path.lower().endswith(ending):
        return path
    path = f"{path}{ending}"
    if os.path.isdir(path) or not os.path.lexists(path):  # what cannot be replaced is said when it is written
        return path
    text = plain(tr("“{path}” is there already. Replace it?").format(path=path))
    button = QMessageBox.StandardButton
    return path if QMessageBox.question(parent, title, text, button.Yes | button.No, button.No) == button.Yes else ""
