"""The account while its layers are edited: after every edit just what a full run gives."""

import numpy as np
import pandas as pd
import pytest
import shapely
from greenvein.core.geometry import split
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.land.balance import balance
from greenvein.core.land.codes import CLASSES, MET, MISSED, OPEN, UNKNOWN
from greenvein.core.land.reduction import LandLayer, land_reduction
from greenvein.core.land.targets import EXISTING, Extent, Target
from greenvein.core.live import land, land_date
from greenvein.core.live.land import LiveLand, Parcel
from shapely import affinity

EAST, NORTH, SIZE = 500_000.0, 4_400_000.0, 100.0
DATES = ("before", "after")
KINDS = ("class", "vertex", "move", "split", "delete", "add", "copy", "parts", "hole", "swap")


def shifted(polygon):
    return affinity.translate(polygon, EAST, NORTH)


def layer(parcels):
    """Return the layer that a full run is given; of equals the one of lower rank is on top."""
    geometry = np.array([one.geometry for one in parcels.values()], dtype=object)
    class_ = np.array([one.class_ for one in parcels.values()], dtype=object)
    rank = np.empty(len(parcels), dtype=np.intp)
    rank[sorted(range(len(parcels)), key=[one.rank for one in parcels.values()].__getitem__)] = range(len(parcels))
    return LandLayer(geometry, class_, rank)


class Desk:
    """Two dates that are edited, and the account that follows."""

    def __init__(self, dates, **places):
        self.dates, self.places = dates, places
        self.live = LiveLand(**dates, **places)

    def edit(self, date, changes):
        for id_, parcel in changes.items():
            if parcel is None:
                del self.dates[date][id_]
            else:
                self.dates[date][id_] = parcel
        self.live.change(**{date: changes})

    def compare(self):
        """Hold every figure against a full run; return that."""
        ours, full = self.live.tables(), land_reduction(*(layer(self.dates[date]) for date in DATES), **self.places)
        for name in ("matrix", "before", "after"):
            pd.testing.assert_frame_equal(getattr(ours, name), getattr(full, name), check_exact=True, obj=name)
        assert (ours.zones, ours.closure_m2) == (full.zones, full.closure_m2)
        return full


def tiling(random, side):
    """Return a jittered grid of quadrilaterals with classes, most of them the same size but for the jitter."""
    x, y = np.meshgrid(np.arange(side + 1) * SIZE, np.arange(side + 1) * SIZE)
    inner = np.zeros_like(x)
    inner[1:-1, 1:-1] = 25
    corners = np.stack([axis + random.uniform(-1, 1, axis.shape) * inner for axis in (x, y)], axis=-1)
    corners += np.array([EAST, NORTH])
    rings = np.stack([corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]], axis=2)
    classes = random.choice([*CLASSES[:5], UNKNOWN], side * side)
    return [
        Parcel(polygon, str(class_), ()) for polygon, class_ in zip(shapely.polygons(rings.reshape(-1, 4, 2)), classes)
    ]


def ranked(parcels):
    """Return parcels by id, with the rank that a layer's have: by class, then by id."""
    return {id_: Parcel(one.geometry, one.class_, (one.class_, id_)) for id_, one in enumerate(parcels)}


def city(seed, side=6):
    """Return two dates of a city: most parcels stay, some change their class, some are drawn anew."""
    random = np.random.default_rng(seed)
    before, other = tiling(random, side), tiling(random, side)
    after = [
        Parcel(redrawn.geometry if at % side > side - 3 else one.geometry, (redrawn if at % 5 == 0 else one).class_, ())
        for at, (one, redrawn) in enumerate(zip(before, other))
    ]
    return {"before": ranked(before), "after": ranked(after)}


def zones_and_key_areas():
    boxes = [shapely.box(-10, -10, 333, 801), shapely.box(333, -10, 620, 801), shapely.box(500, 300, 700, 500)]
    zones = build(np.array([shifted(box) for box in boxes]), np.array(["w", "e", "over both"]), planar)
    key = [shifted(shapely.Point(300, 400).buffer(180)), shifted(shapely.Point(420, 400).buffer(90))]
    return {"zones": zones, "key_areas": np.array(key, dtype=object)}


class Hand:
    """Edits at random, as a planner's hand might, some of them careless."""

    def __init__(self, random, desk):
        self.random, self.desk = random, desk
        self.fresh = 1_000

    def anyone(self, date):
        return list(self.desk.dates[date])[self.random.integers(len(self.desk.dates[date]))]

    def edit(self):
        date = DATES[self.random.integers(2)]
        kind = KINDS[self.random.integers(len(KINDS))]
        changes = getattr(self, f"{kind}_")(date)
        self.desk.edit(date, {id_: one and Parcel(one[0], one[1], (one[1], id_)) for id_, one in changes.items()})
        return kind

    def get(self, date, id_):
        one = self.desk.dates[date][id_]
        return one.geometry, one.class_

    def new(self):
        self.fresh += 1
        return self.fresh

    def some_class(self):
        return str(self.random.choice([*CLASSES, UNKNOWN]))

    def class_(self, date):
        return {id_: (self.get(date, id_)[0], self.some_class()) for id_ in {self.anyone(date) for _ in range(3)}}

    def vertex_(self, date):
        """Move one vertex of a parcel, and leave its neighbours where they are."""
        id_ = self.anyone(date)
        polygon, class_ = self.get(date, id_)
        points = shapely.get_coordinates(max(shapely.get_parts(polygon), key=shapely.area))[:-1]
        points[self.random.integers(len(points))] += self.random.uniform(-30, 30, 2)
        moved = shapely.Polygon(points)
        return {id_: (moved, class_)} if moved.is_valid and moved.area > 1 else {}

    def move_(self, date):
        id_ = self.anyone(date)
        polygon, class_ = self.get(date, id_)
        return {id_: (affinity.translate(polygon, *self.random.uniform(-90, 90, 2)), class_)}

    def swap_(self, date):
        """Exchange the ground of two parcels: of equal shapes in place, each takes the other's rank of id."""
        one, two = self.anyone(date), self.anyone(date)
        return {one: self.get(date, two), two: self.get(date, one)}

    def split_(self, date):
        id_ = self.anyone(date)
        polygon, class_ = self.get(date, id_)
        west, south, east, north = polygon.bounds
        half = shapely.box(west - 1, south - 1, (west + east) / 2, north + 1)
        halves = polygon & half, polygon - half
        if any(one.geom_type not in ("Polygon", "MultiPolygon") or one.area < 1 for one in halves):
            return {}
        return {id_: (halves[0], class_), self.new(): (halves[1], self.some_class())}

    def delete_(self, date):
        return {self.anyone(date): None} if len(self.desk.dates[date]) > 20 else {}

    def add_(self, date):
        middle = self.random.uniform(-50, 850, 2)
        shape = shapely.Point(middle).buffer(self.random.uniform(5, 200), quad_segs=int(self.random.integers(1, 5)))
        return {self.new(): (shifted(shape), self.some_class())}

    def copy_(self, date):
        """Lay a parcel of the other date, or the very same once more, on this one."""
        source = DATES[self.random.integers(2)]
        return {self.new(): (self.get(source, self.anyone(source))[0], self.some_class())}

    def parts_(self, date):
        """Make one feature of two."""
        one, two = self.anyone(date), self.anyone(date)
        polygon, class_ = self.get(date, one)
        both = polygon | self.get(date, two)[0]
        return {one: (both, class_), two: None} if one != two and both.is_valid else {}

    def hole_(self, date):
        id_ = self.anyone(date)
        polygon, class_ = self.get(date, id_)
        left = polygon - polygon.representative_point().buffer(12)
        return {id_: (left, class_)} if left.area > 1 and "Polygon" in left.geom_type else {}


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "with_places", "large"), [(1, False, 1_000), (2, True, 1_000), (3, True, 12)])
def test_after_each_edit_the_figures_are_those_of_a_full_run(seed, with_places, large, cases, monkeypatch):
    """In the last row polygons of more than twelve vertices are overlaid in parts, as road networks are."""
    monkeypatch.setattr(split, "_LARGE", large)
    desk = Desk(city(seed), **(zones_and_key_areas() if with_places else {}))
    desk.compare()
    hand = Hand(np.random.default_rng(seed), desk)
    kinds = {}
    count = cases(200, first=40)
    for _ in range(count):
        kind = hand.edit()
        kinds[kind] = kinds.get(kind, 0) + 1
        desk.compare()
    assert sum(kinds.values()) == count
    assert set(kinds) == set(KINDS)


@pytest.mark.slow
@pytest.mark.parametrize("vertices", [0, 1])
def test_looking_for_all_overlaps_anew_gives_the_same(vertices, cases, monkeypatch):
    """As for a parcel that lies beside all others; in the second row some edits reach far and some do not."""
    monkeypatch.setattr(land_date, "_ALL_VERTICES", vertices)
    desk = Desk(city(9), **zones_and_key_areas())
    hand = Hand(np.random.default_rng(9), desk)
    for _ in range(cases(40, first=12)):
        hand.edit()
        desk.compare()


@pytest.mark.slow
def test_the_balance_and_its_targets_stand_as_after_a_full_run():
    desk = Desk(city(4), **zones_and_key_areas())
    of_plan = {"of_plan": True, "about": 0.01, "extent": Extent(0.2, 0.01)}
    targets = (Target("", 0.1, EXISTING), Target("w", 0.1, EXISTING, **of_plan))
    found = set()
    hand = Hand(np.random.default_rng(4), desk)
    for _ in range(10):
        hand.edit()
        expected = balance(desk.compare(), targets, (2020, 2025))
        pd.testing.assert_frame_equal(balance(desk.live.tables(), targets, (2020, 2025)), expected, check_exact=True)
        found |= set(zip(expected["state"], expected["reason"]))
    # Edits take the zone off the ground that its target speaks of, and the whole over its target.
    assert {(MET, ""), (MISSED, ""), (OPEN, "extent"), (OPEN, "unknown")} <= found


def test_edits_of_both_dates_at_once_and_undone_together():
    desk = Desk(city(5), **zones_and_key_areas())
    start = desk.live.tables()
    was = {date: dict(desk.dates[date]) for date in DATES}
    hand = Hand(np.random.default_rng(5), desk)
    for _ in range(25):
        hand.edit()
    desk.compare()
    back = {date: {id_: was[date].get(id_) for id_ in was[date].keys() | desk.dates[date].keys()} for date in DATES}
    desk.live.change(**back)
    again = desk.live.tables()
    for name in ("matrix", "before", "after"):
        pd.testing.assert_frame_equal(getattr(start, name), getattr(again, name), check_exact=True)


def square(x, y, class_, rank, side=10.0):
    return Parcel(shapely.box(x, y, x + side, y + side), class_, rank)


def cells(found, zone=-1):
    """Return the matrix of the row for all."""
    table = found.matrix[found.matrix["zone"] == zone]
    return {(one[1], one[2]): one[3] for one in table.itertuples(index=False)}


def test_another_class_makes_no_geometry_anew(monkeypatch):
    before = ranked(tiling(np.random.default_rng(6), 6))
    desk = Desk({"before": before, "after": dict(before)}, **zones_and_key_areas())
    desk.compare()
    cut, by_place = [], land.by_place

    def watched(geometry, *others):
        cut.append(len(geometry))
        return by_place(geometry, *others)

    monkeypatch.setattr(land.Overlay, "update", None)
    monkeypatch.setattr(land, "by_place", watched)
    changed = [id_ for id_, one in before.items() if one.class_ in ("forest", "farmland")]
    assert changed
    desk.edit("after", {id_: Parcel(before[id_].geometry, "water", ("water", id_)) for id_ in changed})
    desk.live.tables()
    assert cut == [0]
    monkeypatch.undo()
    desk.compare()


def test_a_parcel_whose_class_changes_moves_its_whole_area_in_the_matrix():
    dates = {date: {1: square(0, 0, "urban_rural", 1), 2: square(10, 0, "farmland", 2)} for date in DATES}
    desk = Desk(dates)
    assert cells(desk.compare()) == {("farmland", "farmland"): 100, ("urban_rural", "urban_rural"): 100}
    desk.edit("after", {1: square(0, 0, "forest", 1)})
    assert cells(desk.live.tables()) == {("farmland", "farmland"): 100, ("urban_rural", "forest"): 100}
    desk.edit("after", {1: square(0, 0, "urban_rural", 1)})
    assert cells(desk.live.tables()) == {("farmland", "farmland"): 100, ("urban_rural", "urban_rural"): 100}


def test_parts_of_a_piece_are_counted_one_by_one_once_its_class_has_changed():
    """A full run takes such a piece apart, which shows in the last digit of the sum of many areas."""
    random = np.random.default_rng(8)
    corners = random.uniform(0, 1, (200, 3, 2)) + 2 * np.arange(200)[:, None, None]
    archipelago = shapely.multipolygons(shapely.polygons(corners))
    desk = Desk({date: {1: Parcel(archipelago, "urban_rural", 1)} for date in DATES})
    desk.edit("after", {1: Parcel(archipelago, "forest", 1)})
    gone = desk.compare().matrix["area_m2"].to_numpy()[0]
    desk.edit("after", {1: Parcel(archipelago, "urban_rural", 1)})
    stayed = desk.compare().matrix["area_m2"].to_numpy()[0]
    assert gone == pytest.approx(stayed)
    assert gone != stayed


def test_of_two_equals_that_lie_on_each_other_the_rank_decides_that_a_class_brings():
    after = {1: square(0, 0, "forest", ("0301", 1)), 2: square(0, 0, "water", ("1101", 2))}
    desk = Desk({"before": {1: square(0, 0, "urban_rural", 1)}, "after": after})
    assert cells(desk.live.tables()) == {("urban_rural", "forest"): 100}
    desk.edit("after", {2: square(0, 0, "farmland", ("0101", 2))})
    assert cells(desk.live.tables()) == {("urban_rural", "farmland"): 100}
    desk.compare()


def test_a_parcel_on_another_gives_the_ground_free_again_when_it_goes():
    land = {1: square(0, 0, "urban_rural", 1)}
    desk = Desk({"before": dict(land), "after": dict(land)})
    desk.edit("after", {2: square(2, 2, "water", 2, 4.0)})
    assert cells(desk.live.tables()) == {("urban_rural", "water"): 16, ("urban_rural", "urban_rural"): 84}
    desk.edit("after", {2: square(8, 2, "water", 2, 4.0)})
    found = {("urban_rural", "water"): 8, ("urban_rural", "urban_rural"): 92, ("outside", "water"): 8}
    assert cells(desk.live.tables()) == found
    desk.edit("after", {2: None})
    assert cells(desk.live.tables()) == {("urban_rural", "urban_rural"): 100}
    desk.compare()


def test_ground_of_one_date_alone_is_outside_until_the_other_covers_it():
    desk = Desk({"before": {1: square(0, 0, "urban_rural", 1)}, "after": {1: square(100, 0, "forest", 1)}})
    assert cells(desk.live.tables()) == {("urban_rural", "outside"): 100, ("outside", "forest"): 100}
    desk.edit("after", {2: square(0, 0, "forest", 2)})
    assert cells(desk.live.tables()) == {("urban_rural", "forest"): 100, ("outside", "forest"): 100}
    desk.edit("before", {1: None})
    assert cells(desk.live.tables()) == {("outside", "forest"): 200}
    desk.edit("after", {1: None, 2: None})
    assert cells(desk.compare()) == {}
    desk.edit("after", {3: square(0, 0, "forest", 3)})
    assert cells(desk.compare()) == {("outside", "forest"): 100}


@pytest.mark.slow
def test_a_road_network_of_many_vertices_beside_parcels_that_are_edited():
    """Its 4 000 vertices are overlaid in parts; an edit beside it makes those anew that it meets."""
    count, street = 32, 5.0
    west, south = (shaped.ravel() * 100.0 for shaped in np.meshgrid(np.arange(count), np.arange(count)))
    blocks = shapely.box(west + street, south + street, west + 100 - street, south + 100 - street)
    roads = shapely.difference(shapely.box(0, 0, count * 100, count * 100), shapely.multipolygons(blocks))
    wider = roads | shapely.box(200, 200, 260, 260)
    before, after = (
        {id_: Parcel(one, class_, id_) for id_, (one, class_) in enumerate([*((b, "forest") for b in blocks), road])}
        for road in ((roads, "urban_rural"), (wider, "urban_rural"))
    )
    desk = Desk({"before": before, "after": after})
    assert cells(desk.compare())["forest", "forest"] == pytest.approx(90**2 * count**2)
    desk.edit("after", {5: Parcel(affinity.translate(blocks[5], 7, 0), "grass", 5)})
    found = cells(desk.compare())
    assert found["urban_rural", "grass"] == pytest.approx(7 * 90)
    assert found["forest", "outside"] == pytest.approx(7 * 90)
    desk.edit("after", {count**2: Parcel(roads, "urban_rural", count**2)})
    desk.compare()
