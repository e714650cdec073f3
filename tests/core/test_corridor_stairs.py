"""Corridor width between stairs and teeth: corridors made from rasters, and sides in steps."""

import numpy as np
import pytest
import shapely
from greenvein.core.corridors.width import corridor_width
from shapely import affinity

NONE = np.array([], dtype=object)


def measured(corridor, axes=()):
    found = corridor_width(np.array([corridor]), np.array([80.0]), obstacles=NONE, axes=np.array(axes, dtype=object))
    found = found.corridors.iloc[0]
    assert (found["reason"], found["arms"]) == ("", 1)
    return found["clear_m"]


def raster(line, width, cell):
    """Return what becomes of a strip along a line where cells whose centres are in it are made a polygon."""
    strip = line.buffer(width / 2, cap_style="flat", join_style="mitre")
    low, high = np.reshape(strip.bounds, (2, 2)) // cell
    corner = np.stack(np.meshgrid(*(np.arange(*ends) for ends in zip(low, high + 1))), axis=-1).reshape(-1, 2) * cell
    corner = corner[shapely.contains_xy(strip, *(corner + cell / 2).T)]
    parts = shapely.get_parts(shapely.union_all(shapely.box(*corner.T, *(corner + cell).T)))
    return shapely.Polygon(parts[np.argmax(shapely.area(parts))].exterior)


def between_sides(corridor, line, near):
    """Return the distance in m of the two sides of a corridor along a line, but for ``near`` m at both its ends."""
    edge = np.array(shapely.get_coordinates(corridor.exterior))
    edge = shapely.linestrings(np.stack([edge[:-1], edge[1:]], axis=1))
    place = shapely.line_locate_point(line, shapely.centroid(edge))
    kept = edge[(place > near) & (place < line.length - near)]
    left = shapely.intersects(shapely.buffer(line, corridor.length, single_sided=True, cap_style="flat"), kept)
    return shapely.distance(shapely.union_all(kept[left]), shapely.union_all(kept[~left]))


def turned(random, *shapes):
    """Return shapes turned, and one time in two mirrored, all the same way."""
    angle, flip = random.uniform(0, 360), random.choice([-1, 1])
    return [affinity.rotate(affinity.scale(one, 1, flip, origin=(0, 0)), angle, origin=(0, 0)) for one in shapes]


def beyond(line, more):
    """Return a line led on straight by ``more`` m at both its ends."""
    xy = np.array(line.coords)
    out = np.stack([xy[0] - xy[1], xy[-1] - xy[-2]])
    out *= more / np.linalg.norm(out, axis=1)[:, None]
    return shapely.LineString(np.r_[[xy[0] + out[0]], xy, [xy[-1] + out[1]]])


def check(random, corridor, line, width):
    right = between_sides(corridor, line, width / 2)
    other, axis = turned(random, corridor, beyond(line, width))
    for found in (measured(corridor), measured(other), measured(other, [axis])):
        assert found == pytest.approx(right, abs=0.1)


def drawn(random):
    cell = random.choice([5.0, 10.0, 20.0, 30.0])
    return cell, random.uniform(max(80, 5 * cell), 520)


@pytest.mark.slow
@pytest.mark.cases(20, first=4)
def test_a_slanting_corridor_from_a_raster_is_as_wide_as_its_sides_are_apart(seed):
    random = np.random.default_rng(seed)
    (cell, width), length = drawn(random), random.uniform(5, 16)
    angle = random.choice([45, random.uniform(44, 46), random.uniform(30, 60)])
    line = affinity.rotate(shapely.LineString([(0, 0), (length * width, 0)]), -angle, (0, 0))
    line = affinity.translate(line, *(random.uniform(0, cell, 2)))
    check(random, raster(line, width, cell), line, width)


@pytest.mark.parametrize(
    ("width", "cell", "length", "right"), [(520, 30, 8000, 12 * 30 * 2**0.5), (120, 10, 1200, 113.137)]
)
def test_a_corridor_along_the_northwest_wind(width, cell, length, right):
    line = shapely.LineString([(0, 0), (length / 2**0.5, -length / 2**0.5)])
    assert measured(raster(line, width, cell)) == pytest.approx(right, abs=0.01)


@pytest.mark.slow
@pytest.mark.cases(12, first=3)
def test_a_bent_corridor_from_a_raster_with_one_slanting_arm(seed):
    random = np.random.default_rng(seed)
    cell, width = drawn(random)
    arms, bend = random.uniform(4, 8, 2) * width, np.radians(random.choice([45, random.uniform(30, 60)]))
    line = shapely.LineString([(-arms[0], 0), (0, 0), arms[1] * np.array([np.cos(bend), np.sin(bend)])])
    check(random, raster(line, width, cell), line, width)


def side(random, kind, width, step, length):
    """Return a side with steps or teeth, from left to right; none is below 0, but for stairs, which lead up."""
    count = int(length / step)
    x, up = np.arange(count + 1) * step, (np.arange(count + 1) + random.integers(2)) % 2
    if kind == "teeth":
        return np.stack([x, step * random.choice([0.5, 1.0, random.uniform(0.3, 2.5)]) * up], axis=1)
    if kind == "saw":
        return np.stack([np.repeat(x, 2)[1:-1], np.tile([0.0, step * random.uniform(0.3, 1.5)], count)], axis=1)
    return np.stack(
        [np.repeat(x, 2)[1:-1], np.repeat(step * (up[:-1] if kind == "steps" else x[:-1] / step), 2)], axis=1
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["steps", "teeth", "saw", "stairs"])
@pytest.mark.cases(15, first=4)
def test_between_sides_with_steps_or_teeth_the_width_is_their_distance(kind, seed):
    random = np.random.default_rng(seed)
    width = random.uniform(80, 520)
    step, length = width * random.uniform(0.05, 0.25), width * random.uniform(4, 9)
    high = side(random, kind, width, step, length) + np.array([0, width])
    low = (
        high - np.array([0, width * 1.5])
        if kind == "stairs"
        else side(random, kind, width, step, length) * np.array([1, -1])
    )
    axis = shapely.LineString((low[[0, -1]] + high[[0, -1]]) / 2)
    corridor = shapely.Polygon(np.r_[low, high[::-1]])
    right = shapely.distance(shapely.LineString(low), shapely.LineString(high))
    corridor, axis = turned(random, corridor, beyond(axis, width))
    for found in (measured(corridor), measured(corridor, [axis])):
        assert found == pytest.approx(right, abs=0.1)
