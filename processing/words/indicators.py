"""What there is to say of the indicators of a plan and of how their values stand (core.indicators)."""

from __future__ import annotations

from collections.abc import Iterable

from ...core.indicators import codes
from ...core.indicators.indicator import Base, Indicator, Milestone
from ...i18n import language, tr


def state_names() -> dict[str, str]:
    """Return how an indicator may stand."""
    return {
        codes.MET: tr("Met"),
        codes.ON_TRACK: tr("On track"),
        codes.BEHIND: tr("Behind"),
        codes.NOT_JUDGED: tr("Not judged"),
    }


def binding_names() -> dict[str, str]:
    """Return whether a plan binds."""
    return {
        codes.BINDING: tr("Binding"),
        codes.GUIDING: tr("Guiding"),
        codes.NOT_STATED: tr("Not stated"),
    }


def measure_names() -> dict[str, str]:
    """Return how an indicator is measured."""
    return {
        codes.JOB: tr("Result of another check"),
        codes.AREA: tr("Area on the map"),
        codes.SHARE: tr("Share on the map"),
        codes.PER_HEAD: tr("Area per head"),
        codes.TABLE: tr("From a table: no map shows it"),
    }


def reason_sentences() -> dict[str, str]:
    """Return why an indicator is not judged, or not for the ground that the plan speaks of."""
    return {
        codes.NO_VALUE: tr("There is no value."),
        codes.DAMAGED: tr("The text of the plan is damaged here, so that nobody knows what the row speaks of."),
        codes.NO_NUMBER: tr("The plan gives no number for this year."),
        codes.NO_BASE: tr("The plan does not say from where this begins, so that there is no way to measure."),
        codes.NO_BASE_YEAR: tr(
            "The plan does not say of which year its base is, so that before the target's year nobody can tell what "
            "should be reached by now."
        ),
        codes.EITHER: tr("The plan names two targets; by one of them this is met, by the other it is not."),
        codes.BEFORE_BASE: tr("This year lies before the year that the plan begins from."),
        codes.OTHER_YEAR: tr("The value is of another year than the one that is looked at."),
        codes.PERIOD: tr(
            "The plan counts what happens from the first to the last year of its period; this value is of other years, "
            "or of a part of them that says nothing of the whole."
        ),
        codes.WIDER: tr("The map also shows what the plan does not count."),
        codes.NARROWER: tr("The map does not show all that the plan counts, or may count."),
        codes.BOTH: tr("The map shows some of what the plan does not count, and lacks some of what it counts."),
        codes.NO_EXTENT: tr("Nobody says how large the ground is that this amount speaks of."),
        codes.EXTENT: tr("This amount was measured on other ground than the plan speaks of."),
        codes.NO_PART: tr("The part of the city that this indicator speaks of was not given."),
        codes.ELSEWHERE: tr("The plan's target is held against this area, which may not be the one that it speaks of."),
    }


def unit_name(unit: str) -> str:
    """Return what a unit is called; one of a user's own as it is written."""
    names = {
        "个": tr("count"),
        "处": tr("places"),
        "户": tr("households"),
        "万m²": tr("10⁴ m²"),
        "万m³": tr("10⁴ m³"),
        "万亩": tr("10⁴ mu"),
        "亿元/km²": tr("100 million yuan/km²"),
    }
    return names.get(unit, unit)


def with_unit(value: str, unit: str) -> str:
    """Return a figure with what its unit is called, "" without one; Chinese text sets a space before letters only."""
    is_close = not unit or (language() == "zh" and not ("a" <= unit[0].lower() <= "z"))
    return f"{value}{unit}" if is_close else f"{value} {unit}"


def called(indicators: Iterable[Indicator]) -> str:
    """Return what indicators are called, each with its id."""
    text = tr("{id} {name}")
    return tr(", ").join(text.format(id=one.id, name=one.name[language()]) for one in indicators)


def base_text(base: Base | None) -> str:
    """Return a base with its year, "" where there is none."""
    if base is None:
        return ""
    if base.year is None:
        return tr("{value} (year not stated)").format(value=_number(base.value))
    return tr("{value} ({year})").format(value=_number(base.value), year=base.year)


def target_text(milestone: Milestone, unit: str = "") -> str:
    """Return a target as the plan writes it, with its year; with a unit behind its numbers where it has any."""
    texts = {
        codes.EXACT: "{value}",
        codes.ABOUT: tr("about {value}"),
        codes.AT_LEAST: "≥ {value}",
        codes.MORE_THAN: "> {value}",
        codes.AT_MOST: "≤ {value}",
        codes.NOT_REDUCED: tr("not reduced"),
        codes.STABLE: tr("kept stable"),
        codes.AS_REQUIRED: tr("as the state requires"),
    }
    text = texts[milestone.mark] if milestone.least is None else tr("{least} or {value}")
    least, value = (_number(one) for one in (milestone.least, milestone.value))
    value = with_unit(value, unit)
    return tr("{value} ({year})").format(value=text.format(least=least, value=value), year=milestone.year)


def extent_text(indicator: Indicator) -> str:
    """Return the ground that an indicator speaks of."""
    return tr("Not stated") if indicator.extent is None else indicator.extent[language()]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"
