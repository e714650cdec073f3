"""Units as statistics write them, with what multiplies them, and values brought from one to another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isclose

from ..plaintext import half_width

AREA, PERCENT, NUMBER, HEAD = "area", "%", "个", "m2/人"
_MU_M2 = 1e4 / 15
_AREAS_M2 = {
    **dict.fromkeys(("m2", "sqm", "squaremetre", "squaremeter", "平方米", "平米", "平方公尺"), 1.0),
    "公亩": 100.0,
    **dict.fromkeys(("mu", "亩", "市亩", "畝"), _MU_M2),
    **dict.fromkeys(("ha", "hm2", "hectare", "squarehm", "sqhm", "公顷", "公頃", "平方百米"), 1e4),
    **dict.fromkeys(("km2", "sqkm", "squarekm", "squarekilometre", "squarekilometer"), 1e6),
    **dict.fromkeys(("平方公里", "平方千米", "平方km"), 1e6),
    **dict.fromkeys(("acre", "英亩"), 4046.8564224),
    **dict.fromkeys(("sqmile", "squaremile", "平方英里"), 2589988.110336),
}
_SAME = {
    PERCENT: ("%", "百分比", "百分数", "百分率", "percent", "percentage", "pct"),
    HEAD: ("m2/人", "m2每人", "平方米/人", "平方米每人", "平米/人", "m2/head", "m2perhead", "m2/person",
              "m2percapita", "m2/capita", "m2/cap"),
    NUMBER: ("个", "处", "座", "户", "项", "家", "套", "栋", "幢", "宗", "count", "place", "household"),
    "m3": ("m3", "立方米"),
    "亿元/km2": ("亿元/km2", "亿元/平方公里", "亿元/平方千米", "亿元每平方公里", "亿元每平方千米"),
}  # fmt: skip
"""What says the same of one indicator, which is never a number of two kinds."""
_KINDS = {name: (kind, 1.0) for kind, names in _SAME.items() for name in names}
_KINDS["万方"] = ("m3", 1e4)
_KINDS |= {name: (AREA, m2) for name, m2 in _AREAS_M2.items()}
_PLURALS = {f"{name}s": of for name, of in _KINDS.items() if name.isascii() and name[-1].isalpha() and len(name) > 3}
_NAMES = sorted(_KINDS | _PLURALS, key=len, reverse=True)

_WORDS = {"hundred": 1e2, "thousand": 1e3, "thsd": 1e3, "million": 1e6, "billion": 1e9, "k": 1e3}
_MARKS = {"十": 10.0, "百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
_TIMES = re.compile(
    r"(?:[x×*]?(?P<digits>10(?:\^\d+|0*(?:,000)*)|1(?:,000)+|1e\+?\d+|1(?=[十百千万萬亿億])|'?000s?)[x×*]?)?"
    rf"(?P<words>(?:ten)?(?:(?:{'|'.join(_WORDS)})s?)*)(?:(?<=s)of)?一?(?P<marks>[{''.join(_MARKS)}]*)"
)
"""What multiplies a unit: a power of ten, in digits or in words."""
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_THOUSANDS = re.compile(r"(?<=\d)k(?=\s)")
"""10k m² are ten thousand, 10 km² are not."""
_ENDS = re.compile(r"(?<=[a-z])\.|[\s_\-·⋅'’]")
_BEFORE = re.compile(
    r"^(?:(?:单\s*位|面积|数量|规模|比[例率重]|占比|数[值据]|指标|现状|值|计量|度量|统计|以|按|为|是|均|用|units?\s*of\s*measure(?:ment)?|units?(?![a-z])|"
    r"areas?(?![a-z])|values?(?![a-z])|measured|expressed|given|(?:in|as|are|is)(?=[\s\d:(]))\s*[:：]?\s*)+",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?:数|计算?|计量|统计|表示|为(?:计量)?单位)$")
"""Words around a unit that make a phrase of it: 以公顷计, measured in ha."""
_SIGN = re.compile("[%‰/亩畝顷頃米户吨万亿]|(?<!单)元|公里|人$|m[23]$|(?<![a-z])(?:ha|km|acres?|mu)(?![a-z])")
_AMOUNTS = sorted((*_AREAS_M2, *_SAME["m3"], "万方"), key=len, reverse=True)
_NAMED = re.compile(
    rf"(?<![\d每])(?<!\d[.\s])(?<![元人户个吨处座gtw\d]/)[{''.join(_MARKS)}]*(?<![a-z])"
    rf"(?:{'|'.join(_AMOUNTS)})(?![a-z\d/每均])"
    r"|(?<![\d.])[百千万亿]+[户个处座]"
)
"""A unit of an area or amount among other words; behind a digit it is one that was counted."""
_FOREIGN = re.compile(
    rf"[{''.join(_MARKS)}]*(?:[美日]?元|公里|千米|km|米|m|人(?:[次口])?|吨|t|度|千瓦时|kwh|岁|天|次|辆|件)",
    re.IGNORECASE,
)
_LOST_POWER = re.compile(r"^10[2-9]\s*(?=\D)")
_NUMBER = re.compile(r"(?P<number>[+\-−]?[\d.,，]+(?:e[+-]?\d+)?)\s*(?P<rest>.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True)
class Unit:
    """What a value counts: ``kind`` of unit, and how many of the plain one there are in one; of areas m²."""

    kind: str
    size: float


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit | None:
    """Return the unit that a text is, alone or in a phrase of it; None where it is none that is known.

    >>> from greenvein.core.indicators.units import unit_of
    >>> unit_of("10,000 m²"), unit_of("thousand ha").size, unit_of("以百平方公里计").size, unit_of("万寿路街道")
    (Unit(kind='area', size=10000.0), 10000000.0, 100000000.0, None)
    """
    said = bare(narrowed(text).strip(" ()[]")).strip(" ()[]")
    return _parsed(_plain(said)) or _twice(re.split(r"[()/\s]+", said))


def bare(text: str) -> str:
    """Return a unit as it is written, without the words around it.

    >>> from greenvein.core.indicators.units import bare
    >>> bare("单位：平方公里"), bare("measured in km²"), bare("以公顷计"), bare("万元")
    ('平方公里', 'km²', '公顷', '万元')
    """
    said = _BEFORE.sub("", text).strip()
    return said if _parsed(_plain(said)) else _BEHIND.sub("", said).strip() or said


def brought(value: float, said: str, unit: str) -> float | None:
    """Return a value in a unit of the plan's, which somebody gave in the one that they ``said``; None where it is none.

    >>> from greenvein.core.indicators.units import brought
    >>> brought(2, "平方公里", "万m²"), brought(6, "10,000 mu", "万亩")
    (200.0, 6)
    >>> brought(3, "万户", "户"), brought(3, "万户", "个")
    (30000.0, None)
    """
    own, other = unit_of(said), unit_of(unit)
    if own is None or other is None:
        return value if _plain(said) == _plain(unit) else None
    if own == other or (own.kind == HEAD and own.size == 1 and other == Unit(AREA, 1.0)):
        return value
    if own.kind == other.kind == NUMBER and not _plain(said).endswith(_plain(unit)):
        return None  # ten thousand of something else
    return value * own.size / other.size if own.kind == other.kind in (AREA, NUMBER) else None


def looks_like(text: str) -> bool:
    """Tell whether what stands in brackets behind the name of a field may be a unit, and no remark or year.

    >>> from greenvein.core.indicators.units import looks_like
    >>> [looks_like(text) for text in ("平方公里", "km²", "2025年", "实际", "500米半径", "×10⁴ 户")]
    [True, True, False, False, False, True]
    """
    plain = _plain(text)
    times = _TIMES.match(plain)
    counted = plain[:1].isdigit() and not (times is not None and times["digits"])
    return is_known(text) or (not counted and _SIGN.search(plain) is not None)


def is_nearly(text: str) -> bool:
    """Tell whether a text is a unit but for a power whose mark was lost, or for what it is counted by.

    >>> from greenvein.core.indicators.units import is_nearly
    >>> [is_nearly(text) for text in ("104 ha", "公顷/年", "公顷", "885 km²", "街道/乡镇", "百万亩造林")]
    [True, True, False, False, False, False]
    """
    plain = narrowed(text)
    rest = _LOST_POWER.sub("", plain).partition("/")[0]
    return not is_known(text) and rest != plain and is_known(rest)


def is_known(text: str) -> bool:
    """Tell whether a text is a unit of which it is known what it says.

    >>> from greenvein.core.indicators.units import is_known
    >>> [is_known(text) for text in ("平方公里", "％", "万元", "万寿路街道")]
    [True, True, False, False]
    """
    return unit_of(text) is not None


def is_of_number(text: str) -> bool:
    """Tell whether a text is a unit of how many there are of something, as words are that say other things too.

    >>> from greenvein.core.indicators.units import is_of_number
    >>> is_of_number("处"), is_of_number("公顷"), is_of_number("office")
    (True, False, False)
    """
    found = unit_of(text)
    return found is not None and found.kind == NUMBER


def is_counted(text: str) -> bool:
    """Tell whether a text is a unit by which things are counted one by one.

    >>> from greenvein.core.indicators.units import is_counted
    >>> is_counted("户"), is_counted("万户")
    (True, False)
    """
    return unit_of(text) == Unit(NUMBER, 1.0)


def is_foreign(text: str) -> bool:
    """Tell whether a text is a unit of what is no area, share or number of things: money, lengths, people.

    >>> from greenvein.core.indicators.units import is_foreign
    >>> is_foreign("亿元"), is_foreign("公里"), is_foreign("平方公里"), is_foreign("千町")
    (True, True, False, False)
    """
    return not is_known(text) and _FOREIGN.fullmatch(_plain(bare(text))) is not None


def units_named(text: str) -> tuple[str, ...]:
    """Return the units of areas and amounts that a text names, in narrow marks; numbers of them are none.

    >>> from greenvein.core.indicators.units import units_named
    >>> units_named("面积单位取平方公里"), units_named("其中平原区30平方公里"), units_named("亩均产值")
    (('平方公里',), (), ())
    """
    return tuple(dict.fromkeys(found[0] for found in _NAMED.finditer(narrowed(text))))


def concerns(text: str, unit: str) -> bool:
    """Tell whether a text that nobody can read may say of values in ``unit`` that they are in another.

    Not where all the units that it names count something else, or are the very same.

    >>> from greenvein.core.indicators.units import concerns
    >>> concerns("单位取平方公里", "万亩"), concerns("单位取平方公里", "%"), concerns("单位取万亩", "万亩")
    (True, False, False)
    """
    said = units_named(text)
    return not said or any(is_of_kind(one, unit) and not agree([one, unit], unit) for one in said)


def agree(units: Collection[str], unit: str) -> bool:
    """Tell whether units say the same of a value that is to be one of ``unit``.

    >>> from greenvein.core.indicators.units import agree
    >>> agree(["平方公里", "km²"], "万亩"), agree(["平方公里", "万亩"], "万亩"), agree(["m²/人", "m²"], "m²")
    (True, False, True)
    """
    found = [brought(1.0, one, unit) for one in units]
    some = [one for one in found if one is not None]
    if len(some) < len(found):
        return len({*map(_plain, units)}) == 1
    return all(isclose(one, some[0]) for one in some)


def fits(said: str, unit: str) -> bool:
    """Tell whether a value of a unit of the plan's may be given in the one that is said.

    >>> from greenvein.core.indicators.units import fits
    >>> fits("千公顷", "万亩"), fits("%", "万亩"), fits("万户", "户")
    (True, False, True)
    """
    return brought(1.0, said, unit) is not None


def is_of_kind(said: str, unit: str) -> bool:
    """Tell whether a unit that is known counts what one of the plan's does, though by other numbers perhaps.

    >>> from greenvein.core.indicators.units import is_of_kind
    >>> is_of_kind("万户", "户"), is_of_kind("公顷", "万亩"), is_of_kind("%", "户")
    (True, True, False)
    """
    own, other = unit_of(said), unit_of(unit)
    return fits(said, unit) or (own is not None and other is not None and own.kind == other.kind)


def fitting(said: Sequence[str], unit: str, per_head: bool = False) -> tuple[str, ...]:
    """Return those units of many values that may be said of one in a unit of the plan's.

    ``per_head``: whether the value is one per head, which is in no unit of another size.

    >>> from greenvein.core.indicators.units import fitting
    >>> fitting(["万亩", "%", "m²/人"], "km²"), fitting(["万亩", "%", "m²/人"], "m²"), fitting(["公顷", "亩"], "km²")
    (('万亩',), ('m²/人',), ('公顷', '亩'))
    """
    found = tuple(one for one in said if is_of_kind(one, unit))
    single = tuple(one for one in found if unit_of(one) == Unit(HEAD, 1.0))
    if per_head or single:
        return single or tuple(one for one in found if agree([one, unit], unit))
    large = tuple(one for one in found if unit_of(one) != Unit(AREA, 1.0))
    return large or found  # beside others m² are those per head


def is_area(text: str) -> bool:
    """Tell whether a text is a unit of areas.

    >>> from greenvein.core.indicators.units import is_area
    >>> is_area("万亩"), is_area("%"), is_area("万元")
    (True, False, False)
    """
    found = unit_of(text)
    return found is not None and found.kind == AREA


def apart(text: str, unit: str) -> tuple[str, str]:
    """Return what stands before a unit at the end of a value that is to be one of ``unit``, and that unit, "" for none.

    A number that seems to go on behind a blank is not taken apart: 1 100 公顷 are not 100 公顷.

    >>> from greenvein.core.indicators.units import apart
    >>> apart("900 平方公里", "万亩"), apart("88％", "%"), apart("60（千公顷）", "万亩"), apart("14", "%")
    (('900', '平方公里'), ('88', '%'), ('60', '千公顷'), ('14', ''))
    """
    found = _NUMBER.fullmatch(narrowed(text))
    if found is None:
        return text, ""
    rest = found["rest"].strip(" ()[]")
    goes_on = rest[:1].isdigit() and not rest.startswith("10^") and not found["rest"].startswith(("(", "["))
    return (found["number"], rest) if rest and not goes_on and fits(rest, unit) else (text, "")


def narrowed(text: str) -> str:
    """Return a text in narrow marks and small letters, its raised digits and powers as they are typed.

    >>> from greenvein.core.indicators.units import narrowed
    >>> narrowed("１０⁴ Km²")
    '10^4 km2'
    """
    raised = _RAISED.sub(lambda found: f"^{unicodedata.normalize('NFKC', found[0])}", text)
    plain = half_width(raised).casefold().replace("**", "^")
    return re.sub(r"(?<=[a-z])\^(?=[23](?!\d))", "", plain)


def _parsed(plain: str) -> Unit | None:
    """Return the unit that a text without blanks is, whatever multiplies it."""
    name = next((name for name in _NAMES if plain.endswith(name) and _times(plain[: -len(name)]) is not None), None)
    if name is None:
        return None
    (kind, size), times = (_KINDS | _PLURALS)[name], _times(plain[: -len(name)]) or 1.0
    return None if kind == PERCENT and times != 1 else Unit(kind, size * times)


def _twice(parts: Sequence[str]) -> Unit | None:
    """Return the unit that all parts of a text are, as it is written in two ways: 平方公里（km²）."""
    found = {_parsed(_plain(part)) for part in parts}
    return found.pop() if len({*parts}) > 1 and len(found) == 1 else None


def _times(text: str) -> float | None:
    """Return what a text multiplies a unit by, 1 for nothing; None where it is no such thing."""
    found = _TIMES.fullmatch(text)
    if found is None:
        return None
    factors = [_power(found["digits"] or "1")]
    words = found["words"].removeprefix("ten")
    factors += [10.0] * (words != found["words"])
    factors += [_WORDS[word] for word in re.findall("|".join(_WORDS), words)]
    factors += [_MARKS[mark] for mark in found["marks"]]
    product = 1.0
    for factor in factors:
        product *= factor
    return product


def _power(digits: str) -> float:
    """Return the power of ten that is written in digits."""
    if digits.strip("'").startswith("000"):
        return 1e3
    base, _, power = digits.partition("^")
    return float(base) ** int(power) if power else float(base.replace(",", ""))


def _plain(text: str) -> str:
    return _ENDS.sub("", _THOUSANDS.sub("000", narrowed(text)))
