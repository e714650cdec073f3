"""What there is to say of a security pattern: in the notices, in the log and in the report."""

from __future__ import annotations

from ....i18n import tr
from ...framework.unread import UNREAD
from .inputs import Inputs
from .tables import Result


def notices(inputs: Inputs, result: Result) -> list[str]:
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
        found.append(text.format(layers=", ".join(f"“{name}”" for name in none)))
    if result.open_ == UNREAD:
        found += inputs.unread.sentences(*inputs.deciding)
    elif not len(result.real_lines):
        found += inputs.unread.sentences(*inputs.deciding_lines)
    return found


def remarks(inputs: Inputs, result: Result) -> list[str]:
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
