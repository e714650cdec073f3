"""What the names of fields and rasters say that they hold in place of people."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..plaintext import half_width
from .codes import NO_PERSONS, OTHERS

_PEOPLE = r"(?:persons?|people|inhabitants|residents)(?![a-z])"
_POP = r"(?<![a-z])(?:pop|population|people|persons)[\s_(]*"
_END = r"\)?(?:[\s_]?(?:19|20)\d\d)?$"
"""What people are called in front of a short word for a unit, and what may stand behind it: the last of a name."""


def _unit(chinese: str, english: str, number: str) -> str:
    """Return what says in a name by how much its numbers are to be multiplied: in words, or as a number.

    A town may begin with such a word (千佛山, 千人桥, 百子湾), so that it stands alone, or with the people; and a
    number may be the width of cells (pop_1000m, 100x100, grid_100_pop).
    """
    alone = rf"(?:^|[\s_(:,/]|口|人数){chinese}(?=$|[\s_),/])"
    with_people = rf"{chinese}(?:人次?|口人?|人口数?)(?=$|[\s_),/;])"
    times = rf"(?<!\d)[x×*]\s?{number}(?!\d)|(?<![\d.,]){number}s(?![a-z])"
    return rf"{alone}|{with_people}|{english}|{times}|(?<![a-z\d.,_]){number}\s?{_PEOPLE}"


_TEN_THOUSANDS = re.compile(
    rf"万[人口]|万$|万[\s_)]|{_POP}10k{_END}|(?:人口|人数)[\s_(]*(?:w|10k){_END}|"
    + _unit("万", r"ten[\s_]?thousand|\(10k\)", r"10(?:k|[,\s]?000)"),
    re.IGNORECASE,
)
_THOUSANDS = re.compile(
    rf"{_POP}(?:k|000s?){_END}|(?:人口|人数)[\s_(]*k{_END}|"
    + _unit("千", r"(?<![a-z])thousands?(?![a-z])|(?<![\d.,])['(]000s?(?!\d)", r"1[,\s]?000"),
    re.IGNORECASE,
)
_HUNDREDS = re.compile(
    _unit("百", rf"(?<![a-z])hundreds(?![a-z])|\(hundred\)|hundred\s{_PEOPLE}", "100"), re.IGNORECASE
)
# Numbers of people by something else: per area, or as shares and rates (人口占比, 城镇化率), with which no town ends.
_PER_AREA = (
    r"密度|density|人[/每]|单位面积"
    r"|[/每]\s*(?:km|ha|sq|平方|公顷|亩)|per[\s_]?(?:km|ha|sq|hectare)"
)
_SHARE = (
    r"占比|比重|比例|百分比|[率比](?=$|[\s_(,:\d])|[%‰]"
    r"|(?:(?<![a-z])|pop)(?:pct|percent|percentage|share|ratio|rate)(?![a-z])"
)
_RELATIVE = re.compile(rf"{_PER_AREA}|{_SHARE}", re.IGNORECASE)
# Of those registered (户籍人口), or living in families (家庭户人口), persons are counted.
_HOUSEHOLDS = re.compile(
    r"户(?:总)?数|户均|[每/]户|户规模|家庭总?数|套数|户(?=$|[\s_(),/;:])(?!.*(?:人口|人数))"
    r"|(?:household|(?<![a-z])hh|family)[\s_]?size|(?:per|/)[\s_]?(?:household|hh(?![a-z])|family|dwelling)"
    r"|^(?!.*(?:pop|person|people|resident|inhabitant)).*"
    r"(?:households?|dwellings?|families|hushu|housing[\s_]?units?|(?<![a-z])hhs?(?![a-z]))",
    re.IGNORECASE,
)
# Where places begin with such a word (老人仓, 女儿河, 儿童公园, 职工新村), it stands alone, or with the people.
_AT_WORK = r"就业|从业|在业|失业|退休|岗位|务工|通勤|劳动(?:力|年龄|人口)|职工(?=总?人|总?数|$|[\s_(])"
_OF_AN_AGE = (
    r"老年(?!公寓|大学)|老龄|高龄|老人(?=口|数|$|[\s_(),])|儿童(?!公园|医院|乐园|友好)|少儿|幼儿|青少年|未成年|学龄|育龄"
    r"|妇女|学生|在校|\d\s?岁|岁(?:及|以)"
    r"|(?:口|数|龄|pop|population|people|persons|(?<![a-z])age[sd]?)[\s_(]*"
    r"\d{1,2}\s?[-_~至到—–]\s?\d{1,2}(?!\d)"
    r"|(?<!\d)[1-9]\d[\s_]?(?:\+|以上|(?:plus|up|above|over|older)(?![a-z]))|(?<![a-z])[fm]_\d{1,2}_(?:19|20)\d\d"
    r"|(?:pop|population)[\s_]?(?:ge|gt|over|above)[\s_]?\d\d(?!\d)"
)
_OF_A_SEX = (
    r"(?:^|[\s_(:,/、]|人口|人数|口)[男女](?:性|生|童|人口?数?|口)?(?=$|[\s_),/、:\d])|[男女]性"
    r"|(?<![a-z])(?:females?|males?|women|girls|boys)(?![a-z])|(?<![a-z])[fm][\s_]?pop(?![a-z])|pop[\s_]?[fm](?![a-z])"
)
_CHANGES = (
    r"增长|增加|增量|增减|净增|新增|减少|变化|变动|差值|迁[入出移]|流[入出]|出生|死亡"
    r"|(?<![a-z])(?:growth|change|increase|births?|deaths?|migration|migrants?)(?![a-z])"
)
_SOME = (
    r"昼间|白天|日间|客流|游客|旅游人|访客|残疾人|贫困人口|党员|少数民族人|文盲"
    # Put together with those who are registered they are all: 户籍+流动.
    r"|^(?!.*(?:[+和与及、加]|合计)).*(?:流动|暂住|外来(?!镇|村)|非户籍)"
    r"|(?<![a-z])(?:employ(?:ed|ees?|ment)|unemployed|jobs|workers?|work[\s_]?force|labou?r[\s_]?force|commuters?|retired"
    r"|elderly|aged?|ages|seniors?|child(?:ren)?|kids|infants?|youths?|teenagers?|students?|pupils|under[\s_]?\d{1,2}"
    r"|(?:work(?:ing)?|day|office|urban|rural|(?:non[\s_]?)?agri(?:cultural)?|adult|young)[\s_]?pop(?:ulation)?"
    r"|over[\s_]?\d{1,2}|visitors?|tourists?|daytime|disabled)(?![a-z])|(?<![a-z])(?:floating|temporary|transient)[\s_]?(?:pop|resid)"
)
# Numbers of something else, where nothing in the name says people.
_NO_PEOPLE = (
    r"^(?!.*(?:人口|人数|常住|户籍|pop|person|people|residents?(?!ial)|inhabitant)).*"
    r"(?:面积|周长|长度|楼层|层数|高度|容积率|编[号码]|代码|序号|邮编|年份|产值|收入|人均"
    r"|shape[\s_]*(?:st)?[\s_]*(?:area|len(?:g|gth)?)|(?<![a-z])(?:st[\s_]?area|perimeter|objectid|gdp)(?![a-z]))"
    r"|^(?:(?:total|land|floor|living|building|plot|gis)[\s_]*)?(?:area|length|fid|gid|oid|id|code|zip|year|height|floors?)"
    r"(?:[\s_(]*(?:m2|km2|sq[\s_]?k?m|ha|mu|m|km)\)?)?$"
)
# Whom people are said to be with: 常住人口（含学生）.
_WITH = re.compile(r"(?<!不)(?:含|包括)[^)\s_]*|incl(?:uding|\.|uded)?\s[^)]*", re.IGNORECASE)
_WHO = re.compile("|".join((_AT_WORK, _OF_AN_AGE, _OF_A_SEX, _CHANGES, _SOME)), re.IGNORECASE)
_OTHERS = re.compile(f"{_WHO.pattern}|{_NO_PEOPLE}", re.IGNORECASE)
# What stands in front of 人口 says which people they are: all, by whatever count and of whatever place, or some others.
_OF_ALL = (
    "常[住驻口]|户籍|居住|居民|实[有际]|登记|入住|现[住有状]|固定|真实|普查|[三四五六七八]普|统计|调查|估[计算]|模拟|分配|最新|当前|年[末底中初]?"
    "|平均|合计|总[计数]?|全[部体]?|夜间?|住[户宅]|家庭|集体|公安|信令|手机|联通|百度|大数据|服务|覆盖|容纳|承载|目标|规划|近期|预[测期]"
    "|[小社片地分辖]区|街[道镇]|居委会?|单元|地块|图斑|楼栋?|[幢栋户村镇乡县区市省的各内]|老百姓|范围|面积|[格栅公][网格里]|网格|分布|城市|数据"
)
_PLACE_ENDS = "省市区县旗盟州镇乡村路街道巷庄里园坊营屯寺桥店堡湾岛港山河海湖门城岗坡口台江"
_PLACES = (
    "北京|天津|上海|重庆|河北|河南|山[东西]|陕西|湖[北南]|安徽|甘肃|青海|浙江|江苏|江西|福建|广[东西]|四川|贵州|云南|辽宁|吉林|内蒙古|宁夏|新疆"
    "|西藏|海南|台湾|香港|澳门|中国|全国|深圳|南京|武汉|成都|西安|沈阳|大连|青岛|济南|无锡|宁波|长沙|合肥|昆明|南[昌宁]|贵阳|太原|长春|雄安"
    "|东城|西城|朝阳|丰台|海淀|通州|顺义|昌平|大兴|怀柔|平谷|密云|延庆"
)
_SOME_PLACES = re.compile("城镇|乡村|农村|外[来地省市县区](?![镇村街])")
_IN_FRONT = re.compile("([一-鿿]+)人[口数]")
_NAMES_ALL = re.compile(rf"(?:{_OF_ALL}|{_PLACES}|[一-鿿]{{1,6}}[{_PLACE_ENDS}])*")
_ADDED_UP = re.compile("[+和与及、加]|合计")
# 老年人口 of a database that knows only letters, beside those of all: RK, CZRK, HJRK.
_INITIALS = re.compile(
    r"(?!(?:z|zs|cz|hj|sy|jz|jm|dj|xz|qp)?rk)[a-z]{1,4}rk(?:s|zs)?(?:[\s_]?(?:19|20)?\d\d)?", re.IGNORECASE
)
_FORM = re.compile(r"(?:[\s_\d().年末底-]|v\d|数据|统计|分布|图层?|矢量|[点面]$|shp|data)+$", re.IGNORECASE)
_ALL_LIVE = re.compile("常住|户籍|居住|总人口|居民|resident|inhabitant|total", re.IGNORECASE)
_PEOPLE_ENDS = ("人", "人口", "人数", "数", "岗位", "生", "工", "员", "女", "童", "s", "ers", "ed", "women", "children")
_SAYS = dict(zip(NO_PERSONS, (_HOUSEHOLDS, _RELATIVE, _TEN_THOUSANDS, _THOUSANDS, _HUNDREDS, _OTHERS)))


def by_name(names: Iterable[str]) -> str:
    """Return what a field holds in place of people, by its names: a code, "" where they do not say so.

    >>> from greenvein.core.people.named import by_name
    >>> by_name(["pop", "常住人口（万人）"]), by_name(["人口密度"]), by_name(["总户数"])
    ('people_in_ten_thousands', 'people_density', 'people_households')
    >>> by_name(["工作人口"]), by_name(["人口_16_59"]), by_name(["LNRK"])
    ('people_others', 'people_others', 'people_others')
    >>> by_name(["60岁以上人口"]), by_name(["就业人口"]), by_name(["Shape_Area"])
    ('people_others', 'people_others', 'people_others')
    >>> by_name(["常住人口"]), by_name(["户籍人口"]), by_name(["万寿路人口"])
    ('', '', '')
    """
    texts = [_WITH.sub("", half_width(name)) for name in names]
    said = next((code for code, says in _SAYS.items() if any(map(says.search, texts))), "")
    return said or OTHERS * any(map(_of_others, texts))


def by_layer(name: str, fields: Iterable[str]) -> str:
    """Return the same by the name of a layer whose field says nothing: OTHERS, "" where it does not end with these.

    >>> from greenvein.core.people.named import by_layer
    >>> by_layer("街道_工作人口", ["p"]), by_layer("就业岗位2023", ["p"]), by_layer("社区老年人", ["人口"])
    ('people_others', 'people_others', 'people_others')
    >>> by_layer("街道_工作人口", ["常住人口"]), by_layer("幼儿园服务区", ["人口"]), by_layer("街道", ["p"])
    ('', '', '')
    """
    if any(map(_ALL_LIVE.search, fields)):
        return ""
    text = _FORM.sub("", half_width(name).rpartition("›")[2].strip())
    ends = any(found.end() >= len(text) - len("人口数") for found in _WHO.finditer(text)) and text.endswith(
        _PEOPLE_ENDS
    )
    return OTHERS * (ends or _of_others(text))


def _of_others(text: str) -> bool:
    """Tell whether people are called otherwise than all of a place are: 工作人口, 农业人口, LNRK."""
    if _INITIALS.fullmatch(text):
        return True
    if _ADDED_UP.search(text):
        return False
    in_front = [found[1] for found in _IN_FRONT.finditer(text)]
    return any(_SOME_PLACES.search(one) or not _NAMES_ALL.fullmatch(one) for one in in_front)
