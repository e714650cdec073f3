"""What fields and codes of the scorecard are called in the user's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ....core.indicators import codes
from ....core.indicators.indicator import Indicator, of_profile
from ....core.scorecard import codes as own
from ....core.scorecard.causes import read as read_causes
from ....core.scorecard.codes import BETWEEN
from ....i18n import in_line, language, tr
from ... import profiles
from ...words.indicators import binding_names, reason_sentences, state_names, unit_name
from ...words.measures import in_the_plane
from ...words.people import in_rural_homes, people_doubts, people_unknown
from .sentences import with_more
from .wording import cause_text, to_do_text

GIVEN = ("LANDUSE", "LAYERS", "EXTENTS", "RESULTS", "VALUES")
"""The inputs of which at least one is needed; zones alone measure nothing."""
OF_ROLES = {role.upper(): role for role in codes.ROLES}
"""Inputs that say by themselves what their layer is, which the step of a model has besides."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Between which years values may be; others are slips."""
AFTER_YEAR = "gv_after_year"
"""The field by which a result says of which year the data are."""
FIELDS = {
    "indicator": ("indicator", "指标", "指标编号", "指标名称", "编号"),
    "zone": ("zone", "分区", "统计分区", "分区名称", "行政区", "区县", "区", "街道", "街道名称", "乡镇", "地区",
             "范围", "统计范围"),
    "year": ("year", "年份", "年", "年度", "数据年份", "统计年份"),
    "value": ("value", "值", "数值", "现状值", "指标值", "统计值", "现状"),
}  # fmt: skip
"""The fields of a table of values: what they are called in English and in Chinese, and what offices call them."""
UNIT = ("unit", "units", "单位", "计量单位", "指标单位", "数值单位", "度量单位", "量纲")
UNIT_LIKE = re.compile(
    r"(?:计量|指标|数[值据]|值|面积|规模|度量|现状)*单位(?:名称|说明)?|(?:measure(?:ment)?|value|area|data)?units?|uom|"
    r"units?of(?:the)?(?:measure(?:ment)?|values?|data|areas?)"
)
"""The fields in which a table of values may say the units; else they may stand behind “value”."""
KINDS = (
    *("类型", "性质", "类别", "数值类型", "数据类型", "值类型", "指标值类型", "数值性质", "数据性质", "值性质", "口径"),
    *("状态", "阶段", "情景", "备注", "说明", "注", "type", "kind", "status", "scenario", "valuetype", "datatype"),
    *("valuekind", "remark", "remarks", "note", "notes", "comment", "comments"),
)
"""The fields in which a table of values may say that a value is a target or a forecast: small letters, no blanks."""
UNIT_OR_OFFICE = re.compile("单位|unit|uom|量纲|measure")
"""What is called as units are, or as the offices that the values are from: 单位名称."""
OF_PLACES = re.compile(
    r"(?:(?<!社)[区县]|街道|乡镇|[镇乡村]|区[域划]|地[区块点]|片区|街区|社区|单元|辖区|(?<!用)(?:统计|空间|评[估价]|所[在属])范围|空间|位置|"
    r"(?:zone|district|area|region|street|town|county|city|village|place|location|unit|block|extent)s?)"
    r"[_\s]?(?:名称?|代码|编[码号]|name|id|code|no)?$"
)
"""What fields of places are called in the end, in small letters, by whatever name: 行政单元, 所在区."""
WHOLE_NAMES = ("市域", "全市域", "本市", "全市范围", "市域范围")
"""What plans and offices call the whole of a city beside its name."""
TOTALS = (
    *(
        "合计",
        "总计",
        "总和",
        "小计",
        "汇总",
        "整体",
        "总体",
        "全部",
        "全区",
        "全县",
        "全域",
        "本区",
    ),
    *("total", "sum", "all", "whole", "overall", "-", "—", "–", "——", "/", "无", "none"),
)
"""What tables write for more than one zone, all of them or those of a part, or for none: small letters, no blanks."""
YEARS = (AFTER_YEAR, *FIELDS["year"])
"""The fields of tables that say of which year the data are."""


def column_names(columns: Iterable[str]) -> str:
    """Return what columns of a table of values are called."""
    return tr(", ").join(FIELDS[one][language() == "zh"] for one in columns)


def role_names() -> dict[str, str]:
    """Return what a layer may be to an indicator."""
    return {
        "red_line": tr("Ecological red line"),
        "ecological_control": tr("Ecological control area"),
        "protected_areas": tr("Protected natural areas"),
        "basic_farmland": tr("Permanent basic farmland"),
        "farmland_reserve": tr("Reserve of basic farmland"),
        "farmland_space": tr("Farmland protection space"),
        "key_areas": tr("Key remediation areas"),
        "mines": tr("Abandoned mines"),
        "mines_treated": tr("Abandoned mines that are restored"),
    }


def value_sentences() -> dict[str, str]:
    """Return what there is to say of a value."""
    shared = reason_sentences() | people_doubts()
    return shared | {
        own.GIVEN: tr("The value is that of the table of values."),
        own.NO_LAYER: tr("No layer was given that shows what this indicator measures."),
        own.NO_RESULT: tr("The result of the check that measures this indicator was not given."),
        own.NO_PEOPLE: tr("It is not known how many people live here: that takes people, and land use to place them."),
        own.NO_GROUND: tr("There is neither land use nor zones to measure the layer on that shows this indicator."),
        own.NOTHING: tr("There is nothing here that it could be a share of."),
        own.NOBODY: tr("Nobody is known to live here, so that there is nothing per head."),
        own.UNSURE: tr("Some ground is not known to be such land or not, and with it this would be judged otherwise."),
        own.NOT_PLACED: tr("People who are not placed may live here, and with them this would be judged otherwise."),
        own.PEOPLE_UNKNOWN: people_unknown(),
        own.RURAL_HOMES: in_rural_homes(),
        own.OPEN: tr("The check that measures this indicator gives no verdict on it, and says why."),
        own.APART: tr(
            "Hardly anything of what is counted lies on what it should be a share of, so that it is not judged; check "
            "whether the two layers belong together."
        ),
        own.PARTLY_MAPPED: tr(
            "The land-use layer covers only part of this area; the value is that of the covered part alone, so that it "
            "is not judged."
        ),
        own.MAP_AHEAD: tr(
            "A layer that this is, or may be, measured on is of a later year by its name, so that it is not judged; "
            "give “{parameter}” the year of the layer, or choose that of the year that is looked at."
        ).format(parameter=tr("Year of the data")),
        own.MAP_PLAN: tr(
            "A layer that this is, or may be, measured on is a plan's by its name, and not how the land was in the "
            "year that is looked at, so that it is not judged; choose the layer of that year, or call it otherwise."
        ),
        own.MAP_BEFORE: tr(
            "A layer that this is, or may be, measured on is of an earlier year by its name; what has changed since is "
            "not in it."
        ),
        own.CONTESTED: tr(
            "Other land use lies on what is measured on more than 1 % of this ground, so that it is not judged; cut "
            "the polygons apart, or leave one date and one drawing of the land use."
        ),
        own.VERSIONS: tr(
            "Layers of different years or versions, by their names, were given for the same thing and put together, so "
            "that it is not judged; give the one that holds in the year that is looked at."
        ),
        own.CODES: tr(
            "The codes of part of the land do not say whether it is what is counted, and with it this might be judged "
            "otherwise; the notices name these codes and areas. Give these features a code."
        ),
        own.CHOSEN: tr(
            "Only some features of a layer are used, a selection or what its filter leaves, and with the others this "
            "might be judged otherwise; use all of them, say by “{zones}” which area is meant, or, where the others "
            "are something else, save those that are meant as a layer of their own."
        ).format(zones=tr("Zones to report by")),
        own.TOGETHER: tr(
            "Gaps and overlaps of the land use, codes that do not say what land it is, and homes of unknown people are "
            "each of no weight here, and together they might turn the verdict, so that it is not judged."
        ),
        own.UNSAID: tr(
            "The result does not say how it was measured, since an older version made it, or fields were taken out of "
            "it, so that it is not judged; run that check again."
        ),
        own.NO_WHOLE: tr(
            "The result of the check was given, and has no value in a row for all of the ground (“all” in “gv_scope”); "
            "give the table as the check has written it."
        ),
        own.UNREAD: tr("Features could not be read, and with them this might be judged otherwise."),
        own.PLANE: in_the_plane(),
    }


def reasons_text(reasons: Iterable[str]) -> str:
    """Return what there is to say of a value, one sentence after the other."""
    sentences = value_sentences()
    told = with_more()

    def sentence(code: str) -> str:
        begins = next((begin for begin in told if code.startswith(begin)), "")
        return told[begins](code[len(begins) :]) if begins else sentences.get(code, code)

    return in_line(map(sentence, reasons))


def extent_names(indicators: Iterable[Indicator]) -> str:
    """Return what the plan calls the parts of the city that indicators speak of, each once, and in its own words."""
    names = dict.fromkeys((one.extent[language()], one.extent["zh"]) for one in indicators if one.extent is not None)
    both = tr("{name} ({own})")
    return tr(", ").join(name if name == own_ else both.format(name=name, own=own_) for name, own_ in names)


def field_of(indicator: Indicator) -> str:
    """Return the field of an indicator in the layer of zones."""
    return f"gv_{indicator.id.lower()}"


def title_of(indicator: Indicator) -> str:
    """Return what an indicator is called, with its unit."""
    return tr("{name} ({unit})").format(name=indicator.name[language()], unit=unit_name(indicator.unit))


def field_names(output: str) -> dict[str, str]:
    """Return what the fields of an output are called."""
    indicators = {field_of(one): title_of(one) for one in of_profile(profiles.active())}
    return indicators | {
        "gv_source": tr("Feature"),
        "gv_state": tr("Verdict"),
        "gv_met": tr("Indicators met"),
        "gv_behind": tr("Indicators behind"),
        "gv_indicator": tr("Indicator"),
        "gv_year": tr("Year"),
        "gv_value": tr("Value"),
        "gv_unit": tr("Unit of measure"),
        "gv_base": tr("Base"),
        "gv_target": tr("Target"),
        "gv_target_year": tr("Year of the target"),
        "gv_gap": tr("Value less target"),
        "gv_progress": tr("Share of the way that is done (0–1)"),
        "gv_required": tr("Share of the way that the time asks for (0–1)"),
        "gv_reason": tr("What there is to say of it"),
        "gv_binding": tr("Binding or guiding"),
        "gv_cause": tr("What it hangs on"),
        "gv_measure": tr("What the plan says to do"),
    }


def words(output: str) -> dict[str, Callable[[object], str]]:
    """Return what the codes of each field of an output say."""
    states, bindings = state_names(), binding_names()
    indicators = of_profile(profiles.active())
    names = {one.id: one.name[language()] for one in indicators}
    to_do = {one.id: to_do_text(one) for indicator in indicators for one in indicator.to_do}

    def reason(code: object) -> str:
        return reasons_text(str(code).split(BETWEEN))

    def cause(text: object) -> str:
        return tr("; ").join(map(cause_text, read_causes(str(text))))

    def measure(ids: object) -> str:
        return " ".join(to_do.get(id_, id_) for id_ in str(ids).split(BETWEEN))

    return {
        "gv_state": lambda code: states.get(str(code), str(code)),
        "gv_binding": lambda code: bindings.get(str(code), str(code)),
        "gv_indicator": lambda id_: f"{id_} {names[str(id_)]}" if str(id_) in names else str(id_),
        "gv_unit": lambda unit: unit_name(str(unit)),
        "gv_reason": reason,
        "gv_cause": cause,
        "gv_measure": measure,
    }


def state_order(state: object) -> int:
    """Return how good a state is: the larger, the better; of what is not judged nobody knows."""
    return (codes.BEHIND, codes.ON_TRACK, codes.MET).index(str(state))
