"""What nobody knows of an indicator: the rest of what was chosen, holes of the land use, doubts that add up."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.indicators.indicator import Extent, Indicator, Measure, Milestone
from greenvein.core.scorecard.codes import CHOSEN, CONTESTED, GAPS, OVERLAPS, PARTLY_MAPPED, TOGETHER
from greenvein.core.scorecard.doubts import Doubt, others
from greenvein.core.scorecard.figures import Figure
from greenvein.core.scorecard.ground import Map, shows_more
from greenvein.core.scorecard.held import held_to_ground
from greenvein.core.scorecard.measuring import measured

BUILT = {"zh": "建成区", "en": "Built-up area"}


def plot(west, south, east, north):
    """A rectangle of hundreds of metres."""
    return shapely.box(100 * west, 100 * south, 100 * east, 100 * north)


def indicator(kind, unit="%", extent=None, ground=None, **how):
    return Indicator(
        "X", {"en": "X"}, unit, "keep", (Milestone(2025, 30),), extent=extent, ground=ground,
        measure=Measure(kind, **how),
    )  # fmt: skip


def ground(*land, zones=None, **more):
    made = None if zones is None else build(np.array([*zones.values()]), np.array([*zones]), planar)
    layers = {name: np.array(polygons) for name, polygons in more.pop("layers", {}).items()}
    return Map(layers, np.array(land), zones=made, **more)


def found(one, on):
    return {its.zone: its for its in measured([one], on, planar)}


# But some features of a layer.


WOOD = {"class:forest": [plot(0, 0, 4, 10)], "role:red_line": [plot(0, 0, 3, 10)]}


@pytest.mark.parametrize("of", [*WOOD])
def test_features_that_were_chosen_are_the_whole_where_zones_or_the_plan_show_it(of):
    share, city = indicator("share", of=(of,)), plot(0, 0, 10, 10)
    assert found(share, ground(city, layers=WOOD))[""].why == ""
    assert found(share, ground(city, layers=WOOD, chosen=True))[""].why == CHOSEN
    for km2, why in ((1.009, ""), (1.02, CHOSEN)):
        held = indicator("share", of=(of,), ground=Extent(km2, 0.01))
        assert found(held, ground(city, layers=WOOD, chosen=True))[""].why == why
    # Where there are zones it counts how much of them the land covers, whatever was left out.
    assert {its.why for its in found(share, ground(city, zones={"a": city}, layers=WOOD)).values()} == {""}


def test_land_use_that_was_left_out_counts_where_it_lies_on_none_of_the_rest():
    land = np.array([plot(0, 0, 10, 10)])
    for east, more in ((9.9, False), (10, False), (10.09, False), (10.2, True)):
        assert shows_more(np.array([plot(5, 0, east, 10)]), land, planar) == more
    # Twice the same beyond it is 0.9 % once.
    assert not shows_more(np.array([plot(9, 0, 10.09, 10)] * 2), land, planar)


def test_a_layer_of_which_features_were_left_out_is_told_with_them():
    layers = WOOD | {"role:red_line?": [plot(2, 0, 3.5, 10), plot(50, 0, 90, 10)]}
    its = found(indicator("share", of=("role:red_line",)), ground(plot(0, 0, 10, 10), layers=layers))[""]
    assert (its.value, its.why, {*its.others}) == (30, "", {(CHOSEN, 30), (CHOSEN, 35)})


def test_a_layer_of_which_features_were_left_out_elsewhere_is_whole_here():
    layers = WOOD | {"role:red_line?": [plot(50, 0, 90, 10)]}
    its = found(indicator("share", of=("role:red_line",)), ground(plot(0, 0, 10, 10), layers=layers))[""]
    assert (its.value, its.why, its.others) == (30, "", ())


@pytest.mark.parametrize(
    ("left", "whys"),
    [
        (plot(4, 0, 5, 10), {"": CHOSEN, "west": "", "east": CHOSEN}), (plot(0, 0, 4, 9), {"": "", "west": ""}),
        (plot(50, 0, 90, 10), {"": "", "west": ""}),
    ],
)  # fmt: skip
def test_a_part_of_which_features_were_left_out_is_not_whole_where_these_lie_on_the_land(left, whys):
    city, zones = plot(0, 0, 10, 10), {"west": plot(0, 0, 4, 10), "east": plot(4, 0, 10, 10)}
    parts = {"建成区": np.array([plot(0, 0, 4, 10)])}
    if "east" in whys:
        parts["建成区"] = np.array([plot(0, 0, 4, 10), plot(6, 0, 8, 10)])
    on = ground(city, zones=zones, layers=WOOD, parts=parts, left_out={"建成区": np.array([left])})
    its = found(indicator("share", extent=BUILT, of=("class:forest",)), on)
    assert {zone: one.why for zone, one in its.items()} == whys


def test_a_result_on_features_that_were_chosen_is_none_of_the_whole():
    homes = {"class:residential": [plot(0, 0, 4, 10)]}
    figure = Figure("ES1", "", 2025, 96.0, ground=("", "class:residential", 0.4))
    whys = [
        held_to_ground([figure], ground(plot(0, 0, 10, 10), layers=homes, chosen=chosen), planar)[0].doubt
        for chosen in (False, True)
    ]
    assert whys == ["", CHOSEN]


# Holes of the land use.


def ring(hole):
    return shapely.difference(plot(0, 0, 10, 10), hole)


def test_what_lies_in_a_hole_of_the_land_use_is_told_and_may_count():
    """The red line is 20 of 96 ha, and with the hole of 4 ha 22 of 100."""
    line = {"role:red_line": [plot(0, 0, 2, 10), plot(5, 5, 6, 7)]}
    on = ground(ring(plot(5, 5, 7, 7)), layers=line)
    share, amount = indicator("share", of=("role:red_line",)), indicator("area", "km²", of=("role:red_line",))
    its = found(share, on)[""]
    assert (its.value, its.why, its.others) == (pytest.approx(100 * 20 / 96), "", ((f"{GAPS}2", pytest.approx(22)),))
    assert found(amount, on)[""].others == ((f"{GAPS}2", pytest.approx(0.22)),)


@pytest.mark.parametrize(
    "line",
    [
        plot(0, 0, 2, 10),  # nothing of it in the hole
        plot(0, 0, 7, 5.1),  # less than a hundredth of it: 0.2 of 35.7 ha
        shapely.union_all([plot(0, 0, 2, 10), plot(10, 0, 20, 10)]),  # beyond the land, where it is not enclosed
    ],
)
def test_what_lies_in_no_hole_of_the_land_use_leaves_no_doubt(line):
    on = ground(ring(plot(5, 5, 7, 6)), layers={"role:red_line": [line]})
    assert found(indicator("share", of=("role:red_line",)), on)[""].others == ()


def test_land_in_a_hole_of_the_land_is_no_hole():
    """A hole of 16 ha with an island of 4 ha in it, half of which is red line, as is half of what is around it."""
    land = [ring(plot(4, 4, 8, 8)), plot(5, 5, 7, 7)]
    line = {"role:red_line": [plot(4, 4, 6, 8)]}
    its = found(indicator("share", of=("role:red_line",)), ground(*land, layers=line))[""]
    assert (its.value, its.others) == (pytest.approx(100 * 2 / 88), ((f"{GAPS}6", pytest.approx(8)),))


def test_zones_that_hold_the_land_say_that_its_holes_are_ground():
    city = plot(0, 0, 10, 10)
    on = ground(ring(plot(5, 5, 7, 7)), zones={"a": city}, layers={"role:red_line": [plot(5, 5, 6, 7)]})
    its = found(indicator("share", of=("role:red_line",)), on)[""]
    assert (its.value, its.others) == (pytest.approx(2), ())


def cells_of(mask):
    return [plot(column, row, column + 1, row + 1) for row, column in zip(*np.nonzero(mask))]


def drawn(draw):
    """Return which of 36 cells are land, none of which meet in a corner alone, where it would not be clear."""
    while True:
        land = draw.random((6, 6)) < 0.75
        blocks = np.lib.stride_tricks.sliding_window_view(np.pad(land, 1), (2, 2)).reshape(-1, 4)
        if land.any() and not any((*block,) in ((1, 0, 0, 1), (0, 1, 1, 0)) for block in blocks.tolist()):
            return land


@pytest.mark.cases(100, first=15)
def test_holes_are_what_water_from_outside_does_not_reach(seed):
    draw = np.random.default_rng(seed)
    land, line = drawn(draw), draw.random((6, 6)) < 0.5
    line.flat[np.flatnonzero(land)[0]] = True
    wet, before = np.pad(np.zeros_like(land), 1, constant_values=True), None
    while before is None or (wet != before).any():
        before = wet.copy()
        for axis in (0, 1):
            for way in (-1, 1):
                wet |= np.roll(wet, way, axis) & ~np.pad(land, 1)
    hole = ~wet[1:-1, 1:-1] & ~land
    on = ground(*cells_of(land), layers={"role:red_line": cells_of(line)})
    its = found(indicator("share", of=("role:red_line",)), on)[""]
    lost, ours = (hole & line).sum(), (land & line).sum()
    assert its.value == pytest.approx(100 * ours / land.sum())
    if lost:
        value = 100 * (ours + lost) / (land | hole).sum()
        assert its.others == ((f"{GAPS}{lost}", pytest.approx(value)),)
    else:
        assert its.others == ()


@pytest.mark.cases(100, first=15)
def test_land_that_was_left_out_is_told_by_the_cells_beside_the_rest(seed):
    draw = np.random.default_rng(seed)
    land, rest = (draw.random((12, 12)) < share for share in (0.7, 0.02))
    if land.any() and rest.any():
        beside = (rest & ~land).sum()
        told = shows_more(np.array(cells_of(rest)), np.array(cells_of(land)), planar)
        assert told == (beside > 0.01 * land.sum())


# Doubts that add up.


def test_two_doubts_of_no_weight_are_of_some_together():
    """Of 100 ha 0.6 are not shown, and codes of 0.2 ha may be wood, of which there are 30: 0.6 % and 0.67 %."""
    layers = {"class:forest": [plot(0, 0, 3, 10)], "class:forest?": [plot(5, 0, 5.2, 1)]}
    share = indicator("share", of=("class:forest",))
    on = ground(plot(0, 0, 9.94, 10), zones={"a": plot(0, 0, 10, 10)}, layers=layers)
    value, may_be = 100 * 30 / 99.4, found(share, on)[""].others
    assert [why for why, _ in may_be] == [PARTLY_MAPPED] * 2 + [TOGETHER] * 2
    least, most = sorted(one for why, one in may_be if why == TOGETHER)
    assert (least, most) == (pytest.approx(30), pytest.approx(30.6 + 100 * 0.2 / 99.4))
    assert least < value < most
    # With 0.3 ha that are not shown it is less than a hundredth in all.
    on = ground(plot(0, 0, 9.97, 10), zones={"a": plot(0, 0, 10, 10)}, layers=layers)
    assert {why for why, _ in found(share, on)[""].others} == {PARTLY_MAPPED}


def test_ground_that_lies_twice_adds_to_ground_that_is_not_shown():
    layers = {"class:forest": [plot(0, 0, 3, 10)], f"{OVERLAPS}class:forest": [plot(4, 0, 4.9, 1)]}
    share = indicator("share", of=("class:forest",))
    for gap, whys in ((0.005, {PARTLY_MAPPED}), (0.09, {PARTLY_MAPPED, TOGETHER})):
        on = ground(plot(0, 0, 10 - gap, 10), zones={"a": plot(0, 0, 10, 10)}, layers=layers)
        its = found(share, on)[""]
        assert (its.why, {why for why, _ in its.others}) == ("", whys)
    assert CONTESTED not in whys


@pytest.mark.cases(200, first=40)
def test_bounds_of_doubts_hold_whatever_of_them_is_so(seed):
    """Each of up to four doubts adds or takes an amount, some of it or nothing: the value lies between the bounds."""
    draw = np.random.default_rng(seed)
    value, by = 50.0, draw.uniform(-2, 2, draw.integers(1, 5))
    shares = draw.uniform(0, 0.009, len(by))
    doubts = [
        Doubt(str(row), np.array([its]), (np.array([value + one]),)) for row, (one, its) in enumerate(zip(by, shares))
    ]
    (may_be,) = others(np.array([value]), doubts)
    assert bool(may_be) == (len(by) > 1 and shares.sum() > 0.01)
    assert {why for why, _ in may_be} <= {TOGETHER}
    if may_be:
        truth = value + draw.uniform(0, 1, len(by)) @ by
        ends = [one for _, one in may_be]
        assert min(ends) - 1e-9 <= truth <= max(ends) + 1e-9
        assert max(ends) - min(ends) == pytest.approx(np.abs(by).sum())


@pytest.mark.cases(200, first=40)
def test_bounds_per_head_hold_however_many_more_people_there_may_be(seed):
    """Up to two doubts of what is counted, and of people, who may be many times as many, with some more beside them."""
    draw = np.random.default_rng(seed)
    area, people = draw.uniform(1e4, 1e6), draw.uniform(10, 1e5)
    more = area * draw.uniform(0, 0.009, draw.integers(0, 3))
    further = people * draw.choice([0.005, 0.05, 1, 100]) * draw.uniform(0.5, 2, draw.integers(2, 4))
    doubts = []
    for one in more:
        ends = np.array([area + one]) / people, np.array([area - one]) / people
        doubts.append(Doubt("a", np.array([one / area]), ends))
    for row, one in enumerate(further):
        every = np.array([people + one])
        doubts.append(Doubt("p", one / every, (), 0.0, (area / every,), beside=row == 0))
    (may_be,) = others(np.array([area / people]), doubts)
    ends = [one for why, one in may_be if why == TOGETHER]
    if not ends:
        assert sum(one.share[0] for one in doubts) <= 0.01
        return
    some, by = further / people, draw.uniform(0, 1, len(further))
    assert min(ends) == pytest.approx((area - more.sum()) / (people * (np.prod(1 + some[1:]) + some[0])))
    truth = area + draw.uniform(-1, 1, len(more)) @ more
    truth /= people * (np.prod(1 + (by * some)[1:]) + (by * some)[0])
    assert min(ends) * (1 - 1e-9) <= truth <= max(ends) * (1 + 1e-9)


def test_of_a_value_that_may_be_nothing_nothing_is_left():
    """Nobody knows who lives in as many homes as there are, nor what all of it is."""
    both = [Doubt("p", np.ones(1), (), np.inf, (np.zeros(1),)), Doubt("a", np.ones(1), (np.zeros(1),), np.inf)]
    assert others(np.array([5.0]), both) == [((TOGETHER, 5.0), (TOGETHER, 0.0))]
    assert others(np.array([0.0]), both) == [((TOGETHER, 0.0), (TOGETHER, 0.0))]


HOMES = {"class:residential": [plot(0, 0, 4, 10)]}


def held(on, km2, *may_be):
    figure = Figure("ES1", "", 2025, 96.0, others=tuple(("unsure", one) for one in may_be),
                    ground=("", "class:residential", km2))  # fmt: skip
    return held_to_ground([figure], on, planar, {"ES1"})[0]


def test_a_result_on_a_little_other_ground_where_land_use_lacks_a_little_may_turn():
    """Of 0.4 km² of homes 0.397 were measured, 0.75 %, and of the ground 0.5 % are not shown."""
    city, land = plot(0, 0, 10, 10), plot(0, 0, 9.95, 10)
    found = held(ground(land, zones={"a": city}, layers=HOMES), 0.397)
    assert found.doubt == ""
    # 38.112 ha are served of 39.7 measured: of 40 up to 38.412, and with a gap of half a hectare 38.912 of 40.5.
    ends = [pytest.approx(100 * served / 40.5) for served in (38.112, 38.912)]
    assert [one for why, one in found.others if why == TOGETHER] == ends
    # The other ground alone is of no weight.
    assert held(ground(city, zones={"a": city}, layers=HOMES), 0.397).others == ()


@pytest.mark.parametrize(("gap", "may_be"), [(0, []), (0.5, [94.8148, 96.0494]), (0.9, [93.8875, 96.0880])])
def test_homes_may_lie_in_the_gaps_of_the_land_use_and_be_served_or_not(gap, may_be):
    """96 % of 40 ha of homes are 38.4; with a gap of 0.5 ha 38.4 or 38.9 of 40.5."""
    city, land = plot(0, 0, 10, 10), plot(0, 0, 10 - gap / 10, 10)
    found = held(ground(land, zones={"a": city}, layers=HOMES), 0.4)
    assert (found.doubt, {why for why, _ in found.others}) == ("", {PARTLY_MAPPED} if may_be else set())
    assert [value for _, value in found.others] == pytest.approx(may_be, abs=1e-4)
    # Land use of some classes may lack any others, and amounts are no shares of it.
    assert held(ground(land, zones={"a": city}, layers=HOMES, in_part=True), 0.4).others == ()
    figure = Figure("X", "", 2025, 96.0, ground=("", "class:residential", 0.4))
    assert held_to_ground([figure], ground(land, zones={"a": city}, layers=HOMES), planar)[0].others == ()


def test_what_lies_in_the_gaps_adds_to_other_ground_that_a_result_has_measured():
    """36.48 ha are served of 38; of 40 and a gap of 0.5, 36.48 to 38.98."""
    city, land = plot(0, 0, 10, 10), plot(0, 0, 9.95, 10)
    found = held(ground(land, zones={"a": city}, layers=HOMES), 0.38)
    values = [value for _, value in found.others]
    assert (min(values), max(values)) == (pytest.approx(100 * 36.48 / 40.5), pytest.approx(100 * 38.98 / 40.5))


def test_a_place_without_homes_but_for_its_gaps_is_held_to_nothing():
    city, land = plot(0, 0, 10, 10), plot(0, 0, 9.95, 10)
    for gap in (city, land):
        assert held(ground(gap, zones={"a": city}, layers={"class:residential": []}), 0.0).doubt == ""


@pytest.mark.cases(100, first=20)
def test_whatever_lies_in_the_gaps_a_coverage_is_between_its_bounds(seed):
    draw = np.random.default_rng(seed)
    gap, homes, value = draw.uniform(0.01, 0.9), draw.uniform(5, 90), draw.uniform(50, 100)
    layers = {"class:residential": [plot(0, 0, homes / 10, 10)]}
    on = ground(plot(0, 0, 10 - gap / 10, 10), zones={"a": plot(0, 0, 10, 10)}, layers=layers)
    figure = Figure("ES1", "", 2025, value, ground=("", "class:residential", homes / 100))
    least, most = (one for _, one in held_to_ground([figure], on, planar, {"ES1"})[0].others)
    new, served = draw.uniform(0, gap), draw.uniform(0, 1)
    assert least <= 100 * (value / 100 * homes + served * new) / (homes + new) <= most


def test_bounds_of_a_result_go_with_the_ground_that_it_has_not_measured():
    city = plot(0, 0, 10, 10)
    on = ground(city, layers=HOMES)
    assert held(on, 0.397, 95.2, 96.8).others[2:] == (
        (TOGETHER, pytest.approx(95.2 * 0.397 / 0.4)),
        (TOGETHER, pytest.approx((96.8 * 0.397 + 100 * 0.003) / 0.4)),
    )
    # 95 % of 0.38 km² are 0.361, and with the rest 0.381.
    may_be = [value for why, value in held(on, 0.38, 95.0).others if why != "unsure"]
    assert may_be == pytest.approx([100 * 0.3648 / 0.4, 100 * 0.3848 / 0.4, 100 * 0.361 / 0.4, 100 * 0.381 / 0.4])
