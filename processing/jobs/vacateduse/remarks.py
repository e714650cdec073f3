"""What there is to say of the uses of vacated land: in the notices, in the log and in the report."""

from __future__ import annotations

from ....core.land.codes import AREAS, BUILT, FARMLAND, OVERLAP, UNDECIDED
from ....core.land.decision import with_basic_farmland
from ....core.land.vacateduse import Uses
from ....i18n import tr
from ... import profiles
from ...framework.run import Run
from ...framework.unread import UNREAD
from ...reports.units import hectares
from .become import Become
from .inputs import Inputs, deciding
from .names import area_names, use_names

# An overlap that is told with one decimal.
_TOLD_M2 = 0.05


def notices(inputs: Inputs, result: Uses) -> list[str]:
    """Return what everyone must know who reads the figures."""
    found = []
    for layer in inputs.areas.values():
        if not len(layer.fid) and layer.read:
            text = tr("The layer “{layer}” has nothing with an area in it, so no land lies there.")
            found.append(text.format(layer=layer.named))
    if result.open_ == OVERLAP:
        text = tr(
            "Plots of vacated land, or the land-use polygons that they were made of, lie on each other and say "
            "different things of the same ground; which of them is right decides whether as much becomes farmland as "
            "becomes green space, wetland and water, so that is not judged."
        )
        found.append(text)
    if result.open_ == UNREAD and profiles.active().value("vacated_use.farmland_balance"):
        found += inputs.unread.sentences(*deciding(inputs))
    undecided = result.summary[result.summary["use"] == UNDECIDED]
    if len(undecided):
        text = tr("No rule of the plan profile holds for {count} plots ({area} ha); their use is left open.")
        found.append(text.format(count=int(undecided["count"].sum()), area=hectares(undecided["area_m2"].sum())))
    return found


def remarks(inputs: Inputs, result: Uses) -> list[str]:
    """Return the sentences that log and report both carry."""
    names, found = area_names(), [text for text in (inputs.kinds, _unchosen(inputs.become), inputs.told) if text]
    missing = [names[name] for name in AREAS if name not in inputs.areas]
    if len(missing) == len(AREAS):
        found.append(tr("No area was given, so no land comes first, and the rule for all other land decides."))
    elif missing:
        found.append(tr("Not given, and so not looked at: {areas}.").format(areas=tr(", ").join(missing)))
    if result.overlap_m2 >= _TOLD_M2:
        text = tr(
            "Plots of vacated land overlap by {area:,.1f} m²; in all sums this ground counts once, for the smaller one."
        )
        found.append(text.format(area=result.overlap_m2))
    found += _built(result)
    counted = with_basic_farmland({name: layer.geometry for name, layer in inputs.areas.items()})
    asks = any(use == FARMLAND and area in counted for area, use in inputs.chain)
    open_ = ~result.features["done"] & ~result.features["use"].isin([FARMLAND, BUILT])
    small = (result.features["area_m2"] < inputs.min_farmland_m2) & open_
    if asks and small.any():
        text = tr("{count} plots are smaller than {area:g} m², too small to become farmland.")
        found.append(text.format(count=int(small.sum()), area=inputs.min_farmland_m2))
    return found


def summary(run: Run, inputs: Inputs, result: Uses) -> list[str]:
    """Return what the log says at the end."""
    uses, text = use_names(), tr("{use}: {count} plots, {area} ha.")
    found = [
        text.format(use=uses[use], count=count, area=hectares(area))
        for use, count, area in zip(*(result.summary[name] for name in ("use", "count", "area_m2")))
    ]
    text = tr("{area} ha of {all} ha of vacated land come first and are not done yet.")
    found.append(text.format(area=hectares(result.first_m2), all=hectares(result.summary["area_m2"].sum())))
    found.append(tr("How areas are measured: {kind}.").format(kind=run.area_kind()))
    # Which kinds there are was told when the layer was read.
    return found + [sentence for sentence in remarks(inputs, result) if sentence != inputs.kinds]


def _unchosen(become: Become) -> str:
    """Say which field tells what plots have become where nobody chose it; "" where somebody did, or none does."""
    if become.chosen or become.field is None:
        return ""
    text = tr("“{layer}”: no field was chosen, so the field “{field}” says what plots have become.")
    return text.format(layer=become.label, field=become.field)


def _built(result: Uses) -> list[str]:
    """Say how much of the vacated land has been built upon again."""
    built = result.summary[result.summary["use"] == BUILT]
    if not len(built):
        return []
    text = tr(
        "{count} plots ({area} ha) are construction land again, as settlement, transport, water works or special use; "
        "they stand outside the uses that the plan asks for and outside the balance."
    )
    return [text.format(count=int(built["count"].sum()), area=hectares(built["area_m2"].sum()))]
