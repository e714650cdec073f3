"""What a layer is to an indicator, told by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from types import MappingProxyType

from ..plaintext import half_width

WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "red_line": ("生态保护红线", "生态红线", "ecological red line", "red line", "redline"),
        "ecological_control": (
            "生态控制区",
            "ecological control area",
            "ecological control zone",
            "ecological control",
        ),
        "protected_areas": ("自然保护地", "protected natural area", "protected area"),
        "basic_farmland": ("永久基本农田", "基本农田", "permanent basic farmland", "basic farmland"),
        "farmland_reserve": (
            "永久基本农田储备区",
            "基本农田储备区",
            "reserve of basic farmland",
            "basic farmland reserve",
            "farmland reserve",
        ),
        "farmland_space": ("耕地保护空间", "farmland protection space", "farmland space"),
        "key_areas": ("生态整治重点地区", "key remediation area"),
        "mines": ("历史遗留废弃矿山", "废弃矿山", "abandoned mine"),
        "mines_treated": (
            "已治理历史遗留废弃矿山",
            "已治理废弃矿山",
            "已治理矿山",
            "abandoned mines that are restored",
            "restored abandoned mine",
            "treated abandoned mine",
            "treated mine",
        ),
    }
)
"""Names of layers, in both languages, by what the layer is (core.indicators.codes.ROLES).

None is that of more, or less: there are red lines of roads, mines at work, and nature reserves are but some of the
protected areas.
"""
_BETWEEN = r"[\s_\-—–~·.,;:、，。；：+&()\[\]{}<>《》〈〉“”\"'「」【】]"
# of which time, and in which version
_VERSIONS = (
    r"(?<!\d)(?:19|20)\d\d(?:\d\d){0,2}(?!\d)(?:年[度末底]?)?",
    r"(?<!\d)v?\d{1,2}(?!\d)[月日]?",
    *("现状", "现行", "目前", "当前", "最新", "最终", "终版", "定稿", "正式", "成果", "批复", "发布", "划定", "公布"),
    "第?[一二三四五]?[版稿]",
    *("current", "existing", "final", "latest", "version", "official", "result"),
)
# A copy is what it was made of, until one of the two is edited.
_COPIES = ("副本", "备份", "复制", "转换", "合并", "融合", "copy", "merged", "dissolved")
_DISTRICTS = "东城|西城|朝阳|丰台|石景山|海淀|门头沟|房山|通州|顺义|昌平|大兴|怀柔|平谷|密云|延庆"
_ELSEWHERE = "[一-鿿]{2,3}(?<!城)[市县省](?:域|辖区)?"
_SYSTEMS = r"(?:国家|大地)*2000坐标系?|cgcs2000|wgs84|(?:epsg|(?<!\d))45\d\d(?!\d)"
_BESIDE = (
    # of which place
    *("北京", "beijing", "全市", "本市", "市域", "全域", "全区", "全县", _ELSEWHERE),
    f"(?:{_DISTRICTS})",
    *("municipal(?:ity)?", "city", "of", "the"),
    *_VERSIONS,
    # in which form
    *("矢量", "数据", "图层", "图斑", "要素", "面状", "面", "范围线?", "边界线?", "区域", "区"),
    *("分布", "空间分布", "图"),
    *(*_COPIES, _SYSTEMS),
    *("vector", "data", "dataset", "layer", "polygon", "area", "boundary", "extent", "map"),
    *("shp", "shape", "shapefile", "gpkg", "gdb", "geojson", "json", "kml", "dwg", "dxf", "tab"),
)  # fmt: skip
"""Words beside the name of a layer that leave it what it is: of which place, time, version and form it is."""
_HARMLESS = rf"(?:(?:{'|'.join(_BESIDE)})s?|{_BETWEEN})*"
# A role's own name is one of its layer too, but for mines, which are mostly at work.
_NAMES = {role: (*(() if role == "mines" else (role.replace("_", " "),)), *words) for role, words in WORDS.items()}
_ROLES = {
    role: re.compile(_HARMLESS + "(?:" + "|".join(map(re.escape, names)) + ")s?" + _HARMLESS)
    for role, names in _NAMES.items()
}
_OTHERWISE = re.compile(
    "[非外拟旧未跨邻除剔减扣缺不他]|剩余|其余"
    "|缓冲|周边|周围|附近|[备候]选|草案|方案|待[划定调核批]|调[出入]|划[出入]|退出|占用|冲突|重叠|前"
    r"|\b(?:non|not|no|un\w*|former\w*|old|previous\w*|before|proposed|planned|draft|candidates?|alternatives?"
    r"|without|except\w*|exclu\w*|minus|less|remain\w*|rest|others?"
    r"|outside|around|near|adjacent|surround\w*|buffers?|conflicts?|overlaps?|core|part)\b"
)
"""Words in names of places, files and tables by which what lies in them is not what it is called."""
_VERSION, _SYSTEM = re.compile("|".join((*_VERSIONS, *_COPIES))), re.compile(_SYSTEMS)
_LEVELS = " 省市县"
"""Of places, behind what names none: a place holds none of its level."""
_OF_FILE = len(_LEVELS)
_DISTRICT, _PLACE = re.compile(_DISTRICTS), re.compile(_ELSEWHERE)
_COUNTED = re.compile(r"(?<=\d)[年度末底月日]+|\bv(?=\d)|第")
_TABLE_OF = "›"
"""Between the name of a file and that of a table in it."""
_TECHNICAL = re.compile(r"[\x00-\x7f]*")


def role_of(name: str) -> str:
    """Return what a layer of this name is, "" where its name does not say just that.

    A name says what a layer is where it is that of a role, beside which stand but words of place, time, version and
    form. ``name`` may be that of a file and, behind “›”, of a table in it; then either may be the layer's.

    >>> from greenvein.core.indicators.roles import role_of
    >>> role_of("北京市永久基本农田储备区_2023"), role_of("red_line final"), role_of("plan › red_line")
    ('farmland_reserve', 'red_line', 'red_line')
    >>> role_of("生态控制区内村庄"), role_of("自然保护地核心区"), role_of("outside the red line"), role_of("roads")
    ('', '', '', '')
    """
    of_file, _, of_table = (_plain(one) for one in name.partition(_TABLE_OF))
    if not of_table:
        return _role(of_file)
    file, table = _role(of_file), _role(of_table)
    if table and not file:
        return "" if _OTHERWISE.search(of_file) else table
    # Tables have names that users did not choose, in letters that say little.
    says_nothing = not table and _TECHNICAL.fullmatch(of_table) and not _OTHERWISE.search(of_table)
    return file if file == table or says_nothing else ""


def version_of(name: str) -> frozenset[str]:
    """Return the words of time and version in the name of a layer, or of its file; none of a name that says no role.

    >>> from greenvein.core.indicators.roles import version_of
    >>> version_of("生态保护红线_v1") == version_of("生态保护红线_v2"), version_of("北京市生态保护红线CGCS2000")
    (False, frozenset())
    >>> sorted(version_of("red line 2022 final")), version_of("北京生态红线2022年") == version_of("密云生态红线2022")
    (['2022', 'final'], True)
    """
    words = _VERSION.findall(_SYSTEM.sub(" ", _plain(name))) if role_of(name) else ()
    return frozenset(_COUNTED.sub("", word) for word in words)


def are_versions(names: Iterable[str]) -> bool:
    """Tell whether layers that are the same are, by their names, versions of one thing and no parts of it.

    Parts are of places that lie beside each other: districts, but no city and one of its districts. Of names that do
    not say what their layer is, or that are all one, nobody can tell.

    >>> from greenvein.core.indicators.roles import are_versions
    >>> [are_versions(["生态保护红线", other]) for other in ("生态保护红线_副本", "海淀区生态保护红线", "生态保护红线")]
    [True, True, False]
    >>> are_versions(["海淀区生态保护红线", "昌平区生态保护红线"])
    False
    """
    told = sorted({name for name in names if role_of(name)})
    if len({version_of(name) for name in told}) > 1:
        return True
    return any(_may_hold(one, other) for one, other in combinations(map(_place, told), 2))


def _place(name: str) -> tuple[int, str]:
    """Return of which place a layer is by its name, and its level: of ``_LEVELS``, or of the file of a table."""
    of_file, _, of_table = (_plain(one) for one in name.partition(_TABLE_OF))
    district = _DISTRICT.search(of_table or of_file)
    if district is not None:
        return _LEVELS.index("县"), district[0]
    places = [place for place in _PLACE.findall(of_table or of_file) if not place.startswith("北京")]
    if places:
        place = re.sub("域|辖区", "", places[-1])
        return _LEVELS.index(place[-1]), place
    return (_OF_FILE, of_file) if of_table and not _role(of_file) else (0, "")


def _may_hold(one: tuple[int, str], other: tuple[int, str]) -> bool:
    return one == other or (one[0] != other[0] and _OF_FILE not in (one[0], other[0]))


def _plain(name: str) -> str:
    return half_width(name).casefold().replace("_", " ").strip()


def _role(name: str) -> str:
    """Return the role that a name is; of a place in it nothing may say that what follows is something else."""
    role = next((role for role, known in _ROLES.items() if known.fullmatch(name)), "")
    return "" if role and _OTHERWISE.search(re.sub("目前|当前", "", name)) else role
