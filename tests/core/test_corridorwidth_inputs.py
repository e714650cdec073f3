"""Corridor width: given axes, awkward drawings, and stopping in the middle."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.codes import BROKEN, PASS
from greenvein.core.corridors.results import Checks
from greenvein.core.corridors.width import corridor_width
from shapely import affinity

LONG = shapely.box(0, 0, 5000, 500)


def array(shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def measure(*corridors, required=500.0, obstacles=(), axes=(), **more):
    required = np.full(len(corridors), float(required))
    return corridor_width(array(corridors), required, obstacles=array(obstacles), axes=array(axes), **more)


def first(result):
    return result.corridors.iloc[0]


def line(*points):
    return shapely.LineString(points)


ACROSS = line((50, 1500), (550, 1500))
AXES = {
    "a box passed across is as wide as its sides are apart": (shapely.box(0, 0, 600, 3000), ACROSS, 3000),
    "and so when turned": (
        affinity.rotate(shapely.box(0, 0, 600, 3000), 20),
        affinity.rotate(ACROSS, 20, origin=(300, 1500)),
        3000,
    ),
    "a square": (shapely.box(0, 0, 500, 500), line((50, 250), (450, 250)), 500),
    "a box passed along": (LONG, line((100, 250), (4900, 250)), 500),
    "an axis that leaves the corridor on its way": (LONG, line((100, 250), (2000, 800), (4900, 250)), 500),
}


@pytest.mark.parametrize("name", AXES)
def test_an_axis_decides_from_where_to_where_a_corridor_is_passed(name):
    corridor, axis, expected = AXES[name]
    result = measure(corridor, axes=[axis])
    assert first(result)["clear_m"] == pytest.approx(expected, abs=0.1)
    assert (first(result)["arms"], first(result)["verdict"]) == (1, PASS)
    assert result.lines_used.tolist() == [True]


def test_an_axis_along_a_short_way_makes_a_short_corridor():
    box = shapely.box(0, 0, 600, 3000)
    assert first(measure(box))["length_m"] == pytest.approx(3000, abs=0.1)
    assert first(measure(box, axes=[ACROSS]))["length_m"] == pytest.approx(600, abs=0.1)


def test_an_axis_that_leads_through_no_corridor_is_told_and_changes_nothing():
    result = measure(LONG, axes=[line((100, 2500), (4900, 2500))])
    assert result.lines_used.tolist() == [False]
    assert first(result)[["clear_m", "length_m"]].tolist() == pytest.approx([500, 5000], abs=0.1)


def test_overlapping_corridors_are_each_measured_on_their_own_ground():
    crossing = shapely.box(2000, -3000, 2300, 3000)
    found = measure(LONG, crossing, LONG).corridors
    assert found["clear_m"].tolist() == pytest.approx([500, 300, 500], abs=0.1)
    assert found["length_m"].tolist() == pytest.approx([5000, 6000, 5000], abs=0.1)


def test_the_ground_to_open_between_parts_lies_on_their_axis():
    parts = shapely.MultiPolygon([shapely.box(0, 0, 2000, 600), shapely.box(2600, 0, 5000, 600)])
    (ground,) = measure(parts).ground
    assert ground.bounds == pytest.approx((2000, 50, 2600, 550), abs=0.5)


def test_no_ground_is_to_be_opened_behind_an_end():
    result = measure(shapely.box(0, 0, 5000, 400))
    assert shapely.union_all(result.ground).bounds == pytest.approx((0, -50, 5000, 450), abs=0.5)


def test_slivers_are_left_out_and_counted():
    corridor = shapely.MultiPolygon([LONG, shapely.box(0, 600, 3000, 600.05), shapely.box(5000.5, 0, 5000.52, 500)])
    result = measure(corridor)
    assert result.slivers == 2
    assert (first(result)["parts"], first(result)["verdict"]) == (1, PASS)


def test_a_corridor_narrower_than_the_step_is_measured():
    found = first(measure(shapely.box(0, 0, 400, 4), required=80, step_m=25.0))
    assert found[["clear_m", "length_m"]].tolist() == pytest.approx([4, 400], abs=0.1)
    assert found["below_m"] == pytest.approx(400, abs=0.1)


@pytest.mark.slow
def test_a_hundred_thousand_vertices_do_not_change_the_width():
    at = np.linspace(0, 40 * np.pi, 50_000)
    # The same wave 400 m further up; where it is steep its discs are narrower than that.
    low = np.c_[at * 200, 300 * np.sin(at / 4)]
    high = low + np.array([0, 400])
    dense = shapely.Polygon(np.r_[low, high[::-1]])
    plain = shapely.Polygon(np.r_[low[::25], high[::25][::-1]])
    assert shapely.get_num_coordinates(dense) > 100_000
    expected = first(measure(plain, required=80))
    found = first(measure(dense, required=80))
    assert found["clear_m"] == pytest.approx(expected["clear_m"], abs=0.1)
    assert found["length_m"] == pytest.approx(expected["length_m"], rel=1e-3)


def test_obstacles_beside_a_corridor_take_nothing():
    beside = [shapely.box(2000, 500, 2100, 700), shapely.box(-50, 0, 0, 500)]
    assert first(measure(LONG, obstacles=beside))[["clear_m", "obstacle_ratio"]].tolist() == pytest.approx([500, 0])


def test_part_of_a_corridor_covered_completely_breaks_it():
    result = measure(LONG, obstacles=[shapely.box(2000, -1, 3000, 501)])
    assert (first(result)["verdict"], first(result)["clear_m"]) == (BROKEN, 0)
    assert result.ground[0].buffer(0.5).covers(shapely.box(2000, 0, 3000, 500))


def test_checks_of_length_angle_and_obstacles_are_made_where_asked_for():
    wanted = Checks(length_m=5500, angle_deg=30, obstacle_ratio=0.25)
    house = shapely.box(2450, 0, 2550, 100)
    found = first(measure(LONG, obstacles=[house], checks=[wanted], wind_deg=290.0))
    assert found["checks"] == "length:fail angle:pass obstacles:pass"
    assert first(measure(LONG, checks=[Checks()], wind_deg=290.0))["checks"] == ""
    # No wind, no angle: what cannot be measured is not judged.
    assert first(measure(LONG, checks=[wanted]))["checks"] == "length:fail obstacles:pass"


@pytest.mark.slow
def test_obstacles_of_exactly_a_tenth_are_not_below_a_tenth_however_the_corridor_lies():
    below = Checks(obstacle_ratio=0.1)
    for degrees in np.random.default_rng(1).uniform(0, 360, 6):
        for height, expected in ((50, "obstacles:fail"), (49.9, "obstacles:pass")):
            shapes = (LONG, shapely.box(2450, 0, 2550, height))
            corridor, house = (
                affinity.translate(affinity.rotate(one, degrees, origin=(0, 0)), 5e5, 4.4e6) for one in shapes
            )
            assert first(measure(corridor, obstacles=[house], checks=[below]))["checks"] == expected


@pytest.mark.slow
def test_one_large_corridor_can_be_stopped_in_the_middle():
    random = np.random.default_rng(3)
    corner = np.c_[random.uniform(0, 40_000, 20_000), random.uniform(0, 480, 20_000)]
    houses = shapely.box(corner[:, 0], corner[:, 1], corner[:, 0] + 8, corner[:, 1] + 8)
    asked = []

    def cancel(share):
        asked.append(share)
        if len(asked) == 4:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        measure(shapely.box(0, 0, 40_000, 500), obstacles=houses, progress=cancel)
    assert len(asked) == 4
    assert max(asked) < 1
