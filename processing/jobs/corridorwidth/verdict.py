"""What there is to say of the widths of corridors: how many of all are wide enough."""

from __future__ import annotations

from ....core.corridors.codes import BROKEN, NARROW, PASS
from ....core.report import MET, MISSED, NONE, Verdict
from ....i18n import tr
from ...framework.found import Asked, Found


def verdict(found: Found, asked: Asked) -> Verdict:
    """Say how many of all corridors are wide enough.

    Those that could not be read are not judged, and have no verdict in ``CHECKED``. The corridors meet the required
    width only where none falls short and every one is judged.
    """
    verdicts = found.column("CHECKED", "gv_verdict")
    failed = sum(code in (NARROW, BROKEN) for code in verdicts)
    passed, open_ = sum(code == PASS for code in verdicts), found.values["NOT_JUDGED"]
    count = passed + failed + open_
    if open_ == count:
        sentence, state, badge = tr("No corridor could be judged."), NONE, tr("Not judged")
    elif failed and open_:
        text = tr("{failed} corridors fall short of the required width, and {open} could not be judged.")
        sentence, state, badge = text, MISSED, tr("Falls short")
    elif failed:
        sentence, state, badge = tr("{failed} corridors fall short of the required width."), MISSED, tr("Falls short")
    elif open_:
        text = tr(
            "{open} corridors could not be judged, the other {passed} meet the required width; the report says why."
        )
        sentence, state, badge = text, NONE, tr("Not judged")
    else:
        sentence, state, badge = tr("Every corridor meets the required width."), MET, tr("Met")
    return Verdict(
        label=tr("Corridors that meet the required width"),
        value=tr("{passed} of {count}").format(passed=passed, count=count),
        sentence=sentence.format(failed=failed, open=open_, passed=passed),
        badge=badge,
        state=state,
    )
