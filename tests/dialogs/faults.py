"""Looks for what is wrong with what the dock shows, inside QGIS Desktop; imported by scripts there."""

import re
import time

import numpy as np
from drive import dock, grab, iface
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QPoint, QRect, Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QTableWidget,
    QToolButton,
    QWidget,
)

CHINESE = re.compile(r"[\u4e00-\u9fff]")
LETTERS = re.compile(r"[A-Za-z]{2,}")
# Texts of the Chinese dock that have no Chinese in them: units, names of methods and standards, fields.
KNOWN = re.compile(r"(?:GreenVein.*|[\d.,\s]*(?:m|km|ha|m²|km²|%)|TOPSIS|VIKOR|AHP|GB/T [\d-]+|gv_\w+)")
_LATEST_S, _AGAIN_MS = 3, 100


_shown = []


def seen(kind):
    """Return the widgets of these kinds below the dock's title that are shown."""
    return [one for one in _shown if isinstance(one, kind)]


def all_faults(language):
    """Return everything that is wrong with the dock, with what kind of wrong it is.

    What is shown anew on a busy computer may not be laid out yet, so only what stays wrong is.
    """
    end = time.monotonic() + _LATEST_S
    found = _faults(language)
    while found and time.monotonic() < end:
        QTest.qWait(_AGAIN_MS)
        found = _faults(language)
    return found


def _faults(language):
    # Once for all that is looked for, as there are thousands.
    _shown[:] = [one for one in dock().widget().findChildren(QWidget) if one.isVisible()]
    found = {"clipped": clipped(), "foreign": foreign(language), "pale": pale()}
    return {kind: faults for kind, faults in found.items() if faults}


def states(name, language):
    """Take a picture of a state of the dock, and return what is wrong with it."""
    iface.messageBar().clearWidgets()
    QTest.qWait(100)
    grab(f"state_{name}")
    return all_faults(language)


def clipped():
    """Return what is cut off or out of reach."""
    return [*_beyond(), *_cut_texts(), *_cut_titles(), *_squeezed()]


def _beyond():
    """Return what is wider than the dock."""
    found = []
    inside = dock().widget().contentsRect()
    for area in seen(QScrollArea):
        if area.widget() is not None and area.widget().width() > area.viewport().width():
            found.append(f"wider than the dock: {area.widget().width()} > {area.viewport().width()}")
    for one in seen((QLabel, QAbstractButton, QComboBox, QLineEdit, QAbstractScrollArea)):
        left = one.mapTo(dock().widget(), QPoint(0, 0)).x()
        if not _own_business(one) and (left < inside.left() or left + one.width() > inside.right() + 2):
            found.append(f"beyond the edge: {_name(one)}")
    return found


def _cut_texts():
    """Return labels and buttons that are too small for their text."""
    found = []
    for label in seen(QLabel):
        if label.wordWrap() and label.heightForWidth(label.width()) > label.height():
            found.append(f"text cut below: {label.text()}")
        elif not label.wordWrap() and label.text() and label.sizeHint().width() > label.width():
            found.append(f"text cut: {label.text()}")
    for button in seen(QAbstractButton):
        needed = button.minimumSizeHint() if isinstance(button, QToolButton) else button.sizeHint()
        if button.text() and not _own_business(button) and needed.width() > button.width():
            found.append(f"button cut: {button.text()}")
    return found


def _cut_titles():
    """Return titles of tables and boxes that are cut, and tabs that need scrolling."""
    found = []
    for bar in seen(QTabBar):
        if any(one.isVisible() for one in bar.findChildren(QToolButton)):
            found.append(f"tabs need scrolling: {[bar.tabText(tab) for tab in range(bar.count())]}")
    for table in seen(QTableWidget):
        head = table.horizontalHeader()
        for column in range(table.columnCount()):
            title = table.horizontalHeaderItem(column).text()
            room = QRect(0, 0, table.columnWidth(column) - 4, 1000)
            needed = head.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), title)
            if needed.width() > room.width() or needed.height() > head.height():
                found.append(f"title cut: {title}")
    for box in seen(QGroupBox):
        if box.title() and box.fontMetrics().horizontalAdvance(box.title()) > box.width():
            found.append(f"title cut: {box.title()}")
    return found


def _squeezed():
    """Return boxes in which a name cannot be read."""
    return [f"too narrow: {_name(box)}" for box in seen((QgsMapLayerComboBox, QgsFieldComboBox)) if box.width() < 100]


def _own_business(widget):
    """Say whether a widget is a part of another that scrolls or of one of QGIS's own."""
    parent = widget.parent()
    while parent is not None and parent is not dock():
        if isinstance(parent, (QTabBar, QComboBox, QLineEdit)) or "Header" in type(parent).__name__:
            return True
        if isinstance(parent, QAbstractScrollArea) and not isinstance(parent, QScrollArea):
            return True
        parent = parent.parent()
    return False


def _name(widget):
    text = getattr(widget, "text", None) or getattr(widget, "currentText", None)
    return f"{type(widget).__name__} {text() if callable(text) else ''}"


def texts():
    """Return the texts that are shown in the dock: labels, buttons, tabs, titles and what boxes say."""
    found = [one.text() for one in seen((QLabel, QAbstractButton))]
    found += [one.title() for one in seen(QGroupBox)]
    found += [bar.tabText(tab) for bar in seen(QTabBar) for tab in range(bar.count())]
    boxes = [box for box in seen(QComboBox) if not isinstance(box, QgsFieldComboBox)]  # fields are the data's own
    found += [box.itemText(row) for box in boxes for row in range(box.count())]
    found += [line.placeholderText() for line in seen(QLineEdit)]
    for table in seen(QTableWidget):
        found += [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())]
    return [text.replace("&", "").strip() for text in found if text.strip()]


def foreign(language):
    """Return the texts that are not in the user's language."""
    if language == "zh":
        return [text for text in texts() if LETTERS.search(text) and not CHINESE.search(text)
                and not KNOWN.fullmatch(text)]  # fmt: skip
    return [text for text in texts() if CHINESE.search(text)]


def pale():
    """Return labels and buttons whose text stands out too little from its ground, as it is drawn.

    Buttons are QGIS's own in its themes, the dark one of which gives them 3 : 1. What is greyed on purpose is left out.
    """
    found = []
    for one in seen((QLabel, QAbstractButton)):
        # Of a label that is scrolled out in part, the text may be in the part that is not seen.
        whole = one.visibleRegion().boundingRect().height() == one.height()
        if one.isEnabled() and one.text().strip() and whole and not _greyed(one):
            ratio = contrast(one)
            if ratio < (4.5 if isinstance(one, QLabel) else 3.0):
                found.append(f"{one.text()}: {ratio:.1f}")
    return found


def _greyed(widget):
    """Say whether a widget is part of a result that is out of date."""
    while widget is not None and widget is not dock():
        if widget.graphicsEffect() is not None or getattr(getattr(widget, "proxy", None), "is_pale", False):
            return True
        widget = widget.parent()
    return False


def contrast(widget):
    """Return the contrast between the lightest and the darkest point of a widget as WCAG measures it, 1–21."""
    rect = widget.visibleRegion().boundingRect().adjusted(2, 2, -2, -2)
    picture = dock().grab(QRect(widget.mapTo(dock(), rect.topLeft()), rect.size())).toImage()
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    bits = picture.constBits()
    bits.setsize(picture.sizeInBytes())
    points = np.frombuffer(bits, np.uint8).reshape(-1, 4)[:, 2::-1] / 255
    parts = np.where(points <= 0.03928, points / 12.92, ((points + 0.055) / 1.055) ** 2.4)
    lights = parts @ [0.2126, 0.7152, 0.0722]
    return (lights.max() + 0.05) / (lights.min() + 0.05) if lights.size else 21.0
