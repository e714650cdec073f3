"""Balance of the land reduction account: figures of a city made by hand, and verdicts that are never false."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.land.balance import balance, unmatched
from greenvein.core.land.codes import MISSED, OPEN
from greenvein.core.land.reduction import LandLayer, land_reduction
from greenvein.core.land.standing import indicators
from greenvein.core.land.targets import EXISTING, UNSTATED, WITH_APPROVED, Indicator, Target

FULL = {
    "u": "urban_rural", "t": "transport_water_special", "f": "farmland", "w": "forest", "x": "unused", "?": "unknown",
}  # fmt: skip
HA = 1e4


def city(text):
    """Return a layer of hectares, one per letter, the first row in the north; a dot is no cell."""
    cells = [
        (shapely.box(x * 100, -(y + 1) * 100, (x + 1) * 100, -y * 100), FULL[letter])
        for y, row in enumerate(text.split())
        for x, letter in enumerate(row)
        if letter != "."
    ]
    return LandLayer(np.array([cell for cell, _ in cells]), np.array([class_ for _, class_ in cells], dtype=object))


BEFORE = city("uuuf  uffx  wxtu  ?uw.")
AFTER = city("ufwf  uuwx  wftt  uu.u")
WEST_EAST = build(
    np.array([shapely.box(0, -400, 200, 0), shapely.box(200, -400, 400, 0)]), np.array(["w", "e"]), planar
)


def of_size(km2):
    """Return a layer of 3 000 km², so much of it urban–rural land and the rest forest."""
    strips = [shapely.box(0, 0, km2 * 100, 10_000), shapely.box(km2 * 100, 0, 300_000, 10_000)]
    return LandLayer(np.array(strips), np.array(["urban_rural", "forest"], dtype=object))


def test_the_balance_of_16_cells_is_what_one_counts_by_hand():
    row = balance(land_reduction(BEFORE, AFTER, key_areas=np.array([shapely.box(100, -100, 250, 0)]))).iloc[-1]
    hectares = {name: row[name] / HA for name in row.index if isinstance(row[name], float) and abs(row[name]) > 10}
    assert {name: hectares[name] for name in ("before", "vacated", "added", "gained", "after", "net_reduction")} == {
        "before": 6, "vacated": 3, "added": 1, "gained": 2, "after": 6, "net_reduction": 2,
    }  # fmt: skip
    assert (hectares["built_before"], hectares["built_vacated"], hectares["built_after"]) == (7, 2, 8)
    assert (hectares["moved"], hectares["to_farmland"], hectares["to_forest"]) == (1, 1, 1)
    assert (hectares["farmland_before"], hectares["farmland_out"], hectares["farmland_in"]) == (3, 2, 2)
    assert (hectares["unused_reclaimed"], hectares["unknown_before"]) == (1, 1)
    assert (hectares["outside_before"], hectares["outside_after"]) == (1, 1)
    assert row["key_share"] == pytest.approx(1.5 / 3)
    assert row["intensity_before"] == pytest.approx(7 / 15)


def test_before_less_vacated_plus_added_and_what_stands_beside_is_after_in_every_row():
    table = balance(land_reduction(BEFORE, AFTER, zones=WEST_EAST))
    assert table["scope"].tolist() == ["zone", "zone", "outside", "all"]
    for prefix, out, into in (("", "vacated", "added"), ("built_", "vacated", "added"), ("farmland_", "out", "in")):
        left = table[f"{prefix}before"] - table[f"{prefix}{out}"] + table[f"{prefix}{into}"]
        left = left - table[f"{prefix}lost"] + table[f"{prefix}gained"]
        assert left.tolist() == pytest.approx(table[f"{prefix}after"].tolist())
    assert table["before"][:3].sum() == pytest.approx(table["before"][3])


def test_2734_square_kilometres_mapped_are_not_said_to_meet_the_plans_2790():
    account = land_reduction(of_size(2809), of_size(2734.22))
    row = balance(account, [Target("", 2790, WITH_APPROVED)]).iloc[-1]
    assert (row["state"], row["reason"]) == (OPEN, "approved")
    assert np.isnan(row["way"])
    with_approved = balance(account, [Target("", 2790, WITH_APPROVED, 74.38)]).iloc[-1]
    assert with_approved["state"] == MISSED
    assert with_approved["gap"] / 1e6 == pytest.approx(18.60, abs=0.01)


@pytest.mark.parametrize(
    ("counts", "approved", "state"),
    [
        (EXISTING, None, "met"), (UNSTATED, None, OPEN), (UNSTATED, 0.5, "met"), (UNSTATED, 2, OPEN),
        (WITH_APPROVED, 0.5, "met"), (WITH_APPROVED, 2, MISSED), (WITH_APPROVED, None, OPEN),
    ],
)  # fmt: skip
def test_a_target_has_a_verdict_only_where_what_it_counts_is_known(counts, approved, state):
    account = land_reduction(of_size(100), of_size(99))
    assert balance(account, [Target("", 100, counts, approved)]).iloc[-1]["state"] == state


def test_a_target_is_matched_to_its_zone_and_others_are_named():
    table = balance(
        land_reduction(BEFORE, AFTER, zones=WEST_EAST), [Target("e", 0.005, EXISTING), Target("n", 1, EXISTING)]
    )
    assert table["state"].tolist() == [MISSED if zone == "e" else "" for zone in table["zone"]]
    assert unmatched(table, ["e", "n", ""]) == ["n"]


def test_the_way_to_the_target_is_the_share_of_what_was_to_be_reduced():
    account = land_reduction(city("uuuu"), city("ufuu"))
    assert account.changes["kind"].tolist() == ["vacated"]
    assert balance(account, [Target("", 0.02, EXISTING)]).iloc[-1]["way"] == pytest.approx(0.5)


def test_a_city_without_construction_land_has_an_account_of_nothing():
    row = balance(land_reduction(city("ffw"), city("fww"))).iloc[-1]
    assert (row["before"], row["vacated"], row["after"]) == (0, 0, 0)
    assert np.isnan(row["key_share"])


def test_ground_contested_before_that_the_later_date_does_not_cover_may_be_construction_land():
    """A village drawn beneath a smaller parcel of farmland, whose ground the later date leaves out."""

    def layer(*polygons):
        use = np.array([one for one, _ in polygons], dtype=object)
        ground = np.array([one for _, one in polygons], dtype=object)
        return LandLayer(ground, use, use, np.arange(len(use)))

    fields = ("farmland", shapely.box(400, 0, 800, 400))
    before = layer(("urban_rural", shapely.box(0, 0, 400, 400)), ("farmland", shapely.box(0, 0, 200, 200)), fields)
    rest = shapely.box(0, 0, 400, 400).difference(shapely.box(0, 0, 200, 200))
    account = land_reduction(before, layer(("urban_rural", rest), fields))
    for limit, state in ((0.11, MISSED), (0.13, OPEN), (0.155, OPEN), (0.16, "met")):
        row = balance(account, [Target("", limit, EXISTING)]).iloc[-1]
        assert row["state"] == state
        assert (row["after_least"], row["after_most"]) == (pytest.approx(120_000), pytest.approx(160_000))
    # Of 0.32 km² on either date 0.16 may be construction land, each place once.
    for limit, state in ((49.9, OPEN), (50.1, "met")):
        (found,) = indicators(balance(account), [Indicator("intensity_pct", "", limit)])
        assert found.state == state
