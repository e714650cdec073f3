"""Figures as they are shown: their differences, and their units."""

import pytest
from greenvein.processing.comparison.tables import difference_text
from greenvein.processing.words import indicators


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (71.5149, 63.7251, "−7.78"),  # 71.51 and 63.73 are shown; the unrounded ones differ by 7.7898
        (71.5051, 63.7349, "−7.78"),  # 71.51 and 63.73 again; by 7.7702
        (50.0, 50.0, "0.00"),
        (71.511, 71.514, "+0.003"),  # both are shown as 71.51, and are not the same
        (71.514, 71.516, "+0.01"),  # 71.51 and 71.52
    ],
)
def test_difference_is_that_of_the_figures_beside_it(first, second, shown):
    assert difference_text(first, second, 2) == shown


@pytest.mark.parametrize(
    ("spoken", "texts"), [("zh", ["71.51%", "26个", "12.5 km²", "17"]), ("en", ["71.51 %", "26 个", "12.5 km²", "17"])]
)
def test_a_unit_stands_behind_its_figure_as_in_the_verdicts(spoken, texts, monkeypatch):
    monkeypatch.setattr(indicators, "language", lambda: spoken)
    pairs = (("71.51", "%"), ("26", "个"), ("12.5", "km²"), ("17", ""))
    assert [indicators.with_unit(*pair) for pair in pairs] == texts
