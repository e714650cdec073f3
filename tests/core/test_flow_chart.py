"""The picture of flows from class to class: heights are areas, labels stay apart."""

import re
import xml.etree.ElementTree as ET

import pytest
from greenvein.core.drawing import palette
from greenvein.core.drawing.flows import FLOW_IN, LEAST_IN, MOST, Flow, flow_chart, smaller

SVG = "{http://www.w3.org/2000/svg}"
FLOWS = [Flow("urban_rural", "farmland", 30.0), Flow("urban_rural", "forest", 10.0), Flow("farmland", "forest", 60.0)]


def picture(flows=FLOWS):
    names = {name for flow in flows for name in (flow.start, flow.end)}
    values = {(side, getattr(flow, side)): f"sum of {side}" for flow in flows for side in ("start", "end")}
    return flow_chart(flows, names={name: name.upper() for name in names}, values=values, heads=("Before", "After"))


def shapes(svg, colour, opaque):
    """Return the corners' y of every filled shape of a colour, in points."""
    found = []
    for path in ET.fromstring(svg).iter(f"{SVG}path"):
        style = path.get("style", "")
        if f"fill: {colour.lower()}" in style and ("opacity" not in style) == opaque:
            found.append([float(y) for y in re.findall(r"[ML] [\d.]+ ([\d.]+)", path.get("d"))])
    return found


def test_bars_are_as_high_as_what_left_and_what_came():
    svg = picture()
    start, end = shapes(svg, palette.FLOWS["farmland"], opaque=True)
    assert [max(one) - min(one) for one in (start, end)] == pytest.approx(
        [0.6 * FLOW_IN * 72, 0.3 * FLOW_IN * 72], rel=1e-3
    )
    (forest,) = shapes(svg, palette.FLOWS["forest"], opaque=True)
    assert max(forest) - min(forest) == pytest.approx(0.7 * FLOW_IN * 72, rel=1e-3)


def test_every_flow_is_a_band_in_the_colour_of_where_it_comes_from():
    svg = picture()
    assert len(shapes(svg, palette.FLOWS["urban_rural"], opaque=False)) == 2
    assert len(shapes(svg, palette.FLOWS["farmland"], opaque=False)) == 1


def test_labels_of_many_small_flows_stay_apart():
    small = [Flow("urban_rural", f"class {number}", 1e-3) for number in range(8)]
    svg = picture([*FLOWS, *small])
    places = sorted(
        float(re.search(r"(?:translate\([\d.-]+ |y=\")([\d.]+)", ET.tostring(node).decode())[1])
        for node in ET.fromstring(svg).iter(f"{SVG}text")
        if "sum of end" in "".join(node.itertext())
    )
    assert len(places) == 10
    assert min(after - before for before, after in zip(places, places[1:])) >= LEAST_IN * 72 - 0.01


def test_flows_beyond_the_largest_are_grey_but_stay_in_bars_and_are_summed():
    # Thirty flows out of one class: 25 of 2 ha in colour, five of 1 ha in grey.
    flows = [Flow("urban_rural", f"class {number}", 2.0 if number < MOST else 1.0) for number in range(MOST + 5)]
    names = {name: name for flow in flows for name in (flow.start, flow.end)}
    values = {("end", flow.end): f"{flow.area:g} ha" for flow in flows} | {("start", "urban_rural"): "55 ha"}
    svg = flow_chart(flows, names=names, values=values, heads=("Before", "After"), other="5 others, 5 ha")
    assert [flow.area for flow in smaller(flows)] == [1.0] * 5
    assert len(shapes(svg, palette.FLOWS["urban_rural"], opaque=False)) == MOST
    assert len(shapes(svg, palette.FLOW, opaque=False)) == 5
    (bar,) = shapes(svg, palette.FLOWS["urban_rural"], opaque=True)
    assert max(bar) - min(bar) == pytest.approx(FLOW_IN * 72, rel=1e-3)
    assert "5 others, 5 ha" in svg and "55 ha" in svg


def test_few_flows_have_no_others():
    assert smaller(FLOWS) == []


@pytest.mark.parametrize("width_in", [3.6, 8.4])
def test_no_label_leaves_the_picture(width_in):
    small = [Flow("urban_rural", f"class {number}", 1e-3) for number in range(14)]
    flows = [*FLOWS, *small]
    names = {name: name for flow in flows for name in (flow.start, flow.end)}
    values = {(side, getattr(flow, side)): "1,234.56 ha" for flow in flows for side in ("start", "end")}
    svg = flow_chart(flows, names=names, values=values, heads=("Before", "After"), width_in=width_in)
    height = float(ET.fromstring(svg).get("viewBox").split()[3])
    lowest = max(
        float(found[1])
        for node in ET.fromstring(svg).iter(f"{SVG}text")
        for found in re.finditer(r"(?:translate\([\d.-]+ |y=\")([\d.]+)", ET.tostring(node).decode())
    )
    assert lowest < height - 2


def test_the_same_flows_give_the_same_bytes():
    assert picture() == picture()
