"""Ecological security pattern: from the kernels' results to tables and numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ....core.pattern.codes import TIERS
from ....core.pattern.controllines import LineConflicts
from ....core.pattern.securitypattern import Conflicts, Pattern
from ....i18n import tr
from ...framework.making import Made
from ...framework.run import Run
from ...reports.units import HA, KM2
from ...words.tiers import ZONES
from .inputs import Inputs
from .names import CONSTRUCTION_PAIR, pair_code

_MOST_IDS = 20


@dataclass(frozen=True)
class PatternResult:
    """The pattern, the conflicts of the control lines, and those of construction land where that is given.

    ``open_``: why it is not judged whether construction land lies in the baseline tier (core.pattern.codes.REASONS), ""
    where it is, or where none was given.
    """

    pattern: Pattern
    lines: LineConflicts
    construction: Conflicts | None
    open_: str = ""

    def construction_m2(self, tier: int) -> float:
        """Return the construction land in a tier that is more than slivers."""
        if self.construction is None:
            return np.nan
        table = self.real_construction
        return float(table.loc[table["tier"] == tier, "area_m2"].sum())

    @property
    def real_construction(self) -> pd.DataFrame:
        """The construction land in the pattern that is more than slivers; without any given, no rows."""
        if self.construction is None:
            return pd.DataFrame({"kind": [], "tier": [], "area_m2": []})
        return self.construction.table[~self.construction.table["sliver"].astype(bool)]

    @property
    def slivers_m2(self) -> np.ndarray:
        """The areas of the slivers of construction land in the baseline tier."""
        if self.construction is None:
            return np.empty(0)
        table = self.construction.table
        thin = table["sliver"].astype(bool) & (table["tier"] == TIERS[0])
        return table.loc[thin, "area_m2"].to_numpy(dtype=float)

    @property
    def real_lines(self) -> pd.DataFrame:
        """The conflicts of control lines that are more than slivers."""
        return self.lines.table[~self.lines.table["sliver"].astype(bool)]

    @property
    def tiers_m2(self) -> dict[int, float]:
        """The area of each tier."""
        area = self.pattern.tiers.set_index("tier")["area_m2"]
        return {tier: float(area[tier]) for tier in TIERS}


def outputs(run: Run, inputs: Inputs, result: PatternResult) -> tuple[Made, ...]:
    """Return what there is to write."""

    def pattern(progress):
        return pattern_table(result), result.pattern.geometry

    def conflicts(progress):
        return conflicts_table(inputs, result)

    def summary(progress):
        return summary_table(result)

    return (
        Made("PATTERN", pattern, tr("Writing the pattern…"), (75, 85)),
        Made("CONFLICTS", conflicts, tr("Writing the conflicts…"), (85, 90)),
        Made("SUMMARY", summary),
    )


def numbers(inputs: Inputs, result: PatternResult) -> dict:
    """Return the figures that scripts and models read."""
    construction = None if result.construction is None else {tier: result.construction_m2(tier) for tier in TIERS}
    lines_m2 = result.real_lines["area_m2"].to_numpy(dtype=float)
    return figures(result.tiers_m2, lines_m2, construction, result.slivers_m2)


def figures(
    tiers_m2: Mapping[int, float],
    lines_m2: np.ndarray,
    construction_m2: Mapping[int, float] | None,
    slivers_m2: np.ndarray,
) -> dict:
    """Return the figures that scripts and models read; those of construction land only where that is given.

    ``tiers_m2``, ``construction_m2``: by tier; ``lines_m2``: of each conflict of control lines that is no sliver;
    ``slivers_m2``: of each sliver of construction land in the baseline tier, which ``construction_m2`` leaves out.
    """
    found = {
        "PATTERN_KM2": sum(tiers_m2.values()) / KM2,
        **{f"TIER_{tier}_KM2": area / KM2 for tier, area in tiers_m2.items()},
        "LINE_CONFLICTS": len(lines_m2),
        "LINE_CONFLICT_HA": float(np.sum(lines_m2)) / HA,
    }
    if construction_m2 is not None:
        found["CONFLICT_HA"] = construction_m2[1] / HA
        found["CONFLICT_SLIVERS"] = len(slivers_m2)
        found["CONFLICT_SLIVER_M2"] = float(np.sum(slivers_m2))
        found["TO_CHECK_HA"] = (construction_m2[2] + construction_m2[3]) / HA
    return found


def pattern_table(result: PatternResult) -> pd.DataFrame:
    """Return the fields of the pieces of the pattern."""
    pattern = result.pattern
    return pd.DataFrame(
        {
            "gv_tier": pattern.tier,
            "gv_zone": pd.Series([ZONES[tier] for tier in pattern.tier.tolist()], dtype=object),
            "gv_sources": pd.Series(sources(pattern), dtype=object),
            "gv_area_m2": pattern.area_m2,
        }
    )


def sources(pattern: Pattern) -> list[str]:
    """Return for each piece the names of the layers that put it into its tier."""
    cases, which = np.unique(pattern.sources, axis=0, return_inverse=True)
    names = ["; ".join(pattern.labels[at] for at in np.flatnonzero(case)) for case in cases]
    return [names[at] for at in np.ravel(which)]


def conflicts_table(inputs: Inputs, result: PatternResult) -> tuple[pd.DataFrame, np.ndarray]:
    """Return construction land in the pattern, then the conflicts of control lines, with their fields."""
    lines = result.lines.table
    tables, grounds = [_line_conflicts(inputs, lines)], [result.lines.geometry]
    if result.construction is not None:
        tables.insert(0, _construction(inputs, result))
        grounds.insert(0, result.construction.geometry)
    some = [table for table in tables if len(table)] or tables[:1]
    return pd.concat(some, ignore_index=True), np.concatenate(grounds)


def _fields(count: int, **columns) -> pd.DataFrame:
    """Return conflicts with the fields that all of them have."""
    texts = ("kind", "pair", "source", "sources", "whose", "first_ids", "second_ids")
    table = pd.DataFrame(dict.fromkeys(texts) | {"tier": pd.NA, "sliver": False} | columns, index=range(count))
    order = ["kind", "pair", "tier", "area_m2", "source", "sources", "whose", "first_ids", "second_ids", "sliver"]
    kinds = dict.fromkeys(texts, object) | {"tier": "Int64", "area_m2": float, "sliver": bool}
    return table[order].astype(kinds).add_prefix("gv_")


def _construction(inputs: Inputs, result: PatternResult) -> pd.DataFrame:
    assert result.construction is not None
    table = result.construction.table
    named = np.array(sources(result.pattern), dtype=object)
    return _fields(
        len(table),
        kind=table["kind"].to_numpy(),
        pair=CONSTRUCTION_PAIR,
        tier=table["tier"].to_numpy(),
        area_m2=table["area_m2"].to_numpy(),
        source=inputs.construction_ids[table["construction"].to_numpy(dtype=int)],
        sources=named[table["pattern"].to_numpy(dtype=int)],
        sliver=table["sliver"].to_numpy(dtype=bool),
    )


def _line_conflicts(inputs: Inputs, table: pd.DataFrame) -> pd.DataFrame:
    whose = table["whose"].astype(object)
    return _fields(
        len(table),
        kind=table["kind"].to_numpy(),
        pair=[pair_code(one, two) for one, two in zip(table["first"], table["second"])],
        area_m2=table["area_m2"].to_numpy(),
        whose=whose.where(whose != "", None).to_numpy(),
        first_ids=[_ids(inputs, name, rows) for name, rows in zip(table["first"], table["first_rows"])],
        second_ids=[_ids(inputs, name, rows) for name, rows in zip(table["second"], table["second_rows"])],
        sliver=table["sliver"].to_numpy(dtype=bool),
    )


def _ids(inputs: Inputs, name: str, rows: tuple[int, ...]) -> str:
    """Return the ids of the features of a control line; of very many the first."""
    ids = inputs.lines[name].fid[list(rows[:_MOST_IDS])]
    return ", ".join(map(str, ids)) + (" …" if len(rows) > _MOST_IDS else "")


def summary_table(result: PatternResult) -> pd.DataFrame:
    """Return a row for each tier, one for all, then one for each layer and for each pair of control lines."""
    pattern = result.pattern
    rows = [
        {
            "scope": "tier",
            "tier": row["tier"],
            "zone": ZONES[int(row["tier"])],
            "count": row["pieces"],
            "area_ha": row["area_m2"] / HA,
            "share_pct": 100 * row["share"],
            "construction_ha": result.construction_m2(int(row["tier"])) / HA,
        }
        for _, row in pattern.tiers.iterrows()
    ]
    total = {name: sum(row[name] for row in rows) for name in ("count", "area_ha", "share_pct", "construction_ha")}
    rows.append({"scope": "all", **total, "open": result.open_ or None})
    rows += [
        {
            "scope": "layer",
            "layer": row["label"],
            "area_ha": row["area_m2"] / HA,
            "decides_ha": row["decides_m2"] / HA,
            "alone_ha": row["alone_m2"] / HA,
        }
        for _, row in pattern.contributions.iterrows()
    ]
    for (one, two, kind), own in result.real_lines.groupby(["first", "second", "kind"], sort=True):
        area = own["area_m2"].sum() / HA
        rows.append({"scope": "pair", "pair": pair_code(one, two), "kind": kind, "count": len(own), "area_ha": area})
    texts = ("scope", "zone", "layer", "pair", "kind", "open")
    numbers_ = ("area_ha", "share_pct", "decides_ha", "alone_ha", "construction_ha")
    order = ["scope", "tier", "zone", "layer", "pair", "kind", "count", *numbers_, "open"]
    table = pd.DataFrame(rows, columns=order)
    kinds = dict.fromkeys(texts, object) | {"tier": "Int64", "count": "Int64"} | dict.fromkeys(numbers_, float)
    table = table.astype(kinds)
    for name in texts:
        table[name] = table[name].where(table[name].notna(), None)
    return table.add_prefix("gv_")
