"""What the names of fields and rasters say that they hold in place of people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..plaintext import half_width
from .codes import NO_PERSONS

_PEOPLE = r"(?:persons?|people|inhabitants|residents)(?![a-z])"
_POP = r"(?<![a-z])(?:pop|population|people|persons)[\s_(]*"
_END = r"\)?(?:[\s_]?(?:19|20)\d\d)?$"
"""What people are called in front of a short word for a unit, and what may stand behind it: the last of a name."""


def _unit(chinese: str, english: str, number: str) -> str:
    """Return what says in a name by how much its numbers are to be multiplied: in words, or as a number.

    A town may begin with such a word (千佛山, 千人桥, 百子湾), so that it stands alone, or with the people; and a
    number may be the width of cells (pop_1000m, 100x100, grid_100_pop).
    """
    alone = rf"(?:^|[\s_(:,/]|口|人数){chinese}(?=$|[\s_),/])"
    with_people = rf"{chinese}(?:人次?|口人?|人口数?)(?=$|[\s_),/;])"
    times = rf"(?<!\d)[x×*]\s?{number}(?!\d)|(?<![\d.,]){number}s(?![a-z])"
    return rf"{alone}|{with_people}|{english}|{times}|(?<![a-z\d.,_]){number}\s?{_PEOPLE}"


_TEN_THOUSANDS = re.compile(
    rf"万[人口]|万$|万[\s_)]|{_POP}10k{_END}|(?:人口|人数)[\s_(]*(?:w|10k){_END}|"
    + _unit("万", r"ten[\s_]?thousand|\(10k\)", r"10(?:k|[,\s]?000)"),
    re.IGNORECASE,
)
_THOUSANDS = re.compile(
    rf"{_POP}(?:k|000s?){_END}|(?:人口|人数)[\s_(]*k{_END}|"
    + _unit("千", r"(?<![a-z])thousands?(?![a-z])|(?<![\d.,])['(]000s?(?!\d)", r"1[,\s]?000"),
    re.IGNORECASE,
)
_HUNDREDS = re.compile(
    _unit("百", rf"(?<![a-z])hundreds(?![a-z])|\(hundred\)|hundred\s{_PEOPLE}", "100"), re.IGNORECASE
)
# Numbers of people by something else: per area, or as shares and rates (人口占比, 城镇化率), with which no town ends.
_PER_AREA = (
    r"密度|density|人[/每]|单位面积"
    r"|[/每]\s*(?:km|ha|sq|平方|公顷|亩)|per[\s_]?(?:km|ha|sq|hectare)"
)
_SHARE = (
    r"占比|比重|比例|百分比|[率比](?=$|[\s_(,:\d])|[%‰]"
    r"|(?:(?<![a-z])|pop)(?:pct|percent|percentage|share|ratio|rate)(?![a-z])"
)
_RELATIVE = re.compile(rf"{_PER_AREA}|{_SHARE}", re.IGNORECASE)
# Of those registered (户籍人口), or living in families (家庭户人口), persons are counted.
_HOUSEHOLDS = re.compile(
    r"户(?:总)?数|户均|[每/]户|户规模|家庭总?数|套数|户(?=$|[\s_(),/;:])(?!.*(?:人口|人数))"
    r"|(?:household|(?<![a-z])hh|family)[\s_]?size|(?:per|/)[\s_]?(?:household|hh(?![a-z])|family|dwelling)"
    r"|^(?!.*(?:pop|person|people|resident|inhabitant)).*"
    r"(?:households?|dwellings?|families|hushu|housing[\s_]?units?|(?<![a-z])hhs?(?![a-z]))",
    re.IGNORECASE,
)
_SAYS = dict(zip(NO_PERSONS, (_HOUSEHOLDS, _RELATIVE, _TEN_THOUSANDS, _THOUSANDS, _HUNDREDS)))


def by_name(names: Iterable[str]) -> str:
    """Return what a field holds in place of people, by its names: a code, "" where they do not say so.

    >>> from greenvein.core.people.named import by_name
    >>> by_name(["pop", "常住人口（万人）"]), by_name(["人口密度"]), by_name(["总户数"])
    ('people_in_ten_thousands', 'people_density', 'people_households')
    >>> by_name(["常住人口"]), by_name(["户籍人口"]), by_name(["万寿路人口"])
    ('', '', '')
    """
    texts = [half_width(name) for name in names]
    return next((code for code, says in _SAYS.items() if any(map(says.search, texts))), "")
