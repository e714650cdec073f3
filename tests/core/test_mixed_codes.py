"""Codes behind which another one stands, whatever joins them; and names behind a code, which stay names."""

import random

import pytest
from greenvein.core.land.classes import system_tables
from greenvein.core.land.codes import SYSTEMS
from greenvein.core.land.taking import by_class
from greenvein.core.land.written import written as as_written

TABLES = dict(zip(SYSTEMS, system_tables()))
SURVEY, GB21010, GUIDE, URBAN = SYSTEMS
HOMES, LATER, STRANGE = "residential", "later_part", "no_meaning"

OTHERS = {SURVEY: ["0601", "05H1", "1104A"], GB21010: ["0601", "1001"], GUIDE: ["0901", "090101"], URBAN: ["B1", "A33"]}
OF_HOMES = {SURVEY: ["0701"], GB21010: ["0701"], GUIDE: ["0701", "070102"], URBAN: ["R2", "R21"]}
JOINED = [
    *"兼与和或及含加并/、，；+&|·-_~—–～×→=>@。．:：#?*^", "兼容", "兼有", "（含", "(", "[", "（兼容", "混", "--",
    " 兼 ",
]  # fmt: skip
NAMED = ["", "商业用地", "一类", "用地（"]


@pytest.mark.cases(80, first=20)
def test_code_behind_a_code_is_a_later_part_whatever_joins_the_two(seed):
    draw = random.Random(seed)
    for system, table in TABLES.items():
        first, later = draw.choice(OTHERS[system]), draw.choice(OF_HOMES[system])
        joined, name, end = draw.choice(JOINED), draw.choice(NAMED), draw.choice(["", "城镇住宅用地", "）", "用地"])
        codes = [f"{first}{joined}{later}", f"{first}{name}{joined}{later}{end}", f"{later}{joined}{first}"]
        found = by_class(codes, (HOMES,), [table])
        assert found.mask.tolist() == [False, False, True], codes
        assert found.doubt[0] == LATER, codes
        assert found.doubt[1] in (LATER, STRANGE), codes
        assert table.parts_of(table.code_of(codes[0])) == [first, later]


@pytest.mark.parametrize("blank", [" ", "  ", "\t", "\n", "\u3000"])
@pytest.mark.parametrize(("system", "code"), [(SURVEY, "05H1"), (SURVEY, "1104A"), (SURVEY, "0601"), (GUIDE, "0901")])
def test_codes_with_a_blank_between_them_are_told(system, code, blank):
    found = by_class([f"{code}{blank}0701"], (HOMES,), [TABLES[system]])
    assert (found.mask.tolist(), found.doubt.tolist()) == ([False], [STRANGE])


@pytest.mark.parametrize(
    ("written", "code"),
    [("0701 城镇住宅用地", "0701"), ("0701城镇住宅用地", "0701"), ("0701-城镇住宅用地", "0701"),
     ("城镇住宅用地（0701）", "0701"), ("0701和平里", "0701"), ("0901加油站", "0901"),
     ("0701城镇住宅用地（普通商品房）", "0701"), ("0901商业用地（一期）", "0901"), ("14绿地与开敞空间用地", "14"),
     ("1402防护绿地与水面", "1402"), ("0701城镇住宅用地2023", "0701")],
)  # fmt: skip
def test_plain_name_behind_a_code_stays_a_name(written, code):
    table = TABLES[GUIDE]
    assert table.entry(table.code_of(as_written(written))) == code
    assert by_class([written], ("wetland",), [table]).doubt[0] == ""
    assert by_class([written], (HOMES,), [table]).mask[0] == (code == "0701")


@pytest.mark.parametrize(
    ("written", "doubt"),
    [("0901兼城镇住宅用地", LATER), ("0901商业用地和城镇住宅用地", LATER), ("0901兼住宅", STRANGE),
     ("0901商业用地兼住宅", STRANGE), ("0901（含住宅）", STRANGE), ("0901兼07", LATER), ("0901商业用地兼广场用地", "")],
)  # fmt: skip
def test_name_that_a_word_joins_to_a_code_is_a_part(written, doubt):
    assert by_class([written], (HOMES,), [TABLES[GUIDE]]).doubt[0] == doubt


def test_number_behind_a_code_may_be_that_of_a_plot():
    for written in ("0901-07", "0901_07", "0701-05", "B1-2"):
        table = TABLES[URBAN if written[0] == "B" else GUIDE]
        assert table.code_of(written) == written


def test_every_name_of_a_standard_behind_its_code_is_that_code():
    for table in TABLES.values():
        for name, code in table.by_name.items():
            assert table.entry(table.code_of(f"{code}{name}")) == code, (code, name)
            assert not table.mixes(table.code_of(f"{code}{name}")), (code, name)
