"""Land reduction account: from the kernel's result to the outputs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsWkbTypes

from ....core.geometry.polygons import explode, slivers_together
from ....core.land.balance import unmatched, whole_farmland
from ....core.land.codes import MET, MISSED, OUTSIDE, UNKNOWN, URBAN_RURAL
from ....core.land.reduction import Account
from ....core.land.standing import KM2
from ....core.land.tables import ALL, Tables
from ....i18n import tr
from ...framework.run import Run
from ...framework.styling import style_outputs
from ...reports.frame import write_report
from ...reports.units import hectares
from .inputs import Date, Inputs
from .names import CONTESTED_FIELD, class_name

HA = 10_000
_SHOWN = 8
_WHOLE = 0.01  # of a zone: less than this is the difference of two drawings
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
class Result:
    """The account and its balance."""

    account: Account
    balance: pd.DataFrame

    @property
    def total(self) -> pd.Series:
        """The row for all."""
        return self.balance.iloc[-1]


def write(run: Run, inputs: Inputs, result: Result) -> dict:
    """Write the outputs that were asked for; return them with the numbers."""
    run.note_all(notices(inputs, result))
    writer, crs = run.write, run.source("BEFORE").sourceCrs()
    outputs = {}
    for name, make, kind, stage, text in (
        ("CHANGES", changes_table, QgsWkbTypes.Type.Polygon, (75, 83), tr("Writing the changes…")),
        ("ISSUES", issues_table, QgsWkbTypes.Type.MultiPolygon, (83, 88), tr("Writing the issues…")),
    ):
        if writer.wants(name):
            step = run.step(text, *stage)
            table, geometry = make(inputs, result)
            outputs[name] = writer.table(name, table, run.back(geometry), crs, kind, step)
    outputs["MATRIX"] = writer.table("MATRIX", matrix_table(inputs, result))
    outputs["BALANCE"] = writer.table("BALANCE", balance_table(result.balance))
    if writer.wants("REPORT"):
        from .report import report

        outputs["REPORT"] = write_report(run, lambda progress: report(run, inputs, result), 90)
    style_outputs(run.context, "landreduction", outputs)
    return {name: value for name, value in outputs.items() if value is not None} | numbers(
        result.account, result.balance
    )


def numbers(account: Tables, balance: pd.DataFrame) -> dict:
    """Return the figures that scripts and models read; the share in key areas is left out where it has no value."""
    total = balance.iloc[-1]
    found = {
        "BEFORE_KM2": float(total["before"]) / KM2,
        "AFTER_KM2": float(total["after"]) / KM2,
        "VACATED_KM2": float(total["vacated"]) / KM2,
        "ADDED_KM2": float(total["added"]) / KM2,
        "NET_REDUCTION_KM2": float(total["net_reduction"]) / KM2,
        "KEY_AREA_PCT": 100 * float(total["key_share"]),
        "CLOSURE_M2": account.closure_m2,
    }
    return {name: value for name, value in found.items() if np.isfinite(value)}


def changes_table(inputs: Inputs, result: Result) -> tuple[pd.DataFrame, np.ndarray]:
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


def issues_table(inputs: Inputs, result: Result) -> tuple[pd.DataFrame, np.ndarray]:
    """Return overlaps, what one date lacks, unknown codes, and slivers gathered by their classes, with their fields."""
    account = result.account
    parts = [
        _overlaps(inputs.before, account.stacked_before, "before", inputs),
        _overlaps(inputs.after, account.stacked_after, "after", inputs),
        _gaps(inputs, account),
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


def _wide_overlaps(stacked, inputs: Inputs) -> tuple[np.ndarray, np.ndarray]:
    """Return where polygons of a date lie on each other by more than slivers, and the row of ``stacked`` of each."""
    single, owner = explode(stacked.overlaps)
    wide = ~slivers_together(single, inputs.sliver_m)
    return single[wide], owner[wide]


def _overlaps(date: Date, stacked, name: str, inputs: Inputs) -> tuple[pd.DataFrame, np.ndarray]:
    single, owner = explode(stacked.overlaps)
    upper, lower = date.ids[stacked.upper[owner]], date.ids[stacked.lower[owner]]
    features = [f"{above}, {below}" for above, below in zip(upper, lower)]
    return _issues(single, kind="overlap", date=name, area_m2=inputs.measure(single), features=features)


def _gaps(inputs: Inputs, account: Account) -> tuple[pd.DataFrame, np.ndarray]:
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


def matrix_table(inputs: Inputs, result: Result) -> pd.DataFrame:
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


def balance_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return the fields of a balance: areas in km², shares in per cent."""
    fields = {}
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
    return pd.DataFrame(fields)


def notices(inputs: Inputs, result: Result) -> list[str]:
    """Return what everyone must know who reads the figures."""
    account, total = result.account, result.total
    found = []
    for date, stacked in ((inputs.before, account.stacked_before), (inputs.after, account.stacked_after)):
        found += _unknown_codes(inputs, date, stacked) + _mixed_codes(inputs, date, stacked)
    for name, date in (("outside_before", inputs.before), ("outside_after", inputs.after)):
        if total[name] > 0:
            text = tr(
                "“{layer}” does not cover {area:,.1f} m² that the other date covers; this is neither vacated nor added."
            )
            found.append(text.format(layer=date.polygons.named, area=total[name]))
    if (result.balance["state"] != "").any() or inputs.indicators:
        found += inputs.unread.sentences("BEFORE", "AFTER", "ZONES", "KEY_AREAS")
    if not inputs.classed:
        text = tr(
            "The own table of codes has no class “{class_}” (urban_rural, 城乡建设用地), so nothing is held against a "
            "target; give this class to the codes that are such land."
        )
        found.append(text.format(class_=class_name(URBAN_RURAL)))
    if not whole_farmland(account):
        found.append(no_farmland_figures())
    found += _partly_mapped(inputs, result)
    return found + _no_such_zone(result, [target.zone for target in inputs.targets if not target.of_plan])


def _partly_mapped(inputs: Inputs, result: Result) -> list[str]:
    """Say of which zones with a verdict the later date maps but a part; what it leaves out nobody sees in a figure."""
    zones, balance = inputs.zones, result.balance
    if zones is None or not len(zones.cells):
        return []
    area = pd.Series(inputs.measure(zones.cells) @ zones.members, index=zones.names)
    said = balance[(balance["scope"] == "zone") & balance["state"].isin([MET, MISSED])]
    share = said["mapped_after"].to_numpy() / area[said["zone"]].to_numpy()
    part = share < 1 - _WHOLE
    if not part.any():
        return []
    text = tr("“{layer}” maps only a part of some zones with a target, which is held against this part alone: {zones}.")
    one = tr("{zone} ({share:.0%})")
    named = [one.format(zone=zone, share=value) for zone, value in zip(said["zone"][part][:_SHOWN], share[part])]
    shown = tr(", ").join(named) + (" …" if part.sum() > _SHOWN else "")
    return [text.format(layer=inputs.after.polygons.named, zones=shown)]


def _no_such_zone(result: Result, asked: list[str]) -> list[str]:
    """Return the sentence on zones that targets are for and that are not there; none where all are."""
    missing = unmatched(result.balance, asked)
    text = tr("No zone is called {zones}; the targets for it were not looked at.")
    return [text.format(zones=", ".join(f"“{zone}”" for zone in missing))] if missing else []


def remarks(inputs: Inputs, result: Result) -> list[str]:
    """Return the sentences that log and report both carry."""
    account, found = result.account, []
    for date, stacked in ((inputs.before, account.stacked_before), (inputs.after, account.stacked_after)):
        single, owner = _wide_overlaps(stacked, inputs)
        if len(single):
            text = tr(
                "Polygons of “{layer}” overlap in {count} places by {area:,.1f} m²; the smaller one counts, once."
            )
            area = float(inputs.measure(single).sum())
            found.append(text.format(layer=date.polygons.named, count=len(np.unique(owner)), area=area))
    if account.same_m2 > 0 or inputs.before.table.id != inputs.after.table.id:
        text = tr(
            "{area} ha have codes that mean the same ground on both dates but are of different classes, because the "
            "dates are of two systems or of two levels of one; there one class counts on both dates, so it is neither "
            "vacated nor added."
        )
        found.append(text.format(area=hectares(account.same_m2)))
    slivers = account.changes[account.changes["sliver"]]
    if len(slivers):
        text = tr(
            "{count} changes narrower than {width:g} m ({area:,.1f} m² together) are counted in every figure "
            "and gathered among the issues, not listed as changes."
        )
        found.append(text.format(count=len(slivers), width=inputs.sliver_m, area=slivers["area_m2"].sum()))
    if inputs.zones is not None and inputs.zones.overlap_m2 > 0:
        text = tr("Zones overlap by {area:,.1f} m²; this ground counts in each of them, and once in the row for all.")
        found.append(text.format(area=inputs.zones.overlap_m2))
    # Without zones nobody expects the plan's targets for some.
    if inputs.zones is not None:
        of_plan = [*(target for target in inputs.targets if target.of_plan), *inputs.indicators]
        found += _no_such_zone(result, [one.zone for one in of_plan])
    text = tr("The account closes to {remainder:.2g} m².")
    found.append(text.format(remainder=account.closure_m2))
    return found


def no_farmland_figures() -> str:
    """Say why there are none."""
    return tr(
        "One date has land that is drawn as farmland and forest together (E2 of GB 50137-2011), "
        "so no farmland figures are given."
    )


def _mixed_codes(inputs: Inputs, date: Date, stacked) -> list[str]:
    """Say how many features have a mixed code, and on how much ground."""
    mixed = {code for code in set(date.code.tolist()) if date.table.mixes(code)}
    rows = np.isin(date.code, list(mixed)) & ~shapely.is_missing(stacked.geometry)
    if not rows.any():
        return []
    text = tr(
        "{count} features of “{layer}” have mixed codes ({codes}), on {area:,.1f} m²; the first part of each counts."
    )
    area = float(inputs.measure(stacked.geometry[rows]).sum())
    shown = ", ".join(sorted(mixed)[:_SHOWN]) + (" …" if len(mixed) > _SHOWN else "")
    return [text.format(count=int(rows.sum()), layer=date.polygons.named, codes=shown, area=area)]


def _unknown_codes(inputs: Inputs, date: Date, stacked) -> list[str]:
    """Say which codes no class knows, with their area, the largest first."""
    seen = ~shapely.is_missing(stacked.geometry) & (date.layer.class_ == UNKNOWN)
    if not seen.any():
        return []
    area = pd.Series(inputs.measure(stacked.geometry[seen])).groupby(date.code[seen]).sum().sort_values()[::-1]
    shown = ", ".join(f"{code or tr('(none)')} ({value:,.1f} m²)" for code, value in area.head(_SHOWN).items())
    text = tr("“{layer}” has {count} codes that no class knows, on {area:,.1f} m²: {codes}.")
    more = " …" if len(area) > _SHOWN else ""
    return [text.format(layer=date.polygons.named, count=len(area), area=area.sum(), codes=shown + more)]


def tell(run: Run, inputs: Inputs, result: Result) -> None:
    """Log what came out, what was noticed, and what became of the features."""
    total = result.total
    text = tr(
        "Urban–rural construction land: {before:,.4f} km² before, {vacated:,.4f} vacated, {added:,.4f} added, "
        "{after:,.4f} after."
    )
    values = {name: total[name] / KM2 for name in ("before", "vacated", "added", "after")}
    run.feedback.pushInfo(text.format(**values))
    run.feedback.pushInfo(tr("How areas are measured: {kind}.").format(kind=run.area_kind()))
    for sentence in remarks(inputs, result):
        run.feedback.pushInfo(sentence)
    run.tell_counts()
