"""Names of layers and zones that look like tags: shown letter by letter wherever the panel says them."""

import re

import pytest
from greenvein.dialogs.plain import PlainLabel, plain
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractItemView, QLabel, QWidget

from . import checkup_city
from .checkup_city import check, settle

pytestmark = pytest.mark.slow

city, checkup = checkup_city.city, checkup_city.checkup
NAMED = '<b>街道</b> & "甲"'


def test_a_text_without_tags_is_as_it_is_and_one_with_tags_shows_them():
    assert plain("甲\n乙") == "甲\n乙"
    label = QLabel(plain("<i>甲</i> &lt; 乙\n丙"))
    bare = PlainLabel("<i>甲</i> &lt; 乙\n丙")
    assert label.sizeHint().height() == bare.sizeHint().height()
    assert abs(label.sizeHint().width() - bare.sizeHint().width()) <= 2  # a document has its own rounding


def test_nothing_in_the_panel_reads_the_name_of_a_layer_as_tags(checkup, city, dock, wait, page):
    for layer in city.values():
        layer.setName(f"{NAMED}{layer.name()}")
    settle(checkup, wait)
    check(checkup, wait)
    page("parkcoverage")
    own = re.compile(r" \(.+ - EPSG:\d+\)<br/><i>.+</i>")  # how QGIS's own boxes tell of layers
    texts = [text for text in map(str, _shown(dock)) if "街道" in text and not own.search(text)]
    assert len(texts) > 10
    assert [text for text in texts if "<b>" in text] == []


def _shown(window):
    """Yield every text of a window that is read for tags."""
    for widget in window.findChildren(QWidget):
        yield widget.toolTip()
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            yield widget.text()
        model = widget.model() if isinstance(widget, QAbstractItemView) else None
        if model is not None:
            for row in range(model.rowCount()):
                for column in range(model.columnCount()):
                    yield model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or ""
