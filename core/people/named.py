"""What the names of fields and rasters say that they hold in place of people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..plaintext import half_width
from .codes import DENSITY, IN_TEN_THOUSANDS

_TEN_THOUSANDS = re.compile(r"万[人口]|万$|万[\s_)]")
_PER_AREA = re.compile(r"密度|density|人[/每]|/\s*(?:km|ha|sq)|per_?(?:km|ha|sq)", re.IGNORECASE)


def by_name(names: Iterable[str]) -> str:
    """Return what a field holds in place of people, by its names: a code, "" where they do not say so.

    >>> from greenvein.core.people.named import by_name
    >>> by_name(["pop", "常住人口（万人）"]), by_name(["人口密度"]), by_name(["常住人口"]), by_name(["万寿路人口"])
    ('people_in_ten_thousands', 'people_density', '', '')
    """
    texts = [half_width(name) for name in names]
    if any(_PER_AREA.search(text) for text in texts):
        return DENSITY
    return IN_TEN_THOUSANDS if any(_TEN_THOUSANDS.search(text) for text in texts) else ""
