"""A verdict reads the same of what a run found, however it is at hand: as tables, or as the layers made of them."""

import numpy as np
import pandas as pd
import pytest
from greenvein.dialogs.panel.running import Outcome
from greenvein.processing.framework.following import Figures
from greenvein.processing.framework.making import Made, MadeTables
from qgis.core import QgsProcessingContext, QgsVectorLayer

NULL_SHARE = 0.3


@pytest.fixture
def answers(layer, tmp_path):
    """Return a table of random rows, and all that answers for it."""

    def make(random, count):
        def some(values):
            return [None if random.random() < NULL_SHARE else value for value in values]

        rank = some((1 + random.permutation(count)).tolist())
        columns = {
            "gv_rank": pd.array(rank, dtype="Int64"),
            "gv_score": np.array(some(random.random(count).tolist()), dtype=float),
            "gv_kind": pd.Series(some(random.choice(["conflict", "list"], count).tolist()), dtype=object),
            "gv_sliver": random.random(count) < 0.5,
        }
        table = pd.DataFrame(columns)
        drawn = {name: table[name].astype(object).where(table[name].notna(), None).to_list() for name in columns}
        made = layer([None] * count, drawn, name="found")
        context = QgsProcessingContext()
        context.temporaryLayerStore().addMapLayer(made)
        return table, (
            MadeTables({}, [Made("RANKED", lambda progress: table)]),
            Figures({}, {"RANKED": table}),
            Outcome({}, {"RANKED": made.id()}, context),
        )

    return make


@pytest.mark.parametrize("seed", range(4))
def test_every_one_answers_as_the_table_says(answers, seed):
    random = np.random.default_rng(seed)
    table, all_of_them = answers(random, int(random.integers(5, 40)))
    count = int(random.integers(1, 60))
    places = [at for at in range(len(table)) if not pd.isna(table["gv_rank"][at])]
    least = sorted(places, key=lambda at: table["gv_rank"][at])[:count]
    for found in all_of_them:
        for field in table:
            expected = [None if pd.isna(value) else value for value in table[field]]
            assert found.column("RANKED", field) == expected == [row[field] for row in found.rows("RANKED")]
        rows = found.rows("RANKED")
        assert found.least("RANKED", "gv_rank", count) == [rows[at] for at in least]


def test_what_was_not_made_has_no_rows():
    outcome = Outcome({}, {}, QgsProcessingContext())
    assert not outcome.has("RANKED")
    assert outcome.column("RANKED", "gv_rank") == outcome.least("RANKED", "gv_rank", 3) == []


def test_fields_of_any_name_are_read_of_a_file(tmp_path, layer):
    from greenvein.processing.framework.tables import column_of, least_of
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter

    made = layer([None] * 4, {'of "two" words': [3, None, 1, 2], "name": list("abcd")})
    options = QgsVectorFileWriter.SaveVectorOptions()
    path = str(tmp_path / "made.gpkg")
    QgsVectorFileWriter.writeAsVectorFormatV3(made, path, QgsCoordinateTransformContext(), options)
    written = QgsVectorLayer(path, "made", "ogr")
    assert column_of(written, 'of "two" words') == [3, None, 1, 2]
    assert [row["name"] for row in least_of(written, 'of "two" words', 2)] == ["c", "d"]


def test_numbers_of_numpy_are_given_as_pythons_own():
    """QGIS takes others for none: scripts and commands would get an empty text."""
    found = MadeTables({"HA": np.float64(1.5), "COUNT": np.int64(3), "MET": np.bool_(True), "NAME": "甲"}, ())
    assert [(type(value), value) for value in found.values.values()] == [
        (float, 1.5), (int, 3), (bool, True), (str, "甲"),
    ]  # fmt: skip
