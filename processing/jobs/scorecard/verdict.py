"""What there is to say of all indicators together: how many of those that can be judged are met."""

from __future__ import annotations

from collections.abc import Iterator

from ....core.indicators.codes import JOB as OF_JOB
from ....core.indicators.codes import NOT_JUDGED
from ....core.indicators.indicator import of_profile
from ....core.report import MET, MISSED, NONE, ON_TRACK, Verdict, figure_id
from ....core.scorecard.codes import BETWEEN, GIVEN
from ....i18n import tr
from ... import profiles
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
        badge, state = (tr("On track"), ON_TRACK) if on_track else (tr("Met"), MET)
    sentence = text.format(met=met, on_track=on_track, behind=behind, open=open_, count=judged + open_)
    value = tr("{met} of {judged}").format(met=met, judged=judged)
    meter = (met / judged, 1.0) if judged else None
    label, judges = tr("Indicators met, of those judged"), tuple(_judges(found))
    return Verdict(label, value, sentence, badge=badge, state=state, meter=meter, judges=judges)


def _judges(found: Found) -> Iterator[str]:
    """Give the figures of other jobs that are judged on the whole in the year that is looked at."""
    rows = found.rows("SCORES") if found.has("SCORES") else []
    year = max((row["gv_year"] for row in rows), default=None)
    known = {one.id: one.measure for one in of_profile(profiles.active()) if one.measure.kind == OF_JOB}
    for row in rows:
        how, of_job = known.get(row["gv_indicator"]), GIVEN not in (row["gv_reason"] or "").split(BETWEEN)
        judged = row["gv_state"] != NOT_JUDGED and row["gv_year"] == year and row["gv_zone"] is None
        if how is not None and of_job and judged:
            yield figure_id(how.job, how.field, row["gv_value"])
