"""What there is to say of a security pattern: in the notices, in the log and in the report."""

from __future__ import annotations

from ....core.pattern.codes import CONFLICT
from ....i18n import tr
from ...framework.run import Run
from ...framework.unread import UNREAD
from ...reports.units import hectares, square_kilometres
from ...words.tiers import tier_name
from .inputs import Inputs
from .names import pair_name
from .tables import PatternResult


def notices(inputs: Inputs, result: PatternResult) -> list[str]:
    """Return what everyone must know who reads the figures."""
    found = []
    names = {label: layer.polygons.named for label, layer in zip(inputs.labels, inputs.layers)}
    for label, count in inputs.untiered.items():
        text = tr("{count} features of “{layer}” have no tier and are not in the pattern.")
        found.append(text.format(count=count, layer=names[label]))
    empty = {label for label, layer in zip(inputs.labels, inputs.layers) if layer.polygons.why_empty}
    nothing = result.pattern.contributions["area_m2"] == 0
    none = [names[label] for label in result.pattern.contributions["label"][nothing] if label not in empty]
    if none:
        text = tr("These layers have no ground in the pattern: {layers}.")
        found.append(text.format(layers=tr(", ").join(f"“{name}”" for name in none)))
    if result.open_ == UNREAD:
        found += inputs.unread.sentences(*inputs.deciding)
    elif not len(result.real_lines):
        found += inputs.unread.sentences(*inputs.deciding_lines)
    return found


def remarks(inputs: Inputs, result: PatternResult) -> list[str]:
    """Return the sentences that log and report both carry."""
    found = []
    if result.construction is not None and result.construction.overlap_m2 > 0:
        text = tr("Construction land overlaps itself by {area:,.1f} m²; the smaller feature counts, once.")
        found.append(text.format(area=result.construction.overlap_m2))
    slivers = result.lines.table[result.lines.table["sliver"].astype(bool)]
    if len(slivers):
        text = tr(
            "{count} overlaps of control lines are narrower than {width:g} m everywhere ({area:,.1f} m² together); "
            "they are marked as slivers and not counted as conflicts."
        )
        found.append(text.format(count=len(slivers), width=inputs.sliver_m, area=slivers["area_m2"].sum()))
    if result.construction is not None:
        slivers = result.construction.table[result.construction.table["sliver"].astype(bool)]
        if len(slivers):
            text = tr(
                "{count} overlaps of construction land and the pattern are narrower than {width:g} m everywhere "
                "({area:,.1f} m² together); they are marked as slivers and counted in no tier."
            )
            found.append(text.format(count=len(slivers), width=inputs.drawn_m, area=slivers["area_m2"].sum()))
    return found


def summary(run: Run, inputs: Inputs, result: PatternResult) -> list[str]:
    """Return what the log says at the end."""
    found = []
    for _, row in result.pattern.tiers.iterrows():
        text = tr("Tier {tier}: {area} km² in {count} pieces.")
        area = square_kilometres(row["area_m2"])
        found.append(text.format(tier=tier_name(int(row["tier"])), area=area, count=int(row["pieces"])))
    if result.construction is not None:
        first = int((result.real_construction["kind"] == CONFLICT).sum())
        text = tr("Construction land: {conflict} ha in {count} places of the baseline tier, {check} ha to check.")
        check = hectares(result.construction_m2(2) + result.construction_m2(3))
        found.append(text.format(conflict=hectares(result.construction_m2(1)), count=first, check=check))
    for (one, two), own in result.real_lines.groupby(["first", "second"], sort=True):
        text = tr("{pair}: {count} conflicts, {area} ha.")
        found.append(text.format(pair=pair_name(one, two), count=len(own), area=hectares(own["area_m2"].sum())))
    if len(inputs.drawn_lines) > 1 and not len(result.real_lines) and not inputs.unread.count(*inputs.deciding_lines):
        found.append(tr("The control lines do not conflict."))
    found.append(tr("How areas are measured: {kind}.").format(kind=run.area_kind()))
    return found + remarks(inputs, result)
