"""What tests of the dock build their cities from, and how they run a page."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

EAST, NORTH = 500_000, 4_400_000


def box(x, y, width, height):
    """Return a rectangle as WKT, in metres from a corner of the city."""
    x, y = EAST + x, NORTH + y
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return "POLYGON((" + ",".join(f"{east} {north}" for east, north in corners) + "))"


def run(page, wait):
    """Press the button of a page, and wait for the end of the run."""
    QTest.mouseClick(page.run_button, Qt.MouseButton.LeftButton)
    wait(page.run_button.isEnabled)


def press(button):
    """Click a button that can be clicked."""
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QgsApplication.processEvents()


def write(line, text):
    """Write a text into a line by keys."""
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    if text.isascii():
        QTest.keyClicks(line, text)
    else:  # QTest has no keys for Chinese
        QgsApplication.clipboard().setText(text)
        QTest.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
