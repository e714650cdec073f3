"""Figures with their units: what belongs together stays in one line."""

import re

import pytest
from greenvein.processing.reports import areas, units


@pytest.mark.parametrize("unit", [units.hectares_unit, units.square_kilometres_unit])
@pytest.mark.parametrize("area_m2", [0.0, 6_500_000.0, 2.79e9])
def test_no_line_ends_within_the_second_unit_of_an_area(monkeypatch, unit, area_m2):
    monkeypatch.setattr(units, "language", lambda: "zh")
    inside = re.search(r"（(.*)）", unit(area_m2))[1]
    assert inside.endswith("亩")
    assert " " not in inside
    assert "\u00a0" in inside


@pytest.mark.parametrize(("language", "places", "said"), [("en", 0, ()), ("zh", 1, ("30.0",))])
def test_chinese_readers_get_the_mu_beside_an_area(monkeypatch, language, places, said):
    """Fifteen mu (亩) are a hectare."""
    monkeypatch.setattr(areas, "language", lambda: language)
    assert [column.unit for column in areas.mu_columns("Area")] == ["亩"] * places
    assert areas.mu_cells(20_000.0) == said
    assert [column.unit for column in areas.area_columns("Area")] == ["ha"] + ["亩"] * places
    assert areas.area_cells(20_000.0) == ("2.00", *said)
