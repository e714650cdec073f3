"""The picture of flows from the rows of the matrix: sums are of all flows, whatever is shown in colour."""

import random
import re

import pytest
from greenvein.core.drawing.flows import MOST
from greenvein.processing.jobs.landreduction.charts import changed, flows, target_chart
from greenvein.processing.reports.units import HA, hectares
from greenvein.processing.words.land_classes import class_name

CLASSES = ("urban_rural", "farmland", "forest", "grass", "water", "wetland", "orchard", "unused", "other_farm")


def row(start, end, area, scope="all"):
    return {"gv_scope": scope, "gv_zone": None, "gv_from": start, "gv_to": end, "gv_area_ha": area}


def texts(svg):
    """Return the texts of a picture."""
    return [
        re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", one)).strip() for one in re.findall(r"<text.*?</text>", svg, re.S)
    ]


@pytest.mark.cases(4)
def test_labels_are_sums_over_all_flows_and_the_rest_is_told(qgis_app, seed):
    draw = random.Random(seed)
    pairs = [(one, other) for one in CLASSES for other in CLASSES]
    rows = [row(*pair, round(draw.uniform(0.5, 90), 2)) for pair in draw.sample(pairs, 60)]
    # What is no change of land, and what is another row of the same ground.
    rows += [row("farmland", "outside", 500.0), row("outside", "forest", 400.0), row("farmland", "forest", 7.0, "zone")]
    real = [one for one in rows[:60] if one["gv_from"] != one["gv_to"]]
    assert len(real) > MOST
    shown = texts(flows(rows).content)
    after = shown.index("After")
    for side, labels in (("gv_from", shown[1:after]), ("gv_to", shown[after + 1 :])):
        said = dict(zip(labels[::2], labels[1::2]))  # the name, and below it the sum
        for name in {one[side] for one in real}:
            area = sum(one["gv_area_ha"] for one in real if one[side] == name)
            assert said[class_name(name)] == f"{hectares(HA * area)} ha"
    rest = sorted(one["gv_area_ha"] for one in real)[: len(real) - MOST]
    assert f"Grey: {len(rest)} other flows, {hectares(HA * sum(rest))} ha together" in shown
    assert not any("Not covered" in text for text in shown)
    assert [one["gv_area_ha"] for one in changed(rows)] == sorted((one["gv_area_ha"] for one in real), reverse=True)


def test_nothing_that_changed_has_no_picture(qgis_app):
    assert flows([row("forest", "forest", 9.0), row("forest", "outside", 3.0)]) is None


def test_zones_stand_beside_their_targets(qgis_app):
    def zone(name, after, target, state, scope="zone"):
        found = {"gv_scope": scope, "gv_zone": name, "gv_after_km2": after, "gv_target_km2": target}
        return found | {"gv_state": state, "gv_gap_km2": None, "gv_net_reduction_km2": 0.0}

    rows = [zone("甲区", 12.5, 10.0, "missed"), zone("乙区", 3.0, None, None), zone(None, 15.5, None, None, "all")]
    shown = texts(target_chart(rows).content)
    assert {"甲区", "乙区", "12.5000", "3.0000", "Target not met", "No target or no verdict"} <= set(shown)
    assert "15.5000" not in shown
    assert target_chart(rows[-1:]) is None
