"""What was shown before QGIS has another theme is read in that one too."""

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QWidget

LIGHT, DARK = ("#ffffff", "#000000"), ("#202020", "#dddddd")


@pytest.fixture
def window(qgis_app):
    window = QWidget()
    yield window
    window.deleteLater()


def wear(widget, theme):
    """Give a widget, and all that is in it, ground and ink as a change of the theme does."""
    shades = QPalette()
    for roles, colour in zip((("Base", "AlternateBase", "Window"), ("Text", "WindowText")), theme):
        for role in roles:
            shades.setColor(getattr(QPalette.ColorRole, role), QColor(colour))
    widget.setPalette(shades)


def contrast(table, row, column):
    """Return how far ink and ground of a cell are from each other, 0 to 1."""
    ink = table.model().index(row, column).data(Qt.ItemDataRole.ForegroundRole)
    shades = table.palette()
    colour = ink.color() if ink is not None else shades.color(QPalette.ColorRole.Text)
    ground = shades.color(QPalette.ColorRole.AlternateBase if row % 2 else QPalette.ColorRole.Base)
    return colour.alphaF() * abs(colour.lightnessF() - ground.lightnessF())


def test_indicators_that_are_out_of_date_are_pale_and_read_in_the_theme_that_comes(window):
    from greenvein.dialogs.panel.indicators import OUTDATED, Figure, IndicatorRow, IndicatorTable

    figure = Figure("12 %", 12.0)
    rows = [
        IndicatorRow(name, name, state, "verdict", figure, figure, figure, figure, "", "")
        for name, state in (("parks", "behind"), ("roads", OUTDATED), ("land", OUTDATED))
    ]
    table = IndicatorTable(window)
    wear(window, LIGHT)
    table.show_rows(rows)
    for theme in (LIGHT, DARK, LIGHT):
        wear(window, theme)
        assert contrast(table, 0, 0) > 0.7
        for row in (1, 2):
            assert 0.4 < contrast(table, row, 0) < contrast(table, 0, 0), theme
        verdict = table.model().index(1, 1)
        assert verdict.data(Qt.ItemDataRole.ForegroundRole).color() == QColor("#ffffff")


def test_what_is_read_second_in_the_settings_has_the_ink_of_the_theme_that_comes(window):
    from greenvein.dialogs.settings.profile_values import pale_label

    wear(window, LIGHT)
    label = pale_label(window)
    for theme in (LIGHT, DARK):
        wear(window, theme)
        assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(theme[1])
        assert label.graphicsEffect().opacity() < 1
