"""The colours: what lies upon what stays apart, by lightness alone."""

import numpy as np
import pytest
from greenvein.core.drawing import palette
from matplotlib.colors import rgb_to_hsv, to_rgb


def luminance(colour):
    """Return the relative luminance of WCAG 2.2."""
    share = np.array(to_rgb(colour))
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4) @ (0.2126, 0.7152, 0.0722)


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize(
    ("upper", "lower", "least"),
    [
        ("AXIS", "CORRIDOR", 3),
        ("AXIS", "PINCH", 3),
        ("OBSTACLE", "CORRIDOR", 3),
        ("CORRIDOR_EDGE", "CORRIDOR", 3),
        ("CORRIDOR_EDGE", "PAPER", 3),
        ("PINCH", "PAPER", 3),
        ("PINCH", "CORRIDOR", 2),
        ("PINCH_EDGE", "PINCH", 2),
        ("PINCH_EDGE", "PAPER", 4.5),  # numbers are written in it
        ("VACATED", "CHANGED", 1.5),
        ("ADDED", "CHANGED", 2),
        ("VACATED_EDGE", "PAPER", 4.5),
        ("ADDED_EDGE", "PAPER", 4.5),
        ("STRANGE", "OVERLAP", 2),
        ("SLIVER", "GAP", 1.5),
        ("COOL", "WARM", 2),
        ("COOL", "COOL_PALE", 3),
        ("WARM", "WARM_PALE", 2),
        ("COOL_EDGE", "PAPER", 4.5),
        ("COOL_EDGE", "COOL_PALE", 3),
        ("WARM_EDGE", "WARM_PALE", 3),
        ("MIXED", "WARM", 2),
        ("MIXED_EDGE", "MIXED", 3),
        ("ALONE", "ALONE_PALE", 2),
        ("ALONE_EDGE", "PAPER", 4.5),
        ("OPEN", "ALONE", 3),
        ("PINCH_GAP", "PINCH", 2),
        ("PINCH", "PINCH_BY_EDGE", 2),
        ("PINCH", "NARROW", 2),
        ("TO_CHECK", "CONFLICT", 2),
        ("TO_CHECK_EDGE", "TO_CHECK_PALE", 4.5),
        ("LINES_EDGE", "LINES", 2),
        ("UNKNOWN_EDGE", "UNKNOWN", 2),
    ],
)
def test_what_lies_upon_or_beside_another_differs_in_lightness(upper, lower, least):
    assert contrast(getattr(palette, upper), getattr(palette, lower)) >= least


def test_pinches_and_blind_areas_differ_in_hue():
    def hue(colour):
        return rgb_to_hsv(to_rgb(colour))[0]

    apart = abs(hue(palette.PINCH) - hue(palette.BLIND))
    assert min(apart, 1 - apart) > 0.1  # vermillion and magenta
