"""Corridor width: shapes whose clear width is known by geometry."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.codes import BROKEN, NARROW, PASS, UNKNOWN
from greenvein.core.corridors.width import corridor_width
from shapely import affinity

STRAIGHT = shapely.box(0, 0, 5000, 500)


def array(shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def measure(*corridors, required=500.0, obstacles=(), axes=(), wind=315.0):
    return corridor_width(
        array(corridors),
        np.full(len(corridors), float(required)),
        obstacles=array(obstacles),
        axes=array(axes),
        wind_deg=wind,
    )


def first(result):
    return result.corridors.iloc[0]


def strip(points, half):
    return shapely.LineString(points).buffer(half, cap_style="flat", join_style="mitre")


def test_a_rectangle_is_as_wide_as_it_is_drawn_from_end_to_end():
    found = first(measure(STRAIGHT))
    assert found[["clear_m", "mean_m", "length_m"]].tolist() == pytest.approx([500, 500, 5000], abs=0.1)
    assert (found["verdict"], found["pinches"], found["below_m"], found["arms"]) == (PASS, 0, 0, 1)


@pytest.mark.parametrize("move", [(500_000, 4_400_000), (39_500_000, 4_400_000)])
def test_it_is_so_turned_and_far_from_the_origin(move):
    found = first(measure(affinity.translate(affinity.rotate(STRAIGHT, 37), *move)))
    assert found[["clear_m", "length_m"]].tolist() == pytest.approx([500, 5000], abs=0.1)
    assert found["verdict"] == PASS


def test_the_narrowest_place_of_an_hourglass_is_its_neck():
    neck = [(2500, 90), (3000, 0), (5000, 0), (5000, 500), (3000, 500), (2500, 410)]
    result = measure(shapely.Polygon([(0, 0), (2000, 0), *neck, (2000, 500), (0, 500)]))
    assert first(result)["clear_m"] == pytest.approx(320, abs=0.1)
    assert result.pinches["cause"].tolist() == ["edge"]
    assert result.pinches["width_m"].tolist() == pytest.approx([320], abs=0.1)


def test_a_wedge_falls_below_80_m_where_its_discs_do():
    result = measure(shapely.Polygon([(0, -300), (5000, -30), (5000, 30), (0, 300)]), required=80)
    slope = 270 / 5000
    # The half width is 300 − slope · x; the disc touches the sides square to them.
    expected = (300 - 40 / np.cos(np.arctan(slope))) / slope
    assert result.pinches["from_m"].tolist() == pytest.approx([expected], abs=0.1)
    assert result.pinches["to_m"].tolist() == pytest.approx([5000], abs=0.1)


def test_an_l_is_as_wide_as_its_legs():
    corner = shapely.Polygon([(0, 0), (3000, 0), (3000, 3000), (2500, 3000), (2500, 500), (0, 500)])
    assert first(measure(corner))["clear_m"] == pytest.approx(500, abs=0.1)


def test_an_s_bend_of_constant_width_has_that_width():
    at = np.linspace(0, 4 * np.pi, 400)
    bend = shapely.LineString(np.c_[at * 800, 600 * np.sin(at)]).buffer(150, quad_segs=32, cap_style="flat")
    found = first(measure(bend, required=300))
    assert found["clear_m"] == pytest.approx(300, abs=0.3)
    assert found["verdict"] == PASS


def test_each_arm_of_a_y_has_its_own_width():
    arms = [
        strip([(0, 0), (3000, 0)], 250),
        strip([(2800, 0), (3000, 0), (5000, 2000)], 200),
        strip([(2800, 0), (3000, 0), (5000, -2500)], 150),
        shapely.Point(3000, 0).buffer(400),  # room at the joint, so that each arm is narrowest in itself
    ]
    result = measure(shapely.union_all(arms))
    assert first(result)["arms"] == 3
    assert sorted(result.arms["clear_m"]) == pytest.approx([300, 400, 500], abs=0.5)


def test_a_ring_is_measured_once_around():
    ring = shapely.Point(0, 0).buffer(2000, 256).difference(shapely.Point(0, 0).buffer(1700, 256))
    found = first(measure(ring, required=80))
    assert found["clear_m"] == pytest.approx(300, abs=0.3)
    assert found["length_m"] == pytest.approx(2 * np.pi * 1850, rel=1e-3)
    assert (found["arms"], found["parts"], found["verdict"]) == (1, 1, PASS)


def test_a_building_in_the_middle_leaves_two_passages():
    building = shapely.box(2450, 200, 2550, 300)
    result = measure(STRAIGHT, obstacles=[building])
    assert first(result)["clear_m"] == pytest.approx(200, abs=0.1)
    assert first(result)["obstacle_ratio"] == pytest.approx(0.2, abs=1e-3)
    assert result.pinches["cause"].tolist() == ["obstacle"]
    assert result.pinches["obstacles"].tolist() == [(0,)]
    assert result.ground[0].buffer(0.1).covers(building)


def test_a_building_at_a_side_leaves_the_rest():
    assert first(measure(STRAIGHT, obstacles=[shapely.box(2450, 0, 2550, 100)]))["clear_m"] == pytest.approx(
        400, abs=0.1
    )


def test_a_row_of_buildings_is_passed_by_its_gap():
    row = [shapely.box(2450, 0, 2550, 200), shapely.box(2450, 290, 2550, 500)]
    assert first(measure(STRAIGHT, obstacles=row))["clear_m"] == pytest.approx(90, abs=0.1)


def test_buildings_across_break_the_corridor_and_are_named():
    wall = [shapely.box(2450, -10, 2550, 260), shapely.box(2450, 250, 2550, 510)]
    result = measure(STRAIGHT, obstacles=wall)
    assert (first(result)["verdict"], first(result)["clear_m"]) == (BROKEN, 0)
    assert result.pinches["obstacles"].tolist() == [(0, 1)]


def test_a_corridor_covered_by_obstacles_is_broken():
    found = first(measure(STRAIGHT, obstacles=[shapely.box(-10, -10, 5010, 510)]))
    assert (found["verdict"], found["clear_m"], found["obstacle_ratio"]) == (BROKEN, 0, pytest.approx(1))


@pytest.mark.slow
@pytest.mark.parametrize("noise", [0, 4])
def test_staircases_and_noise_make_no_branches(noise):
    random = np.random.default_rng(2022)
    x = np.repeat(np.arange(0, 5001, 20.0), 2)[1:-1]
    step = np.repeat(np.tile([0.0, 10.0], 125), 2)[: len(x)]
    low, high = np.c_[x, step + random.uniform(-noise, noise, len(x))], np.c_[x, 500 - step]
    found = first(measure(shapely.Polygon([*low, *high[::-1]])))
    assert found["arms"] == 1
    # Edges that hardly bend are as far apart as their nearest corners.
    expected = shapely.distance(shapely.LineString(low[4:-4]), shapely.LineString(high[4:-4]))
    assert found["clear_m"] == pytest.approx(expected, abs=0.1)


def test_corridors_that_share_a_border_are_measured_each_on_its_own():
    found = measure(STRAIGHT, shapely.box(0, 500, 5000, 580)).corridors
    assert found["clear_m"].tolist() == pytest.approx([500, 80], abs=0.1)


@pytest.mark.parametrize(
    "corridor",
    [
        shapely.Polygon([(0, 0), (5000, 0), (5500, 250), (5000, 500), (0, 500)]),
        shapely.LineString([(0, 0), (5000, 0)]).buffer(250, quad_segs=32),
        shapely.Polygon([(0, 0), (5000, 0), (5000, 500), (500, 500)]),
    ],
    ids=["pointed", "rounded", "cut askew"],
)
def test_ends_are_no_narrow_places(corridor):
    assert first(measure(corridor))["verdict"] == PASS


def test_parts_apart_are_broken_and_the_gap_is_measured():
    parts = shapely.MultiPolygon([shapely.box(0, 0, 2000, 500), shapely.box(2100, 0, 5000, 500)])
    found = first(measure(parts))
    assert (found["verdict"], found["parts"], found["gap_m"]) == (BROKEN, 2, pytest.approx(100))
    crossed = measure(parts, shapely.box(2000, -2000, 2100, 2000)).corridors.iloc[0]
    assert (crossed["verdict"], crossed["parts"], crossed["gap_m"]) == (PASS, 1, 0)


def test_what_misses_by_less_than_the_accuracy_passes_at_the_limit():
    found = measure(shapely.box(0, 0, 5000, 499.7), shapely.box(0, 0, 5000, 499.2)).corridors
    assert found["verdict"].tolist() == [PASS, NARROW]
    assert found["at_limit"].tolist() == [True, False]


def test_without_a_requirement_the_verdict_is_unknown():
    assert first(measure(STRAIGHT, required=np.nan))["verdict"] == UNKNOWN


def test_the_order_and_repetition_of_obstacles_play_no_part():
    random = np.random.default_rng(7)
    corner = np.c_[random.uniform(300, 4700, 40), random.uniform(0, 460, 40)]
    houses = [shapely.box(x, y, x + 30, y + 30) for x, y in corner]
    one = measure(STRAIGHT, obstacles=houses).corridors
    other = measure(STRAIGHT, obstacles=[*houses[::-1], houses[3]]).corridors
    figures = ["clear_m", "mean_m", "length_m", "below_m", "obstacle_ratio"]
    assert one[figures].to_numpy() == pytest.approx(other[figures].to_numpy(), rel=1e-9)


def test_the_angle_is_that_between_axis_and_wind():
    assert first(measure(STRAIGHT))["angle"] == pytest.approx(45, abs=0.1)
    assert first(measure(STRAIGHT, wind=270.0))["angle"] == pytest.approx(0, abs=0.1)


@pytest.mark.slow
@pytest.mark.cases(300, first=30)
def test_a_little_less_than_the_clear_width_passes_and_a_little_more_does_not(seed):
    random = np.random.default_rng(seed)
    x = np.linspace(0, 4000, 9)
    line = shapely.LineString(np.c_[x, np.r_[0, random.uniform(-250, 250, 7), 0]])
    half = random.uniform(60, 200)
    corridor = line.buffer(half, quad_segs=16, cap_style="flat")
    places = shapely.get_coordinates(
        shapely.line_interpolate_point(line, random.uniform(3 * half, 4000 - 3 * half, 12))
    )
    places += random.uniform(-half, half, places.shape)
    size = random.uniform(10, half / 2, len(places))
    houses = [affinity.rotate(shapely.box(*at, *(at + s)), random.uniform(0, 90)) for at, s in zip(places, size)]
    clear = first(measure(corridor, required=80, obstacles=houses))["clear_m"]
    free = corridor.difference(shapely.union_all(houses))
    ends = [shapely.Point(line.coords[at]) for at in (0, -1)]

    def connects(radius):
        ground = shapely.get_parts(free.buffer(-radius, quad_segs=64))
        return any(all(part.distance(end) < 1.5 * half for end in ends) for part in ground)

    assert clear > 0
    assert connects(0.999 * clear / 2)
    assert not connects(1.01 * clear / 2)
