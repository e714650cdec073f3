"""Bars of the parts of scores: what a reader sees in the SVG."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from greenvein.core.drawing import palette
from greenvein.core.drawing.part_bars import part_bars
from matplotlib.colors import to_rgb

SVG = "{http://www.w3.org/2000/svg}"


def bars(parts, names=("坡度", "forest")):
    parts = np.array(parts, dtype=float)
    labels = [f"{row + 1} · u{row}" for row in range(len(parts))]
    values = [f"{value:.4f}" for value in parts.sum(axis=1)]
    return part_bars(labels, parts, names=names, values=values, unit="score")


def spans(svg, colour):
    """Return left and right of each bar of a colour, without those of no width and the legend's, which comes last."""
    found = []
    for path in ET.fromstring(svg).iter(f"{SVG}path"):
        if f"fill: {colour.lower()}" in path.get("style", ""):
            x = [float(x) for x in re.findall(r"[ML] ([\d.]+) ", path.get("d"))]
            found.append((min(x), max(x)))
    return [span for span in found[:-1] if span[1] - span[0] > 0.01]


def test_parts_lie_end_to_end_and_are_as_long_as_their_figures():
    svg = bars([[0.4, 0.2]])
    ((start, middle),), ((begin, end),) = spans(svg, palette.PARTS[0]), spans(svg, palette.PARTS[1])
    assert begin == pytest.approx(middle, abs=0.01)
    assert middle - start == pytest.approx(2 * (end - begin), rel=1e-3)


def test_parts_below_zero_run_to_the_left_of_it():
    svg = bars([[0.4, -0.2], [0.1, 0.1]])
    zero = min(start for start, _ in spans(svg, palette.PARTS[0]))
    below = spans(svg, palette.PARTS[1])[-1]
    assert below[1] == pytest.approx(zero, abs=0.01)
    assert below[1] - below[0] > 0


def test_names_and_scores_are_texts():
    svg = bars([[0.4, 0.2]])
    texts = {"".join(node.itertext()).strip() for node in ET.fromstring(svg).iter(f"{SVG}text")}
    assert {"坡度", "forest", "1 · u0", "0.6000", "score"} <= texts


def test_more_criteria_than_colours_and_no_difference_at_all_still_draw():
    assert "c11" in bars(np.zeros((1, 12)), names=[f"c{place}" for place in range(12)])


@pytest.mark.parametrize("colours", [palette.PARTS, palette.NEAR_TERM, palette.LONG_TERM])
def test_colours_that_lie_beside_each_other_differ_in_lightness(colours):
    share = np.array([to_rgb(colour) for colour in colours])
    light = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4) @ (0.2126, 0.7152, 0.0722)
    ratios = [(max(two) + 0.05) / (min(two) + 0.05) for two in zip(light, light[1:])]
    assert min(ratios) >= 1.4
