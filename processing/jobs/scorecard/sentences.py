"""Indicator scorecard: what there is to say of a value with something of its own in it, such as an area or a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qgis.core import QgsApplication

from ....core.indicators.codes import BUILT_UP_AREA
from ....core.indicators.indicator import of_profile
from ....core.scorecard import codes
from ....i18n import language, tr, translated
from ... import profiles
from ...framework import output_fields
from ...jobs import JOBS
from ...words.land_classes import kind_names, telling_codes
from .wording import number

UNIT_FIELD, ZONE_FIELD = ("unit", "单位"), ("zone", "分区")
"""What the fields of the units and of the zones are called, in English and in Chinese."""


def with_more() -> dict[str, Callable[[str], str]]:
    """Return what says a code, by how it begins, of what stands behind."""
    return {
        codes.PART: _part_sentence,
        codes.UNTOLD: _untold_sentence,
        codes.UNDECIDED: _undecided_sentence,
        codes.ASKED: _asked_sentence,
        codes.RETYPED: _retyped_sentence,
        codes.NO_FIGURE: _no_figure_sentence,
        **{code: partial(_two_figures_sentence, text) for code, text in _two_figures_sentences().items()},
        codes.FAR: _far_sentence,
        codes.GAPS: _gaps_sentence,
        codes.UNIT_UNSURE: _unit_unsure_sentence,
        codes.UNIT_ABOVE: _unit_above_sentence,
        codes.CELL_ABOVE: _cell_above_sentence,
        codes.PLACE_ABOVE: _place_above_sentence,
        codes.ROW_SAYS: _row_sentence,
        codes.OF_PART: _of_part_sentence,
        codes.TITLE: _title_sentence,
        codes.UNLIKE: _unlike_sentence,
        codes.BEYOND: _beyond_sentence,
    }


def _untold_sentence(kind: str) -> str:
    """Say which land the codes do not tell from other land; ``kind``: a class or use."""
    text = tr(
        "The codes of the land use do not tell “{land}” from other land; give the value in “{values}”, or land use "
        "whose codes do: {codes}."
    )
    land, values = kind_names().get(kind, kind), tr("Values that no map shows")
    return text.format(land=land, codes=telling_codes(kind), values=values)


def _undecided_sentence(kind: str) -> str:
    """Say that the codes leave open which land it is, and what decides; ``kind``: a class or use."""
    text = tr(
        "The codes of the land use fit several systems, in which other land is “{land}”; say in “{system}” which "
        "one they are from."
    )
    return text.format(land=kind_names().get(kind, kind), system=tr("System of the land-use codes"))


def _asked_sentence(said: str) -> str:
    """Say by what a result was measured, and by what the indicator means it; ``said``: as behind codes.ASKED."""
    job, field, had, meant = said.split("=", 3)
    titles = output_fields.titles(JOBS[job].style(JOBS[job].summary)) if job in JOBS else {}
    text = tr(
        "The result was measured with {had} as “{title}”, this indicator means {meant}, so that it is not judged; run "
        "that check as the indicator means it."
    )
    if not meant:
        text = tr(
            "The result was measured with {had} as “{title}”, which this indicator does not know, so that it is not "
            "judged; run that check without."
        )
    return text.format(had=had, title=titles.get(field, field), meant=meant)


def _retyped_sentence(said: str) -> str:
    """Say that a result contradicts itself; ``said``: as behind codes.RETYPED."""
    field, value, other = said.split("=")
    text = tr(
        "“{field}” is {value} in the result, and {other} by other columns of its row, so that it is not judged; give "
        "the table as the check has written it."
    )
    return text.format(field=field, value=number(float(value), float(other)), other=number(float(other), float(value)))


def _no_figure_sentence(said: str) -> str:
    """Say that a result has no value, and of which input it would have one; ``said``: as behind codes.NO_FIGURE."""
    job, needed = said.split("=")
    text = tr("The result of “{job}” has no value of this indicator.")
    known = QgsApplication.processingRegistry().algorithmById(f"greenvein:{job}")
    parameter = None if known is None or not needed else known.parameterDefinition(needed)
    if parameter is not None:
        text = tr(
            "The result of “{job}” has no value of this indicator, for which it takes “{parameter}” on the land that "
            "it measures; run that check with such a layer."
        )
    title = translated(JOBS[job].title) if job in JOBS else job
    return text.format(job=title, parameter="" if parameter is None else parameter.description())


def _two_figures_sentences() -> dict[str, str]:
    """Return what is said of two figures, by the code that they stand behind: one that was found, and that of here."""
    return {
        codes.OTHER_GROUND: tr(
            "The result has measured {found} km², and there are {here} km² to measure here, so that it is not judged; "
            "give the result of this area, or the land use and zones that it was measured on."
        ),
        codes.NEAR_GROUND: tr(
            "The result has measured {found} km², and there are {here} km² to measure here; whatever holds for the "
            "difference, the verdict is the same."
        ),
        codes.FOUND: tr(
            "The land use or another check gives {found} here; the value of the table is {here}, and it is this one "
            "that counts."
        ),
        codes.OTHER_FIGURE: tr(
            "Another check has found {found} here, and the land use gives {here}, so that it is not judged; give both "
            "checks the same parks and homes, without overlaps."
        ),
    }


def _two_figures_sentence(text: str, figures: str) -> str:
    """Say one of them; ``figures``: as behind the codes."""
    found, here = figures.split("=")
    return text.format(found=found, here=here)


def _gaps_sentence(area: str) -> str:
    """Say how much of what is counted lies in holes of the land use; ``area``: as behind codes.GAPS."""
    text = tr(
        "{area} ha of what is counted lie in gaps that the land use encloses, and are not in the value; give “{zones}” "
        "that hold the gaps, where these are ground too."
    )
    return text.format(area=area, zones=tr("Zones to report by"))


def _far_sentence(figures: str) -> str:
    """Say that a value is far from all that the plan says; ``figures``: as behind codes.FAR."""
    value, nearest = (number(float(one)) for one in figures.split("="))
    text = tr(
        "The value given, {value}, is more than ten times as large, or as small, as the nearest figure of the plan, "
        "{nearest}, so that it is not judged; check its unit."
    )
    return text.format(value=value, nearest=nearest)


def _unit_unsure_sentence(said: str) -> str:
    """Say that nobody knows what a table says of its units; ``said``: as behind codes.UNIT_UNSURE."""
    text = tr(
        "“{said}” may be the unit of the value, and is none that is known, so that the value is not judged; write the "
        "unit into a field “{field}”, or take the remark out."
    )
    return text.format(said=said, field=UNIT_FIELD[language() == "zh"])


def _unit_above_sentence(said: str) -> str:
    """Say that the unit of a row above may be that of the value too; ``said``: as behind codes.UNIT_ABOVE."""
    text = tr(
        "No unit stands in the row of the value, and “{said}” in a row above it, which is that of both where cells are "
        "merged, so that the value is not judged; write the unit into each row."
    )
    return text.format(said=said)


def _cell_above_sentence(said: str) -> str:
    """Say that what stands above may be said of a row too; ``said``: as behind codes.CELL_ABOVE."""
    field, _, text_above = said.partition("=")
    text = tr(
        "Nothing stands in “{field}” in the row of the value, and “{said}” in a row above it, which is that of both "
        "where cells are merged, so that the value is not judged; fill in “{field}” in each row."
    )
    return text.format(field=field, said=text_above)


def _place_above_sentence(said: str) -> str:
    """Say that a line above a row may be called by a part of the city; ``said``: as behind codes.PLACE_ABOVE."""
    text = tr(
        "“{said}” in a row above that of the value may be the part of the city that it is of, so that it is not "
        "judged; say in a field “{field}” of each row which part it is, or “{whole}” for the whole."
    )
    is_chinese = language() == "zh"
    return text.format(said=said, field=ZONE_FIELD[is_chinese], whole="全市" if is_chinese else "whole city")


def _row_sentence(said: str) -> str:
    """Say that a value is none of its year by a cell of its row; ``said``: as behind codes.ROW_SAYS."""
    text = tr(
        "By “{said}” in its row the value may be a target or a forecast, or of another year, so that it is not judged; "
        "give that of the year, or correct this text."
    )
    return text.format(said=said)


def _of_part_sentence(said: str) -> str:
    """Say that a value may be that of a part of the city; ``said``: as behind codes.OF_PART."""
    text = tr(
        "By “{said}” the value may be that of a part of the city, and its row names no zone, so that it is not judged; "
        "write into a field “{field}” which part it is of, or what the whole is called."
    )
    return text.format(said=said, field=ZONE_FIELD[language() == "zh"])


def _title_sentence(said: str) -> str:
    """Say that a title is that of other values; ``said``: as behind codes.TITLE."""
    text = tr(
        "By “{said}”, the name of the table or a line above or below it, its values are targets or forecasts, or of "
        "other years than its rows, so that they are not judged; give those of the year, or correct this text."
    )
    return text.format(said=said)


def _apart(**figures: str) -> dict[str, str]:
    """Return two figures in so many digits that they differ."""
    one, other = (float(figure) for figure in figures.values())
    return dict(zip(figures, (number(one, other), number(other, one))))


def _unlike_sentence(said: str) -> str:
    """Say that one figure of two plans has two values; ``said``: as behind codes.UNLIKE."""
    one, other, value, other_value = said.split("=")
    text = tr(
        "By the plan {one} and {other} are the same figure, and their values are {value} and {other_value}, so that "
        "neither is judged; correct one of them."
    )
    return text.format(one=one, other=other, **_apart(value=value, other_value=other_value))


def _beyond_sentence(said: str) -> str:
    """Say that a part is more than what it is a part of; ``said``: as behind codes.BEYOND."""
    part, whole, value, of_whole = said.split("=")
    text = tr(
        "By the plan {part} is a part of {whole}, and its value, {value}, is more than that of the whole, {of_whole}, "
        "so that neither is judged; correct one of them."
    )
    return text.format(part=part, whole=whole, **_apart(value=value, of_whole=of_whole))


def _part_sentence(part: str) -> str:
    """Say which part of the city was not given, in the words of the plan, and how to give it."""
    extents = [one.extent for one in of_profile(profiles.active()) if one.extent is not None]
    text = tr(
        "It is “{part}”, and the value is that of other ground; give it by this name in “{extents}”, or as one of "
        "“{zones}”."
    )
    if part in BUILT_UP_AREA:
        text = tr("It is “{part}”, and the value is that of other ground; give it in “{built_up}”.")
    return text.format(
        part=next((one[language()] for one in extents if one["zh"] == part), part),
        extents=tr("Parts of the city that indicators speak of"),
        zones=tr("Zones to report by"),
        built_up=tr("Built-up area"),
    )
