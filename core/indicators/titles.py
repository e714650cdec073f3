"""What titles above and notes below a table of values say: its units, its years, and that its values are targets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..named_years import years_in
from .heads import DATE, Said, is_harmless, said_in
from .units import AREA, PERCENT, bare, is_known, is_nearly, narrowed, unit_of

_CUT = re.compile(r"[()（）\[\]［］【】〔〕{}｛｝「」;；。|｜\t　]|\s{2,}|[,，](?!\s*[0０]{3})")
_NO_HEAD = re.compile(r"field_?\d+", re.IGNORECASE)
"""What GDAL calls a column without a head."""
_LABEL = re.compile(
    r"(?P<before>.*?)(?:单\s*位(?:名称)?|(?<![a-z])units?(?:\s+of\s+measure(?:ment)?)?(?![a-z]))"
    r"(?P<mark>\s*(?:均|都|皆|统一|一律)?\s*[:：为是]?\s*)(?P<said>.*)",
    re.IGNORECASE | re.DOTALL,
)
_PHRASE = re.compile(
    r"(?P<before>.*?)(?P<how>(?:均|都|皆|统一|一律)?(?:以|按|为|是|用)|(?<![a-z])(?:in|are)\s)\s*(?P<said>.+)",
    re.IGNORECASE | re.DOTALL,
)
_OF_OFFICES = re.compile(
    r"(?:填报|编制|制[表图]|报送|填表|主管|责任|牵头|建设|施工|设计|调查|勘测|承担|委托|提供|来源|审核|实施|汇总|主办|协办|所属|"
    r"事业|企业|行政|统计|planning|reporting)$"
)
_OF_ALL = re.compile(
    r".*[表单册]|(?:[附备]?注|说明|表\s*\d*|[本上]表|表中|以上|[上下]述|下列|所[有列]|全部|各项?|[均的其中]|指标|数[据值]?|值|面积|规模|比[例率重]|占比|用地|"
    r"土地|计量|度量|统计|主要|all|the|of|values?|areas?|figures?|[\d一二三四五六七八九十]+[.、)]?|[:：\s])*",
    re.IGNORECASE,
)
"""What may stand right before a unit that is that of all values."""
_IS_AMOUNT = re.compile(r"[\d.,]+|per|each|every|每", re.IGNORECASE)
"""What makes an amount, or a figure by it, of a unit behind."""
_OF_SOME = re.compile(r"(?<![a-z])[a-z]{1,3}\d+|其[余他]|除|[之另]外|分别|except|others?(?![a-z])", re.IGNORECASE)

_TARGETS = re.compile(
    r"(?:规划|预期|控制|约束)目标|目标(?:值|指标|一览|体系|表|数|$)|(?:规划|预测|预期|计划)(?:指标)?[值数]|预[测计]|远[期景]|愿景|"
    r"任务(?:分解|下达)|(?<![a-z])(?:targets?|goals?|planned|forecasts?|project(?:ed|ions?)|predicted)(?![a-z])"
)
_AS_IT_IS = re.compile(
    r"现[状有]|实施|实际|评估|体检|监测|完成|实现|执行|达[成到标]|进展|落实|统计|年[报鉴]|对[比照]|考核|"
    r"(?<![a-z])(?:actual|existing|current|achieve(?:d|ment)|progress|monitor(?:ed|ing)|status|assessments?|evaluation|statistics)"
)
_ALL_OF_THESE = re.compile(r"以上|[上所]述|[上本]表|表[中内]|所列|above|this table|all values|these")
_OF_YEAR = re.compile(
    r"(?:为|是|系|采用|(?:are|is) (?:of|for|from))\s*(?:19|20)\d\d\s*年?[末底度]?的?"
    r"(?:现状|统计|实际|普查)?(?:数据|数值|数|值)?\s*$"
)
"""What a note says of the year of all values; others are of sources and papers."""
_PERIOD = re.compile(r"(?P<first>(?:19|20)\d\d)\s*年?\s*[-—–~至到]+\s*(?P<last>(?:19|20)?\d\d)(?!\d)\s*年?")
_OF_A_PLAN = re.compile(r"规划|计划|纲要|五年|(?<![a-z])plan")
_OF_THE_SHEET = re.compile(
    r"日期|时间|编制|印发|报送|更新|发布|批复|通过|打印|填[表报]|(?<![a-z])(?:date|printed|updated|issued|approved)"
)
_PAPER = re.compile(r"[〔(（\[](?:19|20)\d\d[〕)）\]]\s*第?\s*\d+\s*号")
_DAY = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*(?:[-/.月]|$)")
_UP_TO = re.compile(r"截[至止]|期末|as (?:of|at)|end of")
_YEAR_AFTER = re.compile(r"体检|年[鉴报]|公报|报告|评估|yearbook|report")
"""What is called by the year in which it appears, mostly that after the year of its values."""


def units_around(cells: Sequence[str], below: bool = False) -> Said:
    """Return what cells above the head of a table, or ``below`` its rows, say of the units of all its values.

    >>> from greenvein.core.indicators.titles import units_around
    >>> units_around(["表1（单位：平方公里） 填表：规划处"]).units, units_around(["单位：", "", "万亩、%"]).units
    (('平方公里',), ('万亩', '%'))
    >>> units_around(["填报单位：规划院", "2025年指标表"]), units_around(["注：LU7单位为公顷"], below=True).unclear
    (Said(units=(), unclear=()), ('注：LU7单位为公顷',))
    """
    return sum((_in_segment(segment, below) for segment in _segments(cells)), Said())


def _segments(cells: Sequence[str]) -> Iterator[str]:
    """Give the parts of texts that are read by themselves; a label goes with what stands in the next cell."""
    label = ""
    for cell in (cell.strip() for cell in cells if cell.strip() and not _NO_HEAD.fullmatch(cell.strip())):
        parts = [part.strip() for part in _CUT.split(f"{label}{cell}".rstrip("()（） "))]
        *others, last = _with_lists(filter(None, parts)) or [""]
        yield from others
        found = _LABEL.fullmatch(last)
        label = "" if found is None or found["said"].strip() else f"{last.rstrip(' :：')}："
        yield last


def _with_lists(parts: Iterable[str]) -> list[str]:
    """Return parts of a text, further units behind one that has a label together with it: 单位：万亩，%."""
    found: list[str] = []
    for part in parts:
        if found and _LABEL.fullmatch(found[-1]) and is_known(part) and not _LABEL.fullmatch(part):
            found[-1] += f"、{part}"
        else:
            found.append(part)
    return found


def _in_segment(text: str, below: bool) -> Said:
    """Return what a part of a text says of units."""
    labelled = _LABEL.fullmatch(text)
    phrase = next(filter(_says_unit, _phrases(text)), None)
    if labelled is not None and labelled["said"].strip():
        before, said = labelled["before"], _labelled(text, labelled)
    elif phrase is not None:
        before, said = phrase["before"], said_in(bare(phrase["said"]))
    elif not below:
        return _at_end(text)
    else:
        return Said()
    right_before = re.split(r"[\s:：,，、]", before)[-1]
    of_all = _OF_ALL.fullmatch(right_before) and not _OF_SOME.search(before)
    return said if of_all or not said.units else Said((), (text,))


def _labelled(text: str, found: re.Match) -> Said:
    """Return the units behind their label; offices (填报单位) and people (单位负责人) are called by the same word."""
    words = found["said"].split()
    for count in range(len(words), 0, -1):
        said = said_in(" ".join(words[:count]))
        if said.units and not said.unclear and all(map(is_known, said.units)):
            return said
    first = DATE.sub(" ", words[0])
    of_others = _OF_OFFICES.search(narrowed(found["before"])) or not found["mark"].strip() or is_harmless(first)
    return Said() if of_others else Said((), (text,))


def _phrases(text: str) -> Iterator[re.Match]:
    """Give the ways in which a text may end with what it says of its unit: 面积均以公顷计, areas in ha."""
    start = 0
    while (found := _PHRASE.match(text, start)) is not None:
        yield found
        start = found.start("said")


def _says_unit(phrase: re.Match) -> bool:
    """Tell whether what a text ends with is a unit, known or not; areas go by other things too (按三调口径)."""
    said = phrase["said"].strip()
    if is_known(said) or (is_nearly(said) and phrase["how"] not in ("为", "是")):  # 最小面积为400平方米
        return True
    return said.endswith("为单位") and not is_harmless(DATE.sub(" ", said.removesuffix("为单位")))


def _at_end(text: str) -> Said:
    """Return the unit that a text is or that its last words are; places and households are no units here."""
    words = text.split()
    for start in range(max(0, len(words) - 3), len(words)):
        said, before = " ".join(words[start:]), words[start - 1] if start else ""
        found = unit_of(said)
        if found is not None and found.kind in (AREA, PERCENT):
            if _IS_AMOUNT.fullmatch(before):
                return Said()
            return Said((), (text,)) if before[-1:].isdigit() else Said((bare(said),))
    return Said((), (text,)) if is_nearly(text) else Said()


def asks_in(cells: Iterable[str], below: bool = False) -> str:
    """Return the title, or the note ``below``, by which the values of a table are targets or forecasts, "" for none.

    >>> from greenvein.core.indicators.titles import asks_in
    >>> [asks_in([text]) != "" for text in ("2035年规划目标表", "指标预测", "规划目标完成情况", "规划指标体检表")]
    [True, True, False, False]
    """
    for cell in cells:
        text = " ".join(narrowed(cell).split())
        if _TARGETS.search(text) and not _AS_IT_IS.search(text) and (not below or _ALL_OF_THESE.search(text)):
            return cell.strip()
    return ""


def other_years_in(cells: Iterable[str], years: Iterable[int], below: bool = False) -> str:
    """Return the title, or note ``below``, by which a table has values of other years than its rows, "" for none.

    Periods of plans, days on which a sheet was filled in and numbers of papers are none; a report of 2026 has mostly
    the values of 2025.

    >>> from greenvein.core.indicators.titles import other_years_in
    >>> titles = "2018年现状表", "2025年表", "2021—2035年规划指标表", "填表日期：2026年1月5日", "2026年体检表"
    >>> [other_years_in([text], [2025]) for text in titles]
    ['2018年现状表', '', '', '', '']
    """
    of_rows = {*years}
    said: dict[int, str] = {}
    for cell in cells:
        known, last = {*years_in(cell)}, max(of_rows, default=0)  # by all of it 分类（2023） is a standard
        for text in map(narrowed, _CUT.split(_PAPER.sub(" ", cell))):
            if not below or (_ALL_OF_THESE.search(text) and _OF_YEAR.search(text)):
                said |= {year: cell.strip() for year in _years_of(text, known, last)}
    return "" if not of_rows or of_rows & said.keys() else next(iter(said.values()), "")


def _years_of(text: str, known: set[int], last: int) -> Iterator[int]:
    """Give the years of which values may be by a part of a title; ``known``: by all of it; ``last``: of the rows.

    A plan is made before the years of values that are held against it, and is for later ones.
    """
    if _OF_THE_SHEET.search(text) or (_DAY.search(text) and not _UP_TO.search(text)):
        return
    of_plan = _OF_A_PLAN.search(text) is not None
    for found in () if of_plan else _PERIOD.finditer(text):
        first, end = int(found["first"]), int(found["last"])
        yield from range(first, (end if end > first else first - first % 100 + end) + 1)
    for year in known & {*years_in(_PERIOD.sub(" ", text))}:
        if not of_plan or year > last:
            yield from (year, year - 1) if _YEAR_AFTER.search(text) else (year,)
