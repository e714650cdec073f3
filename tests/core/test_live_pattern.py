"""The pattern while its layers are edited: after every edit what a full run gives."""

import math

import numpy as np
import pytest
import shapely
from greenvein.core.live import pattern as live_pattern
from greenvein.core.live import windows
from greenvein.core.live.keyed import Keyed
from greenvein.core.live.pattern import LivePattern
from greenvein.core.pattern.codes import TIERS
from greenvein.core.pattern.controllines import line_conflicts
from greenvein.core.pattern.securitypattern import construction_conflicts, security_pattern
from greenvein.core.pattern.standing import open_reason
from shapely.affinity import rotate, translate

EAST, NORTH, SIDE = 500_000.0, 4_400_000.0, 600.0
SLIVER_M = 1.0


def box(x, y, width, height):
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)


def array(*polygons):
    found = np.empty(len(polygons), dtype=object)
    found[:] = polygons
    return found


def shape(random):
    """Return a polygon as planners draw them: parcels that share borders, blobs, rings, parcels of several parts."""
    way = random.integers(6)
    x, y = random.integers(0, 11, 2) * 50.0
    width, height = random.integers(1, 5, 2) * 50.0
    if way < 3:
        return box(x, y, width, height)
    if way == 3:
        return shapely.MultiPolygon([box(x, y, 50, 50), box(x + 100, y, 50, 50)])
    if way == 4:
        return shapely.difference(box(x, y, 200, 200), box(x + 50, y + 50, 100, 50 + random.uniform(0, 40)))
    bend = np.linspace(0, 2 * np.pi, random.integers(5, 40))[:-1]
    reach = random.uniform(20, 120, len(bend))
    centre = random.uniform(0, SIDE, 2) + np.array([EAST, NORTH])
    return shapely.make_valid(shapely.Polygon(centre + reach[:, None] * np.c_[np.cos(bend), np.sin(bend)]))


def sliver(random):
    """Return a strip that shares an edge, or a part of one, with parcels, or lies beside other such strips."""
    x, y = random.integers(0, 11, 2) * 50.0 + random.integers(-2, 3, 2) * 0.4
    along = random.integers(1, 5) * 50.0
    return box(x, y, along, 0.4) if random.integers(2) else box(x, y, 0.4, along)


class City:
    """Layers of a pattern, control lines and construction land, edited at random."""

    def __init__(self, seed, extent=None, strips=0.0):
        self.random, self.strips = np.random.default_rng(seed), strips
        self.extent = extent
        red, farm = self.layer(12, tier=1), self.layer(14, tier=1)
        tiered = self.layer(15, tier=None)
        self.layers = {"red": red, "farm": farm, "tiered": tiered}
        self.lines = {"red": red, "farm": farm, "growth": self.layer(8, tier=1)}
        self.land = self.built(20)
        self.live = self.fresh()

    def fresh(self):
        return LivePattern(self.layers, self.lines, self.land, extent=self.extent, sliver_m=SLIVER_M, drawn_m=SLIVER_M)

    def shapes(self, count):
        return array(*(self.shape() for _ in range(count)))

    def shape(self):
        # A city without strips draws no number for them.
        return (sliver if self.strips and self.random.random() < self.strips else shape)(self.random)

    def tiers(self, count):
        return self.random.integers(0, 4, count)

    def layer(self, count, tier):
        tiers = self.tiers(count) if tier is None else np.full(count, tier)
        return Keyed(np.arange(count), geometry=self.shapes(count), tier=tiers)

    def built(self, count):
        # Few names, so that of equals the key decides.
        names = np.array([str(number % 3) for number in range(count)], dtype=object)
        return Keyed(np.arange(count), geometry=self.shapes(count), id=names, fid=np.arange(count))

    def edit(self):
        """Edit one or two layers; return what was done."""
        name = str(self.random.choice(["red", "farm", "tiered", "growth", "land"]))
        keyed = self.land if name == "land" else {**self.layers, **self.lines}[name]
        way = str(self.random.choice(["add", "copy", "delete", "move", "corner", "nudge", "value", "split", "swap"]))
        edit = getattr(self, way)(keyed)
        self.live.edit({} if name == "land" else {name: edit}, edit if name == "land" else None)
        return name, way

    def any(self, keyed):
        return int(self.random.integers(len(keyed)))

    def put(self, keyed, rows, **columns):
        """Give rows other values."""
        found = {name: values[rows].copy() for name, values in keyed.columns.items()}
        for name, values in columns.items():
            found[name][:] = values
        return keyed.put(keyed.key[rows], keyed.key[rows], **found)

    def insert(self, keyed, geometry, like, gone=()):
        """Add features with the values of a row, and take others away."""
        keys = keyed.key.max(initial=0) + 1 + np.arange(len(geometry))
        columns = {name: np.repeat(values[[like]], len(keys)) for name, values in keyed.columns.items()}
        columns["geometry"] = geometry
        if "fid" in columns:
            columns["fid"] = keys
        return keyed.put([*keys, *gone], keys, **columns)

    def add(self, keyed):
        return self.insert(keyed, self.shapes(1), self.any(keyed))

    def copy(self, keyed):
        row = self.any(keyed)
        return self.insert(keyed, keyed["geometry"][[row]], row)

    def delete(self, keyed):
        if len(keyed) < 4:
            return self.add(keyed)
        nothing = {name: values[:0] for name, values in keyed.columns.items()}
        return keyed.put([keyed.key[self.any(keyed)]], keyed.key[:0], **nothing)

    def move(self, keyed):
        row = self.any(keyed)
        return self.put(
            keyed, [row], geometry=array(translate(keyed["geometry"][row], *self.random.uniform(-60, 60, 2)))
        )

    def nudge(self, keyed):
        """Move by less than any survey can tell, or turn a little: borders that are meant to be one come apart."""
        row = self.any(keyed)
        old = keyed["geometry"][row]
        by = self.random.uniform(-2e-9, 2e-9, 2)
        new = translate(old, *by) if self.random.random() < 0.5 else rotate(old, self.random.uniform(-1e-3, 1e-3))
        return self.put(keyed, [row], geometry=array(new))

    def corner(self, keyed):
        """Move a corner, and the same corner of all that share it."""
        corners = shapely.get_coordinates(keyed["geometry"][self.any(keyed)])
        corner = corners[self.random.integers(len(corners))]
        rows = np.flatnonzero(shapely.distance(keyed["geometry"], shapely.Point(corner)) == 0)
        to = corner + self.random.uniform(-20, 20, 2)

        def moved(points):
            return np.where((points == corner).all(axis=1)[:, None], to, points)

        new = shapely.buffer(shapely.make_valid(shapely.transform(keyed["geometry"][rows], moved)), 0)
        some = ~shapely.is_empty(new)
        return self.put(keyed, rows[some], geometry=new[some])

    def value(self, keyed):
        row = self.any(keyed)
        if "tier" in keyed.columns:
            # Control lines are of the first tier for good.
            fixed = keyed is not self.layers["tiered"]
            return self.put(keyed, [row], tier=1 if fixed else self.tiers(1))
        return self.put(keyed, [row], id=np.array([str(self.random.integers(3))], dtype=object))

    def split(self, keyed):
        """Divide a feature in two along a line."""
        row = self.any(keyed)
        west, south, east, north = shapely.bounds(keyed["geometry"][row])
        halves = shapely.box([west - 1, (west + east) / 2], south - 1, [(west + east) / 2, east + 1], north + 1)
        parts = windows.areal(shapely.intersection(keyed["geometry"][row], halves))
        return self.insert(keyed, parts[~shapely.is_empty(parts)], row, [keyed.key[row]])

    def swap(self, keyed):
        """Give two features each other's shape, and one of them another size."""
        one, two = self.any(keyed), self.any(keyed)
        if one == two:
            return self.add(keyed)
        return self.put(keyed, [one, two], geometry=keyed["geometry"][[two, one]])

    def place(self, row):
        """Return what decides which of equal construction land counts: where it lies, its shape, its id, its key."""
        ground = self.land["geometry"][row]
        west, south, east, north = ground.bounds
        return west, south, east, north, shapely.normalize(ground).wkb, self.land["id"][row], self.land.key[row]

    def compare(self):
        """Hold every figure against the kernels."""
        geometry, tier, source = self.live._polygons(None)
        full = security_pattern(geometry, tier, source, list(self.layers), extent=self.extent)
        for one in TIERS:
            area = full.tiers.set_index("tier")["area_m2"][one]
            assert self.live.tiers_m2[one] == pytest.approx(area, rel=1e-9, abs=1e-4), one
        rank = np.empty(len(self.land), dtype=int)
        rank[sorted(range(len(rank)), key=self.place)] = range(len(rank))
        table = construction_conflicts(full, self.land["geometry"], rank=rank, sliver_m=SLIVER_M).table
        for one in TIERS:
            ours = self.live.construction.area_m2[self.live.construction.tier == one]
            theirs = table.loc[table["tier"] == one, "area_m2"]
            assert sorted(ours) == pytest.approx(sorted(theirs), rel=1e-9, abs=1e-4), one
            thin = self.live.construction.area_m2[self.live.slivers & (self.live.construction.tier == one)]
            theirs = table.loc[(table["tier"] == one) & table["sliver"], "area_m2"]
            assert sorted(thin) == pytest.approx(sorted(theirs), rel=1e-9, abs=1e-4), one
        claims = {name: one["geometry"] for name, one in self.lines.items()}
        lines = line_conflicts(claims, extent=self.extent, sliver_m=SLIVER_M).table
        assert sorted(self.live.lines.area_m2) == pytest.approx(sorted(lines["area_m2"]), rel=1e-9, abs=1e-4)
        assert self.live.lines.sliver.sum() == lines["sliver"].sum()
        polygons, tiers = (np.concatenate([one[name] for one in self.layers.values()]) for name in ("geometry", "tier"))
        in_baseline = bool(((table["tier"] == 1) & ~table["sliver"]).any())
        land = self.land["geometry"]
        reason = open_reason(polygons, tiers, land, in_baseline, extent=self.extent, sliver_m=SLIVER_M)
        assert self.live.open_reason() == reason


@pytest.mark.slow
@pytest.mark.cases(4)
def test_figures_are_those_of_a_full_run_after_every_edit(seed, cases, monkeypatch):
    # In half of the cities nearly everything is large enough to be cut.
    monkeypatch.setattr(windows, "_LARGE", 5 if seed < 2 else 500)
    extent = None
    if seed % 2:
        extent = array(box(60, 80, 420, 300), box(300, 200, 250, 330))
    city, done = City(seed, extent), set()
    city.compare()
    for _ in range(cases(50, first=30)):
        done.add(city.edit())
        city.compare()
    assert {name for name, _ in done} == {"red", "farm", "tiered", "growth", "land"}
    assert len({way for _, way in done}) == 9


@pytest.mark.slow
@pytest.mark.cases(3)
def test_slivers_are_those_of_a_full_run_after_every_edit(seed, cases):
    city, thin = City(seed, strips=0.6), set()
    for _ in range(cases(25, first=20)):
        city.edit()
        city.compare()
        thin.add(int(city.live.slivers.sum()))
    assert len(thin) > 3


def keyed(*polygons, **columns):
    return Keyed(np.arange(len(polygons)), geometry=array(*polygons), **columns)


def land_of(*polygons):
    number = np.arange(len(polygons))
    return keyed(*polygons, id=np.array([str(one) for one in number], dtype=object), fid=number)


def put(features, key, polygon):
    """Give one feature another shape."""
    columns = {name: values[features.key == key].copy() for name, values in features.columns.items()}
    columns["geometry"] = array(polygon)
    return features.put([key], np.array([key]), **columns)


def test_construction_land_in_the_red_line_is_measured_as_the_line_is_moved():
    red = keyed(box(0, 0, 100, 100), tier=np.array([1]))
    land = land_of(box(50, 0, 100, 50), box(300, 0, 50, 50))
    live = LivePattern({"red": red}, {"red": red}, land)
    assert live.tiers_m2 == pytest.approx({1: 10_000, 2: 0, 3: 0})
    assert live.construction.area_m2.tolist() == pytest.approx([2_500])
    live.edit({"red": put(red, 0, box(0, 0, 320, 100))})
    assert live.tiers_m2 == pytest.approx({1: 32_000, 2: 0, 3: 0})
    assert sorted(live.construction.area_m2) == pytest.approx([1_000, 5_000])
    live.edit({"red": put(red, 0, box(0, 60, 320, 40))})
    assert live.construction.area_m2.tolist() == []


def test_building_that_outgrows_another_gives_up_the_ground_they_share():
    red = keyed(box(0, 0, 1_000, 1_000), tier=np.array([1]))
    land = land_of(box(0, 0, 100, 100), box(50, 0, 120, 100))
    live = LivePattern({"red": red}, {}, land)
    assert sorted(live.construction.area_m2) == pytest.approx([7_000, 10_000])
    # Its far side alone is drawn anew, but on the near side it counts no more.
    corners = [(-100, 0), (0, 0), (100, 0), (100, 100), (0, 100), (-100, 100)]
    larger = shapely.Polygon([(EAST + x, NORTH + y) for x, y in corners])
    assert windows.changed(land["geometry"][:1], array(larger))[0, 2] < EAST + 1
    live.edit({}, put(land, 0, larger))
    assert sorted(live.construction.area_m2) == pytest.approx([5_000, 12_000])


def test_two_conflicts_of_control_lines_become_one_where_they_are_joined():
    red = keyed(box(0, 0, 300, 100), tier=np.array([1]))
    farm = keyed(box(0, 50, 100, 100), box(200, 50, 100, 100), tier=np.array([1, 1]))
    live = LivePattern({"red": red, "farm": farm}, {"red": red, "farm": farm}, None)
    assert live.lines.area_m2.tolist() == pytest.approx([5_000, 5_000])
    live.edit({"farm": farm.put([2], np.array([2]), geometry=array(box(100, 90, 100, 60)), tier=np.array([1]))})
    assert live.lines.area_m2.tolist() == pytest.approx([11_000])
    live.edit({"farm": farm.put([2], np.array([], dtype=int), geometry=array(), tier=np.array([], dtype=int))})
    assert live.lines.area_m2.tolist() == pytest.approx([5_000, 5_000])


def test_box_of_a_change_is_small_where_one_corner_of_a_large_polygon_is_moved():
    ring = np.array([[math.cos(turn), math.sin(turn)] for turn in np.linspace(0, 2 * np.pi, 1_000)[:-1]])
    old = shapely.Polygon(10_000 * ring)
    ring[250] *= 1.001
    found = windows.changed(array(old), array(shapely.Polygon(10_000 * ring)))
    west, south, east, north = shapely.bounds(shapely.LineString(10_000 * ring[249:252]))
    assert found == pytest.approx(np.array([[west, south, east, north]]), abs=100 * windows.MARGIN_M)
    assert east - west < 130


def test_polygon_that_is_divided_changes_nothing():
    triangles = [shapely.Polygon([(0, 0), (9, 0), (9, 9)]), shapely.Polygon([(0, 0), (9, 9), (0, 9)])]
    assert windows.changed(array(shapely.box(0, 0, 9, 9)), array(*triangles)).tolist() == []


def test_hole_that_becomes_a_polygon_of_its_own_is_a_change():
    ring, hole = shapely.difference(box(0, 0, 90, 90), box(30, 30, 30, 30)), box(30, 30, 30, 30)
    found = windows.changed(array(ring), array(box(0, 0, 90, 90), hole))
    assert shapely.box(*found[0]).covers(hole)


def test_boxes_that_meet_become_one_and_the_others_stay():
    boxes = np.array([[0, 0, 1, 1], [5, 0, 6, 1], [1, 1, 5, 2], [8, 8, 9, 9]], dtype=float)
    assert sorted(windows.merged(boxes).tolist()) == [[0, 0, 6, 2], [8, 8, 9, 9]]


def test_only_what_an_edit_touches_is_asked_again(monkeypatch):
    red = keyed(*(box(1_000 * number, 0, 500, 500) for number in range(100)), tier=np.ones(100, dtype=int))
    live = LivePattern({"red": red}, {"red": red}, None)
    asked = []

    def counted(geometry, *rest, **more):
        asked.append(len(geometry))
        return security_pattern(geometry, *rest, **more)

    monkeypatch.setattr(live_pattern, "security_pattern", counted)
    live.edit({"red": put(red, 50, box(50_000, 0, 400, 500))})
    assert sum(asked) < 50
    assert live.tiers_m2[1] == pytest.approx(99 * 250_000 + 200_000)
