"""Land reduction account: from the kernel's result to tables and numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsWkbTypes

from ....core.geometry.polygons import explode, slivers_together
from ....core.land.balance import balance
from ....core.land.codes import OUTSIDE, UNKNOWN
from ....core.land.reduction import Account
from ....core.land.tables import ALL, AccountTables
from ....i18n import tr
from ...framework.making import Made
from ...framework.run import Run
from ...reports.units import HA, KM2
from ...words.land_changes import CONTESTED_FIELD
from .inputs import Date, Inputs, unread_inputs

# Figures of the balance that are no areas, and what becomes of their unit.
_SHARES = {
    "key_share": "gv_key_area_pct",
    "key_least": "gv_key_area_least_pct",
    "key_most": "gv_key_area_most_pct",
    "intensity_before": "gv_intensity_before_pct",
    "intensity_after": "gv_intensity_after_pct",
    "way": "gv_way_pct",
}


@dataclass(frozen=True)
class AccountResult:
    """The account and its balance; of edits that are followed, the tables of the account alone."""

    account: Account | AccountTables
    balance: pd.DataFrame

    @property
    def total(self) -> pd.Series:
        """The row for all."""
        return self.balance.iloc[-1]


def balanced(inputs: Inputs, account: Account | AccountTables) -> AccountResult:
    """Return an account with its balance, held against what is asked."""
    lost = unread_inputs(inputs.unread)
    beside = inputs.classed, lost, inputs.plane, inputs.shows_plan
    return AccountResult(account, balance(account, inputs.targets, inputs.years, *beside))


def outputs(run: Run, inputs: Inputs, result: AccountResult) -> tuple[Made, ...]:
    """Return what there is to write."""

    def changes(progress):
        return changes_table(inputs, result)

    def issues(progress):
        return issues_table(inputs, result)

    def matrix(progress):
        return matrix_table(result)

    def rows(progress):
        return balance_table(inputs, result)

    return (
        Made("CHANGES", changes, tr("Writing the changes…"), (75, 83)),
        Made("ISSUES", issues, tr("Writing the issues…"), (83, 88), QgsWkbTypes.Type.MultiPolygon),
        Made("MATRIX", matrix),
        Made("BALANCE", rows),
    )


def numbers(inputs: Inputs, result: AccountResult) -> dict:
    """Return the figures that scripts and models read; the share in key areas is left out where it has no value."""
    total = result.total
    found = {
        "BEFORE_KM2": float(total["before"]) / KM2,
        "AFTER_KM2": float(total["after"]) / KM2,
        "VACATED_KM2": float(total["vacated"]) / KM2,
        "ADDED_KM2": float(total["added"]) / KM2,
        "NET_REDUCTION_KM2": float(total["net_reduction"]) / KM2,
        "KEY_AREA_PCT": 100 * float(total["key_share"]),
        "CLOSURE_M2": result.account.closure_m2,
    }
    return {name: value for name, value in found.items() if np.isfinite(value)}


def changes_table(inputs: Inputs, result: AccountResult) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the changes with their fields; slivers and what one date lacks are among the issues."""
    account = result.account
    shown = ~account.changes["sliver"] & ~account.changes[["from", "to"]].isin([OUTSIDE]).any(axis=1)
    table = account.changes[shown]
    before, after = table["before"].to_numpy(), table["after"].to_numpy()
    zone = table["cell"].map(_labels(inputs)) if inputs.zones is not None else pd.Series(None, table.index)
    fields = pd.DataFrame(
        {
            "gv_from": table["from"],
            "gv_to": table["to"],
            "gv_kind": table["kind"],
            "gv_farmland": table["farmland"].where(table["farmland"] != "", None),
            "gv_area_m2": table["area_m2"],
            "gv_zone": zone.astype(object),
            "gv_in_key_area": _key_area(inputs, table["in_key_area"]),
            "gv_from_code": inputs.before.code[before],
            "gv_to_code": inputs.after.code[after],
            "gv_before": inputs.before.ids[before],
            "gv_after": inputs.after.ids[after],
            CONTESTED_FIELD: table["contested_m2"],
        }
    )
    return fields.reset_index(drop=True), account.ground[shown.to_numpy()]


def _labels(inputs: Inputs) -> dict[int, str | None]:
    assert inputs.zones is not None
    return {cell: inputs.zones.label(cell) or None for cell in range(-1, len(inputs.zones.cells))}


def _key_area(inputs: Inputs, inside: pd.Series) -> pd.Series:
    return pd.Series(pd.NA, inside.index, dtype="boolean") if inputs.key_areas is None else inside.astype("boolean")


def issues_table(inputs: Inputs, result: AccountResult) -> tuple[pd.DataFrame, np.ndarray]:
    """Return overlaps, what one date lacks, unknown codes, and slivers gathered by their classes, with their fields."""
    account = result.account
    parts = [
        _overlaps(inputs.before, account.stacked_before, "before", inputs),
        _overlaps(inputs.after, account.stacked_after, "after", inputs),
        _gaps(account),
        _unknown(inputs.before, account.stacked_before, "before", inputs),
        _unknown(inputs.after, account.stacked_after, "after", inputs),
        _slivers(account),
    ]
    fields = pd.concat([table for table, _ in parts if len(table)] or [parts[0][0]], ignore_index=True)
    return fields, np.concatenate([geometry for _, geometry in parts])


def _issues(geometry: np.ndarray, **columns) -> tuple[pd.DataFrame, np.ndarray]:
    """Return issues with the fields that all of them have."""
    empty = dict.fromkeys(("kind", "date", "code", "features", "from", "to"))
    table = pd.DataFrame(empty | {"area_m2": 0.0, "count": 1} | columns, index=range(len(geometry)))
    order = ["kind", "date", "area_m2", "count", "code", "features", "from", "to"]
    texts = dict.fromkeys(empty, object)
    return table[order].astype(texts | {"area_m2": float, "count": "int64"}).add_prefix("gv_"), geometry


def wide_overlaps(stacked, inputs: Inputs) -> tuple[np.ndarray, np.ndarray]:
    """Return where polygons of a date lie on each other by more than slivers, and the row of ``stacked`` of each."""
    single, owner = explode(stacked.overlaps)
    wide = ~slivers_together(single, inputs.sliver_m)
    return single[wide], owner[wide]


def _overlaps(date: Date, stacked, name: str, inputs: Inputs) -> tuple[pd.DataFrame, np.ndarray]:
    single, owner = explode(stacked.overlaps)
    upper, lower = date.ids[stacked.upper[owner]], date.ids[stacked.lower[owner]]
    features = [f"{above}, {below}" for above, below in zip(upper, lower)]
    return _issues(single, kind="overlap", date=name, area_m2=inputs.measure(single), features=features)


def _gaps(account: Account) -> tuple[pd.DataFrame, np.ndarray]:
    table = account.changes
    rows = np.flatnonzero(table[["from", "to"]].isin([OUTSIDE]).any(axis=1) & ~table["sliver"])
    table = table.iloc[rows]
    lacking = np.where(table["from"] == OUTSIDE, "before", "after")
    return _issues(
        account.ground[rows],
        kind="gap",
        date=lacking,
        area_m2=table["area_m2"].to_numpy(),
        **{"from": table["from"].to_numpy(), "to": table["to"].to_numpy()},
    )


def _unknown(date: Date, stacked, name: str, inputs: Inputs) -> tuple[pd.DataFrame, np.ndarray]:
    seen = ~shapely.is_missing(stacked.geometry) & (date.layer.class_ == UNKNOWN)
    single, owner = explode(stacked.geometry[seen])
    row = np.flatnonzero(seen)[owner]
    return _issues(
        single, kind="unknown", date=name, area_m2=inputs.measure(single), code=date.code[row], features=date.ids[row]
    )


def _slivers(account: Account) -> tuple[pd.DataFrame, np.ndarray]:
    table = account.changes[account.changes["sliver"]]
    groups = list(table.groupby(["from", "to"], sort=True))
    geometry = np.array([shapely.multipolygons(account.ground[rows.index]) for _, rows in groups], dtype=object)
    return _issues(
        geometry,
        kind="sliver",
        area_m2=[rows["area_m2"].sum() for _, rows in groups],
        count=[len(rows) for _, rows in groups],
        **{"from": [one for (one, _), _ in groups], "to": [other for (_, other), _ in groups]},
    )


def matrix_table(result: AccountResult) -> pd.DataFrame:
    """Return the matrix's fields, areas in hectares."""
    table = result.account.matrix
    scope, zone = _scopes(table["zone"], result.account.zones)
    return pd.DataFrame(
        {
            "gv_scope": scope,
            "gv_zone": zone,
            "gv_from": table["from"].astype(object),
            "gv_to": table["to"].astype(object),
            "gv_area_ha": table["area_m2"] / HA,
            "gv_key_area_ha": table["key_m2"] / HA,
        }
    )


def _scopes(zone: pd.Series, names: tuple[str, ...]) -> tuple[pd.Series, pd.Series]:
    scopes = {ALL: "all", len(names): "outside"}
    scope = zone.map(lambda number: scopes.get(number, "zone")).astype(object)
    return scope, zone.map(lambda number: names[number] if 0 <= number < len(names) else None).astype(object)


def balance_table(inputs: Inputs, result: AccountResult) -> pd.DataFrame:
    """Return the balance's fields: areas in km², shares in per cent; and the year of the later land use by its name."""
    table, fields = result.balance, {}
    for name in table.columns:
        if name in ("scope", "zone", "counts", "state", "reason"):
            texts = table[name].astype(object)
            fields[f"gv_{name}"] = texts.where(texts != "", None)
        elif name.endswith("_year"):
            fields[f"gv_{name}"] = table[name]
        elif name in _SHARES:
            fields[_SHARES[name]] = 100 * table[name].astype(float)
        else:
            fields[f"gv_{name}_km2"] = table[name].astype(float) / KM2
    fields["gv_named_year"] = pd.array([inputs.named.year] * len(table), dtype="Int64")
    fields["gv_named_plan"] = pd.array([inputs.named.is_plan] * len(table), dtype="boolean")
    return pd.DataFrame(fields)
