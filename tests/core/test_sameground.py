"""Codes of two dates that mean the same ground: laid on one parcel, nothing is vacated and nothing added."""

import csv
from itertools import combinations, product

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.area import planar
from greenvein.core.geometry.zones import build
from greenvein.core.land.balance import balance
from greenvein.core.land.classes import TABLES as FOLDER
from greenvein.core.land.classes import ClassTable, system_tables
from greenvein.core.land.codes import CLASSES, SYSTEMS, UNKNOWN
from greenvein.core.land.reduction import LandLayer, land_reduction
from greenvein.core.land.sameground import SameGround
from greenvein.core.land.sameground import load as load_pairs
from greenvein.core.live.land import LiveLand
from greenvein.core.live.land_date import Parcel

TABLES = dict(zip(SYSTEMS, system_tables()))
PAIRS = load_pairs()
HA = 1e4


def layer(system, codes):
    """Return a layer of hectares in a row, one per code."""
    geometry = shapely.box(np.arange(len(codes)) * 100.0, 0, np.arange(len(codes)) * 100.0 + 100, 100)
    table = TABLES[system]
    class_ = np.array([table.class_of(code) for code in codes], dtype=object)
    return LandLayer(geometry, class_, code=np.array(codes, dtype=object))


def account(before, after, **more):
    """Return the account of two dates, each of a system and codes in a row."""
    same = SameGround(TABLES[before[0]], TABLES[after[0]], PAIRS)
    return land_reduction(layer(*before), layer(*after), same=same, **more)


def test_every_pair_on_one_parcel_is_neither_vacated_nor_added_whichever_date_comes_first():
    for systems in {(one, other) for one, _, other, _ in PAIRS}:
        rows = [(pair, class_) for pair, class_ in PAIRS.items() if (pair[0], pair[2]) == systems]
        dates = [(systems[0], [pair[1] for pair, _ in rows]), (systems[1], [pair[3] for pair, _ in rows])]
        for before, after in (dates, dates[::-1]):
            found = account(before, after)
            assert not len(found.changes), systems
            assert found.same_m2 == len(rows) * HA
            assert found.closure_m2 == 0
            given = {class_: sum(1 for _, own in rows if own == class_) * HA for class_ in {own for _, own in rows}}
            for date in (found.before, found.after):
                sums = date.groupby("class")["area_m2"].sum()
                assert sums[sums != 0].to_dict() == given


def test_every_pair_is_of_codes_that_are_in_their_tables_with_two_classes_and_stands_once():
    with (FOLDER / "same_ground.csv").open(encoding="utf-8") as lines:
        assert len(list(csv.DictReader(lines))) == len(PAIRS)
    for one, code, other, its in PAIRS:
        assert TABLES[one].classes[code] != TABLES[other].classes[its], (one, code, other, its)
        assert (other, its, one, code) not in PAIRS
    for (one, code, other, its), class_ in PAIRS.items():
        assert class_ in (TABLES[one].classes[code], TABLES[other].classes[its])
    assert set(PAIRS.values()) <= set(CLASSES)


def test_the_same_name_in_two_systems_is_the_same_ground():
    count = 0
    for one, other in combinations(SYSTEMS, 2):
        names = sorted(set(TABLES[one].by_name) & set(TABLES[other].by_name))
        codes = [[TABLES[system].by_name[name] for name in names] for system in (one, other)]
        found = account((one, codes[0]), (other, codes[1]))
        assert set(found.changes["kind"]) <= {"other"}
        # What is left is a group that one system does not split and the other has no class for.
        assert {*found.changes["from"], *found.changes["to"]} <= {UNKNOWN, "water", "unused"}, found.changes
        count += len(names)
    assert count > 200


@pytest.mark.parametrize(
    ("before", "after", "class_"),
    [
        (("sandiao_2019", "0603"), ("landsea_2023", "1003"), "transport_water_special"),  # 盐田
        (("sandiao_2019", "1107A"), ("landsea_2023", "1311"), "transport_water_special"),  # 干渠
        (("sandiao_2019", "1107"), ("landsea_2023", "1311"), "water"),  # 沟渠 does not split 干渠
        (("sandiao_2019", "1002"), ("gb50137_2011", "S2"), "transport_water_special"),
        (("sandiao_2019", "1005"), ("landsea_2023", "120801"), "urban_rural"),
        (("sandiao_2019", "0101"), ("gb50137_2011", "E2"), "agri_forest"),
        (("sandiao_2019", "0201K"), ("gb50137_2011", "E2"), "agri_forest"),
        (("sandiao_2019", "1201"), ("gb50137_2011", "E9"), "unused"),
        (("sandiao_2019", "203"), ("landsea_2023", "1503"), "urban_rural"),
        (("sandiao_2019", "204"), ("sandiao_2019", "0603"), "wetland"),  # the finer class
        (("landsea_2023", "1208"), ("landsea_2023", "120801"), "transport_water_special"),
        (("landsea_2023", "1312"), ("landsea_2023", "13"), "transport_water_special"),
    ],
)
def test_one_class_counts_on_both_dates(before, after, class_):
    for one, other in ((before, after), (after, before)):
        assert SameGround(TABLES[one[0]], TABLES[other[0]], PAIRS).class_of(one[1], other[1]) == class_


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("sandiao_2019", "0701"), ("gb50137_2011", "E2")),
        (("sandiao_2019", "0101"), ("landsea_2023", "0701")),
        (("sandiao_2019", "1109"), ("landsea_2023", "1301")),
        (("sandiao_2019", "0101"), ("sandiao_2019", "0701")),
        (("landsea_2023", "12"), ("landsea_2023", "1202")),  # 12 is of no class: it stays unknown
    ],
)
def test_ground_that_has_changed_or_is_unknown_keeps_its_classes(before, after):
    found = account((before[0], [before[1]]), (after[0], [after[1]]))
    (change,) = found.changes.itertuples()
    assert change[1] == TABLES[before[0]].class_of(before[1])
    assert change[2] == TABLES[after[0]].class_of(after[1])
    assert found.same_m2 == 0


def test_the_account_closes_where_some_ground_counts_otherwise_and_parcels_are_cut():
    random = np.random.default_rng(5)
    before = ["0701", "0603", "1002", "0101", "0201", "1005", "1201", "0404"]
    after = ["R2", "S2", "E2", "E9", "H5", "G1"]
    ours, theirs = layer("sandiao_2019", random.choice(before, 40).tolist()), layer(
        "gb50137_2011", random.choice(after, 60).tolist()
    )  # fmt: skip
    moved = shapely.transform(theirs.geometry, lambda xy: xy * [40 / 60, 1.1])
    zones = build(
        np.array([shapely.box(0, 0, 1234, 100), shapely.box(1234, 0, 4000, 100)]), np.array(["w", "e"]), planar
    )
    same = SameGround(TABLES["sandiao_2019"], TABLES["gb50137_2011"], PAIRS)
    found = land_reduction(ours, LandLayer(moved, theirs.class_, code=theirs.code), zones=zones, same=same)
    assert 0 < found.same_m2 < 40 * HA
    assert found.closure_m2 < 1e-6
    for row in balance(found).to_dict("records"):
        left = row["before"] - row["vacated"] + row["added"] + row["gained"] - row["lost"] - row["after"]
        assert left == pytest.approx(0, abs=1e-6)


def test_land_that_is_not_split_gives_no_farmland_figures():
    codes = ["0101", "0101", "0701", "0701"], ["E2", "R2", "E2", "R2"]
    found = account(("sandiao_2019", codes[0]), ("gb50137_2011", codes[1]))
    row = balance(found).iloc[-1]
    assert (row["vacated"], row["added"], row["to_agri_forest"]) == (HA, HA, HA)
    figures = [name for name in row.index if name.startswith("farmland_")] + ["unused_reclaimed", "to_farmland"]
    assert row[figures].isna().all()
    assert set(found.changes["farmland"]) == {""}
    kept = account(("gb50137_2011", ["E2", "R2"]), ("gb50137_2011", ["E2", "E1"]))
    assert balance(kept)["farmland_before"].isna().all()


@pytest.mark.parametrize("after", [["E2", "0101"], ["E2", "0701"]])
def test_no_change_is_marked_as_farmland_where_some_land_is_not_split(after):
    before = layer("gb50137_2011", ["E2", "R2"])
    classes = np.array(["agri_forest", TABLES["sandiao_2019"].class_of(after[1])], dtype=object)
    found = land_reduction(before, LandLayer(before.geometry, classes))
    assert set(found.changes["farmland"]) <= {""}


def test_edits_give_what_a_run_gives():
    codes = {"before": ["0701", "0101", "1002", "0603"], "after": ["R2", "E2", "S2", "H5"]}
    systems = dict(zip(codes, ("sandiao_2019", "gb50137_2011")))
    same = SameGround(*(TABLES[name] for name in systems.values()), PAIRS)

    def parcels(date):
        rows = layer(systems[date], codes[date])
        return {
            at: Parcel(*one, at, code) for at, (*one, code) in enumerate(zip(rows.geometry, rows.class_, rows.code))
        }

    live = LiveLand(parcels("before"), parcels("after"), same=same)
    for at, code in ((1, "R2"), (1, "E2"), (0, "E2"), (2, "G1"), (3, "E9")):
        codes["after"][at] = code
        live.change(after=parcels("after"))
        full, ours = account(*((systems[date], codes[date]) for date in codes)), live.tables()
        assert ours.same_m2 == full.same_m2
        assert ours.matrix.equals(full.matrix)
        assert ours.before.equals(full.before)
        assert ours.after.equals(full.after)


def test_pairs_of_a_table_of_the_users_own_are_left_alone():
    own = ClassTable("own", {"06": "urban_rural", "0603": "wetland"}, {})
    for one, other in product((own, TABLES["sandiao_2019"]), repeat=2):
        if own in (one, other):
            assert SameGround(one, other, PAIRS).class_of("06", "0603") is None
