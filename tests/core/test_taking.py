"""What is taken of land use by class, by value: which code of which standard is a home, a park, built land."""

import numpy as np
import pytest
from greenvein.core.land.classes import system_tables
from greenvein.core.land.codes import CLASSES, OTHER_BUILT, SYSTEMS, URBAN_RURAL, USES
from greenvein.core.land.taking import TakeError, by_class, by_values, field_values, rural_in, take_of

TABLES = dict(zip(SYSTEMS, system_tables()))
SURVEY, GB21010, GUIDE, URBAN = SYSTEMS

# 居住用地: 0701 in the surveys, 0701 and 0702 in the guide of 2023, R in GB 50137; 农村宅基地 only by choice.
HOMES = {
    SURVEY: {"0701": True, "0702": False, "0810": False, "203": False},
    GB21010: {"0701": True, "0702": False, "0810": False},
    GUIDE: {"0701": True, "070101": True, "070103": True, "0702": True, "0703": False, "070301": False, "0704": False},
    URBAN: {"R": True, "R1": True, "R2": True, "R21": True, "R22": True, "R3": True, "A1": False, "H14": False},
}
VILLAGE_HOMES = {SURVEY: {"0702", "203"}, GB21010: {"0702"}, GUIDE: {"0703", "070301", "070302"}, URBAN: {"H14"}}
# 公园绿地: 1401, G1; what holds protective green and squares too is taken, and told.
PARKS = {
    SURVEY: {"0810": True, "0810A": False, "0809": False},
    GB21010: {"0810": True, "0809": False},
    GUIDE: {"1401": True, "14": True, "1402": False, "1403": False},
    URBAN: {"G1": True, "G": True, "G2": False, "G3": False},
}
WIDER = {SURVEY: {"0810"}, GB21010: {"0810"}, GUIDE: {"14"}, URBAN: {"G"}}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(("kind", "known"), [("residential", HOMES), ("park", PARKS)])
def test_homes_and_parks_of_each_standard(system, kind, known):
    codes = known[system]
    found = by_class([*codes], (kind,), [TABLES[system]])
    assert dict(zip(codes, found.mask.tolist())) == codes
    assert set(found.wider) == (WIDER[system] if kind == "park" else set())


@pytest.mark.parametrize("system", SYSTEMS)
def test_village_homes_are_taken_by_choice_alone(system):
    codes = [*TABLES[system].classes]
    taken = {
        code for code, is_one in zip(codes, by_class(codes, ("rural_residential",), [TABLES[system]]).mask) if is_one
    }
    homes = by_class(codes, ("residential",), [TABLES[system]])
    assert taken == VILLAGE_HOMES[system]
    assert not taken & {code for code, own in zip(codes, homes.mask) if own}
    assert {code for code, left in zip(codes, homes.is_rural) if left} == taken


@pytest.mark.parametrize("system", SYSTEMS)
def test_villages_are_wider_than_their_homes(system):
    codes = [*VILLAGE_HOMES[system]]
    assert {*by_class(codes, ("rural_residential",), [TABLES[system]]).wider} == {*codes} & {"203", "H14"}


@pytest.mark.parametrize(
    "wanted", [("residential", "rural_residential"), ("construction",), ("residential", "construction"), ("park",)]
)
def test_rural_homes_are_left_beside_only_where_homes_are_taken_without_them(wanted):
    for system, codes in ((SURVEY, ["0701", "0702"]), (GUIDE, ["0701", "0703"]), (URBAN, ["R2", "H14"])):
        assert not by_class([*codes, "0103"], wanted, [TABLES[system]]).is_rural.any()


def test_rural_homes_that_may_be_taken_are_in_doubt_instead():
    found = by_class(["0701", "0703/0701", "0703", "0703/0901"], ("residential",), [TABLES[GUIDE]])
    assert found.is_doubtful.tolist() == [False, True, False, False]
    assert found.is_rural.tolist() == [False, False, True, True]
    # 203 may be a village, or 0203 without its zero, an orchard: it is as good as a village until somebody says.
    numbers = by_class([203, 701, 1101], ("residential",), [TABLES[SURVEY]], numeric=True)
    assert numbers.is_rural.tolist() == [True, False, False]


def test_values_do_not_say_which_homes_are_rural_but_their_codes_do():
    codes = ["0701", "0702", "1301/0703", "0703", "1401", None, "X"]
    assert not by_values(codes, ("0701",)).is_rural.any()
    guide, survey = (rural_in(codes, [TABLES[one]]).nonzero()[0].tolist() for one in (GUIDE, SURVEY))
    assert (guide, survey) == ([2, 3], [1])


def test_rural_homes_of_any_system_that_fits_are_rural():
    """0702 is a homestead of the survey, and shops of the neighbourhood in the guide of 2023."""
    codes = ["0701", "0702", "0101"]
    assert by_class(codes, ("residential",), system_tables()).table is None
    assert rural_in(codes, system_tables()).tolist() == [False, True, False]
    assert rural_in(codes, system_tables(), field="YDYHFLDM").tolist() == [False, False, False]
    assert not rural_in(["home", "villa"], system_tables()).any()


@pytest.mark.parametrize("system", SYSTEMS)
def test_first_level_of_homes_holds_villages_too_and_is_told(system):
    found = by_class(["07", "R"], ("residential",), [TABLES[system]])
    if system == URBAN:
        assert found.mask.tolist() == [False, True]
        assert found.wider == ()
    else:
        assert found.mask.tolist() == [True, False]
        assert found.wider == ("07",)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("class_", CLASSES)
def test_a_class_of_the_account_is_what_the_table_says(system, class_):
    table = TABLES[system]
    codes = [*table.classes]
    expected = [table.classes[code] == class_ for code in codes]
    assert by_class(codes, (class_,), [table]).mask.tolist() == expected
    built = [table.classes[code] in (URBAN_RURAL, OTHER_BUILT) for code in codes]
    assert by_class(codes, ("construction",), [table]).mask.tolist() == built


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_use_in_a_table_is_a_known_one_and_of_built_land(system):
    table = TABLES[system]
    assert set(table.uses.values()) <= set(USES)
    assert {table.classes[code] for code in table.uses} == {URBAN_RURAL}
    assert table.wider <= table.uses.keys()


@pytest.mark.cases(40, first=8)
def test_order_and_suffixes_change_nothing(seed):
    random = np.random.default_rng(seed)
    table = TABLES[SYSTEMS[seed % 4]]
    codes = random.choice([*table.classes], 60).tolist()
    kinds = tuple(random.choice([*USES, *CLASSES], 2, replace=False).tolist())
    found = by_class(codes, kinds, [table])
    order = random.permutation(60)
    assert by_class([codes[at] for at in order], kinds, [table]).mask.tolist() == found.mask[order].tolist()
    assert found.mask.sum() == sum(found.codes.values())
    one, other = (by_class(codes, (kind,), [table]).mask for kind in kinds)
    assert found.mask.tolist() == (one | other).tolist()


def test_numbers_that_lost_their_zero_are_codes_again():
    found = by_class([701, 810, 601, 1001], ("residential",), [TABLES[SURVEY]], numeric=True)
    assert found.mask.tolist() == [True, False, False, False]
    assert found.codes == {"0701": 1}


def test_numbers_that_may_be_two_codes_are_not_taken_and_told():
    found = by_class([203, 701, 301], ("construction",), [TABLES[SURVEY]], numeric=True)
    assert found.mask.tolist() == [False, True, False]
    assert found.ambiguous == ("203",)


def test_first_part_of_a_mixed_code_counts_and_is_told():
    found = by_class(["R2/B1", "B1/R2", "R2"], ("residential",), [TABLES[URBAN]])
    assert found.mask.tolist() == [True, False, True]
    assert found.mixed == ("R2/B1",)


def test_codes_of_an_older_standard_are_not_read():
    found = by_class(["011", "031", "071"], ("residential",), [*TABLES.values()])
    assert not found.mask.any()
    assert (found.table, found.lost) == (None, ("011", "031", "071"))


def test_systems_that_take_the_same_are_not_told_apart():
    found = by_class(["0701", "0101"], ("residential",), [*TABLES.values()])
    assert found.mask.tolist() == [True, False]
    asked = by_class(["0702", "0101"], ("residential",), [*TABLES.values()])
    assert (asked.table, set(asked.fitting)) == (None, {SURVEY, GB21010, GUIDE})
    named = by_class(["0702", "0101"], ("residential",), [*TABLES.values()], field="YDYHFLDM")
    assert named.mask.tolist() == [True, False]


def test_values_are_read_as_codes_are_written():
    found = by_values(["r1", " R2", 7.0, None, "Ｒ３"], ("R1", "R2", "R3", "7"))
    assert found.mask.tolist() == [True, True, True, False, True]


@pytest.mark.parametrize(
    ("text", "reason", "part"),
    [("class:", "empty", "class:"), ("values:;", "empty", "values:;"), ("class:home", "class", "home")],
)
def test_a_take_that_says_nothing_is_an_error(text, reason, part):
    with pytest.raises(TakeError) as error:
        take_of(text)
    assert (error.value.reason, error.value.part) == (reason, part)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_nothing_takes_everything(text):
    assert take_of(text) is None


def test_values_of_a_field_are_counted_as_they_are_written_and_named_where_systems_agree():
    tables = system_tables()
    found = field_values(["R2", " r2", "Ｇ１", None, "X7", "二类居住用地"], tables)
    assert [(one.value, one.count, one.name) for one in found] == [
        ("G1", 1, "公园绿地"),
        ("R2", 2, "二类居住用地"),
        ("X7", 1, ""),
        ("二类居住用地", 1, ""),
    ]
    # Homes in all three; of villages in the survey and GB/T 21010, services of quarters in the guide of 2023.
    names = {one.value: one.name for one in field_values(["0702", "0301"], tables)}
    assert names["0702"] == ""
    assert [one.name for one in field_values([301, 301], tables[:1], numeric=True)] == ["乔木林地"]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("kind", [*USES, *CLASSES])
def test_codes_that_tell_a_kind_are_taken_and_hold_no_other_land(system, kind):
    table = TABLES[system]
    telling = table.telling(kind)
    found = by_class([*telling, "X9"], (kind,), [table])
    assert found.mask.tolist() == [*[True] * len(telling), False]
    assert found.wider == ()
    assert table.tells(kind) == bool(telling)


def test_codes_that_tell_parks_are_those_of_the_guide_and_of_city_plans():
    assert {system: TABLES[system].telling("park") for system in SYSTEMS} == {
        SURVEY: [], GB21010: [], GUIDE: ["1401"], URBAN: ["G1"],
    }  # fmt: skip


@pytest.mark.parametrize("kind", [*USES, *CLASSES])
def test_every_kind_of_land_is_told_by_the_codes_of_some_system(kind):
    assert any(table.telling(kind) for table in TABLES.values())
