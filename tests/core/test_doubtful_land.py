"""Land of which codes do not say what it is: found whatever stands in the field, and no verdict that it could turn."""

import re

import numpy as np
import pandas as pd
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.indicators.indicator import Indicator, Milestone
from greenvein.core.indicators.indicator import Measure as HowMeasured
from greenvein.core.land.classes import system_tables
from greenvein.core.land.codes import SYSTEMS
from greenvein.core.land.taking import by_class
from greenvein.core.parks.builtup import Maybe
from greenvein.core.parks.coverage import park_coverage
from greenvein.core.people.spread import sharing, spread
from greenvein.core.scorecard.ground import Homes, Map
from greenvein.core.scorecard.measuring import measured

TABLES = dict(zip(SYSTEMS, system_tables()))
SURVEY, GB21010, GUIDE, URBAN = SYSTEMS
LATER, NONE, STRANGE = "later_part", "no_code", "no_meaning"


@pytest.mark.parametrize("mark", ["/", "+", "、", "·", "，", ",", "；", "／", "＋", "|", "&", "", "\\"])
@pytest.mark.parametrize(("first", "doubt"), [("B1", LATER), ("A33", LATER), ("S42", LATER), ("R1", "")])
def test_later_parts_are_looked_at_whatever_stands_between(mark, first, doubt):
    found = by_class(["R2", f"{first}{mark}R2", f"{first}{mark}G1"], ("residential",), [TABLES[URBAN]])
    assert found.mask.tolist() == [True, not doubt, not doubt]
    assert found.doubt.tolist() == ["", doubt, ""]


@pytest.mark.parametrize("system", [SURVEY, GB21010, GUIDE])
def test_later_parts_of_digits_and_of_names_are_looked_at(system):
    found = by_class(["0701", "0901/0701", "商业用地/城镇住宅用地", "0901"], ("residential",), [TABLES[system]])
    assert found.mask.tolist() == [True, False, False, False]
    assert found.doubt[1] == LATER
    assert found.doubt[3] == ""


@pytest.mark.parametrize("empty", [None, "", "  ", "\u3000", "0", "000", float("nan")])
def test_no_code_may_be_anything(empty):
    found = by_class(["R2", empty, "G1"], ("residential",), [TABLES[URBAN]])
    assert (found.mask.tolist(), found.doubt.tolist()) == ([True, False, False], ["", NONE, ""])


@pytest.mark.parametrize("strange", ["Rb", "R2-1", "商住混合用地", "X9", "B1/X9", "X9/B1"])
def test_codes_of_no_system_may_be_anything(strange):
    found = by_class(["R2", strange, "G1"], ("residential",), [TABLES[URBAN]])
    assert (found.mask.tolist(), found.doubt.tolist()) == ([True, False, False], ["", STRANGE, ""])


def test_number_that_may_be_two_codes_is_in_doubt_only_where_one_of_them_is_meant():
    # 203 is a village (城镇村属性码), or 0203 that has lost its zero, which is other orchard.
    codes = [203, 101, 1101]
    of_orchard = by_class(codes, ("orchard",), [TABLES[SURVEY]], numeric=True)
    of_water = by_class(codes, ("water",), [TABLES[SURVEY]], numeric=True)
    assert of_orchard.ambiguous == ("203",)
    assert (of_orchard.doubt.tolist(), of_water.doubt.tolist()) == (["two_meanings", "", ""], ["", "", ""])


CODES = ["R1", "R2", "R21", "G1", "G2", "B1", "B11", "A33", "S42", "E2"]
STRANGE_CODES = ["Rb", "X9", "??", "住", "R2-1"]


def drawn(random, count):
    """Codes as they come: single, mixed in all ways, empty, strange."""
    found = []
    for _ in range(count):
        kind = random.choice(["one", "mixed", "none", "strange"], p=[0.5, 0.3, 0.1, 0.1])
        if kind == "one":
            found.append(str(random.choice(CODES)))
        elif kind == "mixed":
            mark = str(random.choice(["/", "+", "、", "·", "，", " / "]))
            found.append(mark.join(random.choice([*CODES, "X9"], random.integers(2, 4))))
        elif kind == "none":
            found.append([None, "", " ", "0"][random.integers(4)])
        else:
            found.append(str(random.choice(STRANGE_CODES)))
    return found


def reckoned(codes, letter):
    """Return which codes are of a letter, and why others may be, by pandas and nothing of ours."""
    text = pd.Series(codes, dtype=object).fillna("").str.replace(r"\s", "", regex=True)
    parts = text.str.split(re.compile("[/+、·，]"), expand=True)
    is_of = parts.apply(lambda column: column.str.fullmatch(rf"{letter}\d*", na=False))
    strange = parts.apply(lambda column: column.notna() & ~column.isin([*CODES, "", "0"]))
    counts, later = is_of[0], is_of.iloc[:, 1:].any(axis=1)
    empty = text.isin(["", "0"])
    why = pd.Series("", index=text.index).mask(strange.any(axis=1), STRANGE).mask(later, LATER).mask(empty, NONE)
    return counts.to_numpy(), why.mask(counts, "").to_numpy()


@pytest.mark.cases(60, first=15)
def test_random_codes_are_what_pandas_makes_of_them(seed):
    random = np.random.default_rng(seed)
    codes = ["R2", "G1", "B1", *drawn(random, 200)]
    for kind, letter in (("residential", "R"), ("park", "G1")):
        found = by_class(codes, (kind,), [TABLES[URBAN]])
        counts, why = reckoned(codes, letter)
        assert found.mask.tolist() == counts.tolist()
        assert found.doubt.tolist() == why.tolist()


@pytest.mark.cases(40, first=10)
def test_coverage_of_random_codes_is_open_just_where_they_could_turn_it(seed):
    """Parcels of 1 ha in two zones; a park serves those whose edge lies within 500 m."""
    random = np.random.default_rng(seed)
    side, count = 100.0, 16
    column, row = (axis.ravel() for axis in np.meshgrid(np.arange(count), np.arange(count)))
    parcels = shapely.box(side * column, side * row, side * (column + 1), side * (row + 1))
    codes = np.array(drawn(random, len(parcels)), dtype=object)
    codes[random.random(len(codes)) < 0.6] = "R2"
    codes[codes == "G1"] = "E2"
    codes[random.integers(len(codes))] = "G1"
    homes, parks = (by_class(codes, (kind,), [TABLES[URBAN]]) for kind in ("residential", "park"))
    zones = build(shapely.box([0, 800], 0, [800, 1600], 1600), np.array(["west", "east"], dtype=object), planar)
    target = float(random.integers(20, 100))
    maybe = Maybe(parcels[homes.is_doubtful], parcels[parks.is_doubtful])
    found = park_coverage(parcels[homes.mask], parcels[parks.mask], ((0.0, 500.0),), target, zones=zones, maybe=maybe)

    counts, why = reckoned(codes, "R")
    is_park, park_why = reckoned(codes, "G1")
    zone = np.where(column < count // 2, "west", "east")
    few, many = (
        shapely.union_all(shapely.buffer(parcels[some], 500, quad_segs=128))
        for some in (is_park, is_park | (park_why != ""))
    )
    land = pd.DataFrame({"zone": zone, "home": counts.astype(float), "maybe": (why != "").astype(float)})
    for name, reach in (("few", few), ("many", many)):
        land[name] = shapely.area(shapely.intersection(parcels, reach)) / side**2
        land[f"home_{name}"], land[f"maybe_{name}"] = land["home"] * land[name], land["maybe"] * land[name]
    sums = land.drop(columns=["few", "many"]).groupby("zone").sum().loc[["west", "east"]]
    sums.loc["all"] = sums.sum()
    for (_, its), (_, shown) in zip(sums.iterrows(), found.summary[found.summary["scope"] != "outside"].iterrows()):
        least = its["home_few"] / (its["home"] + its["maybe"] - its["maybe_few"])
        most = (its["home_many"] + its["maybe_many"]) / (its["home"] + its["maybe_many"])
        if its["maybe"] <= 0.01 * its["home"]:
            least, most = its["home_few"] / its["home"], its["home_many"] / its["home"]
        assert shown["codes_decide"] == ((100 * least >= target - 1e-6) != (100 * most >= target - 1e-6))


def test_a_hundredth_is_the_most_that_turns_nothing():
    homes, park = shapely.box([0], 0, [1000], 100), shapely.box([0], 100, [1000], 200)
    rules = ((0.0, 500.0),), 100.0
    for width, decides in ((10, False), (11, True)):  # 1,000 m² of 100,000 m², and 1,100
        maybe = Maybe(shapely.box([5000], 0, [5000 + width], 100))
        assert park_coverage(homes, park, *rules, maybe=maybe).total["codes_decide"] == decides
        both = Maybe(maybe.homes, not_homes=shapely.box([0], 0, [5], 100))  # 500 m² more that may be none
        assert park_coverage(homes, park, *rules, maybe=both).total["codes_decide"]


def test_people_may_live_where_codes_do_not_say_only_in_their_own_street():
    """Two streets: of one the half of what may be homes lies outside the built-up area; the other is sure."""
    streets = shapely.box([0, 1000], 0, [1000, 2000], 1000)
    homes = shapely.box([0, 1000], 0, [100, 1100], 100)
    maybe = shapely.box([500], 0, [600], 100)
    built_up = shapely.box([0, 1000], 0, [200, 1200], 200)
    zones = build(streets, np.array(["a", "b"], dtype=object), planar)
    people = spread(homes, streets, np.array([100.0, 100.0]))
    found = park_coverage(
        homes,
        shapely.box([0], 100, [100], 200),
        ((0.0, 500.0),),
        50.0,
        zones=zones,
        population=people.population,
        built_up=built_up,
        maybe=Maybe(homes=maybe, sharing=sharing(streets, homes, maybe)),
    )
    assert found.summary["scope"].tolist() == ["zone", "zone", "all"]
    assert found.summary["codes_weigh"].tolist() == [True, False, True]


def scored(how, layers, **more):
    indicator = Indicator("X", {"en": "x"}, "%", "up", (Milestone(2025, 50),), measure=how)
    if how.kind == "per_head":
        indicator = Indicator("X", {"en": "x"}, "m²", "up", (Milestone(2025, 50),), measure=how)
    [found] = measured([indicator], Map(layers, **more), planar)
    return found


def test_share_is_told_with_what_may_be_counted_and_with_what_it_may_be_of():
    # A quarter of 100 is forest; with 10 that may be, 35 %.
    whole = shapely.box([0], 0, [10], 10)
    layers = {"class:forest": shapely.box([0], 0, [2.5], 10), "class:forest?": shapely.box([5], 0, [6], 10)}
    found = scored(HowMeasured("share", of=("class:forest",)), layers, whole=whole)
    assert (found.value, {value for _, value in found.others}) == (25, {25, 35})
    # Parks are 10 of 40 m² of green land: a quarter; with 10 more of green land a fifth.
    layers = {"class:park": shapely.box([0], 0, [1], 10), "class:green": shapely.box([0], 0, [4], 10)}
    layers["class:green?"] = shapely.box([4], 0, [5], 10)
    how = HowMeasured("share", of=("class:park",), per=("class:green",))
    assert min(scored(how, layers, whole=whole).others)[1] == pytest.approx(20)


def test_what_is_no_more_than_a_hundredth_is_of_no_weight():
    whole, how = shapely.box([0], 0, [10], 10), HowMeasured("share", of=("class:forest",))
    layers = {"class:forest": shapely.box([0], 0, [5], 10), "class:forest?": shapely.box([6], 0, [6.05], 10)}
    assert scored(how, layers, whole=whole).others == ()


@pytest.mark.parametrize(("maybe", "why"), [(None, ""), (shapely.box([3], 0, [4], 10), "codes")])
def test_area_per_head_is_open_where_people_may_live_elsewhere(maybe, why):
    homes, streets = shapely.box([0], 0, [2], 10), shapely.box([0], 0, [10], 10)
    layers = {"class:park": shapely.box([5], 0, [10], 10), "class:residential": homes}
    drawn_away = None
    if maybe is not None:
        layers["class:residential?"] = maybe
        drawn_away = sharing(streets, homes, maybe)
    there = Homes(homes, spread(homes, streets, np.array([5.0])), sharing=drawn_away)
    found = scored(HowMeasured("per_head", of=("class:park",)), layers, whole=streets, homes=there)
    assert (found.value, found.why) == (pytest.approx(10), why)


def test_of_no_park_there_is_as_much_for_whoever_may_live_there():
    homes, maybe, streets = shapely.box([0], 0, [2], 10), shapely.box([3], 0, [4], 10), shapely.box([0], 0, [10], 10)
    layers = {"class:park": shapely.box([50], 0, [60], 10), "class:residential": homes, "class:residential?": maybe}
    there = Homes(homes, spread(homes, streets, np.array([5.0])), sharing=sharing(streets, homes, maybe))
    found = scored(HowMeasured("per_head", of=("class:park",)), layers, whole=streets, homes=there)
    assert (found.value, found.why) == (0, "")
