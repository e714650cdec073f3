"""Codes with marks that part nothing, and codes of land that holds homes or parks among all other: none in silence."""

import numpy as np
import pytest
from greenvein.core.land.classes import load, system_tables, with_changes
from greenvein.core.land.codes import SYSTEMS, USES
from greenvein.core.land.taking import by_class

TABLES = dict(zip(SYSTEMS, system_tables()))
SURVEY, GB21010, GUIDE, URBAN = SYSTEMS
PARK, HOMES, RURAL = "park", "residential", "rural_residential"
AMONG, STRANGE, TWO = "among_other", "no_meaning", "two_meanings"

MARKS = ["/", "\\", "+", "、", ",", "，", ";", "；", "&", "＆", "|", "｜", "·", "•", "・", "／", "＋"]
"""What parts mixed codes; the wide ones are what a Chinese keyboard writes."""
BLANKS = ["", " ", "\u3000", "\t", "\u00a0"]
OTHER_MARKS = ["。", "．", ".", "-", "—", "?", "？", ":", "：", "(", "（", ")", "*", "#", "_", "~", "'", "“", "无"]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(("system", "code"), [(SURVEY, "0701"), (GUIDE, "070102"), (URBAN, "R2"), (URBAN, "R")])
def test_code_with_a_mark_that_parts_nothing_is_that_code(mark, system, code):
    codes = [code, f"{code}{mark}", f"{mark}{code}", f"{code} {mark} ", f"{mark}{mark}{code}{mark}"]
    found = by_class(codes, (HOMES,), [TABLES[system]])
    assert found.mask.all()
    assert (found.codes, found.mixed) == ({code: 5}, ())


def test_mark_behind_a_mixed_code_or_a_name_changes_nothing():
    found = by_class(["R2/B1/", "R2二类居住用地/", "二类居住用地、", "/B1R2", "B1/"], (HOMES,), [TABLES[URBAN]])
    assert found.mask.tolist() == [True, True, True, False, False]
    assert found.doubt.tolist() == ["", "", "", "later_part", ""]


def test_marks_alone_are_no_code_that_anybody_knows():
    found = by_class(["R2", "/", "；", "+ +", "、/"], (HOMES,), [TABLES[URBAN]])
    assert found.mask.tolist() == [True, False, False, False, False]
    assert found.doubt.tolist() == ["", STRANGE, STRANGE, STRANGE, STRANGE]


def test_system_is_found_by_codes_with_marks():
    assert by_class(["R2/", "/G1", "B1；"], (PARK,), system_tables()).mask.tolist() == [False, True, False]


def wide(text):
    """Write letters and digits as wide as Chinese characters."""
    return "".join(chr(ord(one) + 0xFEE0) if one.isascii() and one.isalnum() else one for one in text)


@pytest.mark.cases(60, first=15)
def test_home_is_counted_or_told_however_its_code_is_written(seed):
    """Homes with marks, blanks and signs around their codes: with what parts codes alone they count as the code."""
    random = np.random.default_rng(seed)
    system = SYSTEMS[seed % 4]
    homes = {SURVEY: ["0701"], GB21010: ["0701"], GUIDE: ["0701", "070101", "0702"], URBAN: ["R", "R1", "R2", "R22"]}
    written, plain = [], []
    for _ in range(60):
        code, odd = str(random.choice(homes[system])), random.random() < 0.4
        text = wide(code) if random.random() < 0.3 else code.lower() if random.random() < 0.3 else code
        signs = [*MARKS, *BLANKS, *(OTHER_MARKS if odd else [])]
        before, behind = ("".join(random.choice(signs, random.integers(3))) for _ in range(2))
        written.append(f"{before}{text}{behind}")
        plain.append(not odd)
    found = by_class(written, (HOMES,), [TABLES[system]])
    assert (found.mask | found.is_doubtful).all(), [
        written[at] for at in np.flatnonzero(~found.mask & (found.doubt == ""))
    ]
    assert found.mask[plain].all()


@pytest.mark.parametrize(
    ("system", "code", "kinds"),
    [
        (URBAN, "H1", {HOMES, RURAL, PARK}), (URBAN, "H11", {HOMES, PARK}), (URBAN, "H12", {HOMES, PARK}),
        (URBAN, "H13", {HOMES, PARK}), (SURVEY, "201", {HOMES, PARK}), (SURVEY, "202", {HOMES, PARK}),
        (SURVEY, "07", {RURAL}), (GB21010, "07", {RURAL}), (GUIDE, "07", {RURAL}), (SURVEY, "08", {PARK}),
        (GB21010, "08", {PARK}), (SURVEY, "203", {PARK}), (URBAN, "H14", set()), (GUIDE, "08", set()),
        (SURVEY, "201A", set()), (SURVEY, "202A", set()), (URBAN, "H2", set()), (SURVEY, "0809", set()),
    ],
)  # fmt: skip
def test_land_of_a_whole_place_or_group_may_be_what_it_holds(system, code, kinds):
    table = TABLES[system]
    for called in (code, table.names[code], f"{code}/", f"1101/{code}" if system != URBAN else f"E1/{code}"):
        doubts = {kind for kind in (HOMES, RURAL, PARK) if by_class([called], (kind,), [table]).doubt[0] == AMONG}
        assert doubts == kinds


@pytest.mark.parametrize("system", SYSTEMS)
def test_group_tells_of_homes_and_parks_of_each_of_its_codes(system):
    """No code of the levels below is of a use that its group neither is taken for nor said to hold."""
    table = TABLES[system]
    groups = {code: [one for one in table.classes if one != code and one.startswith(code)] for code in table.classes}
    groups |= {"H": [], "H1": ["H11", "H12", "H13", "H14"]} if system == URBAN else {}
    for group, below in groups.items():
        for kind in (HOMES, RURAL, PARK):
            if any(table.is_of(code, kind) or table.why_open(code, [kind]) for code in below):
                assert table.is_of(group, kind) or table.why_open(group, [kind]), (group, kind)


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_a_code_holds_is_a_known_use_and_not_its_own(system):
    table = TABLES[system]
    for code, held in table.holds.items():
        assert held <= {*USES} - {"construction", table.uses.get(code)}
        assert code in table.classes


def test_number_that_may_be_a_town_may_hold_homes():
    # 201 is a city, or 0201 without its zero, an orchard.
    found = by_class([201, 701, 1101], (HOMES,), [TABLES[SURVEY]], numeric=True)
    assert (found.mask.tolist(), found.doubt.tolist()) == ([False, True, False], [TWO, "", ""])


def test_mixed_code_with_rural_homes_in_any_part_is_one_of_rural_homes():
    codes = ["0701", "0703", "1301/0703", "0703/1301", "0701/0703", "1301/0901", "0703/", "1301/0703/0701"]
    found = by_class(codes, (HOMES,), [TABLES[GUIDE]])
    assert found.mask.tolist() == [True, False, False, False, True, False, False, False]
    assert found.is_rural.tolist() == [False, True, True, True, False, False, True, False]
    assert found.doubt.tolist() == [""] * 7 + ["later_part"]


def test_project_that_gives_a_code_a_use_says_what_all_of_it_is():
    towns = with_changes(TABLES[URBAN], {"H12": ("urban_rural", HOMES), "H13": ("water", "")})
    assert by_class(["H12", "H13"], (HOMES,), [towns]).mask.tolist() == [True, False]
    assert by_class(["H12", "H13"], (PARK,), [towns]).doubt.tolist() == ["", AMONG]


def test_table_of_a_file_says_what_its_codes_hold(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("code,class,use,holds\nT,urban_rural,,residential; park\nW,urban_rural,residential,\n", "utf-8")
    found = by_class(["W", "T"], (HOMES,), [load(path)])
    assert (found.mask.tolist(), found.doubt.tolist()) == ([True, False], ["", AMONG])
