"""The width profile: what a reader sees in the SVG."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from greenvein.core.drawing import palette
from greenvein.core.drawing.width_chart import thinned, width_profile

SVG = "{http://www.w3.org/2000/svg}"
AXES = ("里程 (m)", "里程 (km)", "宽度 (m)")
LEGEND = ("净宽", "要求宽度", "堵点")
POINTS_PER_PIXEL = 0.75


def profile(chainage=(0.0, 100.0), width=(100.0, 60.0), required=80.0, pinches=(), **texts):
    numbers = [str(number + 1) for number in range(len(pinches))]
    texts = {"numbers": numbers, "axis_titles": AXES, "legend": LEGEND, "required_text": "80 m", **texts}
    return width_profile(np.array(chainage), np.array(width), required, pinches, **texts)


def texts(svg):
    return {"".join(node.itertext()).strip(): node for node in ET.fromstring(svg).iter(f"{SVG}text")}


def paths(svg, *style):
    """Return the points of each path whose style has these words, split where the pen is lifted."""
    found = []
    for path in ET.fromstring(svg).iter(f"{SVG}path"):
        if all(word.lower() in path.get("style", "") for word in style):
            lines = [re.findall(r"(-?[\d.]+) (-?[\d.]+)", line) for line in path.get("d").split("M")[1:]]
            found.append([np.array(line, dtype=float) for line in lines])
    return found


def plot(svg):
    """Return left, top, right and bottom of the plot in points."""
    corners = paths(svg, f"fill: {palette.GROUND}")[0][0]
    return *corners.min(axis=0), *corners.max(axis=0)


def curve(svg):
    return paths(svg, "fill: none", f"stroke: {palette.CORRIDOR_EDGE}")[0][0]


def shading(svg):
    """Return left and right of each stretch that is shaded over the full height."""
    _, top, _, bottom = plot(svg)
    found = paths(svg, f"fill: {palette.PINCH}", "opacity: 0.3")
    boxes = [(box.min(axis=0), box.max(axis=0)) for box in (found[0] if found else [])]
    assert all((low[1], high[1]) == pytest.approx((top, bottom), abs=0.05) for low, high in boxes)
    return np.array([(low[0], high[0]) for low, high in boxes])


def requirement(svg):
    return paths(svg, "stroke-dasharray", f"stroke: {palette.TARGET}")[0][0][0, 1]


def test_area_starts_at_zero_and_ends_at_the_last_sample():
    svg = profile(width=(240.0, 120.0), required=80)  # the axis ends at 3 × 80
    left, top, right, bottom = plot(svg)
    assert curve(svg) == pytest.approx(np.array([(left, top), (right, (top + bottom) / 2)]), abs=0.05)
    area = paths(svg, f"fill: {palette.CORRIDOR}")[0][0]
    assert area[:, 1].max() == pytest.approx(bottom, abs=0.05)


def test_narrowest_sample_survives_thinning():
    width = np.full(3_000, 400.0)
    width[1_777] = 25.0
    svg = profile(np.arange(3_000) * 10.0, width, 100)  # the axis ends at 300
    left, top, right, bottom = plot(svg)
    x, y = max(curve(svg), key=lambda point: point[1])
    assert (bottom - y) / (bottom - top) == pytest.approx(25 / 300, abs=1e-3)
    assert (x - left) / (right - left) == pytest.approx(1_777 / 2_999, abs=1e-3)


def test_each_column_keeps_its_narrowest_sample_where_it_is_and_the_axis_its_ends():
    chainage = np.array([0.0, 1, 2, 5, 6, 7, 8, 10])
    width = np.array([9.0, 3, 4, 8, 7, 1, 2, 6])
    kept = thinned(chainage, width, 2)
    assert [values.tolist() for values in kept] == [[0, 1, 7, 10], [9, 3, 1, 6]]


def test_profile_with_fewer_samples_than_columns_keeps_them_all():
    chainage, width = np.linspace(0, 1, 50), np.arange(50) % 7
    assert np.array_equal(thinned(chainage, width, 500), (chainage, width))


def test_two_samples_at_the_same_chainage_are_drawn():
    assert "nan" not in profile((0.0, 0.0), (50.0, 60.0)).lower()


@pytest.mark.parametrize("start", [0, 12_345, 29_999])
def test_pinch_of_a_metre_in_thirty_kilometres_is_at_least_a_pixel_wide(start):
    svg = profile((0, 30_000), (90, 90), pinches=[(start, start + 1)])
    left, _, right, _ = plot(svg)
    ((begin, end),) = shading(svg)
    assert end - begin >= POINTS_PER_PIXEL
    assert left - 0.05 <= begin <= left + (start + 1) / 30_000 * (right - left)
    assert left + start / 30_000 * (right - left) - 0.05 <= end <= right + 0.05


def test_pinch_is_shaded_from_end_to_end():
    svg = profile(pinches=[(20.0, 50.0)])
    left, _, right, _ = plot(svg)
    assert (shading(svg)[0] - left) / (right - left) == pytest.approx([0.2, 0.5], abs=1e-3)


def test_wide_place_runs_out_of_the_top_and_an_arrowhead_says_so():
    svg = profile((0, 1, 2, 3, 4), (90, 90, 5_000, 5_000, 90), 80)
    _, top, _, bottom = plot(svg)
    assert (bottom - requirement(svg)) / (bottom - top) == pytest.approx(1 / 3, abs=1e-3)
    assert curve(svg)[:, 1].min() < top
    assert len(paths(svg, f"fill: {palette.CORRIDOR_EDGE}")) == 1
    assert paths(profile(), f"fill: {palette.CORRIDOR_EDGE}") == []


def test_requirement_is_in_sight_above_a_corridor_far_below_it():
    svg = profile(width=(20, 30), required=500, required_text="500 m", pinches=[(0, 100)])
    _, top, _, bottom = plot(svg)
    assert top < requirement(svg) < bottom
    assert "500 m" in texts(svg)


def test_without_requirement_and_pinches_there_is_neither_line_nor_legend_for_them():
    svg = profile(required=None)
    assert {"净宽"} == {*LEGEND} & set(texts(svg))
    assert "80 m" not in texts(svg)
    assert "stroke-dasharray" not in svg
    assert len(shading(svg)) == 0


def test_chainage_is_in_kilometres_beyond_two():
    assert {*AXES} & set(texts(profile((0, 2_000), (90, 90)))) == {"里程 (m)", "宽度 (m)"}
    assert {*AXES} & set(texts(profile((0, 30_000), (90, 90)))) == {"里程 (km)", "宽度 (m)"}
    assert {"0", "10", "20", "30"} <= set(texts(profile((0, 30_000), (90, 90))))


def test_sixty_pinches_are_all_shaded_and_no_two_numbers_touch():
    svg = profile((0, 30_000), (60, 60), pinches=[(at, at + 100) for at in range(0, 30_000, 500)])
    assert len(shading(svg)) == 60
    numbers = {text: node for text, node in texts(svg).items() if palette.PINCH_EDGE.lower() in node.get("style")}
    assert 20 <= len(numbers) < 60
    digit = 0.7 * 8  # a bold face of 8 points
    ends = sorted(
        (float(node.get("x")) - len(text) * digit / 2, float(node.get("x")) + len(text) * digit / 2)
        for text, node in numbers.items()
    )
    assert all(end < start for (_, end), (start, _) in zip(ends, ends[1:]))


def test_narrowest_pinch_keeps_its_number():
    svg = profile((0, 100, 101, 102, 1_000), (90, 70, 70, 30, 90), pinches=[(99, 101), (101.5, 103)])
    assert "2" in texts(svg)
    assert "1" not in texts(svg)


def test_three_thousand_samples_and_sixty_pinches_stay_below_sixty_kilobytes():
    width = 100 + 50 * np.sin(np.arange(3_000) * 1.7)
    svg = profile(np.arange(3_000) * 10, width, pinches=[(at, at + 100) for at in range(0, 30_000, 500)])
    assert len(svg.encode()) < 60_000


def test_title_is_written_and_markup_in_it_stays_text():
    assert "<b>北臂</b> & 南臂" in texts(profile(title="<b>北臂</b> & 南臂"))


def test_texts_are_set_in_a_chinese_face_named_once():
    svg = profile(pinches=[(50, 100)])
    assert svg.count("Microsoft YaHei") == 1
    assert "text{font-family: 'Source Han Sans SC'" in svg


def test_same_profile_gives_the_same_bytes():
    assert profile(pinches=[(50, 100)]) == profile(pinches=[(50, 100)])
    assert "<dc:date>" not in profile()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"width": (100.0, float("nan"))}, "finite"),
        ({"chainage": (10.0, 0.0)}, "fall"),
        ({"chainage": (0.0,), "width": (100.0,)}, "two samples"),
        ({"width": (1.0, 2.0, 3.0)}, "two samples"),
        ({"pinches": [(0, 1)], "numbers": ()}, "number"),
    ],
)
def test_profile_that_cannot_be_drawn_is_refused(changes, said):
    with pytest.raises(ValueError, match=said):
        profile(**changes)


def test_strong_part_of_a_pinch_ends_at_the_curve_without_a_clip():
    # From 240 m down to 0 m over 300 m; the axis ends at 240, and the pinch lies where the width is 80 m to 40 m.
    svg = profile((0.0, 300.0), (240.0, 0.0), 80.0, [(200.0, 250.0)])
    left, top, right, bottom = plot(svg)
    strong = paths(svg, f"fill: {palette.PINCH}", "opacity: 0.75")[0][0]
    wide, high = right - left, bottom - top
    corners = [(2 / 3, 0), (2 / 3, 80 / 240), (5 / 6, 40 / 240), (5 / 6, 0)]
    expected = np.array([(left + x * wide, bottom - y * high) for x, y in corners])
    assert strong[:4] == pytest.approx(expected, abs=0.06)
