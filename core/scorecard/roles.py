"""What a layer is to an indicator, told by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "red_line": ("生态保护红线", "生态红线", "red line", "redline"),
        "ecological_control": ("生态控制区", "ecological control"),
        "protected_areas": ("自然保护地", "自然保护区", "protected area", "nature reserve"),
        "basic_farmland": ("永久基本农田", "基本农田", "basic farmland", "permanent farmland"),
        "farmland_reserve": (
            "永久基本农田储备区",
            "基本农田储备区",
            "basic farmland reserve",
            "farmland reserve",
        ),
        "farmland_space": ("耕地保护空间", "farmland protection space", "farmland space"),
        "key_areas": ("生态整治重点地区", "整治重点地区", "key remediation area", "key area"),
        "mines": ("历史遗留废弃矿山", "废弃矿山", "矿山", "abandoned mine"),
        "mines_treated": ("已治理废弃矿山", "已治理矿山", "治理矿山", "矿山治理", "mines treated", "treated mine"),
    }
)
"""Words in names of layers, in both languages, by what the layer is (core.indicators.codes.ROLES).

None that other layers have too: there are red lines of roads and of buildings, and reserves of land.
"""


_OTHERWISE = re.compile(
    "[非外拟旧未]|缓冲|周边|周围|邻近|相邻|附近|[备候]选|草案|方案|待[划定调核批]|调[出入]|划[出入]|退出|核减|扣除|占用|冲突|重叠|"
    "(?<![目当])前|(?<![平草高太])原|"
    r"\b(?:non|not|no|un\w*|former\w*|old|previous\w*|before|proposed|planned|draft|candidates?|alternatives?"
    r"|outside|around|near|adjacent|surround\w*|buffers?|conflicts?|overlaps?)\b"
)
"""Words in names of layers that are not what they name, but lie beside it, were it, or may become it."""


def role_of(name: str) -> str:
    """Return what a layer of this name is, "" where nobody knows; of several words the longest tells.

    Nobody knows it of a name that also says that the layer is something else.

    >>> from greenvein.core.scorecard.roles import role_of
    >>> role_of("北京市永久基本农田储备区"), role_of("red_line 2022"), role_of("roads"), role_of("非永久基本农田")
    ('farmland_reserve', 'red_line', '', '')
    """
    called = name.casefold().replace("_", " ")
    found = [
        (len(word), role)
        for role, words in WORDS.items()
        for word in (role.replace("_", " "), *words)
        if word in called
    ]
    return max(found)[1] if found and not _OTHERWISE.search(called) else ""
