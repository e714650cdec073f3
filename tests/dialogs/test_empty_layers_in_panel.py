"""Layers without any feature: nobody's guess, and told before a run where somebody chooses one."""

import pytest

from .checkup_city import said
from .scene import box

pytestmark = pytest.mark.slow

HOMES, PARKS = "居住用地", "公园绿地"


def test_layer_without_any_feature_is_not_guessed_and_is_told_where_it_is_chosen(page, add, project):
    homes = add(HOMES, [box(0, 0, 100, 100)])
    parks = add(PARKS, [])
    form = page("parkcoverage").form
    assert form.values()["RESIDENTIAL"] == homes.id()
    assert "PARKS" not in form.values()
    form.inputs["PARKS"].set_value(parks.id())
    assert form.missing() == f"The layer “{PARKS}” has no features; choose another one for “Parks”."
    form.inputs["PARKS"].set_value(homes.id())
    assert form.missing() == ""


def test_a_check_up_is_not_run_on_a_layer_without_any_feature(dock, wait, add, project):
    homes, parks = add(HOMES, [box(0, 0, 100, 100)]), add(PARKS, [])
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None)
    form = dock.checkup.form
    assert form.values()["residential"] == homes.id()
    assert "parks" not in form.values()
    form.inputs["parks"].set_value(parks.id())
    told = f"The layer “{PARKS}” has no features; choose another one for “Parks”, or none."
    wait(lambda: said(dock.checkup)["parkcoverage"] == told)
    assert dock.checkup.plan.lines["parkcoverage"].sign.text() == "✗"
