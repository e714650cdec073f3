"""People of areas with urban and rural homes: judged per head by coverage and scorecard alike, or by neither."""

import numpy as np
import pytest
import shapely

import processing

pytestmark = pytest.mark.slow

GUIDE, URBAN, SURVEY = 3, 4, 1
CODES = {
    GUIDE: ("0701", "1401", "0103", "0703"),
    URBAN: ("R2", "G1", "E2", "H14"),
    SURVEY: ("0701", "0810", "0103", "0702"),
}
TOWN_AND_VILLAGE = "class:residential;rural_residential"
"""Both kinds of homes are taken."""


def land(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return shapely.box(500_000 + west, 4_400_000 + south, 500_000 + east, 4_400_000 + north)


def strip(west, east):
    """A kilometre high."""
    return land(west, 0, east, 1000)


TOWN = strip(0, 1400)
PLACES = [strip(0, 1000), strip(1000, 1400), strip(1400, 3000), strip(3000, 4000)]
"""Urban homes and a park of 40 ha in the town, fields, and the homes of a village, as many as those of the town."""
STREET = (strip(0, 4000),)


@pytest.fixture
def asked(layer):
    """Return land use of the codes of a system and the further inputs of both jobs."""

    def make(people, system=GUIDE, shapes=STREET, town=TOWN, places=PLACES, codes=None):
        ground = layer(places, {"DLBM": [*(codes or CODES[system])]}, name="land use")
        return {
            "land": ground,
            "system": system,
            "POPULATION_LAYER": layer([*shapes], {"people": [*people]}, name="streets"),
            "POPULATION_LAYER_FIELD": "people",
            "BUILT_UP": layer([town], name="town"),
        }

    return make


@pytest.fixture
def both(provider, log, table):
    """Return how the park area per head stands by zone, as the coverage and as the scorecard have it."""

    def both(asked, homes="class:residential", **given):
        given |= {name: value for name, value in asked.items() if name.isupper()}
        ground, system = asked["land"], asked["system"]
        taken = {"RESIDENTIAL_TAKE": homes, "PARKS_TAKE": "class:park", "RESIDENTIAL_SYSTEM": system}
        coverage = {"RESIDENTIAL": ground, "PARKS": ground, "PARKS_SYSTEM": system, **taken, "SUMMARY": "memory:"}
        parks = processing.run("greenvein:parkcoverage", {**given, **coverage}, feedback=log)
        scorecard = {"LANDUSE": ground, "SYSTEM": system, "YEAR": 2035, "INDICATORS": "ER9", "SCORES": "memory:"}
        scores = processing.run("greenvein:scorecard", {**given, **scorecard}, feedback=log)
        rows = [row for row in table(parks["SUMMARY"]) if row["gv_scope"] in ("zone", "all")]
        return {row["gv_zone"] or "": of_coverage(row) for row in rows}, {
            row["gv_zone"] or "": of_scorecard(row) for row in table(scores["SCORES"])
        }

    return both


def of_coverage(row):
    """How many m² there are per head, and how that stands."""
    said = row["gv_park_open"] or {True: "met", False: "behind"}.get(row["gv_park_met"], "nobody")
    return row["gv_built_up_park_m2_per_head"], said


def of_scorecard(row):
    """The same in the words of the coverage."""
    return row["gv_value"], row["gv_reason"].split(";")[0] if row["gv_state"] == "not_judged" else row["gv_state"]


def same(found, value, said):
    """Tell whether both say so of the whole."""
    coverage, scorecard = (one[""] for one in found)
    return coverage == (pytest.approx(value), said) and scorecard == (pytest.approx(value), said)


@pytest.mark.parametrize("system", [GUIDE, URBAN])
@pytest.mark.parametrize("people", [30_000, 10_000, 60_000])
def test_a_street_with_a_village_beyond_the_town_is_not_judged(both, asked, log, system, people):
    """Behind, met, and behind where all live in the town; twice as much per head where half live in the village."""
    assert same(both(asked([people], system)), 400_000 / people, "rural_homes")
    told = [text for text in log.warnings if text.startswith("Areas of “streets") and "have rural homes too" in text]
    assert len(told) == 1 and "(class:residential;rural_residential)" in told[0]


def test_homesteads_of_the_survey_are_known_too(run, asked, layer, table):
    given = asked([30_000], SURVEY)
    ground, park = given.pop("land"), layer(PLACES[1:2], name="parks")
    given |= {"RESIDENTIAL_TAKE": "class:residential", "RESIDENTIAL_SYSTEM": given.pop("system")}
    (row,) = table(run(ground, park, SUMMARY="memory:", **given)["SUMMARY"])
    assert of_coverage(row) == (pytest.approx(40 / 3), "rural_homes")
    (row,) = table(run(ground, park, SUMMARY="memory:", **{**given, "RESIDENTIAL_TAKE": TOWN_AND_VILLAGE})["SUMMARY"])
    assert of_coverage(row) == (pytest.approx(80 / 3), "met")


@pytest.mark.parametrize(("people", "said"), [(30_000, "met"), (60_000, "behind")])
def test_with_rural_homes_taken_people_are_spread_over_both_and_judged(both, asked, people, said):
    coverage, _ = both(asked([people]), homes=TOWN_AND_VILLAGE)
    assert coverage[""] == (pytest.approx(800_000 / people), said)


@pytest.mark.parametrize(("people", "said"), [(30_000, "behind"), (15_000, "met")])
def test_people_of_smaller_areas_and_of_the_town_itself_are_judged(both, asked, people, said):
    """A village has people of its own; and of the town's own people nobody lives outside, whoever has a homestead."""
    value = 400_000 / people
    assert same(both(asked([people, 15_000], shapes=[TOWN, strip(1400, 4000)])), value, said)
    codes, places = ("0701", "1401", "0703"), [land(0, 0, 1000, 500), PLACES[1], land(0, 500, 1000, 1000)]
    assert same(both(asked([people], shapes=[TOWN], places=places, codes=codes)), value, said)


@pytest.mark.parametrize(("west", "said"), [(2500, "met"), (1350, "not_placed")])
def test_people_of_a_village_are_not_placed_and_live_in_its_homes(both, asked, west, said):
    """15 000 have 20 m² each; with the 15 000 of the village, whose homes may reach into the town, there are 10 m²."""
    borders = [0, 1000, 1300, west, west + 1000, 4000]
    places = [strip(*pair) for pair in zip(borders, borders[1:])]
    shapes = [strip(0, 1300), strip(1300, 4000)]
    given = asked([15_000, 15_000], shapes=shapes, places=places, codes=("0701", "1401", "0103", "0703", "0103"))
    assert same(both(given), 20, said)


@pytest.mark.parametrize(("east", "said"), [(3010, "behind"), (3011, "rural_homes")])
def test_a_village_of_no_more_than_a_hundredth_of_the_homes_turns_nothing(both, asked, east, said):
    places = [*PLACES[:3], strip(3000, east)]
    assert same(both(asked([30_000], shapes=[strip(0, east)], places=places)), 40 / 3, said)


def test_without_any_park_the_town_is_behind_wherever_its_people_live(both, asked):
    codes = ("0701", "1401", "0103", "0703")
    places = [strip(0, 1400), strip(1400, 1800), strip(1800, 3000), strip(3000, 4000)]
    assert same(both(asked([30_000], places=places, codes=codes)), 0, "behind")


def test_people_of_each_home_are_where_they_are(provider, asked, layer, table, run):
    given = asked([1])
    columns = {"DLBM": [*CODES[GUIDE]], "people": [15_000, 0, 0, 15_000]}
    ground, own = layer(PLACES, columns, name="land use"), {"POPULATION_FIELD": "people", "BUILT_UP": given["BUILT_UP"]}
    taken = {"RESIDENTIAL_TAKE": "class:residential", "RESIDENTIAL_SYSTEM": GUIDE, "PARKS_TAKE": "class:park"}
    rows = table(run(ground, ground, PARKS_SYSTEM=GUIDE, **taken, **own, SUMMARY="memory:")["SUMMARY"])
    assert of_coverage(rows[-1]) == (pytest.approx(80 / 3), "met")
    scorecard = {"LANDUSE": ground, "SYSTEM": GUIDE, "YEAR": 2035, "INDICATORS": "ER9", "SCORES": "memory:"}
    (row,) = table(processing.run("greenvein:scorecard", {**own, **scorecard})["SCORES"])
    assert of_scorecard(row) == (pytest.approx(80 / 3), "met")


def test_zones_go_by_their_own_streets(both, asked, layer):
    """A second town to the north, with a street of its own that has no village."""
    north = [land(0, 1000, 1000, 2000), land(1000, 1000, 1400, 2000)]
    zones = layer([strip(0, 4000), land(0, 1000, 4000, 2000)], {"name": ["south", "north"]}, name="districts")
    given = asked(
        *([30_000, 20_000], GUIDE, [strip(0, 4000), land(0, 1000, 1400, 2000)], land(0, 0, 1400, 2000)),
        places=[*PLACES, *north],
        codes=[*CODES[GUIDE], "0701", "1401"],
    )
    for found in both(given, ZONES=zones, ZONE_FIELD="name"):
        assert found["south"] == (pytest.approx(40 / 3), "rural_homes")
        assert found["north"] == (pytest.approx(20), "met")
        assert found[""] == (pytest.approx(16), "rural_homes")


WAYS = [
    "class:residential",
    "values:0701;0702",
    "\"DLBM\" IN ('0701', '0702')",
    "substr(\"DLBM\", 1, 3) = '070' AND NOT village",
]
"""How the same homes are taken."""


@pytest.mark.parametrize("take", ["values:0701", "\"DLBM\" = '0701'", "\"dlbm\" LIKE '%01'", "kind = 'flats'"])
def test_rural_homes_are_known_however_homes_are_taken(run, asked, layer, table, take):
    given = asked([10_000])
    given.pop("land"), given.pop("system")
    # The field that an expression asks for need not be that of the codes.
    columns = {"DLBM": [*CODES[GUIDE]], "kind": ["flats", "green", "field", "farm"]}
    ground, park = layer(PLACES, columns, name="land use"), layer(PLACES[1:2], name="parks")
    (row,) = table(
        run(ground, park, RESIDENTIAL_TAKE=take, RESIDENTIAL_SYSTEM=GUIDE, SUMMARY="memory:", **given)["SUMMARY"]
    )
    assert of_coverage(row) == (pytest.approx(40), "rural_homes")


@pytest.mark.parametrize(
    ("take", "code", "value", "said"),
    [
        ("values:0701;0703", None, 80, "met"),
        ("values:flats", "kind", 40, "rural_homes"),
        ("values:flats;farm", "kind", 80, "met"),
        ("kind IN ('flats', 'farm')", None, 80, "met"),
    ],
)
def test_rural_homes_that_are_taken_are_left_beside_no_more(run, asked, layer, table, take, code, value, said):
    given = asked([10_000])
    given.pop("land"), given.pop("system")
    columns = {"YDYHFLDM": [*CODES[GUIDE]], "kind": ["flats", "green", "field", "farm"]}
    ground, park = layer(PLACES, columns, name="land use"), layer(PLACES[1:2], name="parks")
    given |= {"RESIDENTIAL_TAKE": take, "RESIDENTIAL_CODE": code}
    (row,) = table(run(ground, park, SUMMARY="memory:", **given)["SUMMARY"])
    assert of_coverage(row) == (pytest.approx(value), said)


@pytest.mark.cases(20, first=3)
def test_verdict_is_the_same_however_the_same_homes_are_taken(run, asked, layer, table, seed):
    random = np.random.default_rng(seed)
    codes = random.choice(("0701", "0702", "1401", "0103", "0703", "1301/0703"), 64, p=(0.3, 0.1, 0.2, 0.2, 0.1, 0.1))
    codes[:3] = "0701", "1401", "0703"
    places = [land(500 * at, 500 * up, 500 * at + 500, 500 * up + 500) for at in range(8) for up in range(8)]
    streets = [land(1000 * at, 0, 1000 * at + 1000, 4000) for at in range(4)]
    people, town = random.integers(1, 90_000, 4).tolist(), land(0, 0, 500 * int(random.integers(2, 8)), 4000)
    ground = layer(
        places, {"DLBM": codes.tolist(), "village": [code.endswith("03") for code in codes]}, name="land use"
    )
    given = asked(people, shapes=streets, town=town)
    given.pop("land"), given.pop("system")
    given |= {"PARKS_TAKE": "class:park", "PARKS_SYSTEM": GUIDE, "RESIDENTIAL_SYSTEM": GUIDE, "SUMMARY": "memory:"}
    found = [of_coverage(table(run(ground, ground, RESIDENTIAL_TAKE=way, **given)["SUMMARY"])[-1]) for way in WAYS]
    assert found == [found[0]] * len(WAYS)


def test_the_report_says_what_to_do(run, asked, tmp_path):
    path, given = tmp_path / "report.html", asked([30_000])
    ground, system = given.pop("land"), given.pop("system")
    taken = {"RESIDENTIAL_TAKE": "class:residential", "RESIDENTIAL_SYSTEM": system, "PARKS_TAKE": "class:park"}
    run(ground, ground, PARKS_SYSTEM=system, **taken, **given, REPORT=str(path))
    text = path.read_text(encoding="utf-8")
    assert "have rural homes too, which are not taken as residential land" in text
    assert "Take the rural homes as well (class:residential;rural_residential)" in text


@pytest.mark.cases(24, first=4)
def test_what_is_judged_per_head_is_the_same_in_both(both, asked, layer, seed):
    """A city of 8 × 8 cells with villages, with streets, districts and a town of cells."""
    random = np.random.default_rng(seed)

    def cells(column, row, columns, rows):
        return land(500 * column, 500 * row, 500 * (column + columns), 500 * (row + rows))

    codes = random.choice(("0701", "1401", "0103", "0703"), 64, p=(0.4, 0.2, 0.25, 0.15)).tolist()
    codes[:3] = "0701", "1401", "0703"
    shapes = [cells(column, row, 2, 4) for column in range(0, 8, 2) for row in range(0, 8, 4)]
    people = random.integers(1, 90_000, len(shapes)).tolist()
    town = cells(*random.integers(0, 3, 2).tolist(), *random.integers(2, 6, 2).tolist())
    places = [cells(column, row, 1, 1) for column in range(8) for row in range(8)]
    zones = layer([cells(0, 0, 4, 8), cells(4, 0, 4, 8)], {"name": ["west", "east"]}, name="districts")
    given = asked(people, GUIDE, shapes, town, places, codes)
    coverage, scorecard = both(given, ZONES=zones, ZONE_FIELD="name")
    for zone, (value, said) in coverage.items():
        other, said_there = scorecard.get(zone, (None, "nobody"))  # a zone that has nothing of the town
        if said_there != "nobody":
            assert said == said_there, zone
            assert value == pytest.approx(other, rel=1e-9)
