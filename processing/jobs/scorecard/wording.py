"""How figures of indicators, what they hang on and what a plan says to do are written."""

from __future__ import annotations

import math

from ....core.indicators.indicator import ToDo
from ....core.scorecard import codes
from ....core.scorecard.causes import Cause
from ....i18n import language, tr
from ...reports.units import figure, whole
from ...words.indicators import unit_name
from ...words.land_classes import class_name


def number(value: float | None, target: float | None = None) -> str:
    """Return a figure of an indicator, in whatever unit, so that it does not look like a target that it misses."""
    if value is None or math.isnan(value):
        return "–"
    texts = [figure(value, digits) for digits in range(4, 13)]
    if target is None or value == target:
        return texts[0]
    return next((text for text in texts if text != figure(target, 12)), texts[-1])


def difference(value: float | None) -> str:
    """Return a difference of two such figures with its sign."""
    return "–" if value is None else f"{'−' if value < 0 else '+' if value > 0 else ''}{number(abs(value))}"


def progress_text(progress: float | None) -> str:
    """Return the share of the way that is done, in %; what lies off the way is said in words."""
    if progress is None:
        return "–"
    if progress < 0:
        return tr("further away than at the base")
    if progress > 1:
        return tr("beyond the target")
    return tr("{share} %").format(share=whole(100 * progress))


def cause_text(cause: Cause) -> str:
    """Return what an indicator hangs on, a place or a kind of land with its figures."""
    texts = {
        codes.ADDED_IN: tr("{value} km² of growth in {where}"),
        codes.ADDED_FROM: tr("{value} km² that were “{land}” before"),
        codes.PINCH: tr("{where} is {value} m wide in place of {other} m"),
    }
    if cause.kind == codes.BLIND_AREA:
        return _blind_area(cause)
    if cause.kind == codes.ZONE:
        return _zone(cause)
    value, other = (*map(number, cause.figures), "")[:2]
    return texts[cause.kind].format(where=cause.where, value=value, other=other, land=class_name(cause.where))


def _blind_area(cause: Cause) -> str:
    area_ha, people, count, largest_ha = (*cause.figures, 1.0, math.nan)[:4]
    if count > 1:
        text = _blind_areas(bool(cause.where), not math.isnan(people))
    elif math.isnan(people):
        text = tr("a blind area of {area} ha in {where}") if cause.where else tr("a blind area of {area} ha")
    else:
        text = tr("a blind area of {area} ha with {people} people")
        if cause.where:
            text = tr("a blind area of {area} ha with {people} people in {where}")
    figures = {"area": number(area_ha), "largest": number(largest_ha), "count": whole(count)}
    return text.format(where=cause.where, people="" if math.isnan(people) else whole(people), **figures)


def _blind_areas(where: bool, people: bool) -> str:
    """Return the text for several blind areas, of a place that has a name, and of people who are known."""
    if where and people:
        return tr("{count} blind areas in {where}, {area} ha with {people} people in all, the largest of {largest} ha")
    if where:
        return tr("{count} blind areas in {where}, {area} ha in all, the largest of {largest} ha")
    if people:
        return tr("{count} blind areas, {area} ha with {people} people in all, the largest of {largest} ha")
    return tr("{count} blind areas, {area} ha in all, the largest of {largest} ha")


def _zone(cause: Cause) -> str:
    value, gap, lacks_km2 = cause.figures
    text = tr("{where} at {value} {unit}, {gap} from the target")
    if not math.isnan(lacks_km2):
        text = tr("{where} at {value} {unit}, {gap} from the target, so that {lacks} km² are missing")
    figures = {"value": number(value), "gap": difference(gap), "lacks": number(lacks_km2)}
    return text.format(where=cause.where, unit=unit_name(cause.unit), **figures)


def to_do_text(to_do: ToDo) -> str:
    """Return what a plan says to do, with its clause."""
    return tr("{text} ({clause})").format(text=to_do.text[language()], clause=to_do.clause[language()])
