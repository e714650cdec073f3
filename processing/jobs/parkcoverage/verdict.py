"""What there is to say of the coverage of residential land, against its target."""

from __future__ import annotations

from typing import Any

from ....core.geometry.codes import PLANE
from ....core.geometry.polygons import DRAWING_M
from ....core.indicators.indicator import of_profile
from ....core.report import MET, MISSED, NONE, Verdict, figure_id
from ....i18n import in_line, tr
from ... import profiles
from ...framework.found import Asked, Found
from ...framework.unread import UNREAD
from ...reports.units import percent, shortfall
from ...words.verdicts import met_or_not
from . import JOB
from .names import CODES, CONTESTED, OVERLAP, RADII, SLIVER, WIDER


def verdict(found: Found, asked: Asked) -> Verdict:
    """Say how the coverage of residential land stands to its target.

    It is met or not only where there is a verdict; ``gv_open`` says why there is none, and then nothing is missing.
    """
    total, met = found.rows("SUMMARY")[-1], found.values.get("TARGET_MET")
    target_pct, year = total["gv_target_pct"], target_year(total["gv_target_pct"])
    values = {"gap": total["gv_gap_pct"], "area": total["gv_to_cover_ha"]}
    figures = {name: "–" if value is None else shortfall(value) for name, value in values.items()} | {
        "width": DRAWING_M
    }
    missed = met_or_not(False) if year is None else tr("Target of {year} not met").format(year=year)
    sentence, target = _text(total, met).format(**figures), tr("Target {target:g} %")
    if year is not None:
        target = tr("Target {target:g} % by {year}")
    if year is not None and met is False:
        later = tr(
            "The target is that of {year}; whether one is on the way to it is judged with the indicators of the plan."
        )
        sentence = in_line([sentence, later.format(year=year)])
    return Verdict(
        label=tr("Residential land within the service radius of a park"),
        value=percent(found.values["COVERAGE_PCT"], target_pct),
        sentence=sentence,
        target=target.format(target=target_pct, year=year),
        badge=tr("Not judged") if met is None else met_or_not(True) if met else missed,
        state=NONE if met is None else MET if met else MISSED,
        meter=(found.values["COVERAGE_PCT"] / 100, target_pct / 100),
        figure=figure_id(JOB.id, "gv_coverage_pct", found.values["COVERAGE_PCT"]),
    )


def target_year(target_pct: float) -> int | None:
    """Return by the end of which year the plan wants a coverage, None where it names no year for it."""
    known = [one for one in of_profile(profiles.active()) if one.measure.field == "gv_coverage_pct"]
    years = [milestone.year for one in known for milestone in one.milestones if milestone.value == target_pct]
    return years[0] if years else None


def _text(total: dict[str, Any], met: bool | None) -> str:
    """Return what there is to say of the coverage, figures left open; ``total``: the row for all."""
    target_pct, open_ = total["gv_target_pct"], total["gv_open"]
    of_plan = target_pct == profiles.active().value("park_coverage.target_pct")
    # The target of a profile need not be a plan's for a city: it may be a standard's, or the user's own.
    of_profile = of_plan and bool(profiles.active().basis("park_coverage.target_pct"))
    if open_:
        text = _why_open(open_, of_profile)
    elif met and of_profile:
        text = tr("The residential land meets the target of the plan profile.")
    elif met and of_plan:
        text = tr(
            "The residential land meets the plan's target for its city, which is held against the area given here."
        )
    elif met:
        text = tr("The residential land meets the target that was set.")
    elif of_plan and not of_profile:
        text = tr(
            "{gap} percentage points are missing; {area} ha of residential land are still to be covered. "
            "The plan's target for its city is held against the area given here."
        )
    else:
        text = tr("{gap} percentage points are missing; {area} ha of residential land are still to be covered.")
    return text


def _why_open(open_: str, of_profile: bool) -> str:
    """Say why there is no verdict, figures left open; ``of_profile``: whether the target is a profile's, no plan's."""
    if open_ == RADII and of_profile:
        return tr(
            "The target of the plan profile is for the service radii of the profile; other radii were set here, so the "
            "coverage is not held against it. Take the profile's radii, or set a target of your own."
        )
    return {
        RADII: tr(
            "The plan's target is for the service radii of the plan; other radii were set here, so the coverage is not "
            "held against it. Take the plan's radii, or set a target of your own."
        ),
        WIDER: tr(
            "Some codes hold other land than residential land or parks too, protective green among them, and count "
            "whole here, so there is no verdict; the notices of a run name them. Take finer codes to get one."
        ),
        CODES: tr(
            "The codes of part of the land do not say what it is, and with it the target may be met or missed "
            "otherwise, so there is no verdict; the notices of a run name these codes and areas. Give these features a "
            "code, or name all codes to be taken (values:…)."
        ),
        OVERLAP: tr(
            "Residential features overlap so much that the target may be met or missed, depending on whether the "
            "ground that is counted more than once is covered; remove the overlaps to get a verdict."
        ),
        CONTESTED: tr(
            "On part of the residential land or the parks lies other land too, and the target may be met or missed, "
            "depending on which of the two is right, so there is no verdict; the notices of a run say how much it is. "
            "Remove the overlaps to get one."
        ),
        PLANE: tr(
            "In the plane of the reference system the service radii are a little shorter or longer than on the ground, "
            "and with the radii on the ground the target may be met or missed otherwise, so there is no verdict. "
            "Reproject the layers into the 3° Gauss–Krüger zone of the place to get one."
        ),
        SLIVER: tr(
            "All residential land here is blind ground that is smaller than a sheet of paper or narrower than "
            "{width:g} m, imprecision of the drawing, so there is nothing to judge."
        ),
        UNREAD: tr(
            "Features could not be read, and with them the target may be met or missed otherwise, so there is no "
            "verdict; the notices of a run name their layers and how many there are."
        ),
    }[open_]
