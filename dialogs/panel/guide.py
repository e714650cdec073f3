"""The button that opens the guide at the page of a job, without a network."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QToolButton, QWidget

from ...i18n import tr
from ...processing.guide import pages as guide


def open_guide(name: str) -> str:
    """Open a page of the guide in the browser; return what to tell the user, "" where all went well."""
    try:
        path = guide.web_page(name)
    except OSError as error:
        return tr("The guide cannot be written to your QGIS profile: {reason}").format(reason=error)
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        return tr("No browser opens here; the guide is the file {path}.").format(path=path)
    return ""


def help_button(name: str, say: Callable[[str, bool], None], parent: QWidget) -> QToolButton:
    """Return a button that opens the guide at the page of this name; ``say`` tells what went wrong."""
    button = QToolButton(parent)
    button.setText("?")
    button.setToolTip(tr("Open the guide at this page"))
    button.setAccessibleName(tr("Help"))
    button.clicked.connect(lambda: _open(name, say))
    return button


def _open(name: str, say: Callable[[str, bool], None]) -> None:
    text = open_guide(name)
    if text:
        say(text, True)
