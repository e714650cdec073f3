"""Parts of a city that titles and cells of a table of values name, of which the values are then, not of the whole."""

from __future__ import annotations

import re
from collections.abc import Collection

from .asked import folded

_COMMON = (
    r"分|各|全|本|该|市|地|园|城|郊|辖|片|社|小|街|灾|新|特|景|库|矿|林|牧|山|湖|湿|乡|村|建制?|重点|核心|相关|有关|所在|涉及|其他|"
    r"控制|保护|保育|储备|开发|整治|更新|功能|居住|建成|中心|平原|浅山|示范|试[验点]|实验|管理|管控|自治|行政|规划|统计|监测|涵养|修复|"
    r"敏感|缓冲|历史|文化|产业|高新|技术|经济|工业|农业|物流|服务|覆盖|盲|[校厂]|禁建|限建|城镇|水源|公园|风景|名胜|游览|集中|建设|"
    r"棚户|商务|商业|度假|旅游|隔离|绿隔|一般|调查|评价|评估|分析|影响|适宜|安全|生态|红线|边界|城乡|地方|基层|市辖|[一二三四五六七八九十]"
)
"""What stands before 区 or 县 in words for land of some kind, which name no part of the city."""
_NAME = r"(?:[一-鿿]{2,3}[省市])?(?P<stem>[一-鿿]{1,4}?)(?:自治[县旗]|[区县旗镇乡]|街道|新城)"
_NAME_EN = r"(?P<stem_en>[a-z]+) (?:district|county|town|township)"
_ENDS_COMMON = re.compile(rf"(?:{_COMMON})$")
_NOT_ONE = re.compile(r"(?:each|every|all|by|per|the|of|a|an|this|whole|urban|rural|protected|planning|city)")
_BEFORE = r"(?:附?[表件图]\s*[\d\-.一二三四五六七八九十]*|[\d年度—–\-~至]|[\W_])*"
_BEHIND = (
    r"(?=$|[\W\d_]|国土|空间|城市|规划|总体|体检|指标|各项|主要|统计|现状|数据|评估|范围|口径|人口|年|完成|实施|情况|"
    r"indicators?|data|values?)"
)
_TITLE = re.compile(rf"{_BEFORE}(?:{_NAME}|{_NAME_EN}){_BEHIND}")
_LABEL = re.compile(
    r"(?:行政区划?|(?:统计|空间|评估|体检|评价|数据|填报|所在|覆盖)?(?:范围|区域|区县|地区|区)|(?:评价|评估|统计|体检)对象|属地|"
    r"districts?|areas?|extents?|zones?|scope)(?:名称)?[::](?P<said>[^;,。、\s]+)"
)
_ONLY = r"(?:仅[限含]?|只[限含]?|限|不[含包]括?|除|缺|剔除|扣除|其中|only |without |except )?"
_REST = r"(?:数据|口径|范围|以?[内外]|部分|除外|的|only)*"
_CELL = re.compile(rf"{_ONLY}(?:{_NAME}|{_NAME_EN}){_REST}")
_OFFICE = re.compile(r"(?:[局委院厅处所站队会署司办科室]|中心|公司|政府)(?:提供|填报)?$")


def part_in_title(text: str, whole: Collection[str], parts: Collection[str]) -> bool:
    """Tell whether a title, or a line such as 行政区：…, says that a table is that of a part of the city.

    ``whole``: what the city is called; ``parts``: known names, both folded.

    >>> from greenvein.core.indicators.parts import part_in_title
    >>> titles = "延庆区2025年指标表", "统计范围：中心城区", "表1 北京市昌平区体检指标", "Yanqing District data"
    >>> [part_in_title(text, {"全市", "北京市"}, {"中心城区"}) for text in titles]
    [True, True, True, True]
    >>> titles = "2025年度各区评估指标", "统计范围：全市", "生态控制区指标", "北京市2025年体检", "填报单位：延庆区分局"
    >>> [part_in_title(text, {"全市", "北京市"}, {"中心城区"}) for text in titles]
    [False, False, False, False, False]
    """
    plain = folded(text)
    label = _LABEL.search(plain)
    if label is not None and label["said"] not in whole and not _is_of_all(label["said"]):
        return True
    segments = re.split(r"[()\[\]【】;。|:]", plain)
    return any(_begins_with_part(one.strip(), whole, parts) for one in segments)


def _is_of_all(said: str) -> bool:
    """Tell whether what stands behind a label means no single part: 各区, 全部, 见表."""
    return re.match("各|全|所有|整|见|按|详|市域|本市|all|whole", said) is not None


def _begins_with_part(text: str, whole: Collection[str], parts: Collection[str]) -> bool:
    if _OFFICE.search(text):
        return False
    rest = re.sub(rf"^{_BEFORE}", "", text)
    for name in sorted(whole, key=len, reverse=True):
        rest = rest.removeprefix(name) if rest != name else ""
    known = (one for one in parts if len(one) > 1 and one not in whole and rest.startswith(one))
    if any(re.match(_BEHIND, rest[len(one) :]) for one in known):
        return True
    found = _TITLE.match(rest)
    return found is not None and _is_part(found, whole)


def part_in_cell(cell: str, whole: Collection[str], parts: Collection[str]) -> bool:
    """Tell whether a cell is the name of a part of the city, or says that a value is of it alone, or without it.

    >>> from greenvein.core.indicators.parts import part_in_cell
    >>> [part_in_cell(text, {"全市"}, {"中心城区", "west"}) for text in ("延庆区", "仅延庆区", "中心城区口径", "West")]
    [True, True, True, True]
    >>> [part_in_cell(text, {"全市"}, {"中心城区"}) for text in ("全市", "含储备区", "延庆区分局", "各区")]
    [False, False, False, False]
    """
    plain = folded(cell).strip("()[]")
    if plain in whole:
        return False
    said = re.match(_ONLY, plain)
    rest = plain[said.end() :] if said is not None else plain
    if any(re.fullmatch(re.escape(one) + _REST, rest) for one in parts if one not in whole):
        return True
    found = _CELL.fullmatch(plain)
    return found is not None and _is_part(found, whole)


def _is_part(found: re.Match, whole: Collection[str]) -> bool:
    if found["stem"] is None:
        return _NOT_ONE.fullmatch(found["stem_en"]) is None
    return _ENDS_COMMON.search(found["stem"]) is None and found[0].strip() not in whole
