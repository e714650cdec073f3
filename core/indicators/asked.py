"""The words by which what stands in a table is no value as it is in its year: a target, a forecast, what others had.

One place for cells, heads, titles and notes. Where a word of targets stands and none says that the value was reached,
it is safe to say that nobody knows.
"""

from __future__ import annotations

import re
import unicodedata

_YEAR = r"(?:19|20)\d\d年?[末底度]?|十[一二三四五六]五(?:期?末)?"
_NOUN = (
    r"值|数据?|指标|完成|达到|实现|约束性?|预期性|引导性|指导性|年[末底度]?|考核|上级|[国省市区]级|国家|方案|情景|状态|结果|情况|"
    r"最终|分解|控制|管控|要求|期[末内]?|近期|中期|终期|[的类型性]|[\W_]|(?<![a-z])(?:values?|figures?|data|of|for|the|binding)(?![a-z])"
)
"""What may stand beside a word of targets without making anything else of it."""
_TARGET = (
    r"目标|预测|预计|预估|(?:预期|控制|约束|管控|标准|上限|下限)(?=目标|任务|[值数]|要求)|规划(?!指标(?![值数]))|计划|愿景|远景|远期|"
    r"拟定?|下达|力争|争取|任务|(?:指导|参考|建议|理想)值"
    r"|(?<![a-z])(?:plan(?:ned|s)?|targets?|goals?|forecast(?:ed|s)?|projected|projections?|predicted|expected)(?![a-z])"
)
_KIND = re.compile(rf"(?:{_YEAR}|{_NOUN})*(?:{_TARGET}|^[上下]限$|^底线$)(?:{_YEAR}|{_NOUN}|{_TARGET})*")
"""What is written of a value that is to be: nothing else stands beside it."""
_COMPARED = re.compile(
    r"(?:比上年|较上年)?(?:同比|环比)?(?:增长|增减|变化|变动|增速|增幅|增量|差值|缺口)(?:率|量|值|幅度)?|同比|环比|排名"
    r"|changes?|growth|difference|rank(?:ing)?"
)
_SURELY = re.compile(
    r"目标(?!导向|管理|责任|引领)|预[测计估](?!算)|愿景|力争|争取|拟达|下达|(?:规划|计划)[值数](?!据|字|量)"
    r"|(?<![a-z])(?:targets?|goals?|forecast(?:ed|s)?|projected|projections?|predicted|planned)(?![a-z])"
)
"""What says so beside other words, too; plans and tasks are spoken of in remarks on other things."""
_TO_COME = r"(?<!预计)(?<!计划)(?<!拟)(?<!力争)(?<!争取)(?<!预期)(?<!将)(?<!应)(?<!须)"
_REACHED = re.compile(
    rf"现[状有]|实际|{_TO_COME}(?:完成|达[到成标]|实现)(?!计划|任务|时限)|已|未达|进展|落实|实施|超|[低高优好]于|距|差|较|比|接近|对[应照标]|"
    r"引自|见附|详见|符合|满足|(?<![a-z])(?:actual|existing|current|observed|reach(?:ed)?|met|below|above|achieve(?:d|ment)|"
    r"progress|against|towards?|vs)(?![a-z])"
)
"""What says how a value is, or how it stands to a target."""
_GENERAL = (
    rf"{_YEAR}|以上|[上所]述|[本上]表|表[中内列]|所[列有]|全部|各项?|面积|指标|现状|数[值据]?|值|年份|年度|填报|结果|[均都皆该此其暂]|"
    r"附?注|备注|说明|[\W\d_]|(?<![a-z])(?:note|values?|all|the|data|figures?|these)(?![a-z])"
)
"""What is said of all that stands in a table, or of the value beside which it stands."""
_IS = r"为|是|系|属|按|以|取|采用|沿用|使用|用|(?<![a-z])(?:are|is)(?![a-z])"
_SAYS_SO = re.compile(
    rf"(?:{_GENERAL})*(?:{_IS})(?:{_YEAR}|{_NOUN})*(?:{_TARGET})"
    rf"(?:{_YEAR}|{_NOUN}|{_TARGET}|填[报写列]|上报|代[替入]|替代|[估测]算|统?计)*"
)
"""A clause that calls values targets: 数据为规划目标值, 暂按目标值填报."""
_SAYS_YEAR = re.compile(
    rf"(?:{_GENERAL})*(?P<is>{_IS}|截[至止]到?)?(?P<year>(?:19|20)\d\d)年?[末底度]?(?:\d+月(?:\d+日)?)?的?"
    r"(?:统计|实际|普查|[二三]调|国土|土地|变更|调查|最终|核定)*(?P<what>(?:现状)?(?:数[值据]?|值|情况)|现状)?"
)
"""A clause that says of which year values are: 现状值为2018年数据, 数据截至2018年底, 2020年现状."""
_OF_PAPERS = re.compile(r"《[^《》]*》")
_OFFICE = re.compile(r"[一-鿿]{1,20}(?:[局委院厅部处所站队会署司办科室]|中心|公司|政府)(?:提供|填报)?")
_CLAUSES = re.compile(r"[;,。、\n]")
_LONG, _WORDS = 12, 4
"""Characters, or words in English, beyond which a cell is a remark on something, in which targets are spoken of."""
_YES, _NO = (
    ("是", "√", "✓", "✔", "☑", "●", "■", "对", "y", "yes", "true", "t"),
    ("否", "×", "✗", "n", "no", "false", "f"),
)
_WHETHER = re.compile(r"^(?:是否为?|is |if )")
_IS_ACTUAL = re.compile(r"(?:现状|实际|actual|existing|observed|current)(?:[值数]|数据|指标| ?values?| ?data)?")


def folded(text: str) -> str:
    """Return a text in narrow marks and small letters, without marks that nobody sees and blanks inside Chinese.

    >>> from greenvein.core.indicators.asked import folded
    >>> folded("目　标\u200b（Ｐｌａｎ 2025）")
    '目标(plan 2025)'
    """
    seen = "".join(mark for mark in unicodedata.normalize("NFKC", text) if unicodedata.category(mark) != "Cf")
    return re.sub(r"\s+(?![a-z\d])|(?<![a-z\d])\s+", "", seen.casefold().replace("_", " ")).strip()


def no_value_in(cell: str) -> bool:
    """Tell whether a cell that says of which kind a value is says that it is a target, a forecast or a change.

    Binding and expected indicators (约束性, 预期性) have values like others, and a remark may speak of targets.

    >>> from greenvein.core.indicators.asked import no_value_in
    >>> [no_value_in(text) for text in ("规划目标", "2035年目标值", "预测值", "target", "同比增长", "目　标（约束性）")]
    [True, True, True, True, True, True]
    >>> [no_value_in(text) for text in ("现状值", "实际", "预期性", "约束性", "已达到2025年目标", "actual", "")]
    [False, False, False, False, False, False, False]
    """
    text = folded(cell)
    return (is_kind(text) or _COMPARED.fullmatch(text.strip(" ()[]")) is not None) and bool(text)


def is_kind(text: str) -> bool:
    """Tell whether a folded text is that of a kind of values that are to be, and nothing else."""
    return _KIND.fullmatch(text) is not None and _REACHED.search(text) is None


def asked_in(head: str, cell: str) -> str:
    """Return what a cell below a head says by which the value of its row is a target or a forecast, "" for nothing.

    ``head``: of any column but those of indicators, zones, years, values and units.

    >>> from greenvein.core.indicators.asked import asked_in
    >>> [asked_in(*one) for one in (("数据类别", "考核目标"), ("是否目标", "是"), ("备注", "暂按目标值填报"))]
    ['考核目标', '是否目标：是', '暂按目标值填报']
    >>> [asked_in(*one) for one in (("备注", "规划目标为45%"), ("2025年目标", "≥52"), ("备注", "已完成目标"))]
    ['', '', '']
    """
    title, text = folded(head), folded(_OF_PAPERS.sub("", cell))
    if not text:
        return ""
    bare = _WHETHER.sub("", title)
    if (is_kind(bare) and (text in _YES or (bare != title and text == "1"))) or (
        _IS_ACTUAL.fullmatch(bare) and (text in _NO or (bare != title and text == "0"))
    ):
        return f"{head}：{cell}"
    if (_SURELY.search(title) or is_kind(title)) and not _REACHED.search(title):
        return cell if is_kind(text) and not text[0].isdigit() else ""  # of the target, not of the value
    return cell if any(map(_asks, (text, *_CLAUSES.split(text)))) else ""


def _asks(clause: str) -> bool:
    """Tell whether a clause of a cell says that a value is to be; what counts something speaks of the target itself."""
    if _REACHED.search(clause) or _OFFICE.fullmatch(clause):
        return False
    if is_kind(clause) or _SAYS_SO.fullmatch(clause):
        return True
    counts = re.search(r"\d", re.sub(_YEAR, "", clause))
    short = len(clause) <= _LONG or (clause.isascii() and len(clause.split()) <= _WORDS)
    return short and not counts and _SURELY.search(clause) is not None


def says_so(clause: str) -> bool:
    """Tell whether a clause of a note calls all values of a table targets or forecasts.

    >>> from greenvein.core.indicators.asked import says_so
    >>> says_so("注：各值均为2035年目标值"), says_so("注：2025年目标值见附表"), says_so("*为约束性指标")
    (True, False, False)
    """
    text = folded(clause)
    return _SAYS_SO.fullmatch(text) is not None and _REACHED.search(re.sub("现状[值数]?", "", text)) is None


def year_said(clause: str) -> int | None:
    """Return of which year a clause says that values are, None where it says no such thing.

    >>> from greenvein.core.indicators.asked import year_said
    >>> [year_said(text) for text in ("现状值为2018年数据", "2020年现状", "人口采用2020年普查数据", "2025年")]
    [2018, 2020, None, None]
    """
    found = _SAYS_YEAR.fullmatch(folded(clause))
    return int(found["year"]) if found is not None and (found["is"] or found["what"]) else None


def other_year_in(head: str, cell: str, year: int) -> str:
    """Return what a cell says by which the value of its row is of another year, "" for nothing.

    >>> from greenvein.core.indicators.asked import other_year_in
    >>> other_year_in("备注", "为2020年数据，2025年数据尚未发布", 2025), other_year_in("备注", "2025年现状", 2025)
    ('为2020年数据，2025年数据尚未发布', '')
    """
    title, text = folded(head), folded(cell)
    if _SURELY.search(title) or re.search("基期|基年|来源|依据|base|source", title):
        return ""
    said = {year_said(clause) for clause in (text, *_CLAUSES.split(text))} - {None}
    return cell if said and year not in said else ""


def is_of_base(cell: str) -> bool:
    """Tell whether a cell says that a value is that from which a plan begins, or of a year before, and nothing else.

    >>> from greenvein.core.indicators.asked import is_of_base
    >>> is_of_base("基期值"), is_of_base("上年"), is_of_base("较上年增加")
    (True, True, False)
    """
    return _BASE.fullmatch(folded(cell)) is not None


_BASE = re.compile(
    r"(?:规划)?(?:基期|基准年?|基年|上年度?|去年|往年|历史)(?:值|数[值据]?|年)?|base(?:line)?(?: (?:year|value))?"
)
_TITLE = re.compile(
    r"目标(?!导向|管理|责任|引领)|(?:规划|预测|预期|计划|控制)(?:指标)?[值数](?!据|字|量)|预[测计](?!算)|远[期景]|愿景|计划指标|规划期末|"
    r"指标规划|(?<!规)规划表$|指标任务|任务(?:分解|下达|表|书|清单)|下达|(?<![a-z])(?:targets?|goals?|planned|forecasts?|"
    r"project(?:ed|ions?)|predicted|expected)(?![a-z])"
)
"""By which a title is one of targets."""
_HELD = re.compile(
    r"现[状有]|实际|(?<![a-z])(?:actual|existing|current|achieve(?:d|ment)|progress|status|tracking|monitor(?:ed|ing)|"
    r"assessments?|evaluation|statistics)"
    r"|目标(?:值|任务|指标|要求|年度|的)*(?:(?:完成|实施|实现|达[成到标]|进展|推进|对[比照]|比较|差距)(?!计划|任务|要求|时限)|"
    r"(?:落实|执行|监测|考核|评估|体检|统计)(?:情况|结果|进展|报告|得分))"
    r"|(?:完成|实现|达到|对[比照]|较|距)(?:规划|年度|\d{4}年)*目标"
    r"|(?:19|20)\d\d年?[^目规计预]{0,8}(?:[与和及/]|以及)(?:19|20)\d\d年?[^现实]{0,4}目标"
)
"""What says of the very same target how it stands to what is: 目标完成情况, 目标与现状."""


def is_title_of_targets(text: str) -> bool:
    """Tell whether a title is one of targets or forecasts, and not of how things stand to them.

    >>> from greenvein.core.indicators.asked import is_title_of_targets
    >>> titles = "2035年规划目标表", "城市体检评估指标2025年目标值", "规划目标完成情况", "现状与目标", "规划数据导出"
    >>> [is_title_of_targets(one) for one in titles]
    [True, True, False, False, False]
    """
    plain = folded(_OF_PAPERS.sub("", text))
    return _TITLE.search(plain) is not None and _HELD.search(plain) is None
