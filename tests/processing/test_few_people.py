"""People given in thousands or hundreds, in all streets or in one: neither job judges a zone or the whole by them."""

import numpy as np
import pytest
import shapely

import processing

pytestmark = pytest.mark.slow

CODES = ("0701", "1401", "1301")
FEW = "people_too_few"


def land(west, south, east, north):
    """A rectangle in hundreds of metres from a corner in Beijing."""
    west, south, east, north = (100 * one for one in (west, south, east, north))
    return shapely.box(500_000 + west, 4_400_000 + south, 500_000 + east, 4_400_000 + north)


@pytest.fixture
def towns(layer):
    """Towns beside each other, each a street and a zone of 1 000 ha: of homes and parks so many hectares."""

    def make(homes, parks, people, zones=True):
        shapes, codes, streets = [], [], []
        for row, (one, other) in enumerate(zip(homes, parks)):
            ends = 100 * row, 100 * row + one / 10, 100 * row + (one + other) / 10, 100 * row + 100
            shapes += [land(west, 0, east, 10) for west, east in zip(ends, ends[1:])]
            codes += CODES
            streets.append(land(ends[0], 0, ends[3], 10))
        names = [chr(ord("a") + row) for row in range(len(homes))]
        given = {
            "POPULATION_LAYER": layer(streets, {"p": [float(one) for one in people]}, name="streets"),
            "POPULATION_LAYER_FIELD": "p",
            "BUILT_UP": layer([land(0, 0, 100 * len(homes), 10)], name="built-up area"),
        }
        given |= {"ZONES": layer(streets, {"n": names}, name="zones"), "ZONE_FIELD": "n"} if zones else {}
        return layer(shapes, {"DLBM": codes}, name="land use"), given

    return make


@pytest.fixture
def both(provider, log, table):
    """Return how the park area per head stands by zone, as the coverage and as the scorecard have it."""

    def both(ground, given):
        taken = {f"{name}_{end}" for name in ("RESIDENTIAL", "PARKS") for end in ("TAKE", "SYSTEM")}
        says = {"RESIDENTIAL_TAKE": "class:residential", "PARKS_TAKE": "class:park"}
        coverage = {"RESIDENTIAL": ground, "PARKS": ground, **{name: says.get(name, 3) for name in taken}}
        parks = processing.run("greenvein:parkcoverage", {**coverage, **given, "SUMMARY": "memory:"}, feedback=log)
        asked = {"LANDUSE": ground, "SYSTEM": 3, "YEAR": 2035, "INDICATORS": "ER9", "SCORES": "memory:"}
        scores = processing.run("greenvein:scorecard", {**given, **asked}, feedback=log)
        rows = [row for row in table(parks["SUMMARY"]) if row["gv_scope"] in ("zone", "all")]
        one = {row["gv_zone"] or "": of_coverage(row) for row in rows}
        other = {row["gv_zone"] or "": of_scorecard(row) for row in table(scores["SCORES"])}
        several = {zone for zone, said in other.items() if said == "together"}
        assert not several & {zone for zone, said in one.items() if said in ("met", "behind")}
        assert one == other | {zone: one[zone] for zone in several}
        return one

    return both


def of_coverage(row):
    return row["gv_park_open"] or {True: "met", False: "behind"}.get(row["gv_park_met"], "nobody")


def of_scorecard(row):
    """The same; what several doubts leave open together is open in both, by the largest of them in the coverage."""
    return row["gv_reason"].split(";")[0] if row["gv_state"] == "not_judged" else row["gv_state"]


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((80_000, 80_000), ("behind", "behind", "behind")), ((80, 80), (FEW, FEW, FEW)),
        ((800, 800), (FEW, FEW, FEW)), ((80, 80_000), (FEW, FEW, "behind")), ((800, 80_000), (FEW, FEW, "behind")),
        # A tenth as many live in a quarter of villas. And on the whole there are 19 m² for everyone in thousands.
        ((8000, 80_000), ("met", "met", "behind")), ((80, 20_000), ("met", FEW, "met")),
    ],
)  # fmt: skip
def test_streets_in_hundreds_or_thousands_are_judged_neither_by_themselves_nor_with_others(both, towns, people, said):
    """96 ha of parks for 80 000 people on 400 ha of homes in each of two zones, 12 m² per head."""
    assert both(*towns((400, 400), (96, 96), people)) == dict(zip(("", "a", "b"), said))


def test_a_notice_tells_of_the_street_beside_the_others(both, towns, log):
    both(*towns((400, 400), (96, 96), (80, 80_000)))
    told = [text for text in log.warnings if "puts 80 people on 400.00 ha of residential land" in text]
    assert len(told) == 2 and all("and 200 on each hectare elsewhere" in text for text in told)


def test_homes_with_people_of_their_own_are_held_against_each_other_too(provider, layer, log, table):
    """Plots of 5 ha, which in the west are given in thousands: 12 000 m² of parks per head there."""
    plots = [land(x, 0, x + 5, 1) for x in range(0, 100, 5)]
    homes = layer(plots, {"p": [1.0] * 10 + [1000.0] * 10}, name="homes")
    zones = layer([land(0, 0, 50, 3), land(50, 0, 100, 3)], {"n": ["a", "b"]}, name="zones")
    given = {"RESIDENTIAL": homes, "PARKS": layer([land(0, 2, 100, 2.24)], name="parks"), "ZONES": zones}
    given |= {"ZONE_FIELD": "n", "POPULATION_FIELD": "p", "BUILT_UP": layer([land(0, 0, 100, 3)], name="built-up area")}
    rows = table(processing.run("greenvein:parkcoverage", {**given, "SUMMARY": "memory:"}, feedback=log)["SUMMARY"])
    assert {row["gv_zone"] or "": of_coverage(row) for row in rows if row["gv_scope"] != "outside"} == {
        "": FEW, "a": FEW, "b": "behind",
    }  # fmt: skip


def test_villages_and_new_quarters_stay_judged(both, towns, log):
    """20 people to a hectare of homes beside 200, and a quarter of 30 ha into which 160 people have moved."""
    assert both(*towns((400, 400, 30), (150, 150, 50), (80_000, 8000, 160))) == {
        "": "met", "a": "met", "b": "met", "c": "met",
    }  # fmt: skip
    assert not any("not homes of one town" in text for text in log.warnings)


def test_with_parks_for_all_whoever_they_are_it_is_met(both, towns):
    """200 ha of parks in each town, and in the eastern one 40 people or a thousand times as many."""
    assert both(*towns((400, 400), (200, 200), (40_000, 40))) == {"": "met", "a": "met", "b": "met"}


@pytest.mark.cases(24, first=4)
def test_no_slip_of_a_street_makes_a_target_met_that_is_missed(both, towns, seed):
    """60 to 1 200 people to a hectare of homes; some streets are given in hundreds, thousands or tens of thousands."""
    draw = np.random.default_rng(seed)
    homes, parks = draw.integers(60, 500, 4), draw.integers(10, 200, 4)
    people = (homes * draw.choice([1, 4]) * draw.uniform(60, 300, 4)).round()
    slips = 10.0 ** draw.choice([0, 2, 3, 4], 4)
    true, given = (both(*towns(homes, parks, its)) for its in (people, people / slips))
    assert set(true.values()) <= {"met", "behind"}
    for zone, said in given.items():
        assert said in (true[zone], FEW), zone
    if (slips == 1).all():
        assert given == true


@pytest.mark.cases(40, first=4)
def test_with_gaps_slips_and_people_who_are_not_placed_both_jobs_judge_the_same(both, layer, seed):
    """Three towns near the target: land use may lack some of them, and streets may have homes beyond, or none."""
    draw = np.random.default_rng(seed)
    homes, density = draw.integers(60, 400, 3), draw.uniform(40, 300, 3)
    people = (homes * density).round()
    parks = np.minimum(500, people * draw.uniform(14, 21, 3) / 1e4)
    shapes, codes = [], []
    for row, (one, other, gap) in enumerate(zip(homes, parks, draw.uniform(-0.9, 0.9, 3).clip(0))):
        ends = 100 * row + np.array([0, one / 10, (one + other) / 10, 100 - gap])
        shapes += [land(west, 0, east, 10) for west, east in zip(ends, ends[1:])]
        codes += CODES
    north = 12 if draw.random() < 0.5 else 10
    if north > 10:
        shapes, codes = [*shapes, land(0, 10, 300, north)], [*codes, CODES[0]]
    streets = [land(100 * row, 0, 100 * row + 100, north) for row in range(3)]
    people = [*(people / 10.0 ** draw.choice([0, 0, 0, 0, 2, 3], 3)).tolist(), float(draw.integers(10, 3000))]
    shapes, codes = [*shapes, land(300, 0, 330, 10)], [*codes, CODES[2]]
    streets.append(land(300 - max(draw.uniform(-2, 2), 0.0), 0, 330, 10))
    zones = [land(100 * row, 0, 100 * row + 100, 10) for row in range(3)]
    given = {"ZONES": layer(zones, {"n": [*"abc"]}, name="zones"), "ZONE_FIELD": "n"}
    given["BUILT_UP"] = layer([land(0, 0, 300, 10)], name="built-up area")
    columns = {"DLBM": codes, "p": [0.0] * len(codes)}
    if seed % 3:
        given |= {"POPULATION_LAYER": layer(streets, {"p": people}, name="streets"), "POPULATION_LAYER_FIELD": "p"}
    else:
        columns["p"][:9:3] = people[:3]
        given["POPULATION_FIELD"] = "p"
    # ``both`` holds the one against the other.
    assert both(layer(shapes, columns, name="land use"), given).keys() == {"", "a", "b", "c"}


@pytest.mark.parametrize(("people", "said"), [(58_000.0, "behind"), (0.0, FEW), (580.0, FEW), (58.0, FEW)])
def test_a_street_and_homes_with_nobody_or_hundreds_are_answered_alike(both, layer, people, said):
    """Two homes of 100 ha with 580 people to a hectare, one of them given otherwise; 100 ha of parks between them."""
    shapes, codes = [land(0, 0, 10, 10), land(10, 0, 20, 10), land(20, 0, 30, 10)], ["0701", "1401", "0701"]
    built_up = layer([land(0, 0, 30, 10)], name="built-up area")
    ground = layer(shapes, {"DLBM": codes, "p": [58_000.0, 0.0, people]}, name="land use")
    streets = layer([land(0, 0, 15, 10), land(15, 0, 30, 10)], {"p": [58_000.0, people]}, name="streets")
    of_streets = {"POPULATION_LAYER": streets, "POPULATION_LAYER_FIELD": "p"}
    for given in ({"POPULATION_FIELD": "p"}, of_streets):
        assert both(ground, {**given, "BUILT_UP": built_up}) == {"": said}


@pytest.mark.parametrize(
    ("name", "said"),
    [("streets", "behind"), ("就业岗位", "people_others"), ("街道_工作人口", "people_others"), ("社区人口", "behind")],
)
def test_a_layer_of_other_people_is_no_measure_of_those_who_live_there(both, layer, name, said):
    ground = layer([land(0, 0, 10, 10), land(10, 0, 20, 10)], {"DLBM": ["0701", "1401"]}, name="land use")
    given = {"POPULATION_LAYER": layer([land(0, 0, 20, 10)], {"p": [80_000.0]}, name=name)}
    given |= {"POPULATION_LAYER_FIELD": "p", "BUILT_UP": layer([land(0, 0, 20, 10)], name="built-up area")}
    assert both(ground, given) == {"": said}


@pytest.mark.parametrize(
    ("floor", "said"), [(2.5e5, "behind"), (5e7, "people_no_floor_area"), (1e9, "people_no_floor_area")]
)
def test_floor_area_beyond_all_towers_draws_no_people_away(both, layer, log, floor, said):
    """Homes of 50 ha, two in the built-up area with half of their ground as floor area, and one outside."""
    ends = [0, 8, 10, 15, 20, 40, 45]
    shapes = [land(west, 0, east, 10) for west, east in zip(ends, ends[1:])]
    codes, floors = ["1401", "1301", "0701", "0701", "1301", "0701"], [0.0, 0.0, 2.5e5, 2.5e5, 0.0, floor]
    given = {"POPULATION_LAYER": layer([land(0, 0, 45, 10)], {"p": [80_000.0]}, name="streets")}
    given |= {"POPULATION_LAYER_FIELD": "p", "BUILT_UP": layer([land(0, 0, 40, 10)], name="built-up area")}
    ground = layer(shapes, {"DLBM": codes, "fl": floors}, name="land use")
    found = both(ground, {**given, "FLOOR_AREA_FIELD": "fl"})
    assert found == {"": said}
    assert any("thirty times" in text for text in log.warnings) == (said != "behind")
