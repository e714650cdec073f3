"""What there is to say of all indicators together: how many of those that can be judged are met."""

from __future__ import annotations

from ....core.report import MET, MISSED, NONE, Verdict
from ....i18n import tr
from ...framework.found import Asked, Found


def verdict(found: Found, asked: Asked) -> Verdict:
    """Say how many indicators of the whole are met, and how many of them are behind."""
    met, on_track, behind, open_ = (found.values[name] for name in ("MET", "ON_TRACK", "BEHIND", "NOT_JUDGED"))
    judged = met + on_track + behind
    if not judged:
        text, badge, state = tr("None of {count} indicators could be judged."), tr("Not judged"), NONE
    elif behind:
        text = tr("{met} met, {on_track} on track, {behind} behind; {open} could not be judged.")
        badge, state = tr("Behind"), MISSED
    else:
        text = tr("{met} met, {on_track} on track, none behind; {open} could not be judged.")
        badge, state = tr("On track") if on_track else tr("Met"), MET
    sentence = text.format(met=met, on_track=on_track, behind=behind, open=open_, count=judged + open_)
    value = tr("{met} of {judged}").format(met=met, judged=judged)
    meter = (met / judged, 1.0) if judged else None
    return Verdict(tr("Indicators met, of those judged"), value, sentence, badge=badge, state=state, meter=meter)
