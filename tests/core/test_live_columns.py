"""What units come to in a layer while both are edited."""

import numpy as np
import pytest
import shapely
from greenvein.core.geometry.shares import means_in, share_in
from greenvein.core.live import columns as live_columns
from greenvein.core.live.columns import UnitColumn
from greenvein.core.live.keyed import Keyed


def array(*polygons):
    found = np.empty(len(polygons), dtype=object)
    found[:] = polygons
    return found


def keyed(*polygons, **columns):
    return Keyed(np.arange(len(polygons)), geometry=array(*polygons), **columns)


def share(units, near):
    return share_in(units, near["geometry"])


@pytest.fixture
def row_of_units():
    """Ten squares in a row."""
    return keyed(*(shapely.box(10 * at, 0, 10 * at + 10, 10) for at in range(10)))


def test_share_follows_a_layer_and_its_units(row_of_units):
    layer = keyed(shapely.box(0, 0, 25, 10))
    column = UnitColumn(row_of_units, layer, share)
    assert column.values.tolist() == pytest.approx([1, 1, 0.5, 0, 0, 0, 0, 0, 0, 0])
    column.edit(None, layer.put([5], np.array([5]), geometry=array(shapely.box(90, 0, 100, 4))))
    assert column.values.tolist() == pytest.approx([1, 1, 0.5, 0, 0, 0, 0, 0, 0, 0.4])
    column.edit(row_of_units.put([1, 2], np.array([2]), geometry=array(shapely.box(20, 0, 26, 10))), None)
    assert column.values.tolist() == pytest.approx([1, 5 / 6, 0, 0, 0, 0, 0, 0, 0.4])
    column.edit(None, layer.put([0], np.array([], dtype=int), geometry=array()))
    assert column.values.tolist() == pytest.approx([0, 0, 0, 0, 0, 0, 0, 0, 0.4])


def test_value_of_a_feature_counts_where_it_lies_and_only_there_is_measured_again(row_of_units):
    layer = keyed(shapely.box(0, 0, 100, 10), shapely.box(0, 0, 10, 10), value=np.array([1.0, 3.0]))
    asked = []

    def mean(units, near):
        asked.append(len(units))
        return means_in(units, near["geometry"], near["value"])

    column = UnitColumn(row_of_units, layer, mean)
    assert column.values.tolist() == pytest.approx([2] + [1] * 9)
    column.edit(None, layer.put([1], np.array([1]), geometry=layer["geometry"][1:], value=np.array([5.0])))
    assert column.values.tolist() == pytest.approx([3] + [1] * 9)
    assert asked == [10, 2]  # the neighbour touches


def test_values_of_before_stay_with_whoever_holds_them(row_of_units):
    layer = keyed(shapely.box(0, 0, 10, 10))
    column = UnitColumn(row_of_units, layer, share)
    held = column.values
    column.edit(None, layer.put([0], np.array([], dtype=int), geometry=array()))
    assert held[0] == 1
    assert column.values[0] == 0


@pytest.mark.slow
@pytest.mark.cases(3)
def test_values_are_those_of_all_measured_anew_after_every_edit(seed, cases, monkeypatch):
    monkeypatch.setattr("greenvein.core.live.windows._LARGE", 6)
    random = np.random.default_rng(seed)

    def blob():
        bend = np.linspace(0, 2 * np.pi, random.integers(4, 30))[:-1]
        reach = random.uniform(10, 60, len(bend))
        rim = random.uniform(0, 300, 2) + reach[:, None] * np.c_[np.cos(bend), np.sin(bend)]
        return shapely.make_valid(shapely.Polygon(rim))

    def mean(units, near):
        return means_in(units, near["geometry"], near["value"])

    units = keyed(*(blob() for _ in range(30)))
    layer = keyed(*(blob() for _ in range(20)), value=random.integers(0, 4, 20).astype(float))
    columns = [UnitColumn(units, layer, measured) for measured in (share, mean)]
    for _ in range(cases(40, first=15)):
        edits = []
        for one in (units, layer):
            keys = random.choice(np.arange(40), 3, replace=False)
            left = np.sort(keys[random.random(3) < 0.7])
            values = {"geometry": array(*(blob() for _ in left))}
            if one is layer:
                values["value"] = random.integers(0, 4, len(left)).astype(float)
            edits.append(one.put(keys, left, **values) if random.random() < 0.7 else None)
        for column, measured in zip(columns, (share, mean)):
            column.edit(*edits)
            fresh = live_columns.UnitColumn(units, layer, measured).values
            np.testing.assert_allclose(column.values, fresh, rtol=1e-9, atol=1e-9, equal_nan=True)
