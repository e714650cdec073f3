"""Mixed codes of which the first part counts: verdicts that a later part would turn are open; and maps of plans."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.land.balance import balance
from greenvein.core.land.classes import system_tables
from greenvein.core.land.codes import LATER_PARTS, MET, MISSED, OPEN, PLANNED
from greenvein.core.land.reading import later_classes
from greenvein.core.land.reduction import LandLayer, land_reduction
from greenvein.core.land.standing import indicators
from greenvein.core.land.targets import EXISTING, Extent, Indicator, Target
from greenvein.core.live.land import LiveLand
from greenvein.core.live.land_date import Parcel

GUIDE = system_tables()[2]
TOWN, WOOD, ROAD = "1001", "0301", "1202"


def strips(*codes):
    """Strips of 1 km² side by side, drawn with these codes."""
    code = np.array(codes, dtype=object)
    class_ = np.array([GUIDE.class_of(one) for one in codes], dtype=object)
    ground = shapely.box(np.arange(len(codes)) * 1000.0, 0, np.arange(1, len(codes) + 1) * 1000.0, 1000)
    return LandLayer(ground, class_, None, code, later_classes(code, GUIDE))


def judged(codes, target, **more):
    before = strips(*[TOWN] * len(codes))
    table = balance(land_reduction(before, strips(*codes)), [Target("", target, EXISTING)], **more)
    return table.iloc[-1]


@pytest.mark.parametrize(
    ("codes", "target", "state", "reason"),
    [
        ((TOWN, WOOD, WOOD), 2, MET, ""), ((TOWN, f"{WOOD}/{TOWN}", WOOD), 2, MET, ""),
        ((TOWN, f"{WOOD}/{TOWN}", f"{WOOD}/{TOWN}"), 2, OPEN, LATER_PARTS),
        ((TOWN, f"{WOOD}/0302", f"{WOOD}/0103"), 2, MET, ""),
        ((TOWN, f"{TOWN}/{WOOD}", TOWN), 2, OPEN, LATER_PARTS), ((TOWN, f"{TOWN}/0901", TOWN), 2, MISSED, ""),
        ((TOWN, TOWN, TOWN), 2, MISSED, ""), ((TOWN, f"{WOOD}/0103/{TOWN}", TOWN), 2, OPEN, LATER_PARTS),
        ((TOWN, f"{WOOD}/不明", TOWN), 2, OPEN, LATER_PARTS),
    ],
)  # fmt: skip
def test_a_verdict_that_a_later_part_would_turn_is_open_and_the_figure_stays(codes, target, state, reason):
    row = judged(codes, target)
    assert (row["state"], row["reason"]) == (state, reason)
    assert row["after"] == 1e6 * sum(one.startswith(TOWN) for one in codes)


@pytest.mark.cases(60, first=20)
def test_every_choice_of_parts_lies_between_least_and_most_and_a_verdict_holds_for_all(seed):
    draw = np.random.default_rng(seed)
    codes = ["/".join(draw.choice([TOWN, WOOD, ROAD, "0103"], draw.integers(1, 4))) for _ in range(12)]
    target = int(draw.integers(0, 13))
    row = judged(codes, target)
    may = [{GUIDE.class_of(part) for part in code.split("/")} for code in codes]
    least, most = (1e6 * sum(map(of, may)) for of in ({"urban_rural"}.__eq__, {"urban_rural"}.issubset))
    assert (row["after_least"], row["after_most"]) == pytest.approx((least, most))
    sure = most <= target * 1e6 or least > target * 1e6
    assert (row["state"] != OPEN) == sure
    zones = build(shapely.box([0, 6000], 0, [6000, 12_000], 1000), np.array(["a", "b"], dtype=object), planar)
    by_zone = balance(land_reduction(strips(*[TOWN] * 12), strips(*codes), zones=zones))
    assert by_zone["later_more"].iloc[:2].sum() == pytest.approx(row["later_more"])


def test_edits_that_are_followed_tell_the_same():
    codes = [TOWN, f"{WOOD}/{TOWN}", WOOD]
    layers = {"before": strips(*[TOWN] * 3), "after": strips(*codes)}
    dates = [
        {
            at: Parcel(*row[:2], at, *row[2:])
            for at, row in enumerate(zip(one.geometry, one.class_, one.code, one.later))
        }
        for one in layers.values()
    ]
    live = LiveLand(*dates)
    asked = [Target("", 1.5, EXISTING)]
    assert balance(live.tables(), asked).iloc[-1]["reason"] == LATER_PARTS
    plain = strips(TOWN, WOOD, WOOD)
    live.change(after={1: Parcel(plain.geometry[1], plain.class_[1], 1, WOOD)})
    assert balance(live.tables(), asked).iloc[-1]["state"] == MET


def test_a_plans_map_is_held_against_nothing():
    codes = (TOWN, WOOD, WOOD)
    assert judged(codes, 2)["state"] == MET
    row = judged(codes, 2, planned=True)
    assert (row["state"], row["reason"]) == (OPEN, PLANNED)
    asked = [Indicator("built_km2", "", 2.0, extent=Extent(3.0, 0.01))]
    table = balance(land_reduction(strips(*[TOWN] * 3), strips(*codes)))
    assert [indicators(table, asked, planned=planned)[0].state for planned in (False, True)] == [MET, OPEN]
    assert indicators(table, asked, planned=True)[0].reason == PLANNED


def test_other_figures_are_open_where_a_later_part_would_turn_them():
    asked = [Indicator("built_km2", "", 2.0, extent=Extent(3.0, 0.01)), Indicator("intensity_pct", "", 50.0)]
    for middle, states in ((WOOD, [MET, MET]), (f"{WOOD}/{ROAD}", [MET, OPEN]), (f"{WOOD}/0103", [MET, MET])):
        table = balance(land_reduction(strips(*[TOWN] * 3), strips(TOWN, middle, WOOD)))
        assert [one.state for one in indicators(table, asked)] == states
