"""The tiers of the security pattern: what users may write for them, and what they are called."""

from __future__ import annotations

import re

from ...core.plaintext import half_width, text_of
from ...i18n import tr
from ..framework.run import Run

ZONES = {1: "一级管控区", 2: "二级管控区", 3: "三级管控区"}
"""What the field ``gv_zone`` holds: the control zone of each tier (ecological security pattern plan, ch. 4 §1)."""

_WORDS = {
    1: ("1", "底线", "底线格局", "底线生态安全格局", "一级", "一级管控区", "baseline", "tier 1"),
    2: ("2", "一般", "一般格局", "一般生态安全格局", "二级", "二级管控区", "general", "tier 2"),
    3: ("3", "理想", "理想格局", "理想生态安全格局", "三级", "三级管控区", "ideal", "tier 3"),
}
_TIERS = {word: tier for tier, words in _WORDS.items() for word in words}


def tier_name(tier: int) -> str:
    """Return what a tier is called; 0 is none."""
    return (tr("No tier"), tr("1 baseline"), tr("2 general"), tr("3 ideal"))[tier]


def control_zone_name(tier: int) -> str:
    """Return what the control zone of a tier is called."""
    return {1: tr("First-level zone"), 2: tr("Second-level zone"), 3: tr("Third-level zone")}[tier]


def zone_of(field: object) -> str:
    """Return what a control zone is called that the field ``gv_zone`` holds."""
    return next((control_zone_name(tier) for tier, zone in ZONES.items() if zone == field), str(field))


def tier_of(value: object) -> int | None:
    """Return the tier that a value names, 0 for a blank, None where it names none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return int(value) if value in (1, 2, 3) else None
    word = half_width(value).casefold()
    if not word:
        return 0
    return _TIERS.get(re.sub(r"^(\d)\.0+$", r"\1", word))


def read_tiers(run: Run, features, field: str):
    """Return the tiers of a field, shape (k,), 0 for null; stop the run at what is no tier."""
    import numpy as np
    import pandas as pd

    number, distinct = pd.factorize(np.array(features.columns[field], dtype=object))
    tiers = [tier_of(value) for value in distinct.tolist()]
    for at, (value, tier) in enumerate(zip(distinct.tolist(), tiers)):
        if isinstance(value, bool):
            run.fail(
                tr(
                    "The field “{field}” of the layer “{layer}” says true or false, which is no tier; a tier is 1, 2 "
                    "or 3, or 底线, 一般 or 理想."
                ),
                field=field,
                layer=features.named,
            )
        if tier is None:
            run.fail(
                tr(
                    "The field “{field}” of the layer “{layer}” has the tier “{value}” in the feature {id}; a tier is "
                    "1, 2 or 3, or 底线, 一般 or 理想."
                ),
                field=field,
                layer=features.named,
                value=text_of(value),
                id=features.fid[np.flatnonzero(number == at)[0]],
            )
    return np.array([*tiers, 0], dtype=int)[number]  # null has the number -1
