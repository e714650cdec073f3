"""Streets that reach beyond the land use: what is there per head is judged by the coverage and the scorecard alike."""

import numpy as np
import pytest
import shapely

import processing

pytestmark = pytest.mark.slow

EAST, NORTH, SIDE = 500_000, 4_400_000, 500
CODES = ("0701", "1401", "0301")


def land(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return shapely.box(EAST + west, NORTH + south, EAST + east, NORTH + north)


def of_cells(column, row, columns, rows):
    """A rectangle of cells of land use."""
    return land(column * SIDE, row * SIDE, (column + columns) * SIDE, (row + rows) * SIDE)


def take(ground):
    """The inputs of a coverage that takes homes and parks out of all land use."""
    taken = {"RESIDENTIAL_TAKE": "class:residential", "PARKS_TAKE": "class:park"}
    systems = {"RESIDENTIAL_SYSTEM": 3, "PARKS_SYSTEM": 3}
    return {"RESIDENTIAL": ground, "PARKS": ground, **taken, **systems}


@pytest.fixture
def both(provider, log, table):
    """Return the rows of the park area per head by zone, as the coverage and as the scorecard have them."""

    def both(ground, coverage, **given):
        given |= {"POPULATION_LAYER_FIELD": "people", "ZONE_FIELD": "name"}
        parks = processing.run("greenvein:parkcoverage", {**coverage, **given, "SUMMARY": "memory:"}, feedback=log)
        asked = {"LANDUSE": ground, "SYSTEM": 3, "YEAR": 2035, "INDICATORS": "ER9", "SCORES": "memory:"}
        scores = processing.run("greenvein:scorecard", {**given, **asked}, feedback=log)
        one = {row["gv_zone"] or "": row for row in table(parks["SUMMARY"]) if row["gv_scope"] in ("zone", "all")}
        return one, {row["gv_zone"] or "": row for row in table(scores["SCORES"])}

    return both


def stands(row):
    """How a row of the coverage stands, in the words of the scorecard."""
    if row["gv_park_open"]:
        return row["gv_park_open"]
    return {True: "met", False: "behind", None: "nobody"}[
        row["gv_park_met"] if row["gv_park_met"] in (True, False) else None
    ]


def scored(row):
    said = (row["gv_reason"] or "").split("; ")
    return next((why for why in ("partly_mapped", "nobody", "not_placed") if why in said), row["gv_state"])


@pytest.mark.cases(24, first=4)
def test_what_is_judged_per_head_is_the_same_in_both(both, layer, seed):
    """A city of 8 × 8 cells, of which some are not mapped, with streets, districts and a town of cells."""
    random = np.random.default_rng(seed)
    cells = [(column, row) for column in range(8) for row in range(8) if random.random() < 0.98]
    codes = random.choice(CODES, len(cells), p=(0.4, 0.2, 0.4)).tolist()
    codes[:2] = CODES[:2]
    ground = layer([of_cells(*cell, 1, 1) for cell in cells], {"DLBM": codes}, name="land use")
    shapes = [of_cells(column, row, 2, 4) for column in range(0, 10, 2) for row in range(0, 8, 4)]
    streets = layer(shapes, {"people": random.integers(1, 90_000, len(shapes)).tolist()}, name="streets")
    town = layer([of_cells(1, 1, *random.integers(5, 7, 2).tolist())], name="town")
    zones = layer([of_cells(0, 0, 4, 8), of_cells(4, 0, 4, 8)], {"name": ["west", "east"]}, name="districts")
    given = {"POPULATION_LAYER": streets, "BUILT_UP": town, "ZONES": zones}
    parks, scores = both(ground, take(ground), **given)
    assert parks.keys() == scores.keys() == {"", "west", "east"}
    for zone, row in parks.items():
        other = scores[zone]
        if row["gv_built_up_population"] > 1e-3 and other["gv_value"]:
            assert row["gv_built_up_park_m2_per_head"] == pytest.approx(other["gv_value"], rel=1e-9)
        if scored(other) != "nobody":
            assert stands(row) == scored(other), zone


@pytest.fixture
def town(layer):
    """Homes and a park in a town, and a street that is as large as its land use, or half a kilometre larger."""

    def make(beyond, overlap=False):
        shapes = [land(0, 0, 500, 1000), land(500, 0, 1000, 1000)] + [land(0, 0, 500, 1000)] * overlap
        codes = ["0701", "1401"] + ["0301"] * overlap
        street = layer([land(0, 0, 1000 + beyond, 1000)], {"people": [10_000]}, name="streets")
        whole = layer([land(0, 0, 1000, 1000)], {"name": ["town"]}, name="town")
        return layer(shapes, {"DLBM": codes}, name="land use"), {
            "POPULATION_LAYER": street,
            "BUILT_UP": whole,
            "ZONES": whole,
        }

    return make


@pytest.mark.parametrize(
    ("beyond", "verdict"), [(0, "met"), (10, "met"), (11, "partly_mapped"), (500, "partly_mapped")]
)
def test_a_street_of_which_land_use_lacks_more_than_a_hundredth_is_not_judged(both, town, log, beyond, verdict):
    """50 ha of park for 10 000 people."""
    ground, given = town(beyond)
    parks, scores = both(ground, take(ground), **given)
    assert (stands(parks[""]), scored(scores[""])) == (verdict, verdict)
    assert (stands(parks["town"]), scored(scores["town"])) == (verdict, verdict)
    told = [text for text in log.warnings if text.startswith("Land use covers only part of 1 features of “streets")]
    assert len(told) == 2 * (verdict == "partly_mapped")


def test_people_who_are_not_placed_take_the_verdict_of_the_zones_that_they_may_live_in_alone(both, layer):
    """Two towns with 50 ha of park for 10 000 people each; 30 000 of a street of woods may live in the eastern one."""
    shapes = [land(west, 0, west + 500, 1000) for west in range(0, 2500, 500)]
    ground = layer(shapes, {"DLBM": ["0701", "1401", "0701", "1401", "0301"]}, name="land use")
    halves = [land(0, 0, 1000, 1000), land(1000, 0, 2500, 1000)]
    shapes = [land(0, 0, 1000, 1000), land(1000, 0, 2000, 1000), land(2000, 0, 2500, 1000)]
    given = {
        "POPULATION_LAYER": layer(shapes, {"people": [10_000, 10_000, 30_000]}, name="streets"),
        "BUILT_UP": layer([land(0, 0, 2100, 1000)], name="town"),
        "ZONES": layer(halves, {"name": ["west", "east"]}, name="zones"),
    }
    parks, scores = both(ground, take(ground), **given)
    expected = {"": "met", "west": "met", "east": "not_placed"}
    assert {zone: stands(row) for zone, row in parks.items()} == expected
    assert {zone: scored(row) for zone, row in scores.items()} == expected


@pytest.mark.parametrize(("west", "verdict"), [(1000, "met"), (999.95, "met"), (990, "not_placed")])
def test_a_street_without_homes_that_ends_at_the_border_takes_no_verdict(both, town, layer, west, verdict):
    """50 ha of park for 10 000 people, and 30 000 of a street of fields and woods beside the town."""
    _, given = town(0)
    shapes = [land(0, 0, 500, 1000), land(500, 0, 1000, 1000), land(1000, 0, 2000, 1000)]
    ground = layer(shapes, {"DLBM": [*CODES]}, name="land use")
    shapes = [land(0, 0, 1000, 1000), land(west, 0, 2000, 1000)]
    given["POPULATION_LAYER"] = layer(shapes, {"people": [10_000, 30_000]}, name="streets")
    parks, scores = both(ground, take(ground), **given)
    assert (stands(parks[""]), scored(scores[""])) == (verdict, verdict)
    assert (stands(parks["town"]), scored(scores["town"])) == (verdict, verdict)


@pytest.mark.parametrize(
    ("people", "beyond", "verdict"),
    [
        # 18 m², and 17.1 with homes in the gap of 5 ha as close as the 100 ha of the others have; 17.5, and 16.7.
        (22_222, 1000, "met"), (22_857, 1000, "partly_mapped"),
        # In a street that ends with the town nobody else is counted, whatever lies in the gap.
        (22_857, 0, "met"),
        # 16.7 m², and 17.9 with parks there.
        (24_000, 1000, "partly_mapped"), (28_000, 1000, "behind"),
    ],
)  # fmt: skip
def test_what_lies_in_a_gap_of_less_than_a_hundredth_may_be_homes_or_parks(both, layer, people, beyond, verdict):
    """A town of 600 ha, of which 5 are not mapped, with 40 ha of parks; its street may have as many homes beyond it."""
    shapes = [land(0, 0, 1000, 1000), land(1000, 0, 1400, 1000), land(1400, 0, 5950, 1000)]
    shapes += [land(6000, 0, 7000, 1000)] if beyond else []
    ground = layer(shapes, {"DLBM": [*CODES, CODES[0]][: len(shapes)]}, name="land use")
    whole = layer([land(0, 0, 6000, 1000)], {"name": ["town"]}, name="town")
    street = layer([land(0, 0, 6000 + beyond, 1000)], {"people": [people * (2 if beyond else 1)]}, name="streets")
    parks, scores = both(ground, take(ground), POPULATION_LAYER=street, BUILT_UP=whole, ZONES=whole)
    assert {stands(parks[""]), stands(parks["town"]), scored(scores[""]), scored(scores["town"])} == {verdict}


def test_land_use_that_lies_twice_covers_no_more(both, town):
    """The homes are drawn twice, so that areas add up to the street's."""
    ground, given = town(500, overlap=True)
    assert stands(both(ground, take(ground), **given)[0][""]) == "partly_mapped"


def test_homes_of_a_layer_of_their_own_show_all_that_there_is(both, town, layer):
    ground, given = town(500)
    homes, parks = layer([land(0, 0, 500, 1000)], name="homes"), layer([land(500, 0, 1000, 1000)], name="parks")
    assert stands(both(ground, {"RESIDENTIAL": homes, "PARKS": parks}, **given)[0][""]) == "met"


def test_features_of_the_land_use_that_are_not_taken_make_no_faults(both, town, layer):
    """What is no residential land may have no geometry, or one that cannot be read, as before."""
    _, given = town(0)
    shapes = [land(0, 0, 500, 1000), land(500, 0, 1000, 1000), None]
    ground = layer(shapes, {"DLBM": ["0701", "1401", "0301"]}, name="land use")
    parks, scores = both(ground, take(ground), **given)
    assert (stands(parks[""]), scored(scores[""])) == ("met", "met")
    without = take(layer(shapes[:1], {"DLBM": ["0701"]}, name="land use"))
    assert processing.run("greenvein:parkcoverage", without)["COVERAGE_PCT"] == 0  # codes that tell parks show none
