"""Corridor width: polygons of every kind, such as run to a point, have no two ends, or cannot be measured at all."""

import json
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from greenvein.core.corridors import width as corridorwidth
from greenvein.core.corridors.codes import BROKEN, NARROW, NO_ENDS, PASS, UNKNOWN
from greenvein.core.corridors.results import Checks
from greenvein.core.corridors.width import corridor_width
from greenvein.core.live.corridors import LiveCorridors
from greenvein.core.live.keyed import Keyed
from shapely import affinity

DATA = Path(__file__).parent.parent / "data"


def array(shapes):
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return made


def measure(*corridors, required=40.0, obstacles=(), axes=()):
    required = np.full(len(corridors), float(required))
    return corridor_width(array(corridors), required, obstacles=array(obstacles), axes=array(axes), wind_deg=315.0)


def wedge(base, length):
    return shapely.Polygon([(0, -base / 2), (length, 0), (0, base / 2)])


@pytest.mark.parametrize("turn", [0, 33, 90, 217])
@pytest.mark.parametrize("base", [300, 100])
def test_a_wedge_runs_to_its_point(base, turn):
    found = measure(affinity.rotate(wedge(base, 1000), turn)).corridors.iloc[0]
    # At x m from the point the width is 2 x · sin(atan(base / 2000)).
    below = 40 / (2 * np.sin(np.arctan(base / 2000)))
    assert (found["clear_m"], found["verdict"], found["reason"]) == (0, NARROW, "")
    assert found["below_m"] == pytest.approx(below, abs=0.2)
    assert found["length_m"] == pytest.approx(1000, abs=0.5)


def test_wedges_and_a_body_with_a_slowly_closing_tip_are_narrow_at_their_points_alone():
    features = json.loads((DATA / "corridor_wedge.geojson").read_text("utf-8"))["features"]
    result = measure(*(shapely.geometry.shape(feature["geometry"]) for feature in features))
    assert result.corridors["below_m"].tolist() == pytest.approx([134.8, 400.5, 134.8], abs=0.2)
    assert result.corridors["length_m"].tolist() == pytest.approx([1000, 1000, 4000], abs=0.5)
    assert result.corridors["verdict"].tolist() == [NARROW] * 3
    assert result.pinches["cause"].tolist() == ["edge"] * 3


def test_a_building_across_a_wedge_breaks_it():
    found = measure(wedge(300, 1000), obstacles=[shapely.box(500, -200, 520, 200)]).corridors.iloc[0]
    assert (found["verdict"], found["clear_m"]) == (BROKEN, 0)


SQUARE = shapely.box(0, 0, 500, 500)
COMPACT = {
    "a triangle as wide as long": shapely.Polygon([(0, 0), (1000, 0), (500, 800)]),
    "a disc": shapely.Point(0, 0).buffer(300),
    "a square": SQUARE,
    "a hexagon": shapely.Point(0, 0).buffer(300, quad_segs=2),
}


@pytest.mark.parametrize("name", COMPACT)
def test_a_shape_without_two_ends_is_not_judged_and_says_why(name):
    found = measure(COMPACT[name], wedge(300, 1000)).corridors
    assert found["verdict"].tolist() == [UNKNOWN, NARROW]
    assert found["reason"].tolist() == [NO_ENDS, ""]
    assert np.isnan(found["clear_m"][0])


def test_with_an_axis_it_is_judged():
    axis = shapely.LineString([(100, 250), (400, 250)])
    found = measure(SQUARE, axes=[axis]).corridors.iloc[0]
    assert (found["verdict"], found["reason"]) == (PASS, "")
    assert found["clear_m"] == pytest.approx(500, abs=0.1)


def triangle(random):
    return shapely.Polygon(random.uniform(0, 1000, (3, 2)))


def star(random):
    points = 2 * int(random.integers(3, 9))
    angle = np.sort(random.uniform(0, 2 * np.pi, points))
    reach = np.where(np.arange(points) % 2, random.uniform(50, 300, points), random.uniform(300, 1500, points))
    return shapely.Polygon(np.c_[reach * np.cos(angle), reach * np.sin(angle)])


def hull(random):
    points = random.uniform((0, 0), (2000, random.uniform(100, 2000)), (int(random.integers(4, 20)), 2))
    return shapely.convex_hull(shapely.MultiPoint(points))


def comb(random):
    teeth = int(random.integers(2, 7))
    left = 200 * np.arange(teeth) + random.uniform(0, 100, teeth)
    right, top = left + random.uniform(10, 100, teeth), random.uniform(200, 800, (2, teeth))
    tips = [shapely.Polygon([(a, 0), (b, 0), (b, d), (a, c)]) for a, b, c, d in zip(left, right, *top)]
    return shapely.union_all([shapely.box(0, 0, 200 * teeth, random.uniform(20, 150)), *tips])


def spiral(random):
    turn = np.linspace(1.5, random.uniform(5, 18), 200)
    pitch = random.uniform(30, 120)
    line = shapely.LineString(pitch * turn[:, None] * np.c_[np.cos(turn), np.sin(turn)])
    cap = str(random.choice(["flat", "round", "square"]))
    return line.buffer(pitch * np.pi * random.uniform(0.15, 0.45), cap_style=cap)


@pytest.mark.slow
@pytest.mark.cases(8, first=3)
@pytest.mark.parametrize("make", [triangle, star, hull, comb, spiral])
def test_every_shape_is_measured_or_has_no_two_ends(make, seed):
    random = np.random.default_rng(seed)
    shape = make(random)
    result = measure(shape, required=80)
    row = result.corridors.iloc[0]
    if row["reason"]:
        assert (row["reason"], row["verdict"]) == (NO_ENDS, UNKNOWN)
        return
    assert row["verdict"] in (PASS, NARROW)
    assert row["clear_m"] <= 2 * shapely.maximum_inscribed_circle(shape, tolerance=0.1).length + 0.2
    assert shape.buffer(1).covers(shapely.multilinestrings(list(result.axis)))
    # Nothing is in the disc around a sample, and away from the ends it touches the edge.
    width = result.profile["width_m"].to_numpy()
    reach = 2 * shapely.distance(result.points, shape.boundary)
    assert (width >= reach - 0.1).all()
    ends = shapely.union_all([axis.boundary for axis in result.axis])
    away = shapely.distance(result.points, ends) > 1.5 * width
    # The point of a sample is the centre of its disc.
    assert not away.any() or (np.abs(width - reach)[away] <= 0.1).mean() > 0.97
    assert width[away] == pytest.approx(reach[away], rel=0.02, abs=0.1)


def failing_on(bad):
    whole = corridorwidth.measure

    def measured(part, *more):
        if part.area == bad.area:
            raise ValueError("cannot be measured")
        return whole(part, *more)

    return measured


def test_one_corridor_that_cannot_be_measured_stops_no_other_and_its_row_says_why(monkeypatch):
    good, bad = shapely.box(0, 0, 1000, 100), shapely.box(0, 500, 900, 580)
    monkeypatch.setattr(corridorwidth, "measure", failing_on(bad))
    found = measure(good, bad, good).corridors
    assert found["verdict"].tolist() == [PASS, UNKNOWN, PASS]
    assert found["reason"].tolist() == ["", "ValueError: cannot be measured", ""]


def test_nor_does_it_while_edits_are_followed(monkeypatch):
    good, bad = shapely.box(0, 0, 1000, 100), shapely.box(0, 500, 900, 580)
    monkeypatch.setattr(corridorwidth, "measure", failing_on(bad))
    checks = array([Checks()] * 2)
    corridors = Keyed(np.arange(2), geometry=array([good, good]), required_m=np.full(2, 40.0), checks=checks)
    live = LiveCorridors(corridors, *(Keyed(np.arange(0), geometry=array([])) for _ in range(2)))
    assert live.widths().corridors["verdict"].tolist() == [PASS, PASS]
    for shape, verdict in ((bad, UNKNOWN), (good, PASS)):
        edit = {"geometry": array([shape]), "required_m": np.array([40.0]), "checks": checks[:1]}
        live.edit(corridors=corridors.put([1], np.array([1]), **edit))
        assert live.widths().corridors["verdict"].tolist() == [PASS, verdict]


@pytest.mark.slow
def test_waters_as_they_were_drawn_are_measured_or_have_a_reason_of_ours():
    waters = geopandas.read_file(DATA / "liechtenstein_2015.gpkg", layer="landcover")
    shapes = waters[waters["category"].isin(["water", "wetland"])].geometry.make_valid()
    shapes = shapes[shapes.geom_type.isin(["Polygon", "MultiPolygon"])].to_numpy()
    assert len(shapes) > 50
    table = corridor_width(shapes, np.full(len(shapes), 40.0)).corridors
    assert set(table["reason"]) <= {"", NO_ENDS}
    assert (table["reason"] == "").mean() > 0.9
    assert (table["verdict"] == UNKNOWN).tolist() == (table["reason"] != "").tolist()
    # Only what is about as wide as long has no ends.
    box = shapely.minimum_rotated_rectangle(shapes[(table["reason"] != "").to_numpy()])
    corner = shapely.get_coordinates(box).reshape(-1, 5, 2)[:, :3]
    sides = np.sort(np.linalg.norm(np.diff(corner, axis=1), axis=2), axis=1)
    assert (sides[:, 1] < 1.8 * sides[:, 0]).all()
