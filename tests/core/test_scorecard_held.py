"""Results of other jobs, held to the ground that is judged: what leaves them open."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.scorecard.codes import UNREAD
from greenvein.core.scorecard.figures import Figure
from greenvein.core.scorecard.ground import Map
from greenvein.core.scorecard.held import held_to_ground

from .scorecard_indicators import CITY, HALVES, YEAR, on

HOMES_IN_HALVES = np.array([shapely.box(0, 0, 1000, 1000), shapely.box(2500, 0, 3500, 1000)])


def doubts(ground, figures):
    given = [Figure("ES1", place, YEAR, 96.0, ground=(place, of, km2)) for place, of, km2 in figures]
    return [one.doubt for one in held_to_ground(given, ground, planar)]


@pytest.mark.parametrize(
    ("place", "km2", "doubt"),
    [
        ("", 2.0, ""), ("", 1.98, ""), ("", 2.02, ""), ("", 1.97, "other_ground:1.97=2"),
        ("", 2.03, "other_ground:2.03=2"),
        ("west", 1.0, ""), ("west", 2.0, "other_ground:2=1"), ("east", 0.5, "other_ground:0.5=1"),
        ("elsewhere", 9.0, ""), ("old", 0.25, ""), ("old", 1.0, "other_ground:1=0.25"),
    ],
)  # fmt: skip
def test_a_result_is_held_to_the_homes_of_the_ground_that_is_judged(place, km2, doubt):
    parts = {"old": shapely.box(0, 0, 500, 500)}
    ground = on(CITY, HALVES, parts=parts, class__residential=HOMES_IN_HALVES)
    assert doubts(ground, [(place, "class:residential", km2)]) == [doubt]


@pytest.mark.parametrize(
    ("place", "km2", "doubt"),
    [
        ("", 1.0, "partly_mapped"), ("west", 1.0, ""), ("east", 0.0, "partly_mapped"), ("new", 0.0, "partly_mapped"),
        ("old", 0.25, ""), ("", 2.0, "other_ground:2=1"),
    ],
)  # fmt: skip
def test_a_result_measured_on_half_of_the_zones_does_not_have_all_homes(place, km2, doubt):
    """Land use of the western half alone, with 1 km² of homes: what homes the eastern one has nobody knows."""
    parts = {"old": shapely.box(0, 0, 500, 500), "new": shapely.box(1900, 0, 2500, 500)}
    ground = on(HALVES["west"], HALVES, parts=parts, class__residential=HOMES_IN_HALVES[0])
    assert doubts(ground, [(place, "class:residential", km2)]) == [doubt]
    # Of land use of some classes it is asked what the others show; where nobody knows it has all there is of them.
    some = replace(ground, in_part=True)
    for beside, why in ((None, ""), (np.array([HALVES["east"]]), ""), (np.empty(0, dtype=object), "partly_mapped")):
        expected = [doubt.replace("partly_mapped", why)]
        assert doubts(replace(some, beside=beside), [(place, "class:residential", km2)]) == expected


def test_zones_alone_tell_only_of_a_result_that_has_measured_less():
    zones = build(np.array([*HALVES.values()]), np.array([*HALVES]), planar)
    whole = float(shapely.area(zones.cells).sum()) / 1e6
    by_zones, by_land = Map({}, zones.cells, zones=zones), Map({}, np.atleast_1d(CITY), zones=zones)
    assert doubts(by_zones, [("", "", whole / 2), ("", "", whole * 2)]) == [f"other_ground:{whole / 2:g}={whole:g}", ""]
    assert doubts(by_land, [("", "", whole * 2)]) == [f"other_ground:{whole * 2:g}={whole:g}"]


@pytest.mark.parametrize(
    ("km2", "doubt", "may_be"),
    [
        (2.0, "", []), (1.9, "", [91.2, 96.2]), (2.1, "", [95.8, 100.0]),
        (1.79, "other_ground:1.79=2", []), (2.21, "other_ground:2.21=2", []),
    ],
)  # fmt: skip
def test_a_share_of_nearly_the_ground_lies_between_two_values(km2, doubt, may_be):
    """96 % of 1.9 km² are 1.824 of 2 km², or 1.924 with the rest; of 2.1 km² 2.016, less 0.1 that are not there."""
    given = Figure("ES1", "", YEAR, 96.0, ground=("", "class:residential", km2))
    ground = on(CITY, HALVES, class__residential=HOMES_IN_HALVES)
    (found,) = held_to_ground([given], ground, planar, {"ES1"})
    assert found.doubt == doubt
    assert [value for _, value in found.others] == pytest.approx(may_be)


def test_what_nobody_knows_the_homes_of_stays_without_doubt_and_an_older_doubt_stays():
    assert doubts(on(CITY), [("", "class:residential", 1.0)]) == [""]
    older = Figure("ES1", "", YEAR, 96.0, doubt=UNREAD, ground=("", "", 1.0))
    assert held_to_ground([older], on(CITY), planar)[0].doubt == UNREAD


@pytest.mark.parametrize(
    ("codes", "gap", "apart"),
    [(0.95, 0.95, True), (0.95, 0.4, True), (0.5, 0.4, False), (0, 0.9, False), (3, 0.5, False)],
)
def test_homes_by_codes_and_gaps_of_the_land_use_add_up_where_they_are_more_than_a_hundredth(codes, gap, apart):
    """``codes`` % more of the land use may be homes, which a result does not say, and it lacks ``gap`` % of homes."""
    land = shapely.box(0, 0, 2000, 1000).difference(shapely.box(1500, 0, 1500 + 10 * gap, 1000))
    layers = {"class:residential": shapely.box([0], 0, [1000], 1000)}
    layers["class:residential?"] = shapely.box([1000], 0, [1000 + 10 * codes], 1000)
    zones = build(shapely.box([0], 0, [2000], 1000), np.array(["west"], dtype=object), planar)
    figure = Figure("ES1", "", YEAR, 96.0, ground=("", "class:residential", 1.0))
    [found] = held_to_ground([figure], Map(layers, np.array([land]), zones=zones), planar, {"ES1"})
    together = [one for why, one in found.others if why == "together"]
    assert bool(together) == apart
    if apart:
        assert sorted(together) == pytest.approx(
            [9600 / (100 + codes + gap), 100 * (96 + codes + gap) / (100 + codes + gap)]
        )
