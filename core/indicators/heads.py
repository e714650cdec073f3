"""What the heads of tables of values say beside what they are called: units, years, and that no value is meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ..named_years import years_in
from ..plaintext import half_width
from .units import is_known, looks_like

_IN_BRACKETS = re.compile(r"\s*[(（\[［【〔{｛]([^()（）\[\]［］【】〔〕{}｛｝]*)[)）\]］】〕}｝]\s*$")
_BETWEEN = re.compile(r"[,，、;；。|｜]")
_LABEL = re.compile(r"^(?:[一-鿿]{0,2}单\s*位|units?)\s*[:：为]?\s*", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20|１９|２０)\d\d\s*年?[度末底]?")
_TIMES = re.compile(r"[x×*]\s*1|10(?:[³⁴⁶⁸]|\^\d|,?000+)(?!\d)")
"""A power of ten before a unit, which only the plan's own units are told from."""
_ASKED = (
    r"目标|规划(?!局|院|处|委|和|与|自然|区|范围)|计划|预测|预计|预期|预估|拟|远期|远景|任务|下达|要求|约束|上限|下限|底线|"
    r"\b(?:targets?|goals?|plan(?:ned)?|forecasts?|projected|projections?|expected|predicted|required|limits?)\b"
)
_COMPARED = (
    r"同比|环比|增速|增长|增减|增量|增幅|变化|变动|上年|去年|上期|同期|基期|基年|排名|名次|差值|缺口|"
    r"\b(?:changes?|growth|increase|rank(?:ing)?|previous|last year|base(?:line)?)\b"
)
_NO_VALUE = re.compile(f"{_ASKED}|{_COMPARED}")
"""What is to be, or what was, or what the value is beside others."""

_KIND_ASKED = (
    r"(?:(?:19|20)\d\d年?[末底]?)?(?:近期|中期|远期|远景|期末)?(?:规划|目标|计划|预测|预计|预估|远景|远期|拟定?)"
    r"(?:期末|[期年末])?(?:目标|预测|控制|要求)?(?:数[值据]?|值)?"
    r"|(?:预期|控制|要求|约束|任务|下达)(?:目标|任务|(?:目标|任务)?[值数])"
    r"|(?:(?:19|20)\d\d )?(?:plan(?:ned)?|targets?|goals?|forecast(?:ed)?|projected|projections?|predicted|expected)"
    r"(?: (?:values?|figures?|targets?|data))?"
)
_KIND_COMPARED = (
    r"(?:比上年|较上年)?(?:同比|环比)?(?:增长|增减|变化|变动|增速|增幅|增量|差值|缺口)(?:率|量|值|幅度)?|同比|环比|排名"
    r"|changes?|growth|difference|rank(?:ing)?"
)
_KIND = re.compile(f"{_KIND_ASKED}|{_KIND_COMPARED}")
"""What is written of a value that is not as it is: nothing else stands beside it, as in a remark on the indicator."""


@dataclass(frozen=True)
class Head:
    """The head of a field: what it is called, in narrow marks and small letters without blanks, and its remarks."""

    name: str
    remarks: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """The units that the remarks say, each once."""
        return tuple(dict.fromkeys(unit for remark in self.remarks for unit in units_in(remark)))

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
    """Return what a head says: its remarks stand in brackets, and behind one of ``names`` a unit may stand without.

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
    name = half_width(rest).casefold().replace(" ", "")
    for known in sorted(names, key=len, reverse=True):
        behind = name[len(known) :].lstrip("/_-:,、")
        if name.startswith(known) and is_known(next(units_in(behind), "")):
            return Head(known, (behind, *remarks))
    return Head(name, remarks)


def no_value_in(cell: str) -> bool:
    """Tell whether a cell that says of which kind a value is says that it is a target, a forecast or a change.

    Binding and expected indicators (约束性, 预期性) have values like others, and a remark may speak of targets.

    >>> from greenvein.core.indicators.heads import no_value_in
    >>> [no_value_in(text) for text in ("规划目标", "2035年目标值", "预测值", "target", "同比增长")]
    [True, True, True, True, True]
    >>> [no_value_in(text) for text in ("现状值", "实际", "预期性", "约束性", "已达到2025年目标", "actual", "")]
    [False, False, False, False, False, False, False]
    """
    return _KIND.fullmatch(" ".join(half_width(cell).casefold().strip(" ()[]").split())) is not None


def units_in(remark: str) -> Iterator[str]:
    """Give the units that a remark says, beside years and words.

    >>> from greenvein.core.indicators.heads import units_in
    >>> [[*units_in(text)] for text in ("计量单位：公顷", "2025年末 km²", "年末，实际", "10⁴ha")]
    [['公顷'], ['km²'], [], ['10⁴ha']]
    """
    for part in _BETWEEN.split(_YEAR.sub(" ", remark)):
        text = _LABEL.sub("", part.strip())
        words = [text] if is_known(text) else [word for word in text.split() if is_known(word)]
        if _TIMES.match(text) or not words:
            words = [text] if _TIMES.match(text) or looks_like(text) else []
        yield from words
