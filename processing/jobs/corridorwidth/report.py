"""The report on corridor widths: a verdict, a table per level, a map, and a page for each corridor."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import shapely
from shapely.ops import substring

from ....core.corridors.codes import (
    ACCURACY_M,
    ACCURACY_SHARE,
    BROKEN,
    NARROW,
    PASS,
    UNKNOWN,
)
from ....core.corridors.results import CorridorWidth
from ....core.drawing import palette
from ....core.drawing.maps import MapLayer
from ....core.progress import Progress
from ....core.report import MET, MISSED, NONE, Column, Facts, KeyFigure, Picture, Section, Table, Text, Verdict
from ....i18n import tr
from ... import profiles
from ...framework.making import MadeTables
from ...framework.run import Run
from ...io.layer_reading import counts_sentence
from ...reports.frame import Body, crs_fact, plan_fact, source_of
from ...reports.maps import numbered, picture
from ...reports.units import metres, whole
from .charts import width_chart
from .inputs import Inputs
from .names import cause_names, check_names, corridor_unit, level_name, numeral, verdict_names
from .reasons import reasons
from .remarks import remarks
from .tables import obstacle_names

STATES = {PASS: MET, NARROW: MISSED, BROKEN: MISSED, UNKNOWN: NONE}
LISTED_PINCHES = 30
LISTED_OBSTACLES = 8


def body(run: Run, inputs: Inputs, result: CorridorWidth, found: MadeTables, progress: Progress) -> Body:
    """Return what the report says; every text in it is in the user's language."""
    table, summary = result.corridors, found.table("SUMMARY")
    sections = [
        Section(tr("By level"), (_levels(summary, inputs.unread.count("CORRIDORS") > 0),)),
        Section(tr("Where"), (_map(run, inputs, result), _list(inputs, result))),
    ]
    order = np.lexsort((table["clear_m"], table["verdict"].map({BROKEN: 0, NARROW: 1, UNKNOWN: 2, PASS: 3})))
    samples = _apart(found.rows("PROFILE"), result.profile["corridor"])
    pinches = _apart(found.rows("PINCHES"), result.pinches["corridor"])
    for done, row in enumerate(order.tolist()):
        progress(done / len(order))
        sections.append(_corridor(inputs, result, row, _charts(samples.get(row, []), pinches.get(row, []))))
    sections.append(Section(tr("How it was measured"), _method(run, inputs, result), page=True))
    figures = _figures(found.values, summary.iloc[-1])
    return Body(inputs.corridors.label, figures, sections, contents=tr("Contents"))


def _apart(rows: list[dict], corridors: pd.Series) -> dict[int, list[dict]]:
    """Return the rows of each corridor by its number, for the ids of the user may be the same."""
    found: dict[int, list[dict]] = {}
    for row, corridor in zip(rows, corridors):
        found.setdefault(corridor, []).append(row)
    return found


def _figures(found: dict, total: pd.Series) -> tuple[KeyFigure, ...]:
    return (
        KeyFigure(tr("Corridors checked"), whole(found["CORRIDORS_CHECKED"]), corridor_unit()),
        KeyFigure(tr("Narrow"), whole(total["gv_narrow"]), corridor_unit()),
        KeyFigure(tr("Broken"), whole(total["gv_broken"]), corridor_unit()),
        KeyFigure(tr("Not judged"), whole(found["NOT_JUDGED"]), corridor_unit()),
        KeyFigure(tr("Number of pinches"), whole(found["PINCH_COUNT"])),
        KeyFigure(tr("Narrowest clear width"), metres(found["NARROWEST_M"]), tr("m")),
        KeyFigure(tr("Length below the requirement"), _km(1000 * total["gv_below_km"]), tr("km")),
    )


def _km(length_m: float) -> str:
    return "–" if isnan(length_m) else f"{length_m / 1000:,.2f}"


def _levels(summary: pd.DataFrame, lost: bool) -> Table:
    def cells(row) -> tuple[str, ...]:
        names = {"all": tr("All"), "none": tr("Requirement not known")}
        return (
            names.get(row["gv_scope"]) or level_name(row["gv_level"]),
            metres(row["gv_required_m"]),
            *(whole(row[name]) for name in ("gv_corridors", "gv_passed", "gv_narrow", "gv_broken", "gv_unknown")),
            _km(1000 * row["gv_length_km"]),
            _km(1000 * row["gv_below_km"]),
            whole(row["gv_pinches"]),
            metres(row["gv_narrowest_m"]),
        )

    rows = [row for _, row in summary.iterrows()]
    number, corridors = tr("number"), corridor_unit() or tr("number")
    return Table(
        columns=(
            Column(tr("Level")),
            Column(tr("Required width"), "right", tr("m")),
            Column(tr("Corridors"), "right", corridors),
            Column(tr("Meet the requirement"), "right", corridors),
            Column(tr("Narrow"), "right", corridors),
            Column(tr("Broken"), "right", corridors),
            Column(tr("Not judged"), "right", corridors),
            Column(tr("Length"), "right", tr("km")),
            Column(tr("Below the requirement"), "right", tr("km")),
            Column(tr("Pinches"), "right", number),
            Column(tr("Narrowest clear width"), "right", tr("m")),
        ),
        rows=tuple(cells(row) for row in rows[:-1]),
        total=cells(rows[-1]),
        states=tuple(_state(row, lost) for row in rows[:-1]),
        caption=tr("Widths by level"),
    )


def _state(row, lost: bool) -> str:
    """Return how the corridors of a level stand: they meet the requirement where each of them is known to.

    ``lost``: whether corridors could not be read, which may be of any level.
    """
    if row["gv_narrow"] + row["gv_broken"]:
        return MISSED
    return NONE if lost or row["gv_unknown"] or not row["gv_corridors"] else MET


def _map(run: Run, inputs: Inputs, result: CorridorWidth) -> Picture:
    ground = inputs.corridors.geometry
    layers = [MapLayer(tr("Corridors"), ground, palette.CORRIDOR, palette.CORRIDOR_EDGE, 0.4, alpha=0.6)]
    if inputs.axes is not None:
        layers.append(MapLayer(tr("Axes to pass along"), inputs.axes.geometry, None, palette.MUTED, 0.5))
    if inputs.obstacles is not None:
        layers.append(MapLayer(tr("Obstacles"), inputs.obstacles.geometry, palette.OBSTACLE))
    layers.append(MapLayer(tr("Axes"), result.axis, None, palette.AXIS, 0.8))
    if len(result.ground):
        # At the scale of a city the ground to open is a speck; its stretch of the axis is seen.
        layers.append(MapLayer("", result.ground, palette.PINCH, palette.PINCH_EDGE, 0.4))
        layers.append(MapLayer(tr("Pinches"), _stretches(result), None, palette.PINCH, 2.5))
        number = result.pinches.groupby("corridor").cumcount() + 1
        layers.append(numbered(result.ground, number))
    layers.append(MapLayer("", ground, None, None, names=tuple(inputs.ids)))
    caption = tr("Pinches on the map; their numbers are those of each corridor's list")
    return picture(run, layers, tr("Map of the corridors and their pinches"), caption, shapely.total_bounds(ground))


def _stretches(result: CorridorWidth) -> np.ndarray:
    """Return the stretch of the axis that each pinch takes; for a gap between parts a point in it."""
    axis = dict(zip(zip(result.arms["corridor"], result.arms["arm"]), result.axis))
    found = shapely.point_on_surface(result.ground)
    for row, pinch in enumerate(result.pinches.itertuples()):
        if pinch.arm:
            found[row] = substring(axis[pinch.corridor, pinch.arm], pinch.from_m, pinch.to_m)
    return found


def _list(inputs: Inputs, result: CorridorWidth) -> Table:
    names = verdict_names()

    def cells(number: int, row) -> tuple[str, ...]:
        level = inputs.level[number]
        return (
            inputs.ids[number],
            "–" if level is None else level_name(level),
            metres(row["required_m"]),
            metres(row["clear_m"]),
            _km(row["length_m"]),
            _km(row["below_m"]),
            whole(row["pinches"]),
            names[row["verdict"]] + (tr(" (at the limit)") if row["at_limit"] else ""),
        )

    return Table(
        columns=(
            Column(tr("Corridor")),
            Column(tr("Level")),
            Column(tr("Required width"), "right", tr("m")),
            Column(tr("Clear width"), "right", tr("m")),
            Column(tr("Length"), "right", tr("km")),
            Column(tr("Below the requirement"), "right", tr("km")),
            Column(tr("Pinches"), "right", tr("number")),
            Column(tr("Verdict")),
        ),
        rows=tuple(cells(number, row) for number, row in result.corridors.iterrows()),
        states=tuple(STATES[verdict] for verdict in result.corridors["verdict"]),
        caption=tr("Corridors"),
    )


def _charts(samples: list[dict], pinches: list[dict]) -> list[Picture]:
    """Return the width along each arm of a corridor."""
    found = [width_chart(samples, pinches, arm) for arm in sorted({row["gv_arm"] for row in samples})]
    return [picture for picture in found if picture is not None]


def _corridor(inputs: Inputs, result: CorridorWidth, number: int, charts: list[Picture]) -> Section:
    row = result.corridors.loc[number]
    pinches = result.pinches[result.pinches["corridor"] == number]
    arms = result.arms[result.arms["corridor"] == number]
    numbered = {at: str(place) for place, at in enumerate(pinches.index, 1)}
    reason = reasons(result.corridors)[number]
    parts = [] if reason is None else [Text((reason,))]
    parts += [_facts(row, len(arms)), *charts] if not isnan(row["clear_m"]) else []
    if len(pinches):
        parts.append(_pinches(inputs, pinches, numbered, len(arms) > 1))
    badge = verdict_names()[row["verdict"]]
    verdict = Verdict(
        label=tr("Clear width"),
        value=tr("{width} m").format(width=metres(row["clear_m"])),
        target="" if isnan(row["required_m"]) else tr("Required {width:g} m").format(width=row["required_m"]),
        badge=badge,
        state=STATES[row["verdict"]],
    )
    title = tr("Corridor {id}").format(id=inputs.ids[number])
    return Section(title, tuple(parts), verdict=verdict, page=True)


def _facts(row, arms: int) -> Facts:
    pairs = [
        (tr("Length"), tr("{length} km").format(length=_km(row["length_m"]))),
        (tr("Mean width"), tr("{width} m").format(width=metres(row["mean_m"]))),
    ]
    if not isnan(row["below_m"]):
        text = tr("{length} km, {share:.1f} % of the axis")
        pairs.append(
            (tr("Below the requirement"), text.format(length=_km(row["below_m"]), share=100 * row["below_share"]))
        )
    if arms > 1:
        pairs.append((tr("Number of arms"), whole(arms)))
    if row["parts"] > 1:
        text = tr("{parts}; widest gap between them {gap} m")
        pairs.append((tr("Number of parts"), text.format(parts=row["parts"], gap=metres(row["gap_m"]))))
    pairs.append((tr("Obstacle ratio"), f"{100 * row['obstacle_ratio']:.1f} %"))
    if not isnan(row["angle"]):
        pairs.append((tr("Angle to the wind"), f"{row['angle']:.1f}°"))
    names = check_names()
    words = {"pass": tr("pass"), "fail": tr("fail")}
    for check in row["checks"].split():
        name, found = check.split(":")
        pairs.append((tr("Further check: {name}").format(name=names[name]), words[found]))
    return Facts(tuple(pairs))


def _pinches(inputs: Inputs, pinches: pd.DataFrame, numbered: dict, multiple: bool) -> Table:
    causes = cause_names()
    columns = [Column(tr("No."), "right")]
    columns += [Column(tr("Arm"), "right")] if multiple else []
    columns += [
        Column(tr("From"), "right", tr("m")),
        Column(tr("To"), "right", tr("m")),
        Column(tr("Narrowest"), "right", tr("m")),
        Column(tr("Missing"), "right", tr("m")),
        Column(tr("Without obstacles"), "right", tr("m")),
        Column(tr("Cause")),
        Column(tr("Obstacle ids")),
    ]

    def cells(at: int, row) -> tuple[str, ...]:
        rows = row["obstacles"]
        ids = tr(", ").join(obstacle_names(inputs, rows[:LISTED_OBSTACLES]))
        texts = [numbered[at]]
        texts += [whole(row["arm"]) if row["arm"] else ""] if multiple else []
        texts += [metres(row[name]) for name in ("from_m", "to_m", "width_m", "deficit_m", "edge_m")]
        return (*texts, causes[row["cause"]], ids + (" …" if len(rows) > LISTED_OBSTACLES else ""))

    first = pinches.head(LISTED_PINCHES)
    note = tr("The first {shown} of {count} pinches.").format(shown=len(first), count=len(pinches))
    return Table(
        tuple(columns),
        tuple(cells(at, row) for at, row in first.iterrows()),
        caption=tr("Pinches"),
        note=note if len(first) < len(pinches) else "",
    )


def _method(run: Run, inputs: Inputs, result: CorridorWidth) -> tuple[Facts, Text]:
    profile = profiles.active()
    same = inputs.widths == tuple(tuple(map(float, row)) for row in profile.value("corridor_width.widths"))
    one = tr("level {level}: {width:g} m")
    layers = [layer for layer in (inputs.corridors, inputs.obstacles, inputs.axes) if layer is not None]
    titles = (tr("Corridors"), tr("Obstacles"), tr("Axes to pass along"))
    given = [
        name for name, layer in zip(titles, (inputs.corridors, inputs.obstacles, inputs.axes)) if layer is not None
    ]
    wind = tr("Not given") if inputs.wind_deg is None else f"{inputs.wind_deg:g}°"
    facts = [
        (
            tr("Required width by level"),
            tr("; ").join(one.format(level=numeral(level), width=width) for level, width in inputs.widths),
        ),
        (tr("Source of the widths"), source_of("corridor_width.widths", same)),
        (tr("Direction the wind comes from"), wind),
        plan_fact(),
        *((name, counts_sentence(layer)) for name, layer in zip(given, layers)),
        crs_fact(run),
        (tr("Accuracy"), tr("{width:g} m or {share:g} %").format(width=ACCURACY_M, share=100 * ACCURACY_SHARE)),
    ]
    rule = tr(
        "The clear width of a corridor is the diameter of the widest disc that can travel from one end to the other "
        "without touching an edge or an obstacle. A pinch is a stretch where the disc of the required width does not "
        "fit; the map shows the ground that it lacks."
    )
    texts = [rule, *remarks(inputs, result)]
    if same and profile.is_plans("corridor_width.widths"):
        texts.insert(1, tr("The widths are guide values of the plan (in principle), not law."))
    if profile.value("corridor_width.checks"):
        facts.append((tr("Source of the further checks"), source_of("corridor_width.checks", same=True)))
    return Facts(tuple(facts)), Text(tuple(texts))
