"""Charts as narrow as a dock: every text is there, and within the picture."""

import random
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from greenvein.core.drawing.charts import target_bars, zone_bars
from greenvein.core.drawing.figure import em_width, wrapped
from greenvein.core.drawing.flows import Flow, flow_chart
from greenvein.core.drawing.part_bars import part_bars
from greenvein.core.drawing.width_chart import width_profile

NARROW_IN = 4.3
SVG = "{http://www.w3.org/2000/svg}"


def zones(width_in):
    return zone_bars(
        ["海淀区", "生态涵养区的一个名字非常长的乡镇单元"], [96, 50.2], 95, [True, False], values=["96.00%", "50.20%"],
        legend=("达到规划目标", "未达到规划目标", "暂不判定", "目标 95 %"), width_in=width_in,
    )  # fmt: skip


def targets(width_in):
    return target_bars(
        ["海淀区", "朝阳区"], [296, 250.2], [290, np.nan], [True, None], values=["296.00", "250.20"],
        legend=("达标", "未达标", "不作判断", "目标"), unit="平方公里", width_in=width_in,
    )  # fmt: skip


def flows(width_in):
    names = {"urban_rural": "城乡建设用地", "forest": "林地"}
    values = {("start", "urban_rural"): "1,234.56 公顷", ("end", "forest"): "1,234.56 公顷"}
    return flow_chart(
        [Flow("urban_rural", "forest", 1234.56)], names=names, values=values, heads=("变更前", "变更后"),
        width_in=width_in,
    )  # fmt: skip


def parts(width_in):
    return part_bars(
        ["矿山 12", "湿地 3"], np.array([[0.3, 0.2], [0.2, 0.1]]), names=["退化程度", "恢复潜力"],
        values=["0.500", "0.300"], unit="得分（0–1）", width_in=width_in,
    )  # fmt: skip


def widths(width_in):
    chainage = np.arange(0.0, 5000.0, 10.0)
    return width_profile(
        chainage, 400 + 200 * np.sin(chainage / 300), 500, [(900, 1500)], numbers=["1"],
        axis_titles=("里程（米）", "里程（公里）", "宽度（米）"), legend=("净宽", "控制宽度", "堵点"),
        required_text="500 m", title="廊道 清河—温榆河一级通风廊道（北段）", width_in=width_in,
    )  # fmt: skip


def ends(node):
    """Return where a text begins and ends, in points, by the width of its letters; a turned one has none."""
    style = node.get("style", "")
    turned = re.search(r"rotate\(-?([\d.]+)", node.get("transform", ""))
    if turned and float(turned[1]):
        return None
    size = float(re.search(r"(\d+(?:\.\d+)?)px", style)[1])
    found = re.search(r"translate\(([\d.]+)", node.get("transform", ""))
    x = float(found[1] if found else node.get("x"))
    width = em_width("".join(node.itertext()).strip()) * size
    shift = {"middle": width / 2, "end": width}.get((re.search(r"text-anchor: (\w+)", style) or [0, ""])[1], 0)
    return x - shift, x - shift + width


@pytest.mark.parametrize("draw", [zones, targets, flows, parts, widths])
def test_texts_of_a_narrow_chart_are_those_of_a_wide_one_and_lie_inside(draw):
    narrow = ET.fromstring(draw(NARROW_IN))
    assert float(narrow.get("width").removesuffix("pt")) == pytest.approx(72 * NARROW_IN)
    places = [ends(node) for node in narrow.iter(f"{SVG}text")]
    assert len(places) > 4
    # A point of leave, for the widths of letters are only about right.
    assert all(start >= -1 and end <= 72 * NARROW_IN + 1 for start, end in filter(None, places))


def test_names_that_do_not_fit_beside_their_values_stand_over_them():
    texts = ["".join(node.itertext()).strip() for node in ET.fromstring(flows(NARROW_IN)).iter(f"{SVG}text")]
    assert "城乡建设用地" in texts
    assert "1,234.56 公顷" in texts
    wide = ["".join(node.itertext()).strip() for node in ET.fromstring(flows(8.4)).iter(f"{SVG}text")]
    assert "城乡建设用地  1,234.56 公顷" in wide or "城乡建设用地 1,234.56 公顷" in wide


def test_no_name_of_a_class_is_cut_in_a_narrow_chart_where_lines_have_room():
    classes = {
        "urban_rural": "Urban–rural construction land",
        "transport_water_special": "Transport, water works and special use",
        "other_farm": "Other agricultural land, as paths and ditches",
        "forest": "林地",
    }
    found = [Flow("urban_rural", name, 100 / at) for at, name in enumerate(list(classes)[1:], 1)]
    values = {("start", "urban_rural"): "183.33 ha"} | {("end", flow.end): f"{flow.area:.2f} ha" for flow in found}
    svg = ET.fromstring(flow_chart(found, names=classes, values=values, heads=("Before", "After"), width_in=3.6))
    said = " ".join(" ".join("".join(node.itertext()).split()) for node in svg.iter(f"{SVG}text"))
    assert "…" not in said
    for name in classes.values():
        assert name in said
    assert all(start >= -1 and end <= 72 * 3.6 + 1 for start, end in filter(None, map(ends, svg.iter(f"{SVG}text"))))


def test_lines_end_between_words_and_chinese_anywhere():
    assert wrapped("Transport, water works and special use", 10, 4) == ["Transport, water", "works and special", "use"]
    assert wrapped("交通水利及其他特殊用地", 5, 4) == ["交通水利及", "其他特殊用", "地"]
    assert wrapped("short", 10, 4) == ["short"]
    assert wrapped("a" * 30, 10, 2) == ["a" * 17, "a" * 13]
    assert wrapped("one two three four", 3, 2)[-1].endswith("…")
    random.seed(5)
    for _ in range(200):
        words = ["".join(random.choices("ab城地", k=random.randint(1, 9))) for _ in range(random.randint(1, 8))]
        lines = wrapped(" ".join(words), 6, 50)
        assert all(em_width(line) <= 6 for line in lines)
        assert "".join(lines).replace(" ", "") == "".join(words)
