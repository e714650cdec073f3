"""What an indicator that is behind hangs on: blind areas, land that grew, zones that lack most."""

import numpy as np
import pytest
from greenvein.core.indicators.standing import Source
from greenvein.core.scorecard.causes import Cause, Found, Place, causes, read, written
from greenvein.core.scorecard.figures import Figure, scores

from .scorecard_indicators import PARK_PER_HEAD, YEAR, indicator, order


def scored(one, values, km2=float("nan")):
    """The scores of an indicator with values by zone, the whole first."""
    source = Source(YEAR, mapped=True, km2=km2, in_part=True)
    return scores([one], [Figure(one.id, zone, YEAR, value, source) for zone, value in values.items()], YEAR, order)


NOTHING_FOUND = Found()


def hangs(one, values, found=NOTHING_FOUND, km2=float("nan"), zone=""):
    made = scored(one, values, km2)
    (score,) = [one for one in made if one.zone == zone]
    return causes(score, [one for one in made if not one.is_whole], found)


COVERAGE = indicator(kind="job", job="parkcoverage", field="gv_coverage_pct", target=95.0)
BLIND = (
    Place(("west",), 4.0, 900), Place(("east",), 9.0, 100), Place(("east", "west"), 2.0), Place((), 7.0, 0),
    Place(("east",), 1.0, 50),
)  # fmt: skip


def test_a_coverage_hangs_on_the_blind_areas_of_each_zone_together_and_in_a_zone_on_its_own():
    found = hangs(COVERAGE, {"": 80.0, "west": 70.0}, Found(blind=BLIND))
    assert found == (
        Cause("blind_area", "east", (10.0, 150, 2, 9.0)),
        Cause("blind_area", "", (7.0, 0, 1, 7.0)),
        Cause("blind_area", "west", (4.0, 900, 1, 4.0)),
    )  # fmt: skip
    in_west = hangs(COVERAGE, {"": 80.0, "west": 70.0}, Found(blind=BLIND), zone="west")
    assert [(one.where, one.figures[0]) for one in in_west] == [("west", 4.0), ("east; west", 2.0)]


def test_many_equal_blind_areas_of_a_zone_are_one_cause():
    pieces = Found(blind=(Place(("east",), 4.0),) * 180 + (Place(("east",), 1.0),) * 9)
    (told,) = hangs(COVERAGE, {"": 53.0}, pieces)
    assert written([told]) == "blind_area|east|729||189|4"


LAND = indicator(unit="km²", direction="down", target=10.0, kind="job", job="landreduction", field="gv_after_km2")
GROWN = Found(
    added=(Place(("a",), 3.0, what="farmland"), Place(("b",), 1.0, what="farmland"), Place(("b",), 5.0, what="forest")),
    growth=(("gv_added_km2", "a", 3.0), ("gv_added_km2", "b", 6.0), ("gv_added_km2", "c", 0.0),
            ("gv_built_added_km2", "c", 8.0)),
)  # fmt: skip


def test_construction_land_hangs_on_the_zones_that_grew_and_on_what_was_built_on():
    assert hangs(LAND, {"": 12.0}, GROWN) == (
        Cause("added_in", "b", (6.0,)), Cause("added_in", "a", (3.0,)),
        Cause("added_from", "forest", (5.0,)), Cause("added_from", "farmland", (4.0,)),
    )  # fmt: skip


def test_construction_land_of_a_part_hangs_on_what_was_built_on_there():
    part = indicator(
        unit="km²", direction="down", target=10.0, extent={"zh": "a", "en": "a"}, kind="job", job="landreduction",
        field="gv_after_km2",
    )  # fmt: skip
    assert hangs(part, {"": 12.0}, GROWN) == (Cause("added_from", "farmland", (3.0,)),)


def test_a_share_hangs_on_the_zones_that_lack_most_of_their_ground():
    """Of 10 km² each the one lacks 30 %, the other 10 %; the third has enough."""
    share = indicator(target=40.0, kind="share", of=("class:forest",))
    found = hangs(share, {"": 30.0, "a": 10.0, "b": 30.0, "c": 50.0}, km2=10.0)
    assert [(one.where, one.figures, one.unit) for one in found] == [
        ("a", (10.0, -30.0, pytest.approx(3.0)), "%"), ("b", (30.0, -10.0, pytest.approx(1.0)), "%"),
    ]  # fmt: skip


def test_a_ratio_hangs_on_the_zones_that_are_furthest_from_the_target_and_an_amount_on_none():
    found = hangs(PARK_PER_HEAD, {"": 15.0, "a": 16.0, "b": 4.0, "c": 20.0, "d": 9.0, "e": 12.0})
    assert [one.where for one in found] == ["b", "d", "e"]
    assert all(np.isnan(one.figures[2]) for one in found)
    assert [one.where for one in hangs(COVERAGE, {"": 80.0, "a": 60.0})] == ["a"]
    amount = indicator(unit="km²", kind="area", of=("class:forest",))
    assert hangs(amount, {"": 1.0, "a": 0.5}) == ()


def test_causes_are_read_from_a_table_as_they_were_written():
    told = (
        Cause("zone", "a", (10.0, -30.0, float("nan")), "m²"), Cause("blind_area", "", (1 / 3, 12.0)),
        Cause("pinch", "North; 1|2", (3.0, 80.0)),
    )  # fmt: skip
    assert written(told) == "zone|a|10|-30||m²; blind_area||0.3333333333|12; pinch|North, 1/2|3|80"
    back = read(written(told))
    assert [(one.kind, one.where, one.unit) for one in back] == [
        ("zone", "a", "m²"), ("blind_area", "", ""), ("pinch", "North, 1/2", ""),
    ]  # fmt: skip
    assert np.isnan(back[0].figures[2])
    assert read("") == ()
