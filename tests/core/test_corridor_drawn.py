"""Corridor width: corridors as they are drawn: wobbly short sides, notches, doubled vertices, axes at a slant."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.codes import AT_END, NARROW, NO_ENDS, NO_SIDES, PASS, UNKNOWN
from greenvein.core.corridors.width import corridor_width
from shapely import affinity


def array(shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def measure(corridor, required=1.0, obstacles=(), axes=()):
    required = np.array([float(required)])
    return corridor_width(array([corridor]), required, obstacles=array(obstacles), axes=array(axes))


def row(corridor, required=1.0, obstacles=(), axes=()):
    return measure(corridor, required, obstacles, axes).corridors.iloc[0]


def strip(random):
    """Return a corridor whose four sides wobble, and its two long sides."""
    length = random.uniform(60, 600)
    width = length / random.uniform(2, 12)
    corner = np.array([[0, 0], [length, 0], [length, width], [0, width]]) + random.normal(0, 0.03 * width, (4, 2))
    noise = width * random.choice([0.003, 0.01, 0.03])

    def side(start, stop, most):
        share = np.r_[0, np.sort(random.uniform(0, 1, random.integers(1, most)))]
        across = np.array([start[1] - stop[1], stop[0] - start[0]]) / np.linalg.norm(stop - start)
        points = start + (stop - start) * share[:, None]
        points[1:] += across * random.uniform(-noise, noise, len(points) - 1)[:, None]
        return points

    sides = [side(corner[one], corner[(one + 1) % 4], most) for one, most in enumerate((30, 9, 30, 9))]
    long = [shapely.LineString(np.r_[sides[one], corner[[(one + 1) % 4]]]) for one in (0, 2)]
    return shapely.Polygon(np.concatenate(sides)), long


@pytest.mark.cases(60, first=8)
def test_between_two_wobbly_sides_the_widest_disc_is_their_distance(seed):
    random = np.random.default_rng(seed)
    corridor, (one, two) = strip(random)
    if not corridor.is_valid:
        pytest.skip("the sides cross")
    found = row(affinity.rotate(corridor, random.uniform(0, 360), origin=(0, 0)))
    assert (found["reason"], found["arms"]) == ("", 1)
    # What closes in beside a corner belongs to the end, so that it may be a little wider.
    assert -0.1 <= found["clear_m"] - one.distance(two) <= max(0.1, 0.05 * found["clear_m"])


@pytest.mark.parametrize("dent", [-60, -20, -5, -0.2, 0.2, 5, 20, 60])
@pytest.mark.parametrize("ends", [1, 2])
def test_a_dent_in_a_short_side_takes_nothing(dent, ends):
    left = [(0, 440), (dent, 330), (-dent, 110), (0, 0)]
    right = [(2700, 0), (2700 + dent, 110), (2700, 440)] if ends == 2 else [(2700, 0), (2700, 440)]
    found = row(shapely.Polygon(right + left), 440)
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(440, abs=0.1))


@pytest.mark.parametrize("noise", [1e-7, 1e-6, 1e-5, 1e-4, 1e-3])
@pytest.mark.cases(4)
def test_vertices_that_stand_twice_are_one(seed, noise):
    random = np.random.default_rng(seed)
    ring = np.array([[0, 0], [700, 3], [1370, 0], [1370, 157], [650, 157], [0, 157]], dtype=float)
    twice = np.repeat(ring, 2, axis=0) + random.uniform(-noise, noise, (12, 2))
    found = row(shapely.make_valid(shapely.Polygon(twice)), 150)
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(154, abs=0.1))


@pytest.mark.slow
@pytest.mark.parametrize("slant", [-38, -30, -20, -12, 5, 12, 20, 30, 38])
def test_an_axis_that_leaves_at_a_slant_opens_the_end_and_no_side(slant):
    corridor = shapely.box(0, 0, 5000, 500)
    rise = 300 * np.tan(np.radians(slant))
    axis = shapely.LineString([(-50, 250 - rise), (300, 250 + rise / 6), (5050, 250)])
    for at in (30, 100, 150):
        found = row(corridor, 500, [shapely.box(at, 400, at + 100, 500)], [axis])
        assert (found["verdict"], found["clear_m"]) == (NARROW, pytest.approx(400, abs=0.1))
    wide = shapely.box(0, 0, 300, 800)
    across = 360 * np.tan(np.radians(slant)) / 2
    found = row(wide, 840, axes=[shapely.LineString([(-30, 400 - across), (330, 400 + across)])])
    assert (found["verdict"], found["clear_m"]) == (NARROW, pytest.approx(800, abs=0.1))


def test_an_axis_from_corner_to_corner_leaves_no_side_and_is_not_judged():
    found = row(shapely.box(0, 0, 500, 500), 300, axes=[shapely.LineString([(100, 100), (400, 400)])])
    assert (found["verdict"], found["reason"]) == (UNKNOWN, NO_SIDES)


def test_an_axis_that_leaves_beside_a_point_needs_no_more_memory_than_others():
    tip = [(0, 0), (3896.432277161628, 727.8866614), (4518.46964578, 616.13603867), (4684.81432285, 392.82149422)]
    corridor = shapely.Polygon([*tip, (4341.4929385557775, 363.976869687438)])
    axis = shapely.LineString([(-16.7012077331, 199.2109429946797), (4668.1182483103685, 591.9712088281957)])
    assert row(corridor, 100, axes=[axis])["verdict"] == NARROW


@pytest.mark.cases(12, first=3)
def test_obstacles_do_not_decide_whether_there_are_ends(seed):
    random = np.random.default_rng(seed)
    angle = np.sort(random.uniform(0, 2 * np.pi, 9))
    corridor = shapely.Polygon(np.c_[np.cos(angle), np.sin(angle)] * random.uniform(200, 400, 9)[:, None])
    at = shapely.get_coordinates(corridor.representative_point())[0]
    building = shapely.box(*at, *(at + random.uniform(5, 60, 2)))
    bare, built = row(corridor, 300), row(corridor, 300, [building])
    # Whether it falls short only at an end is another question.
    without, with_ = (found["reason"].replace(AT_END, "") for found in (bare, built))
    assert without == with_ and without in {"", NO_ENDS, NO_SIDES}
    assert without or built["clear_m"] <= bare["clear_m"] + 0.1


@pytest.mark.slow
def test_a_sliver_of_a_thousand_to_one_is_measured():
    assert row(shapely.Polygon([(0, 0), (3000, 0), (3000, 20)]), 40)["verdict"] == NARROW


def bend(middle, half, start, stop):
    """Return an arc of a ring around the origin: a corridor, or a building in it."""
    angle = np.linspace(start, stop, 61)
    inner, outer = (radius * np.c_[np.cos(angle), np.sin(angle)] for radius in (middle - half, middle + half))
    return shapely.Polygon(np.r_[inner, outer[::-1]])


@pytest.mark.slow
@pytest.mark.parametrize("middle", [750, 1000, 2000])
@pytest.mark.parametrize("at", [5, 40, 200])
@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("axis", [True, False])
def test_beside_a_bend_no_side_belongs_to_the_end(middle, at, side, axis):
    corridor = bend(middle, 250, 0, 2)
    place = middle + side * 201
    building = bend(place, 51, at / place, (at + 80) / place)
    angle = np.linspace(0, 2, 61)
    line = shapely.LineString(middle * np.c_[np.cos(angle), np.sin(angle)])
    found = row(corridor, 450, [building], [line] if axis else [])
    assert found["verdict"] == NARROW
    assert found["clear_m"] == pytest.approx(400, abs=1.5)


@pytest.mark.parametrize("slit", [1e-9, 1e-7, 1e-5, 1e-3, 6e-3])
def test_a_slit_that_dissolving_left_is_no_wall(slit):
    ring = [(0, 0), (1000, 0), (1000 + slit / 2, 60), (1000 + slit, 0), (2000, 0), (2000, 100), (0, 100)]
    found = row(shapely.Polygon(ring), 100)
    assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(100, abs=0.1))


@pytest.mark.cases(20, first=4)
def test_pieces_that_meet_but_for_rounding_are_one_corridor(seed):
    random = np.random.default_rng(seed)
    cut = np.r_[0, np.sort(random.uniform(100, 1900, 4)), 2000]
    tiles = np.array([shapely.box(west, 0, east, 92) for west, east in zip(cut[:-1], cut[1:])], dtype=object)
    turned = np.array([affinity.rotate(tile, 31.7 * seed, origin=(0, 0)) for tile in tiles])
    for corridor in (shapely.union_all(turned), shapely.multipolygons(turned)):
        found = row(shapely.make_valid(corridor, method="structure", keep_collapsed=False), 85)
        assert (found["verdict"], found["clear_m"]) == (PASS, pytest.approx(92, abs=0.1))


@pytest.mark.slow
@pytest.mark.parametrize("noise", [1e-7, 1e-6, 3e-6, 9e-6, 3e-5, 1e-3])
@pytest.mark.cases(4)
def test_buildings_drawn_twice_are_as_drawn_once(seed, noise):
    random = np.random.default_rng(seed)
    corridor = shapely.box(0, 0, 5000, 500)
    once = affinity.rotate(shapely.box(2400, 350, 2550, 480), random.uniform(0, 90))
    ring = shapely.get_coordinates(once)[:-1]
    twice = shapely.Polygon(ring + random.uniform(-noise, noise, ring.shape))
    doubled = shapely.make_valid(shapely.Polygon(np.repeat(ring, 2, axis=0) + random.uniform(-noise, noise, (8, 2))))
    right = row(corridor, 450, [once])["clear_m"]
    assert 200 < right < 500
    for obstacles in ([once, twice], [doubled]):
        assert row(corridor, 450, obstacles)["clear_m"] == pytest.approx(right, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("wide", [0.0, 1e-9, 1e-6, 1e-4, 1e-3, 4e-3])
@pytest.mark.parametrize("angle", [0, 33])
def test_spikes_and_threads_that_overlays_leave_are_no_walls(wide, angle):
    corridor = shapely.box(0, 0, 2000, 200)
    spike = [(1010 + wide / 2, 40), (1010, 190), (1010 - wide / 2, 40)]
    spiky = shapely.make_valid(shapely.Polygon([(1000, 20), (1020, 20), (1020, 40), *spike, (1000, 40)]))
    ends = [shapely.box(1000, 10, 1020, 40), shapely.box(1000, 180, 1020, 190)]
    thread = shapely.union_all([*ends, shapely.box(1010 - wide / 2, 30, 1010 + wide / 2, 185)])
    for obstacle, clear in ((spiky, 160), (thread, 140)):
        turned = [affinity.rotate(one, angle, origin=(0, 0)) for one in (corridor, obstacle)]
        assert row(turned[0], obstacles=turned[1:])["clear_m"] == pytest.approx(clear, abs=0.2)


@pytest.mark.slow
@pytest.mark.parametrize("thick", [1e-3, 8e-3, 0.1])
def test_a_wall_of_its_own_is_one_however_thin(thick):
    corridor, wall = shapely.box(0, 0, 2000, 200), shapely.box(1000, 50, 1000 + thick, 150)
    assert row(corridor, obstacles=[wall])["clear_m"] == pytest.approx(50, abs=0.1)
