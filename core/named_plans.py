"""Names of maps that say that these show what a plan asks, not what there is: 规划用地, land use plan 2035."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .named_years import year_of
from .plaintext import half_width

_BESIDE = re.compile(
    # who plans, and offices
    r"规划(?:和|与|及)?(?:自然|国土)(?:资源)?(?:委|局|厅|部|和|与|主管)?|规划[局院处委师办科厅部]|规划(?:设计)?研究|规划设计院|规划(?:主管)?部门"
    # grounds that are called by it, or what is done with it
    r"|规划(?:分?区|单元|范围|边界|编号|代码|体检|评估|监测|监督|管理|许可|条件|核实|验收|前|基期|基数|底[图数版])"
    r"|分类(?:方案|规划)"
)
"""Words with a plan in them that do not say that the map is one's."""
_STATE = re.compile(
    r"现状|现有|实施(?!方案|规划)|调查|[二三]调|基期|基数|底[图数版]|竣工|建成(?!区)"
    r"|(?<![a-z])(?:existing|actual|surveyed|survey|baseline|as[ -]?built|xianzhuang|ydxz|xzyd)(?![a-z])"
)
"""Words that say that it is the land as it is."""
_BOTH = re.compile(r"现状[与和及、/+-]规划|规划[与和及、/+-]现状")
_PLAN = re.compile(
    r"规划|人口(?:容量|上限|目标|承载)|(?:目标|近期|预期|容纳)人口|[总控详]规|远期|远景|愿景|预测|草案|拟建|(?:用地|设计|布局)方案"
    r"|(?<![a-z])(?:master ?|land ?use ?)?plan(?!s?[ -]?(?:area|boundary|extent|unit|profile|view))(?:ned)?(?![a-z])"
    r"|(?<![a-z])(?:proposed|forecast(?:ed)?|future land|guihua|ghyd|ydgh)(?![a-z])"
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
    >>> is_plan(["规划分区"]), is_plan(["规划局提供的用地"]), is_plan(["规划用地现状图"]), is_plan(["用地现状", "规划"])
    (False, False, False, False)
    """
    for name in names:
        text = half_width(name).casefold().replace("_", " ")
        if _BOTH.search(text):
            return True
        if _STATE.search(text):
            return False
        if _PLAN.search(_BESIDE.sub(" ", text)):
            return True
    return False


def of_map(names: Sequence[str], own: Sequence[str]) -> OfMap:
    """Return what a map's names say; ``own``: without that of a file in which there are other maps too.

    >>> from greenvein.core.named_plans import of_map
    >>> of_map(["用地规划2035"], ["用地规划2035"]), of_map(["规划2021-2035"], ["规划2021-2035"])
    (OfMap(year=2035, is_plan=True), OfMap(year=None, is_plan=True))
    """
    years = year_of(names)
    return OfMap(years[0] if len(years) == 1 else None, is_plan(own))
