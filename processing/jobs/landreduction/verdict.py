"""What there is to say of how construction land shrinks, against its targets."""

from __future__ import annotations

from ....core.land.codes import OPEN
from ....core.report import MET, MISSED, NONE, Verdict, figure_id
from ....i18n import tr
from ...framework.found import Asked, Found
from ...reports.units import KM2, square_kilometres
from . import JOB
from .names import state_names


def verdict(found: Found, asked: Asked) -> Verdict:
    """Say by how much construction land shrinks, and how what is left stands to the target.

    Where only zones have targets, theirs are told.
    """
    from .standing import Standing

    *zones, whole = map(Standing.of, found.rows("BALANCE"))
    state, sentence = whole.state, whole.sentence()
    states = [zone.state for zone in zones if zone.state]
    if states and not state:
        state = next(one for one in (MISSED, OPEN, MET) if one in states)
        text = tr(
            "There is no target for all of it; of those for zones, {met} are met, {missed} are missed and {open} have "
            "no verdict."
        )
        sentence = text.format(met=states.count(MET), missed=states.count(MISSED), open=states.count(OPEN))
    figure, last = "", found.rows("BALANCE")[-1]
    if whole.state:  # the plan counts land that is approved but unbuilt, where it is known, with what is built
        built_km2 = last["gv_after_km2"] + (last["gv_approved_km2"] or 0.0)
        figure = figure_id(JOB.id, "gv_after_km2", built_km2)
    return Verdict(
        label=tr("Net reduction of urban–rural construction land"),
        value=tr("{area} km²").format(area=square_kilometres(KM2 * found.values["NET_REDUCTION_KM2"])),
        sentence=sentence,
        target=whole.stock() if whole.state in (MET, MISSED) else "",  # else the sentence tells both
        badge=state_names().get(state, ""),
        state=state if state in (MET, MISSED) else NONE,
        figure=figure,
    )
