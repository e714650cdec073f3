"""The years that names of maps say: 用地现状2022, landuse_20231231, but not GB50137-2011, CGCS2000 or 1:2000."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .plaintext import half_width

_BESIDE = re.compile(
    r"(?<![a-z])(?:gb|db|td|cj|cjj|ch|hj|ly|sl|jgj|nyt?|dz|yd|iso|jtg)\d{0,2}\s*/?\s*[tz]?[\s_-]*\d+(?:\.\d+)*"
    r"\s*[-_—–(]\s*(?:19|20)\d\d"
    r"|(?:cgcs|国家|大地)[\s_-]*2000|2000\s*(?:国家大地|大地|坐标)|wgs[\s_-]*1984|(?:xian|西安)[\s_-]*1980"
    r"|(?:beijing|北京)[\s_-]*1954|epsg[\s_:-]*\d+|1\s*[:/比]\s*\d{3,}"
    r"|(?:分类|指南|标准)[\s_(-]*(?:19|20)\d\d|(?:19|20)\d\d[\s_年版-]*(?:分类|指南|标准)"
)
"""Standards, coordinate systems and scales, whose numbers look like years."""
_SHORT_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)年?\s*[-—–~至到]\s*(\d\d)(?!\d)")
_YEAR = re.compile(
    r"(?<!\d)(?<!\d\.)((?:19|20)\d\d)(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)?"
    r"(?!\d|\.\d{3}|\s*(?:m\b|m2|km|ha\b|米|公里|平方|公顷|亩|人|户|万|亿|元|个|号))"
)
"""A year, perhaps with month and day behind it, that is no length, area or number of anything."""


def years_in(name: str) -> tuple[int, ...]:
    """Return the years that a name says, each once; those of a period (2021–2035) are two.

    >>> from greenvein.core.named_years import years_in
    >>> years_in("用地现状2022"), years_in("landuse_20231231"), years_in("GB50137-2011用地"), years_in("规划2021-35")
    ((2022,), (2023,), (), (2021, 2035))
    """
    text = _BESIDE.sub(" ", half_width(name).casefold())
    text = _SHORT_PERIOD.sub(_written_out, text)
    return tuple(dict.fromkeys(int(found[1]) for found in _YEAR.finditer(text)))


def _written_out(found: re.Match) -> str:
    """Return a period with both of its years; what stands behind a year may be a month too."""
    first, last = int(found[1]), int(found[2])
    return f"{first}-{first - first % 100 + last}" if last > max(12, first % 100) else found[0]


def year_of(names: Sequence[str]) -> tuple[int, ...]:
    """Return of which year a map is by its names, the nearest first: the one year, none, or those that it may be.

    >>> from greenvein.core.named_years import year_of
    >>> year_of(["用地现状", "landuse2022"]), year_of(["用地现状2022", "规划2021-2035"]), year_of(["a2022", "b2023"])
    ((2022,), (2022,), (2022, 2023))
    """
    said = [years for years in map(years_in, names) if years]
    if not said or len(said[0]) > 1:
        return said[0] if said else ()
    return tuple(dict.fromkeys(years[0] for years in said if len(years) == 1))
