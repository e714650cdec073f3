"""Ground narrower than 0.1 m everywhere turns no verdict, however it lies; what is wider together does count.

The oracle puts everything together and asks each connected piece whether a disc of 0.1 m lies in it.
"""

import functools

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.polygons import DRAWING_M
from greenvein.core.geometry.shares import lies_in, tiers_of
from greenvein.core.geometry.zones import build
from greenvein.core.land.reduction import LandLayer, land_reduction
from greenvein.core.land.vacatedground import ground_of
from greenvein.core.parks.coverage import park_coverage
from greenvein.core.pattern.codes import NO_TIER
from greenvein.core.pattern.securitypattern import construction_conflicts, security_pattern
from greenvein.core.pattern.standing import open_reason
from shapely import affinity
from shapely.geometry import box

SHARES = (0, 0.001, 0.1, 0.3, 0.5, 0.9, 1)


def array(polygons):
    found = np.empty(len(polygons), dtype=object)
    found[:] = polygons
    return found


def beside(random, wide, high, gap):
    """Strips along a side, one behind the other."""
    thick, start = random.choice([0.03, 0.06, 0.09, 0.3]), random.choice([-0.02, 0.0, 0.5])
    step, count = thick + gap, int(random.choice([1, 2, 3, 40]))
    # One behind the other without a gap they have the very same side.
    sides = [(start + at * step, start + (at + 1) * step - gap) for at in range(count)]
    return [box(west, -1, east, high + 1) for west, east in sides if west < wide]


def strips(random, wide, high):
    return beside(random, wide, high, random.choice([0.02, 0.05, 0.11, 0.2]))


def side_by_side(random, wide, high):
    return beside(random, wide, high, 0.0)


def on_one_another(random, wide, high):
    """Strips of which each lies on the next one in part."""
    return beside(random, wide, high, -0.02)


def comb(random, wide, high):
    """Teeth on a back, and what else is at the end of them."""
    teeth = strips(random, wide, high - 1)
    return [*teeth, box(-1, high - 3, wide + 1, high - 3 + random.choice([0.03, 0.3, 5.0]))]


def half(random, wide, high):
    return [box(-3, -3, wide / 2, high + 3)]


def half_and_hairlines(random, wide, high):
    """The very half, with strips on one side of its border or on both."""
    more = [affinity.translate(one, wide / 2 + random.choice([0.0, 1.0])) for one in strips(random, wide / 2, high)]
    return [box(-3, -3, wide / 2, high + 3), *more]


def all_but(random, wide, high):
    """Everything but what one of the others covers."""
    others = random.choice(array([strips, side_by_side, comb]))(random, wide, high)
    left = shapely.difference(box(-5, -5, wide + 5, high + 5), shapely.union_all(others))
    return list(shapely.get_parts(left))


def crossing(random, wide, high):
    thick = random.choice([0.03, 0.06, 0.09])
    return [box(-1, 5, wide + 1, 5 + thick), box(3, -1, 3 + thick, high + 1)]


def shifted(random, wide, high):
    """Everything but a drawing of the very plot that lies a little beside it, both ways."""
    along, across = random.choice([0.03, 0.06, 0.09, 0.12], 2)
    whole = box(-5, -5, wide + 5, high + 5)
    return list(shapely.get_parts(whole.difference(box(along, across, wide + along, high + across))))


def nothing(random, wide, high):
    return [box(wide, 0, wide + 10, high)]


ARRANGEMENTS = [
    strips,
    side_by_side,
    on_one_another,
    comb,
    half,
    half_and_hairlines,
    all_but,
    crossing,
    shifted,
    nothing,
]


class Scene:
    """A plot and what lies on it, drawn straight; ``plot`` and ``on`` are the same, turned, where Beijing lies."""

    def __init__(self, random, east):
        wide, high = random.choice([5.0, 20.0, 50.0]), random.choice([20.0, 40.0])
        draw = random.choice(array(ARRANGEMENTS))
        self.name, turn = draw.__name__, random.uniform(0, 360)

        def placed(polygon):
            return affinity.translate(affinity.rotate(polygon, turn, origin=(0, 0)), east, 4_400_000.123)

        straight, drawn = box(0, 0, wide, high), draw(random, wide, high)
        self.plot = array([placed(straight)])
        self.on = array([placed(one) for one in drawn])
        self.straight, self.drawn = straight, array(drawn)

    def wide_m2(self, some=slice(None)):
        """Return the least and the largest area of what is wide in the plot, inside and outside of what lies on it."""
        together = shapely.union_all(self.drawn[some])
        inside = shapely.intersection(self.straight, together)
        return [
            [sum(one.area for one in shapely.get_parts(ground) if disc(one, width)) for width in (1.05, 0.95)]
            for ground in (inside, shapely.difference(self.straight, together))
        ]

    @property
    def meets(self):
        """Whether anything wide lies on the plot; None where it is a matter of millimetres."""
        (least, most), _ = self.wide_m2()
        return None if (least > 0) != (most > 0) else least > 0

    def lies_in(self, some=slice(None)):
        """Return for each of ``SHARES`` whether the plot lies in what lies on it; None where millimetres tell."""
        inside, outside = self.wide_m2(some)
        least, most = (one / (one + other) if one else -1.0 for one, other in zip(inside, outside[::-1]))
        # The very half is at least a half.
        answers = [(least >= share - 1e-9, most >= share - 1e-9) for share in SHARES]
        return [one if one == other else None for one, other in answers]


def disc(polygon, times=1.0):
    """Whether a disc lies in a polygon, and not just where strips cross or turn: there it can go nowhere."""
    centres = shapely.buffer(polygon, -times * DRAWING_M / 2, quad_segs=32)
    ways = [one.hausdorff_distance(one.centroid) for one in shapely.get_parts(centres) if not one.is_empty]
    return max(ways, default=0) > 0.055 or bool(ways and polygon.area < 0.05)


@functools.cache
def scenes(seed):
    """Plots beside each other, with what lies on each."""
    random = np.random.default_rng(seed)
    return [Scene(random, 500_000.321 + 300 * at) for at in range(12)]


def together(multiple):
    return (np.concatenate([getattr(one, name) for one in multiple]) for name in ("plot", "on"))


def doubled(polygons):
    return 2 * shapely.area(polygons)


def agree(found, wanted, multiple):
    wrong = [scene.name for scene, one, want in zip(multiple, found, wanted) if want is not None and one != want]
    assert not wrong
    return sum(want is not None for want in wanted)


@pytest.mark.slow
@pytest.mark.parametrize("measure", [planar, doubled])
@pytest.mark.cases(8, first=3)
def test_hairlines_put_no_plot_into_an_area_and_keep_none_out(seed, measure):
    multiple = scenes(seed)
    plots, on = together(multiple)
    wanted = [scene.lies_in() for scene in multiple]
    for share, column in zip(SHARES, zip(*wanted)):
        found = lies_in(plots, on, share, measure)
        assert agree(found.tolist(), column, multiple) > 8
        assert [lies_in(one.plot, one.on, share, measure)[0] for one in multiple[:2]] == found[:2].tolist()


@pytest.mark.slow
@pytest.mark.cases(8, first=3)
def test_hairlines_give_no_plot_a_tier(seed):
    random = np.random.default_rng(1_000 + seed)
    multiple = scenes(seed)
    plots, on = together(multiple)
    tier = [random.integers(1, 4, len(scene.on)) for scene in multiple]
    reach = [[scene.lies_in(its <= level) for level in (1, 2, 3)] for scene, its in zip(multiple, tier)]
    for at, share in enumerate(SHARES):
        columns = [[level[at] for level in levels] for levels in reach]
        wanted = [None if None in one else next((n for n in (1, 2, 3) if one[n - 1]), 0) for one in columns]
        found = tiers_of(plots, on, np.concatenate(tier), share).tier
        assert agree(found.tolist(), wanted, multiple) > 6


def test_a_plot_that_is_a_hairline_itself_is_asked_for_all_its_ground():
    strip = array([box(500_000, 4_400_000, 500_000.05, 4_400_100)])
    half = array([box(499_990, 4_400_000, 500_010, 4_400_050)])
    assert [lies_in(strip, half, share)[0] for share in (0, 0.5, 0.6)] == [True, True, False]
    # As a part of a larger one it counts neither way.
    plot = array([shapely.union(strip[0], box(500_020, 4_400_000, 500_040, 4_400_100))])
    assert not lies_in(plot, half, 0)[0]
    assert lies_in(plot, array([box(500_010, 4_400_000, 500_050, 4_400_200)]), 1)[0]


def apart(polygons):
    """Return polygons each of which leaves out what those before it cover."""
    done, found = shapely.Polygon(), []
    for one in polygons:
        found += [rest for rest in shapely.get_parts(shapely.difference(one, done)) if rest.area > 1e-6]
        done = shapely.union(done, one)
    return array(found)


@pytest.mark.slow
@pytest.mark.cases(8, first=3)
def test_only_what_is_wide_is_construction_land_in_a_tier_a_blind_area_an_overlap_or_a_change(seed):
    for scene in scenes(seed):
        if scene.meets is None:
            continue
        plot, on, name, wide = scene.plot, scene.on, scene.name, scene.meets
        pattern = security_pattern(plot, np.ones(1), [0], ["red"])
        table = construction_conflicts(pattern, on, sliver_m=DRAWING_M).table
        assert (~table["sliver"].to_numpy(dtype=bool)).any() == wide, name
        reason = open_reason(plot, np.zeros(1, dtype=int), on, False, sliver_m=DRAWING_M)
        assert (reason == NO_TIER) == wide, name

        zones = build(np.r_[plot, on], np.array(["a"] + ["b"] * len(on)), planar)
        assert (zones.overlap_m2 > 0) == wide, name

        pieces = apart([one for one in shapely.intersection(plot[0], on) if one.area > 1e-6])
        pieces = pieces[shapely.get_type_id(pieces) == shapely.GeometryType.POLYGON]
        rest = shapely.get_parts(shapely.difference(plot[0], shapely.union_all(on)))
        both = np.r_[pieces, rest]
        uses = np.repeat(["urban_rural", "farmland"], [len(pieces), len(rest)]).astype(object)
        before, after = (
            LandLayer(geometry, use, use, np.arange(len(use)))
            for geometry, use in ((plot, np.array(["farmland"], dtype=object)), (both, uses))
        )
        changes = land_reduction(before, after, sliver_m=DRAWING_M).changes
        assert (~changes["sliver"].to_numpy(dtype=bool)).any() == wide, name

        if len(pieces):
            plots = np.r_[plot, pieces]
            lying = ground_of(plots, planar(plots), np.full(len(plots), "farmland"), np.full(len(plots), ""))
            assert (lying.overlap_m2 > 0) == wide, name
            far = array([affinity.translate(plot[0], 5_000)])
            found = park_coverage(pieces, far, ((0, 500),), 95)
            assert (len(found.blind) > 0) == wide, name


@pytest.mark.parametrize("turn", [0, 33])
@pytest.mark.parametrize("wide", [0.05, 0.09, 0.12, 0.5])
def test_a_blind_hairline_alone_makes_no_target_missed(wide, turn):
    """Two rows of 8 plots, each 20 m wide, in two zones; the park reaches 500 m, all but the rim of the far row."""
    plots = [
        box(left, 20 * row, right, 20 * row + 20) for left, right in ((470, 490), (490, 500 + wide)) for row in range(8)
    ]
    zones = [box(400, 0, 600, 80), box(400, 80, 600, 160)]
    homes, parks, zones = (
        array([affinity.rotate(one, turn, origin=(0, 0)) for one in given])
        for given in (plots, [box(-100, 0, 0, 160)], zones)
    )
    ground = build(zones, np.array(["a", "b"]), planar)
    result = park_coverage(homes, parks, ((0.0, 500.0),), 100, zones=ground)
    few = wide < DRAWING_M
    for name, good in (("target_met", True), ("gap_pct", 0), ("to_cover_m2", 0)):
        found = result.summary.loc[result.summary["scope"] != "outside", name]
        assert (found == good).tolist() == [few] * 3, name
    assert result.total["blind_m2"] == pytest.approx(wide * 160, rel=1e-6)
    assert len(result.blind) == (0 if few else 8)


@pytest.mark.parametrize("wide", [0.05, 0.5])
def test_nothing_but_a_blind_hairline_is_not_judged(wide):
    """A zone is drawn a little too small; what it leaves of the homes is a row of its own."""
    homes, parks = array([box(0, 0, 100, 100)]), array([box(-100, 0, -50, 100)])
    zones = build(array([box(0, 0, 100 - wide, 100)]), np.array(["a"]), planar)
    found = park_coverage(homes, parks, ((0.0, 150 - wide),), 100, zones=zones).summary.set_index("scope")["target_met"]
    assert found["zone"] and found["all"] == (wide < DRAWING_M)
    assert found.isna()["outside"] if wide < DRAWING_M else not found["outside"]
