"""Corridor width: from parameters to the kernel's inputs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ....core.corridors.codes import PASS, UNKNOWN
from ....core.corridors.results import Checks, CorridorWidth
from ....core.geometry.earth import FARTHEST_M
from ....core.geometry.intersections import area_in
from ....core.plaintext import half_width, text_of
from ....core.targets import weighs
from ....i18n import tr
from ... import profiles
from ...framework.cleared import is_empty, value_of
from ...framework.run import Run
from ...framework.unread import UNREAD, Unread
from ...io.features import Features, Lines, Polygons

_NUMERALS = "一二三四五六七八九"
_SHOWN_LEVELS = 5
_FREE = "obstacles:pass"  # of the further checks, the one that one more obstacle may turn


@dataclass(frozen=True)
class Inputs:
    """What the kernel is given, and what the outputs need to name things."""

    corridors: Polygons
    obstacles: Polygons | None
    axes: Lines | None
    ids: list[str]
    level: list[int | None]
    widths: tuple[tuple[float, ...], ...]
    required_m: np.ndarray
    wind_deg: float | None
    step_m: float
    checks: list[Checks]
    unread: Unread


def read(run: Run) -> Inputs:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 20)
    algorithm, parameters, context = run.algorithm, run.parameters, run.context
    widths = _widths(run)
    id_field = run.field_name("ID_FIELD", "CORRIDORS")
    level_field, width_field = fields(run)
    if level_field is None and width_field is None:
        run.fail(
            tr("Choose “{level}” or “{width}”; without one of them no corridor has a requirement to meet."),
            level=run.title("LEVEL_FIELD"),
            width=run.title("WIDTH_FIELD"),
        )
    columns = tuple(dict.fromkeys(name for name in (id_field, level_field, width_field) if name))
    corridors = run.require_features(run.polygons("CORRIDORS", columns), no_corridors())
    step(0.4)
    obstacles = run.polygons("OBSTACLES")
    step(0.9)
    axes = run.lines("AXES")
    level, required = requirements(run, corridors, widths, level_field, width_field)
    step(1.0)
    return Inputs(
        corridors=corridors,
        obstacles=obstacles,
        axes=axes,
        ids=run.identifiers(corridors, id_field),
        level=level,
        widths=widths,
        required_m=required,
        wind_deg=_wind(run),
        step_m=algorithm.parameterAsDouble(parameters, "STEP", context),
        checks=checks_of(level),
        unread=run.unread,
    )


def fields(run: Run) -> tuple[str | None, str | None]:
    """Return the fields of the level and of the required width."""
    return run.field_name("LEVEL_FIELD", "CORRIDORS"), run.field_name("WIDTH_FIELD", "CORRIDORS", numeric=True)


def no_corridors() -> str:
    """Say that there are no corridors."""
    return tr("The layer “{layer}” has no corridors: none of its features has an area.")


def requirements(
    run: Run,
    corridors: Features,
    widths: tuple[tuple[float, ...], ...],
    level_field: str | None,
    width_field: str | None,
) -> tuple[list[int | None], np.ndarray]:
    """Return the level of each corridor and the width in m that it is to have, NaN where none is known."""
    level: list[int | None] = [None] * len(corridors.fid)
    if level_field is not None:
        level = _levels(run, corridors, level_field)
    by_level: dict[float | None, float] = {level: width for level, width in widths}
    required = np.array([by_level.get(one, np.nan) for one in level], dtype=float)
    if width_field is not None:
        own = _own_widths(run, corridors, width_field)
        required = np.where(np.isfinite(own), own, required)
    return level, required


def in_doubt(corridors: np.ndarray, obstacles: Features | None, standing: np.ndarray) -> np.ndarray:
    """Tell in which corridors, shape (n,), land lies that may be obstacles by its codes, and weighs.

    ``obstacles``: as they were read, ``standing``: the polygons of those that there are now.
    """
    if obstacles is None or not len(obstacles.doubtful):
        return np.zeros(len(corridors), dtype=bool)
    return weighs(area_in(obstacles.doubtful, corridors), area_in(standing, corridors))


def judged(result: CorridorWidth, unread: Unread, along_axes: bool, doubtful: np.ndarray) -> CorridorWidth:
    """Return widths without the verdicts that features that could not be read may turn; ``along_axes``: any is given.

    ``doubtful``: in which corridors there may be further obstacles by codes, shape (n,). One more obstacle makes no
    corridor wider, so what is narrow stays so. An axis may lead through any corridor; a corridor may join the parts of
    others that it lies between, and may be the one that an axis is meant for.
    """
    table, arms = result.corridors, result.arms
    open_ = np.full(len(table), unread.count("AXES") > 0)
    if unread.count("CORRIDORS"):
        open_ |= along_axes | (table["parts"].to_numpy(dtype=float) > 1)
    obstacles = doubtful | (unread.lost("OBSTACLES") > 0)

    def stands(verdict: pd.Series, rows: np.ndarray) -> pd.Series:
        return ~(open_[rows] | (obstacles[rows] & (verdict == PASS))) | (verdict == UNKNOWN)

    kept = stands(table["verdict"], np.arange(len(table)))
    unsure = table["checks"].map(lambda codes: " ".join(one for one in codes.split() if one != _FREE))
    checks = table["checks"].where(~obstacles, unsure)
    changed = {
        "verdict": table["verdict"].where(kept, UNKNOWN),
        "reason": table["reason"].where(kept, UNREAD),
        "at_limit": table["at_limit"] & kept,
        "checks": checks.mask(open_, ""),
    }
    own = arms["verdict"].where(stands(arms["verdict"], arms["corridor"].to_numpy(dtype=int)), UNKNOWN)
    return replace(result, corridors=table.assign(**changed), arms=arms.assign(verdict=own))


def level_of(value: object) -> int | None:
    """Return the level that a value names, as 1, “2”, 三级 or 一级通风廊道; None where it is none, as 1.5 or a date."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return int(value) if float(value).is_integer() else None
    text = half_width(value)
    match = re.match(rf"(\d+)(?:\.0+)?(?![-:./]\d)\s*级?\b|([{_NUMERALS}])\s*级|([{_NUMERALS}])$", text)
    if match is None:
        return None
    digits, *numerals = match.groups()
    return int(digits) if digits else _NUMERALS.index(next(filter(None, numerals))) + 1


def _widths(run: Run) -> tuple[tuple[float, ...], ...]:
    widths = run.number_rows("WIDTHS", 2)
    for level, width in widths:
        if not 0 < width <= FARTHEST_M or not float(level).is_integer():
            run.fail(
                tr(
                    "The table “{parameter}” has the row {level:g}, {width:g}; "
                    "a level must be a whole number and a width more than 0, and no larger than the Earth."
                ),
                parameter=run.title("WIDTHS"),
                level=level,
                width=width,
            )
    if len({level for level, _ in widths}) < len(widths):
        run.fail(
            tr("The table “{parameter}” has two rows for the same level; keep one of them."),
            parameter=run.title("WIDTHS"),
        )
    return widths


def _levels(run: Run, corridors: Features, field: str) -> list[int | None]:
    values = corridors.columns[field]
    levels = [level_of(value) for value in values]
    odd = sorted({text_of(value) for value, level in zip(values, levels) if level is None and value not in (None, "")})
    if odd:
        text = tr("The field “{field}” of the layer “{layer}” has levels that are not understood: {values}.")
        shown = tr(", ").join(odd[:_SHOWN_LEVELS]) + (" …" if len(odd) > _SHOWN_LEVELS else "")
        run.note(text.format(field=field, layer=corridors.named, values=shown))
    return levels


def _own_widths(run: Run, corridors: Features, field: str) -> np.ndarray:
    own = np.array([np.nan if value is None else value for value in corridors.columns[field]], dtype=float)
    wrong = (own <= 0) | (own > FARTHEST_M)
    if wrong.any():
        run.fail(
            tr(
                "The field “{field}” of the layer “{layer}” has a width of 0 or less, or one larger than the Earth, in "
                "the feature {id}; correct it, or leave it empty where the level decides."
            ),
            field=field,
            layer=corridors.named,
            id=corridors.fid[np.flatnonzero(wrong)[0]],
        )
    return own


def _wind(run: Run) -> float | None:
    if is_empty(value_of(run.algorithm.parameterDefinition("WIND"), run.parameters)):
        return None
    return run.algorithm.parameterAsDouble(run.parameters, "WIND", run.context)


def checks_of(levels: list[int | None]) -> list[Checks]:
    """Return the further requirements of each corridor, by its level."""
    rows = profiles.active().value("corridor_width.checks")
    by_level = {int(level): Checks(length, angle, ratio) for level, length, angle, ratio in rows}
    return [by_level.get(level, Checks()) if level is not None else Checks() for level in levels]
