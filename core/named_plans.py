"""Names of maps that say that these show what a plan asks, not what there is: 规划用地, land use plan 2035."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .named_years import year_of
from .plaintext import half_width

_OFFICE = (
    r"规划[和与及]?(?:自然|国土)资源|规划(?:设计)?研究"
    r"|规划(?:[和与及]|自然|国土|资源|建设|住建|住房|城乡|土地|管理|设计|研究|编制|勘[测察]|测绘|信息|技术|服务|展[览示]|审批|执法|主管"
    r"|行政|监[督察]|[分总])*(?:[局委院处所股厅馆师站]|科(?!研)|办(?!公)|部(?!分|队)|中心(?!城|区)|公司)"
)
_NUMBERED = r"[\d一二三四五六七八九十东南西北中支]*"
_PLACE = rf"(?:规划|远景|愿景|拟建){_NUMBERED}(?:路(?!网)|街(?!区)|巷|小区|社区)|(?:远景|愿景)(?:村|花园|家园)"
_BESIDE = re.compile(
    # who plans, and places that are called by it
    rf"{_OFFICE}|{_PLACE}"
    # grounds that it is made for, or what is done with it
    r"|(?:规划|[控详]规)(?:编制|管理|管控)?单元"
    r"|规划(?:分?区|范围|边界|界线|红线|编号|代码|许可|条件|基期|基数|底[图数版])"
    r"|规划(?:用地)?(?:实施)?(?:情况)?(?:体检|评估|监测|监督|管理|核实|验收)|(?:规划|[总控详]规)(?:批复|批准|实施)?前"
    r"|分类(?:方案|规划)"
)
"""Words with a plan in them that do not say that the map is one's: they are taken out before a plan is looked for."""
_STATE = re.compile(
    r"现状|现有|实施(?!方案|规划)|调查|[二三]调|基期|基数|底[图数版]|竣工|建成(?!区)"
    r"|(?<![a-z])(?:existing|actual|surveyed|survey|baseline|as[ -]?built|xianzhuang|ydxz|xzyd)(?![a-z])"
)
"""Words that say that it is the land as it is, where nothing in the name says plan."""
_LAND = r"(?:用地|土地利用|土地|地类|地块|图斑|图层|图|数据库|数据|矢量|分布|情况|成果|[\d年版末底.v\s])*"
_HEAD = re.compile(
    rf"^(?!保留|含|基于|依据).*(?<!保留)(?<!含)(?:现[状有况]|调查|普查|体检|评估|监测){_LAND}$"
    r"|(?<![a-z])(?:existing|actual|current|surveyed)[ -]?(?:land ?(?:use|cover)?|lu|conditions?|map)(?![a-z])"
    r"|^(?:existing|actual|current)$|(?<![a-z])(?:xianzhuang|ydxz|xzyd)(?![a-z])"
)
"""What a part of a name speaks of is the land as it is: 规划用地现状图, not 基于现状的规划用地."""
_BOTH = re.compile(
    r"现状[与和及、/+-]规划|规划[与和及、/+-]现状"
    r"|(?<![a-z])(?:existing (?:and|&|vs) plan|plan(?:ned)? (?:and|&|vs) existing)"
)
_PARTS = re.compile(r"[(),;\[\]{}【】—–]|\s-\s|(?<=[一-鿿])[\s-]+|[\s-]+(?=[一-鿿])")
_PLAN = re.compile(
    r"规划|人口(?:容量|上限|目标|承载)|(?:目标|近期|预期|容纳)人口|[总控详]规(?!模|范)|控详|图则|远期|远景|愿景|预测(?!绘)|草案|拟建"
    r"|(?:用地|设计|布局)方案|(?:公示|报批|报审|送审|征求意见)稿"
    r"|(?<![a-z])(?:master ?|land ?use ?)?plan(?!s?[ -]?(?:area|boundary|extent|unit|profile|view))s?(?![a-z])"
    r"|(?<![a-z])planned(?!s?[ -]?(?:area|boundary|extent|unit))"
    r"|(?<![a-z])(?:proposed|forecast(?:ed)?|(?:future|draft) land ?(?:use)?|guihua|gh ?(?:yd|dl|dk|yt)|ydgh)(?![a-z])"
    r"|(?<![a-z])(?:land ?use|lu) scheme(?![a-z])"
    r"|(?<![a-z])(?:projected|target) pop|(?<![a-z])pop(?:ulation)? (?:projections?|projected|target|capacity)(?![a-z])"
)


@dataclass(frozen=True)
class OfMap:
    """What the names of a map say: of which year it is, None where of none or several, and whether it is a plan's."""

    year: int | None = None
    is_plan: bool = False


def is_plan(names: Sequence[str]) -> bool:
    """Tell whether a map is a plan's by its names, of which the first that says either counts.

    >>> from greenvein.core.named_plans import is_plan
    >>> is_plan(["规划用地"]), is_plan(["国土空间规划2021-2035"]), is_plan(["planned land use"])
    (True, True, True)
    >>> is_plan(["基于三调的规划用地"]), is_plan(["规划用地（保留现有）"]), is_plan(["建设用地总规模"])
    (True, True, False)
    >>> is_plan(["规划分区"]), is_plan(["规划局提供的用地"]), is_plan(["规划用地现状图"]), is_plan(["用地现状", "规划"])
    (False, False, False, False)
    """
    return next((said for said in map(_says, names) if said is not None), False)


def _says(name: str) -> bool | None:
    """Tell whether a name says that a map is a plan's, None where it says neither that nor that it is none."""
    text = half_width(name).casefold().replace("_", " ")
    parts = [part.strip() for part in _PARTS.split(text)]
    planned = any(_PLAN.search(_BESIDE.sub(" ", part)) for part in parts)
    if planned and (_BOTH.search(text) or not any(map(_HEAD.search, parts))):
        return True
    return False if planned or _STATE.search(text) else None


def of_map(names: Sequence[str], own: Sequence[str]) -> OfMap:
    """Return what a map's names say; ``own``: without that of a file in which there are other maps too.

    >>> from greenvein.core.named_plans import of_map
    >>> of_map(["用地规划2035"], ["用地规划2035"]), of_map(["规划2021-2035"], ["规划2021-2035"])
    (OfMap(year=2035, is_plan=True), OfMap(year=None, is_plan=True))
    """
    years = year_of(names)
    return OfMap(years[0] if len(years) == 1 else None, is_plan(own))
