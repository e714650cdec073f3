"""Figures with their units: what belongs together stays in one line."""

import re

import pytest
from greenvein.processing.reports import units


@pytest.mark.parametrize("unit", [units.hectares_unit, units.square_kilometres_unit])
@pytest.mark.parametrize("area_m2", [0.0, 6_500_000.0, 2.79e9])
def test_no_line_ends_within_the_second_unit_of_an_area(monkeypatch, unit, area_m2):
    monkeypatch.setattr(units, "language", lambda: "zh")
    inside = re.search(r"（(.*)）", unit(area_m2))[1]
    assert inside.endswith("亩")
    assert " " not in inside
    assert "\u00a0" in inside
