"""Charts: what a reader sees in the SVG."""

import gc
import re
import threading
import weakref
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import matplotlib
import pytest
from greenvein.core.drawing import charts, palette
from greenvein.core.drawing.figure import Figure, to_png, to_svg

SVG = "{http://www.w3.org/2000/svg}"


def bars(labels=("海淀区", "Chaoyang"), percent=(96.0, 48.0), met=(True, False)):
    return charts.zone_bars(
        labels,
        percent,
        95.0,
        met,
        values=[f"{value:.1f}%" for value in percent],
        legend=("达标", "未达标", "暂不判定", "目标 95%"),
    )


def texts(svg):
    return ["".join(node.itertext()).strip() for node in ET.fromstring(svg).iter(f"{SVG}text")]


def widths(svg, colour):
    """Return the width of each filled rectangle of a colour, but the legend's, which comes last."""
    found = []
    for path in ET.fromstring(svg).iter(f"{SVG}path"):
        if f"fill: {colour.lower()}" in path.get("style", ""):
            x = [float(x) for x in re.findall(r"[ML] ([\d.]+) ", path.get("d"))]
            found.append(max(x) - min(x))
    return found[:-1]


def test_texts_are_texts_that_a_browser_can_set_in_a_chinese_face():
    svg = bars()
    assert {"海淀区", "Chaoyang", "96.0%", "48.0%", "达标", "未达标", "目标 95%"} <= set(texts(svg))
    assert "Microsoft YaHei" in svg
    assert "Noto Sans CJK SC" in svg


def test_bar_is_as_long_as_its_figure_and_coloured_by_its_verdict():
    svg = bars()
    (met,), (missed,) = widths(svg, palette.MET), widths(svg, palette.MISSED)
    assert met == pytest.approx(2 * missed, rel=1e-4)


def test_verdict_comes_from_the_caller_not_from_the_rounded_figure():
    svg = bars(labels=("a",), percent=(94.999999,), met=(True,))
    assert len(widths(svg, palette.MET)) == 1


def test_zone_without_a_figure_has_no_bar():
    svg = bars(labels=("a", "b"), percent=(float("nan"), 50.0), met=(False, False))
    assert widths(svg, palette.MISSED)[0] == 0
    assert "nan%" in texts(svg)  # the caller's own text


def test_long_label_is_cut_and_forty_zones_keep_their_rows():
    label = "北京经济技术开发区亦庄新城核心区及其周边配套居住组团"
    svg = bars(labels=[label] * 40, percent=[50.0] * 40, met=[False] * 40)
    assert texts(svg).count(label[:19] + "…") == 40
    height = float(ET.fromstring(svg).get("height").removesuffix("pt"))
    assert height > 40 * charts.ROW_IN * 72


def test_same_figures_give_the_same_bytes():
    assert bars() == bars()
    assert "<dc:date>" not in bars()


def target_picture(met=(True, False, None)):
    return charts.target_bars(
        ["a", "b", "c"],
        [50.0, 100.0, 25.0],
        [60.0, 80.0, float("nan")],
        met,
        values=["50", "100", "25"],
        legend=("met", "missed", "none", "target"),
        unit="km²",
    )


def test_each_bar_stands_beside_a_target_of_its_own():
    svg = target_picture()
    (met,), (missed,), (none,) = (widths(svg, one) for one in (palette.MET, palette.MISSED, palette.FLOW))
    assert [met / missed, none / missed] == pytest.approx([0.5, 0.25], rel=1e-3)
    assert {"met", "missed", "none", "target", "km²"} <= set(texts(svg))


def test_the_legend_names_only_what_is_there():
    assert not {"missed", "none"} & set(texts(target_picture(met=(True, True, True))))


def test_two_charts_that_are_drawn_at_once_both_keep_their_text_as_text():
    first_began, second_began, first_ended = (threading.Event() for _ in range(3))
    before = matplotlib.rcParams["svg.fonttype"]

    class Held(Figure):
        """Is drawn once something has happened, or after a while."""

        def __init__(self, began, wait):
            super().__init__()
            self.text(0.5, 0.5, "达标")
            self.began, self.wait = began, wait

        def savefig(self, *given, **named):
            self.began.set()
            self.wait()
            super().savefig(*given, **named)

    def first():
        svg = to_svg(Held(first_began, lambda: second_began.wait(0.5)))
        first_ended.set()
        return svg

    def second():
        assert first_began.wait(10)
        return to_svg(Held(second_began, lambda: first_ended.wait(10)))

    with ThreadPoolExecutor(2) as pool:
        drawn = [pool.submit(one) for one in (first, second)]
        assert [texts(one.result()) for one in drawn] == [["达标"], ["达标"]]
    assert matplotlib.rcParams["svg.fonttype"] == before


@pytest.mark.parametrize("write", [to_svg, partial(to_png, dpi=50)])
def test_a_chart_that_is_drawn_is_gone_at_once(write):
    figure = Figure()
    axes = figure.add_subplot()
    axes.plot(range(30), range(30), "o-", label="m")
    figure.legend()
    parts = [weakref.ref(part) for part in figure.findobj()]
    assert len(parts) > 100
    gc.disable()  # as in a run
    try:
        write(figure)
        del figure, axes
        assert not [part() for part in parts if part() is not None]
    finally:
        gc.enable()


def test_bullets_are_each_in_a_scale_of_its_own_with_target_and_base():
    legend = ("On the way", "Behind", "Not judged", "Target", "Base")
    rows = [(50.0, 100.0, 20.0), (3000.0, 1500.0, float("nan"))]
    svg = charts.bullets(["a", "b"], rows, [False, True], values=["50 of 100", "3000 of 1500"], legend=legend)
    assert all(text in svg for text in ("50 of 100", "3000 of 1500", "On the way", "Behind", "Target", "Base"))
    assert "Not judged" not in svg
    without = charts.bullets(["a"], [(1.0, 2.0, float("nan"))], [None], values=["1"], legend=legend)
    assert "Not judged" in without and "Base" not in without
