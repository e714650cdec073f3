"""What the scorecard says of a part of the city that is missing: which one, and where to give it, in one language."""

import re

import pytest
from greenvein.core.indicators.indicator import of_profile
from greenvein.core.profile import load
from greenvein.processing import profiles
from greenvein.processing.jobs.scorecard.names import column_names, extent_names, reasons_text, words

BEIJING = of_profile(load(profiles.FOLDER / "beijing_2022.json"))
PARTS = sorted({one.extent["zh"] for one in BEIJING if one.extent is not None and not one.whole})


@pytest.mark.parametrize("part", PARTS)
def test_the_missing_part_is_named_with_where_to_give_it(qgis_app, part):
    (english,) = {one.extent["en"] for one in BEIJING if one.extent is not None and one.extent["zh"] == part}
    text = words("SCORES")["gv_reason"](f"no_part; part:{part}; elsewhere")
    assert f"It is “{english}”, and the value is that of other ground; give it " in text
    where = "Built-up area" if part == "建成区" else "Parts of the city that indicators speak of"
    assert f"in “{where}”" in text


@pytest.mark.parametrize("part", PARTS)
def test_in_chinese_nothing_of_it_is_english(chinese, part):
    text = reasons_text(["no_part", f"part:{part}"])
    assert f"“{part}”" in text
    assert not re.search("[A-Za-z]", text)


@pytest.mark.parametrize(
    ("code", "says"),
    [("chosen", "其余要素"), ("together", "合在一起"), ("map_plan", "规划图"), ("gaps:12340", "12340 公顷")],
)
def test_in_chinese_it_is_said_what_leaves_an_indicator_open(chinese, code, says):
    text = reasons_text([code])
    assert says in text
    assert not re.search("[A-Za-z]", text)


def test_lists_of_parts_and_columns_are_of_one_language(chinese):
    assert "平原地区" in extent_names(BEIJING) and not re.search("[A-Za-z]", extent_names(BEIJING))
    assert column_names(["year", "value"]) == "年份、值"


def test_in_english_parts_stand_with_their_own_names_which_layers_have(qgis_app):
    assert "Plain (平原地区)" in extent_names(BEIJING)
    assert not re.search("[一-鿿]", re.sub(r" \([^ ]*\)", "", extent_names(BEIJING)))
    assert column_names(["year", "value"]) == "year, value"
