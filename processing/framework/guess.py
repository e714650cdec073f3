"""Guesses which layer and field a job means, from names, geometry and fields.

Pure functions on names; a wrong guess costs a click, so nothing is guessed where nothing speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...core.land.codes import CODE_FIELDS

POLYGON, LINE = "polygon", "line"
_TOKEN = re.compile(r"[a-z]+\d*|\d+|[\u4e00-\u9fff]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A code such as R2 or G1 must stand alone: “r2” is not meant in “layer2”.
_CODE_LETTERS = 3
OWN = "gv_"
"""What the fields of the plugin's own results begin with."""


@dataclass(frozen=True)
class Layer:
    """What is known of a layer of the project."""

    id: str
    name: str
    geometry: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Clue:
    """What speaks for a layer: words in its name, the likeliest first, or all of the fields of an earlier result.

    ``unlike``: fields that a later result has besides those, and that the one that is meant has not.
    """

    words: tuple[str, ...] = ()
    result: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    geometry: str = POLYGON


_LAND_USE = ("地类图斑", "dltb", "土地利用", "用地现状", "国土调查", "三调", "变更调查", "land use", "landuse", "land")
_BEFORE = ("变更前", "期初", "基期", "前期", "before", "base")
_AFTER = ("变更后", "期末", "末期", "后期", "after")

CLUES = {
    "RESIDENTIAL": Clue(
        (
            "居住用地",
            "住宅用地",
            "居住区",
            "居住",
            "住宅",
            "小区",
            "residential",
            "housing",
            "dwelling",
            "R2",
            "R21",
            "R1",
            "R3",
            "R",
            "0701",
            "07",
        )
    ),
    "PARKS": Clue(("公园绿地", "公园", "park", "G1", "1401", "绿地", "green space", "greenspace")),
    "HISTORIC_AREAS": Clue(("历史文化街区", "历史街区", "老城", "historic", "conservation area")),
    "ZONES": Clue(
        (
            "行政区",
            "区界",
            "政区",
            "街道",
            "乡镇",
            "分区",
            "圈层",
            "XZQ",
            "district",
            "zone",
            "ring",
            "borough",
            "admin",
        )
    ),
    "CORRIDORS": Clue(("通风廊道", "生态廊道", "风廊", "廊道", "corridor")),
    "OBSTACLES": Clue(("障碍", "建筑", "房屋", "楼栋", "building", "obstacle", "FWJZ")),
    "AXES": Clue(("轴线", "中心线", "中线", "axis", "axes", "centreline", "centerline"), geometry=LINE),
    "KEY_AREAS": Clue(
        (
            "生态整治重点地区",
            "整治重点",
            "重点地区",
            "重点区域",
            "两环九楔",
            "浅山",
            "重点",
            "key area",
            "key remediation",
        )
    ),
    "VACATED": Clue(
        ("腾退用地", "减量腾退", "腾退", "vacated"), ("gv_kind", "gv_from", "gv_in_key_area"), ("gv_use_after",)
    ),
    "BLIND_AREAS": Clue(("服务盲区", "盲区", "blind"), ("gv_source", "gv_rank", "gv_population")),
    "RED_LINE": Clue(("生态保护红线", "生态红线", "红线", "STBHHX", "red line")),
    "BASIC_FARMLAND": Clue(("永久基本农田", "基本农田", "YJJBNT", "JBNT", "basic farmland")),
    "BLUE_LINES": Clue(("河道蓝线", "蓝线", "blue line")),
    "FARMLAND_SPACE": Clue(("耕地保护空间", "耕地空间", "farmland space", "farmland protection")),
    "FLOOD_STORAGE": Clue(("蓄洪涝区", "蓄滞洪", "蓄洪", "蓄涝", "flood")),
    "PROTECTED_AREAS": Clue(("自然保护地", "自然保护区", "protected area", "nature reserve")),
    "WATERS": Clue(("重要河湖湿地", "河湖湿地", "河湖", "湿地", "水域", "waters", "wetland")),
    "WATER_SOURCES": Clue(("饮用水水源", "水源保护", "水源地", "water source")),
    "GROWTH_BOUNDARY": Clue(("城镇开发边界", "开发边界", "CZKFBJ", "growth boundary")),
    "CONSTRUCTION": Clue(("城乡建设用地", "建设用地", "construction", "built-up", "built up", "built")),
    "EXTENT_LAYER": Clue(("市域", "市界", "研究范围", "规划范围", "extent", "study area", "boundary")),
    "UNITS": Clue(("生态修复单元", "修复单元", "评价单元", "修复", "restoration unit", "unit")),
    "PATTERN": Clue(("生态安全格局", "安全格局", "security pattern"), ("gv_tier", "gv_zone", "gv_sources")),
    "NATURAL_FIRST": Clue(("自然恢复", "核心保护区", "生态保护红线", "红线", "red line", "core area")),
}
"""What speaks for a layer, by parameter."""

FIELD_WORDS = {
    "ZONE_FIELD": ("XZQMC", "名称", "区名", "街道", "乡镇", "行政区", "name", "district", "zone", "MC"),
    "POPULATION_FIELD": ("常住人口", "人口数", "人口", "population", "pop", "RK"),
    "LEVEL_FIELD": ("廊道等级", "廊道级别", "等级", "级别", "level", "class", "DJ", "JB"),
    "BEFORE_CODE": CODE_FIELDS,
    "AFTER_CODE": CODE_FIELDS,
    "ID_FIELD": ("名称", "编号", "标识码", "name", "MC", "BH", "BSM"),
    "DEGRADATION_FIELD": ("退损程度", "退损", "退化程度", "退化", "degradation"),
    "POTENTIAL_FIELD": ("恢复潜力", "修复潜力", "潜力", "potential"),
    "TYPE_FIELD": ("修复类型", "类型", "restoration type", "type", "kind"),
}
"""What speaks for a field, by parameter, the likeliest first."""


def match(words: Sequence[str], name: str) -> float:
    """Return how well a name fits: 0 not at all, more for an earlier word and for one that is more of the name."""
    tokens = _TOKEN.findall(name.casefold())
    if not tokens:
        return 0.0
    spaced = " ".join(tokens)
    for place, word in enumerate(words):
        wanted = word.casefold()
        if _CHINESE.search(wanted):
            found = wanted in "".join(tokens)
        elif len(wanted) <= _CODE_LETTERS or any(letter.isdigit() for letter in wanted):
            found = wanted in tokens
        else:
            phrase = " ".join(_TOKEN.findall(wanted))
            found = re.search(rf"(?<![a-z]){re.escape(phrase)}", spaced) is not None
        if found:
            return len(words) - place + min(len(wanted) / len(spaced), 1.0) / 2
    return 0.0


def score(clue: Clue, layer: Layer) -> float:
    """Return how much speaks for a layer.

    Results of the plugin carry the names of what they were made from, so they are meant only where they are asked for.
    """
    if layer.geometry != clue.geometry:
        return 0.0
    own = {field for field in layer.fields if field.startswith(OWN)}
    if clue.result and own.issuperset(clue.result) and not own.intersection(clue.unlike):
        return len(clue.words) + 1.0
    return 0.0 if own else match(clue.words, layer.name)


def layers_for(names: Iterable[str], layers: Sequence[Layer], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return the layer meant by each parameter, where one is; each layer serves once, where most speaks for it.

    Of equals the first is taken; layers come in the order of the legend, the newest on top.
    """
    names, used = list(names), set(taken)
    found: dict[str, str] = {}
    if "BEFORE" in names and "AFTER" in names:
        found = dict(zip(("BEFORE", "AFTER"), dates([layer for layer in layers if layer.id not in used])))
        used.update(found.values())
    rated = [
        (-score(CLUES[name], layer) / (len(CLUES[name].words) + 1), place, name)
        for name in names
        if name in CLUES
        for place, layer in enumerate(layers)
    ]
    for worth, place, name in sorted(rated):
        layer = layers[place].id
        if worth < 0 and name not in found and layer not in used:
            found[name] = layer
            used.add(layer)
    return found


def dates(layers: Sequence[Layer]) -> tuple[str, ...]:
    """Return the layers of land use before and after, or nothing where names do not tell them apart."""
    codes = {field.casefold() for field in CODE_FIELDS}
    likely = [
        layer
        for layer in layers
        if layer.geometry == POLYGON
        and not any(field.startswith(OWN) for field in layer.fields)
        and (codes & {field.casefold() for field in layer.fields} or match(_LAND_USE, layer.name))
    ]
    before = next((layer for layer in likely if match(_BEFORE, layer.name)), None)
    after = next((layer for layer in likely if match(_AFTER, layer.name)), None)
    if before and after:
        return before.id, after.id
    years = {int(_YEAR.findall(layer.name)[-1]): layer for layer in reversed(likely) if _YEAR.search(layer.name)}
    return (years[min(years)].id, years[max(years)].id) if len(years) > 1 else ()


def field_for(name: str, fields: Sequence[str], words: Mapping[str, tuple[str, ...]] = FIELD_WORDS) -> str | None:
    """Return the field meant by a parameter, None where no name speaks for one."""
    wanted = words.get(name, ())
    best = max(fields, key=lambda field: match(wanted, field), default=None)
    return best if best is not None and match(wanted, best) else None
