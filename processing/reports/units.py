"""Figures as text, in the units that the reader of a report works with."""

from __future__ import annotations

from math import floor, isfinite, isnan, log10

from ...core.targets import at_least
from ...i18n import language, tr

HA = 10_000.0
KM2 = 1e6
MU = 10_000 / 15
"""1 亩 in m²."""
UNBROKEN = "\u00a0"
"""A space at which no line ends."""


def square_metres(area_m2: float) -> str:
    """Return an area in m², without the unit."""
    return _number(area_m2, 1)


def hectares(area_m2: float) -> str:
    """Return an area in hectares, without the unit."""
    return _number(area_m2 / HA, 2)


def shows_hectares(area_m2: float) -> bool:
    """Tell whether an area is more than nothing as it is written in hectares: less, nobody could find."""
    return hectares(area_m2) != hectares(0.0)


def mu(area_m2: float) -> str:
    """Return an area in 亩, without the unit."""
    return _number(area_m2 / MU, 1)


def square_kilometres(area_m2: float) -> str:
    """Return an area in km² to 100 m², without the unit."""
    return _number(area_m2 / KM2, 4)


def square_kilometres_unit(area_m2: float) -> str:
    """Return the unit behind an area in km²; Chinese readers get the 万亩 too."""
    return tr("km²") if language() != "zh" else f"{tr('km²')}（{ten_thousand_mu(area_m2)}{UNBROKEN}万亩）"


def ten_thousand_mu(area_m2: float) -> str:
    """Return an area in 万亩, without the unit."""
    return _number(area_m2 / MU / 10_000, 4)


def hectares_unit(area_m2: float) -> str:
    """Return the unit behind an area in hectares; Chinese readers get the 亩 too."""
    return tr("ha") if language() != "zh" else f"{tr('ha')}（{mu(area_m2)}{UNBROKEN}亩）"


def counting_decimals(value: float, digits: int = 4) -> int:
    """Return how many decimals a figure in whatever unit takes to have so many digits that count.

    >>> from greenvein.processing.reports.units import counting_decimals
    >>> counting_decimals(0.08941), counting_decimals(12.5), counting_decimals(28_400)
    (5, 2, 0)
    """
    return max(0, digits - 1 - (floor(log10(abs(value))) if value and isfinite(value) else 0))


def figure(value: float, digits: int = 4) -> str:
    """Return a figure in whatever unit with so many digits that count, those before the point in any case.

    >>> from greenvein.processing.reports.units import figure
    >>> figure(0.89412), figure(28_412.4), figure(44.0)
    ('0.8941', '28,412', '44')
    """
    text = f"{value:,.{counting_decimals(value, digits)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: float, target: float | None = None) -> str:
    """Return a percentage, with as many decimals as it takes not to look like a target that it misses."""
    if isnan(value):
        return "–"
    for decimals in range(2, 9):
        text = _number(value, decimals)
        if target is None or at_least(value, target) or float(text.replace(",", "")) < target:
            break
    # Chinese text sets no space before the sign.
    return f"{text}%" if language() == "zh" else f"{text} %"


def shortfall(value: float) -> str:
    """Return what is missing to a target, without the unit, with as many decimals as it takes not to look like none."""
    texts = [_number(value, decimals) for decimals in range(2, 13)]
    return next((text for text in texts if text.strip("0.")), texts[0])


def signed(value: float) -> str:
    """Return a difference with its sign, with as many decimals as it takes to be seen, six at most."""
    texts = [f"{value:+,.{decimals}f}" for decimals in range(2, 7)]
    text = next((one for one in texts if float(one.replace(",", ""))), "0.00")
    return text.replace("-", "−")


def whole(value: float) -> str:
    """Return a count."""
    return _number(value, 0)


def metres(value: float) -> str:
    """Return a length in metres, without the unit."""
    return _number(value, 1)


def square_metres_per_head(value: float, target: float | None = None) -> str:
    """Return an area per head in m², without the unit, so that it does not look like a target that it misses."""
    if isnan(value):
        return "–"
    for decimals in range(1, 9):
        text = _number(value, decimals)
        if target is None or at_least(value, target) or float(text.replace(",", "")) < target:
            break
    return text


def _number(value: float, decimals: int) -> str:
    text = "–" if isnan(value) else f"{value:,.{decimals}f}"
    return text[1:] if text.startswith("-") and not text.strip("-0.") else text  # there is no less than nothing
