"""What the heads of tables of values say beside what they are called: units, years, and that no value is meant."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from ..named_years import years_in
from ..plaintext import half_width
from .units import bare, is_known, looks_like, narrowed

_IN_BRACKETS = re.compile(r"\s*[(（\[［【〔{｛]([^()（）\[\]［］【】〔〕{}｛｝]*)[)）\]］】〕}｝]\s*$")
OF_YEAR = re.compile(r"(?:19|20)\d\d年[末底度]?")
"""What stands before the name of values of one year: 2025年现状值."""
MARKS = "*★☆#△▲◆●※·"
"""What stands before or behind a name to point to a note."""
_BETWEEN = re.compile(r"[、;；。|｜]|[,，](?!\s*[0０]{3})")
DATE = re.compile(
    r"(?<!\d)(?:(?:19|20|１９|２０)\d\d\s*[-/.年]\s*\d{1,2}\s*(?:[-/.月]\s*\d{1,2}\s*日?|月)(?!\d)"
    r"|(?:19|20|１９|２０)\d\d\s*[-/.]\s*(?:0?[1-9]|1[0-2])(?!\d)|[1１]\s*[-—–~至到]\s*(?:12|１２)\s*月"
    r"|(?:19|20|１９|２０)\d\d(?:\s*年[度末底]?|(?!\w|\s*[^\W\d])))"
)
_OFFICE = r"[一-鿿]{1,20}(?:[局委院厅部处所站队会署司办科室]|中心|公司|政府|街道|大学|集团|街)"
_HARMLESS_ZH = (
    r"实际|现状|现有|统计|累[计积]|[当本全]年度?|年[度末底终]|期末|报告期|[当本]期|截[至止]|数据|数值|数字|[数值末止前底]|指标|结果|情况|"
    r"[填上]报|填写|填表|日期|时间|核[实定算]|认定|审[定核]|最[终新]|正式|初步|快报|[公年]报|年鉴|普查|调查|变更|[二三]调|监测|测算|"
    r"测量|[估计推]算|评估|体检|必填|选填|可[选空]|自动|保留[一二两三四五\d]位小数|小数|整数|文本|来源|来自|根据|由|提供|汇总|"
    r"面积|规模|合计|总[计量数]|全市|市域|本市|自评|全?口径|[国省市区]级|部门|(?:预期|约束|引导)性|(?![不除非])[一-鿿]{2}市|完成|达到"
)
_HARMLESS_EN = (
    r"actual|observed|current|existing|present|reported|recorded|final|latest|preliminary|provisional|official|statistic(?:al|s)?|"
    r"survey(?:ed)?|measured|computed|calculated|estimated?|annual|yearly|year|end|cumulative|required|optional|source|data|figures?|"
    r"total|areas?|"
    r"values?|numbers?|numeric|decimal|double|float|real|integer|text|office|bureau|department|commission|the|of|at|as|by|from|for|in|and"
)
_HARMLESS = re.compile(
    rf"(?:{_HARMLESS_ZH}|(?<![a-z])(?:{_HARMLESS_EN})(?![a-z])|{_OFFICE}|[\s:/&_\-—–~.()]|月)*", re.IGNORECASE
)
"""What remarks say beside units and years, which says nothing of what the values are counted in."""
_ASKED = (
    r"目标|规划(?!局|院|处|委|和|与|自然|区|范围)|计划|预测|预计|预期(?!性)|预估|拟|远期|远景|任务|下达|要求|约束(?!性)|上限|下限|底线|"
    r"\b(?:targets?|goals?|plan(?:ned)?|forecasts?|projected|projections?|expected|predicted|required|limits?)\b"
)
_COMPARED = (
    r"同比|环比|增速|增长|增减|增量|增幅|变化|变动|上年|去年|上期|同期|基期|基年|排名|名次|差值|缺口|"
    r"\b(?:changes?|growth|increase|rank(?:ing)?|previous|last year|base(?:line)?)\b"
)
_NO_VALUE = re.compile(f"{_ASKED}|{_COMPARED}")
"""What is to be, or what was, or what the value is beside others."""


@dataclass(frozen=True)
class Said:
    """What a text says of units: the ``units``, known or not, and what else may be one, for nobody knows what it is."""

    units: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.units or self.unclear)

    def __add__(self, other: Said) -> Said:
        return Said(tuple(dict.fromkeys(self.units + other.units)), tuple(dict.fromkeys(self.unclear + other.unclear)))


@dataclass(frozen=True)
class Head:
    """The head of a field: what it is called, in narrow marks and small letters without blanks, and its remarks."""

    name: str
    remarks: tuple[str, ...] = ()

    @property
    def said(self) -> Said:
        """What the remarks say of units, each once."""
        return sum(map(said_in, self.remarks), Said())

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the remarks say, each once."""
        return self.said.units

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the remarks say, each once."""
        return tuple(dict.fromkeys(year for remark in self.remarks for year in years_in(remark)))

    @property
    def no_value(self) -> str:
        """The word by which what stands below is no value as it is in the year of its row, "" for none."""
        found = (_NO_VALUE.search(half_width(remark).casefold()) for remark in self.remarks)
        return next((one[0] for one in found if one is not None), "")


def head_of(text: str, names: Collection[str] = ()) -> Head:
    """Return what a head says: its remarks stand in brackets; around one of ``names`` year and unit may stand without.

    >>> from greenvein.core.indicators.heads import head_of
    >>> head_of("数值（单位：km²，2025年）").units, head_of("数值 km²", ["数值"]).units
    (('km²',), ('km2',))
    >>> head_of("现状值[2018年]").years, head_of("值（预测）").no_value, head_of("数值 备注", ["数值"]).name
    ((2018,), '预测', '数值备注')
    """
    rest = text
    remarks: tuple[str, ...] = ()
    while (found := _IN_BRACKETS.search(rest)) is not None:
        rest, remarks = rest[: found.start()], (found[1], *remarks)
    name = "".join(narrowed(rest).split()).rstrip(MARKS)
    year = OF_YEAR.match(name)
    if year is not None and name[year.end() :] in names:
        return Head(name[year.end() :], (year[0], *remarks))
    for known in sorted(names, key=len, reverse=True):
        behind = name[len(known) :].lstrip("/_-:,、")
        if name.startswith(known) and is_known("".join(said_in(behind).units[:1])):
            return Head(known, (behind, *remarks))
    return Head(name, remarks)


def said_in(remark: str) -> Said:
    """Return what a remark says of units; years, offices and the like are none, and of anything else nobody knows.

    >>> from greenvein.core.indicators.heads import said_in
    >>> [said_in(text).units for text in ("计量单位：公顷", "2025年末 km²", "年末，实际", "10,000 mu", "万元")]
    [('公顷',), ('km²',), (), ('10,000 mu',), ('万元',)]
    >>> [said_in(text).unclear for text in ("统计局", "as of 2025-12-31", "千町", "不含储备区")]
    [(), (), ('千町',), ('不含储备区',)]
    """
    parts = (part.strip() for part in _BETWEEN.split(DATE.sub(" ", remark)))
    return sum(map(_said_by, parts), Said())


def _said_by(part: str) -> Said:
    """Return what a part of a remark says of units: all of it, or words of it between others that say nothing."""
    if is_known(part):
        return Said((bare(part),))
    if is_harmless(part):
        return Said()
    words = part.split()
    for count in range(len(words) - 1, 0, -1):
        for start in range(len(words) - count + 1):
            some, others = words[start : start + count], [*words[:start], *words[start + count :]]
            if is_known(" ".join(some)) and is_harmless(" ".join(others)):
                return Said((bare(" ".join(some)),))
    return Said((bare(part),)) if looks_like(part) else Said((), (part,))


def is_harmless(text: str) -> bool:
    """Tell whether a remark says nothing of what values are counted in.

    >>> from greenvein.core.indicators.heads import is_harmless
    >>> [is_harmless(text) for text in ("实际", "市规划和自然资源委", "year-end actual", "千町", "半径")]
    [True, True, True, False, False]
    """
    return _HARMLESS.fullmatch(half_width(text)) is not None
