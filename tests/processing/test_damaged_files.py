"""Files that break off, as half a download does: QGIS shows what comes before the damage, and says nothing."""

import pytest
import shapely
from greenvein.processing.io.read import read_raw
from greenvein.processing.io.snapshot import Snapshot
from qgis.core import QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsVectorLayer

pytestmark = pytest.mark.slow

EAST, NORTH = 500_000, 4_420_000
COUNT = 3_000


@pytest.fixture
def damaged(layer, saved, tmp_path):
    """Write lots and cut off, or overwrite, the second half of one of the files; return the layer that QGIS has."""

    def write(driver, name, part):
        lots = [shapely.box(EAST + 10 * at, NORTH, EAST + 10 * at + 8, NORTH + 8) for at in range(COUNT)]
        made = layer(lots, {"kind": ["home of nobody in particular"] * COUNT}, name="lots")
        path = saved(made, tmp_path / name, driver)
        file = (tmp_path / name).with_suffix(part)
        data = bytearray(file.read_bytes())
        half = len(data) // 2
        if driver == "GPKG":
            data[half : half + 8192] = b"\x55" * 8192
        else:
            del data[half:]
        file.write_bytes(data)
        opened = QgsVectorLayer(path, "lots", "ogr")
        assert opened.isValid()
        assert 0 < sum(1 for feature in opened.getFeatures() if not feature.geometry().isNull()) < COUNT
        return opened

    return write


FILES = [
    ("ESRI Shapefile", "lots.shp", ".dbf"),
    ("GPKG", "lots.gpkg", ".gpkg"),
    ("FlatGeobuf", "lots.fgb", ".fgb"),
    ("MapInfo File", "lots.tab", ".dat"),
]


@pytest.mark.parametrize(("driver", "name", "part"), FILES)
def test_a_layer_that_cannot_be_read_to_its_end_gives_no_figures(run, layer, damaged, driver, name, part):
    parks = layer([shapely.box(EAST, NORTH + 10, EAST + 50_000, NORTH + 20)], name="parks")
    with pytest.raises(QgsProcessingException) as refusal:
        run(damaged(driver, name, part), parks)
    assert str(refusal.value).startswith("The layer “lots” cannot be read to its end: ")
    assert str(refusal.value).endswith(". Its file is damaged; restore or replace it.")


def test_shapes_that_are_cut_off_are_unreadable_and_not_missing(run, layer, damaged, log):
    parks = layer([shapely.box(EAST, NORTH + 10, EAST + 50_000, NORTH + 20)], name="parks")
    found = run(damaged("ESRI Shapefile", "lots.shp", ".shp"), parks)
    assert found["COVERAGE_PCT"] == 100
    assert "TARGET_MET" not in found
    assert any("has features whose geometry cannot be read" in text for text in log.warnings)


def test_features_in_the_damage_are_not_left_out_where_they_are_asked_for_by_their_ids(damaged, qgis_app):
    lots = damaged("MapInfo File", "lots.tab", ".dat")
    every = [*range(1, COUNT + 1)]
    assert sorted(read_raw(Snapshot(lots), [], None, lambda: None, [1, 2]).fid) == [1, 2]
    lots.selectByIds(every)
    selected = Snapshot(lots, QgsProcessingFeatureSourceDefinition(lots.id(), True))
    for source, fids in ((Snapshot(lots), every), (selected, None)):
        with pytest.raises(QgsProcessingException, match="cannot be read to its end"):
            read_raw(source, [], None, lambda: None, fids)
