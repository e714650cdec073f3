"""How values stand against the plan: which one holds, what is judged of it, and why not."""

from dataclasses import replace

import numpy as np
import pytest
from greenvein.core.indicators.codes import BEHIND, ELSEWHERE, MET, NO_PART, NOT_JUDGED, OTHER_YEAR
from greenvein.core.indicators.indicator import Base
from greenvein.core.indicators.standing import Source
from greenvein.core.scorecard.codes import (
    GIVEN,
    MAP_AHEAD,
    MAP_BEFORE,
    NO_LAYER,
    NO_PEOPLE,
    NO_RESULT,
    NOBODY,
    NOT_PLACED,
    UNREAD,
)
from greenvein.core.scorecard.figures import Figure, counted, of_field, scores

from .scorecard_indicators import PARK_PER_HEAD, YEAR, indicator, order


def test_a_value_that_was_given_wins_over_a_measured_one_and_says_so():
    given, map_ = (
        Figure("X", "", YEAR, 46.0, given=True),
        Figure("X", "", YEAR, 44.0, Source(YEAR, mapped=True, km2=1.0)),
    )
    for figures in ([given, map_], [map_, given]):
        (found,) = scores([indicator()], figures, YEAR, order)
        assert (found.standing.value, found.standing.state, found.reasons) == (46.0, MET, ("found:44=46", GIVEN))


@pytest.mark.parametrize(
    ("measured", "doubt", "told"),
    [
        (46.4, "", ()),  # by less than 1 %
        (44.6, "", ("found:44.6=46",)),
        (30.0, UNREAD, ()),  # nobody knows
        (np.nan, "", ()),
    ],
)
def test_what_was_found_otherwise_is_told_beside_a_value_that_was_given(measured, doubt, told):
    """A target of 45 %, and 46 % in the table."""
    figures = [Figure("X", "", YEAR, 46.0, given=True), Figure("X", "", YEAR, measured, doubt=doubt)]
    (found,) = scores([indicator()], figures, YEAR, order)
    assert (found.standing.state, found.reasons) == (MET, (*told, GIVEN))


def test_by_however_little_a_figure_with_the_target_between_is_told():
    figures = [Figure("X", "", YEAR, 45.001, given=True), Figure("X", "", YEAR, 44.999)]
    (found,) = scores([indicator()], figures, YEAR, order)
    assert (found.standing.state, found.reasons) == (MET, ("found:44.999=45.001", GIVEN))


def test_each_indicator_has_a_row_for_the_whole_and_says_what_is_missing():
    some = [
        indicator("A", kind="share", of=("class:forest",)),
        indicator("J", kind="job", job="parkcoverage", field="gv_coverage_pct"),
        indicator("H", unit="m²", kind="per_head", of=("class:park",)),
        indicator("T"),
    ]
    found = scores(some, [], YEAR, order)
    assert [(one.indicator.id, *one.reasons) for one in found] == [
        ("A", NO_LAYER), ("J", NO_RESULT), ("H", NO_PEOPLE), ("T", "no_value"),
    ]  # fmt: skip
    assert counted(found, YEAR) == {"met": 0, "on_track": 0, "behind": 0, "not_judged": 4}


def test_a_value_of_an_earlier_year_is_judged_there_and_shown_unjudged_now():
    found = scores([indicator(base=Base(2020, 40.0))], [Figure("X", "", 2023, 43.0, given=True)], YEAR, order)
    assert [(one.standing.year, one.standing.value, one.standing.state, one.reasons) for one in found] == [
        (2023, 43.0, "on_track", (GIVEN,)),
        (2025, 43.0, NOT_JUDGED, (OTHER_YEAR, GIVEN)),
    ]
    assert counted(found, YEAR)[NOT_JUDGED] == 1


def test_a_ratio_is_judged_in_a_zone_with_a_reason_and_an_amount_is_not():
    share, amount = indicator("S"), indicator("A", unit="km²", whole=True, extent={"zh": "全市", "en": "Whole"})
    source = Source(YEAR, mapped=True, km2=4.0)
    found = scores(
        [share, amount], [Figure("S", "west", YEAR, 50.0, source), Figure("A", "west", YEAR, 50.0, source)], YEAR, order
    )
    by_zone = {(one.indicator.id, one.zone): (one.standing.state, one.reasons) for one in found}
    assert by_zone["S", "west"] == (MET, (ELSEWHERE,))
    assert by_zone["A", "west"] == (NOT_JUDGED, ("no_extent",))


def test_what_could_not_be_read_leaves_no_verdict():
    figure = Figure("X", "", YEAR, 30.0, Source(YEAR, mapped=True, km2=1.0), doubt=UNREAD)
    (found,) = scores([indicator()], [figure], YEAR, order)
    assert (found.standing.state, found.standing.gap, found.reasons) == (NOT_JUDGED, None, (UNREAD, ELSEWHERE))
    (sure,) = scores([indicator()], [Figure("X", "", YEAR, 30.0, figure.source)], YEAR, order)
    assert sure.standing.state == BEHIND


def test_people_who_may_live_there_leave_no_verdict_where_they_decide():
    source = Source(YEAR, mapped=True, km2=1.0, in_part=True)
    judged = {}
    for value, other in ((17.0, 16.8), (17.0, 16.0), (15.0, 14.0)):
        figure = Figure("X", "", YEAR, value, source, others=((NOT_PLACED, value), (NOT_PLACED, other)))
        (found,) = scores([PARK_PER_HEAD], [figure], YEAR, order)
        judged[value, other] = found.standing.state, found.reasons
    assert judged == {
        (17.0, 16.8): (MET, (ELSEWHERE,)),
        (17.0, 16.0): (NOT_JUDGED, (NOT_PLACED, ELSEWHERE)),
        (15.0, 14.0): (BEHIND, (ELSEWHERE,)),
    }


@pytest.mark.parametrize(
    ("other", "state", "said"),
    [(31.0, BEHIND, "near_ground:1.9=2"), (60.0, NOT_JUDGED, "other_ground:1.9=2")],
)
def test_ground_that_was_not_measured_is_told_where_it_turns_no_verdict_too(other, state, said):
    figure = Figure("X", "", YEAR, 30.0, others=(("other_ground:1.9=2", 30.5), ("other_ground:1.9=2", other)))
    (found,) = scores([indicator()], [figure], YEAR, order)
    assert (found.standing.state, found.reasons) == (state, (said,))


def test_what_is_nothing_per_head_says_so():
    (found,) = scores([PARK_PER_HEAD], [Figure("X", "", YEAR, np.nan, doubt=NOBODY)], YEAR, order)
    assert (found.standing.value, found.standing.state, found.reasons) == (None, NOT_JUDGED, (NOBODY,))


def test_the_part_that_an_indicator_speaks_of_is_missed():
    plain = indicator(extent={"zh": "平原地区", "en": "Plain"})
    (found,) = scores([plain], [Figure("X", "", YEAR, 50.0, Source(YEAR, mapped=True, km2=1.0))], YEAR, order)
    assert (found.standing.state, found.reasons) == (NOT_JUDGED, (NO_PART, "part:平原地区"))


@pytest.mark.parametrize("shows", ["mapped", "wider", "narrower", "both"])
@pytest.mark.parametrize("unit", ["%", "km²"])
def test_a_figure_of_other_ground_names_the_part_first_whatever_else_the_map_lacks(shows, unit):
    core = indicator(unit=unit, extent={"zh": "中心城区", "en": "Central city"}, kind="job", shows=shows)
    whole = Source(YEAR, mapped=True, km2=1.0)
    (found,) = scores([core], [Figure("X", "", YEAR, 50.0, whole)], YEAR, order)
    assert (found.standing.value, found.standing.state) == (50.0, NOT_JUDGED)
    assert found.reasons == (NO_PART, "part:中心城区")
    (found,) = scores([core], [Figure("X", "", YEAR, 50.0, replace(whole, in_part=True))], YEAR, order)
    assert NO_PART not in found.reasons


def test_what_is_measured_on_land_use_of_a_later_year_is_shown_and_not_judged():
    now = Source(YEAR, mapped=True, km2=1.0)
    later = Figure("X", "", YEAR, 50.0, now, doubt=MAP_AHEAD, remarks=(MAP_AHEAD,))
    (found,) = scores([indicator()], [later], YEAR, order)
    assert (found.standing.value, found.standing.state) == (50.0, NOT_JUDGED)
    assert found.reasons == (MAP_AHEAD, ELSEWHERE)
    (found,) = scores([indicator()], [Figure("X", "", YEAR, 50.0, now, remarks=(MAP_BEFORE,))], YEAR, order)
    assert (found.standing.state, found.reasons) == (MET, (ELSEWHERE, MAP_BEFORE))


def test_zones_come_in_their_order_behind_the_whole():
    figures = [Figure("X", name, YEAR, 1.0) for name in ("b", "a", "c")]
    found = scores([indicator()], figures, YEAR, {"c": 0, "a": 1, "b": 2}.get)
    assert [one.zone for one in found] == ["", "c", "a", "b"]


@pytest.mark.parametrize(
    ("value", "field", "unit", "expected"),
    [(200, "gv_farmland_in_km2", "万亩", 30), (2800.5, "gv_after_km2", "km²", 2800.5), (3, "gv_blind_ha", "万m²", 3),
     (88.5, "gv_coverage_pct", "%", 88.5), (16.5, "gv_park_m2_per_head", "m²", 16.5)],
)  # fmt: skip
def test_fields_are_read_in_the_unit_of_the_indicator(value, field, unit, expected):
    assert of_field(value, field, unit) == pytest.approx(expected)
