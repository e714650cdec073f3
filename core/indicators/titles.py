"""What titles above and notes below a table of values say: its units, its years, and that its values are targets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..named_years import years_in
from .asked import folded, is_title_of_targets, says_so, year_said
from .heads import DATE, Said, is_harmless, said_in
from .units import AREA, PERCENT, bare, is_counted, is_foreign, is_known, is_nearly, narrowed, unit_of, units_named

_CUT = re.compile(r"[()（）\[\]［］【】〔〕{}｛｝「」;；。|｜\t　]|\s{2,}|[,，](?!\s*[0０]{3})")
_NO_HEAD = re.compile(r"field_?\d+", re.IGNORECASE)
"""What GDAL calls a column without a head."""
_LABEL = re.compile(
    r"(?P<before>.*?)(?:单\s*位(?:名称)?|量\s*纲|(?<![a-z])units?(?:\s+of\s+measure(?:ment)?)?(?![a-z]))"
    r"(?P<mark>\s*(?:均|都|皆|统一|一律)?\s*[:：∶﹕=＝为是]?\s*)(?P<said>.*)",
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
    r"土地|计量|度量|统计|主要|换算|折[合算]|统一|all|the|of|values?|areas?|figures?|[\d一二三四五六七八九十]+[.、)]?|[:：\s])*",
    re.IGNORECASE,
)
"""What may stand right before a unit that is that of all values."""
_OF_UNITS = re.compile(r"单\s*位(?!面积|产)|量\s*纲|计量|(?<![a-z])(?:units?|uom)(?![a-z])", re.IGNORECASE)
_NOTHING_ELSE = re.compile(
    rf"(?:{_OF_ALL.pattern}|口径|填[报写列]|统计|[以按用为是系取即]|采用|换算|[\W_])*", re.IGNORECASE
)
_IS_AMOUNT = re.compile(r"[\d.,]+|per|each|every|每", re.IGNORECASE)
"""What makes an amount, or a figure by it, of a unit behind."""
_OF_SOME = re.compile(r"(?<![a-z])[a-z]{1,3}\d+|其[余他]|除|[之另]外|分别|except|others?(?![a-z])", re.IGNORECASE)

_ALL_OF_THESE = re.compile(r"以上|[上所]述|[上本]表|表[中内]|所列|above|this table|all values|these")
_PERIOD = re.compile(r"(?P<first>(?:19|20)\d\d)\s*年?\s*[-—–~至到]+\s*(?P<last>(?:19|20)?\d\d)(?!\d)\s*年?")
_OF_A_PLAN = re.compile(r"规划|计划|纲要|五年|(?<![a-z])plan")
_BASE = re.compile("基期|基准年|基年")
_OF_THE_SHEET = re.compile(
    r"日期|时间|编制|印发|报送|更新|发布|批复|通过|打印|填[表报]|(?<![a-z])(?:date|printed|updated|issued|approved)"
)
_PAPER = re.compile(r"[〔(（\[](?:19|20)\d\d[〕)）\]]\s*第?\s*\d+\s*号")
_DAY = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*(?:[-/.月]|$)")
_UP_TO = re.compile(r"截[至止]|期末|as (?:of|at)|end of")
_HELD_AGAINST = re.compile(r"(?:对[标比照]|相?较于?|[与同和]?比)\s*(?:19|20)\d\d\s*年?")
"""What values are held against, of another year than they are themselves."""
_OF_BEFORE = re.compile(
    r"^(?:.*\W|表\d+)?(?:规划)?(?:上一?年度?|去年|往年|基期|基准年)(?:末|底|的)?(?:指标|现状|数[据值]?|统计|值|情况)"
)
"""What is of a year before, which is not said."""
_IN_CHINESE = re.compile(r"[一二][九〇零○][〇零○一二三四五六七八九]{2}(?=\s*年)")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_END_OF_PLAN = re.compile('[“"]?十([一二三四五六七八九])五[”"]?(?:规划)?(?:期?末|收官)年?')
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
    found, before = Said(), ""
    for segment in _segments(cells):
        found += _in_segment(segment, below) or _perhaps(segment, before)
        before = segment
    return found


def _perhaps(text: str, before: str) -> Said:
    """Return a part of a text that nobody can read and that names an area, where it is of units or says nothing else.

    ``before``: the part that it stands behind, as in brackets: 本表面积（km²）.
    """
    named = units_named(text)
    rest = narrowed(text)
    for one in named:
        rest = rest.replace(one, " ")
    alone = _NOTHING_ELSE.fullmatch(rest) is not None and (rest.strip() != "" or _OF_ALL.fullmatch(before) is not None)
    return Said((), (text,)) if named and (alone or _OF_UNITS.search(text)) else Said()


def _segments(cells: Sequence[str]) -> Iterator[str]:
    """Give the parts of texts that are read by themselves; a label goes with what stands in the next cell."""
    label = ""
    for cell in (cell.strip() for cell in cells if cell.strip() and not _NO_HEAD.fullmatch(cell.strip())):
        parts = [part.strip() for part in _CUT.split(f"{label}{cell}".rstrip("()（） "))]
        *others, last = _with_lists(filter(None, parts)) or [""]
        yield from others
        found = _LABEL.fullmatch(last)
        ends = found is None or found["said"].strip() or last.endswith("为单位")
        label = "" if ends else f"{last.rstrip(' :：')}："
        yield last


def _with_lists(parts: Iterable[str]) -> list[str]:
    """Return parts of a text, further units behind one that has a label together with it: 单位：万亩，%."""
    found: list[str] = []
    for part in parts:
        if (
            found
            and _LABEL.fullmatch(found[-1])
            and (is_known(part) or is_foreign(part))
            and not _LABEL.fullmatch(part)
        ):
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
    if of_all or not said:
        return said
    # 产值单位：亿元, 户数以户为单位: of what no other value is counted in.
    others = said.units and all(is_foreign(one) or is_counted(one) for one in said.units)
    return Said() if others else Said((), (text,)) if said.units else said


def _labelled(text: str, found: re.Match) -> Said:
    """Return the units behind their label; offices (填报单位) and people (单位负责人) are called by the same word."""
    words = found["said"].split()
    for count in range(len(words), 0, -1):
        said = said_in(" ".join(words[:count]))
        if said.units and not said.unclear and all(map(is_known, said.units)):
            return said
    some = [part for part in re.split(r"[、,，\s]+", found["said"]) if part]
    known = tuple(filter(is_known, some))
    if all(is_known(one) or is_foreign(one) for one in some):  # 万亩、%、亿元
        before = re.split(r"[\s:：,，、]", found["before"])[-1]
        if known or not _OF_ALL.fullmatch(before):
            return Said(known or tuple(some))
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
        of_all = not below or _ALL_OF_THESE.search(narrowed(cell))
        if (of_all and is_title_of_targets(cell)) or (below and any(map(says_so, _clauses(cell)))):
            return cell.strip()
    return ""


def _clauses(note: str) -> list[str]:
    """Return what a note says, each by itself."""
    return [clause for part in _CUT.split(note) for clause in re.split("[,，、]", part)]


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
        # By all of it, in which 分类（2023） is a standard.
        known, last = {*years_in(_written_out(cell))}, max(of_rows, default=0)
        for text in map(_written_out, _CUT.split(_PAPER.sub(" ", cell))):
            found = {one for one in map(year_said, _clauses(text)) if one} if below else _years_of(text, known, last)
            said |= {year: cell.strip() for year in found}
        if not below and _OF_BEFORE.search(folded(cell)):
            said.setdefault(0, cell.strip())
    return "" if not of_rows or of_rows & said.keys() else next(iter(said.values()), "")


def _written_out(text: str) -> str:
    """Return a text with years in digits: 二〇一八年, and the ends of periods of plans, 十三五末."""
    digits = _IN_CHINESE.sub(lambda found: found[0].translate(_DIGITS), narrowed(text))
    return _END_OF_PLAN.sub(lambda found: f"{1995 + 5 * '十一二三四五六七八九'.index(found[1])}年", digits)


def _years_of(text: str, known: set[int], last: int) -> Iterator[int]:
    """Give the years of which values may be by a part of a title; ``known``: by all of it; ``last``: of the rows.

    A plan is made before the years of values that are held against it, and is for later ones.
    """
    if _OF_THE_SHEET.search(text) or (_DAY.search(text) and not _UP_TO.search(text)):
        return
    text = _HELD_AGAINST.sub(" ", _DAY.sub(lambda found: f"{found[0][:4]}年 ", text))
    of_plan = _OF_A_PLAN.search(text) is not None and _BASE.search(text) is None
    for found in () if of_plan else _PERIOD.finditer(text):
        first, end = int(found["first"]), int(found["last"])
        yield from range(first, (end if end > first else first - first % 100 + end) + 1)
    for year in known & {*years_in(_PERIOD.sub(" ", text))}:
        if not of_plan or year > last:
            yield from (year, year - 1) if _YEAR_AFTER.search(text) else (year,)
