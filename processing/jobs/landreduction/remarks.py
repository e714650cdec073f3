"""What there is to say of a land reduction account: in the notices, in the log and in the report."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ....core.land.balance import unmatched, whole_farmland
from ....core.land.codes import MET, MISSED, UNKNOWN, URBAN_RURAL
from ....core.land.standing import KM2
from ....i18n import tr
from ...framework.run import Run
from ...reports.units import hectares
from ...words.land_classes import class_name
from .inputs import Date, Inputs
from .tables import AccountResult, wide_overlaps

_SHOWN = 8
_WHOLE = 0.01  # of a zone: less than this is the difference of two drawings


def notices(inputs: Inputs, result: AccountResult) -> list[str]:
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


def _partly_mapped(inputs: Inputs, result: AccountResult) -> list[str]:
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


def _no_such_zone(result: AccountResult, asked: list[str]) -> list[str]:
    """Return the sentence on zones that targets are for and that are not there; none where all are."""
    missing = unmatched(result.balance, asked)
    text = tr("No zone is called {zones}; the targets for it were not looked at.")
    return [text.format(zones=tr(", ").join(f"“{zone}”" for zone in missing))] if missing else []


def remarks(inputs: Inputs, result: AccountResult) -> list[str]:
    """Return the sentences that log and report both carry."""
    account, found = result.account, []
    for date, stacked in ((inputs.before, account.stacked_before), (inputs.after, account.stacked_after)):
        single, owner = wide_overlaps(stacked, inputs)
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


def summary(run: Run, inputs: Inputs, result: AccountResult) -> list[str]:
    """Return what the log says at the end."""
    total = result.total
    text = tr(
        "Urban–rural construction land: {before:,.4f} km² before, {vacated:,.4f} vacated, {added:,.4f} added, "
        "{after:,.4f} after."
    )
    account = text.format(**{name: total[name] / KM2 for name in ("before", "vacated", "added", "after")})
    return [account, tr("How areas are measured: {kind}.").format(kind=run.area_kind()), *remarks(inputs, result)]


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
    shown = tr(", ").join(sorted(mixed)[:_SHOWN]) + (" …" if len(mixed) > _SHOWN else "")
    return [text.format(count=int(rows.sum()), layer=date.polygons.named, codes=shown, area=area)]


def _unknown_codes(inputs: Inputs, date: Date, stacked) -> list[str]:
    """Say which codes no class knows, with their area, the largest first."""
    seen = ~shapely.is_missing(stacked.geometry) & (date.layer.class_ == UNKNOWN)
    if not seen.any():
        return []
    area = pd.Series(inputs.measure(stacked.geometry[seen])).groupby(date.code[seen]).sum().sort_values()[::-1]
    shown = tr(", ").join(f"{code or tr('(none)')} ({value:,.1f} m²)" for code, value in area.head(_SHOWN).items())
    text = tr("“{layer}” has {count} codes that no class knows, on {area:,.1f} m²: {codes}.")
    more = " …" if len(area) > _SHOWN else ""
    return [text.format(layer=date.polygons.named, count=len(area), area=area.sum(), codes=shown + more)]
