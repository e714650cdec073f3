"""A run reads what another program has written into a file that QGIS has open, joined tables among them."""

import os
import time

import pytest
from greenvein.processing.io import fresh
from greenvein.processing.io.fresh import read_anew
from greenvein.processing.io.snapshot import Snapshot
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)

DRIVERS = {"csv": "CSV", "xlsx": "XLSX", "ods": "ODS", "gpkg": "GPKG"}


@pytest.fixture
def project(qgis_app):
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


def rows(fields, values):
    layer = QgsVectorLayer(f"NoGeometry?{fields}", "made", "memory")
    for row in values:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row))
        assert layer.dataProvider().addFeatures([feature])[0]
    return layer


def write(path, people):
    """Write a table as another program does, which leaves nothing of what stood there."""
    path.unlink(missing_ok=True)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = DRIVERS[path.suffix[1:]], "table"
    made = rows("field=code:string(9)&field=people:integer", [("a", people), ("b", 2 * people)])
    beside = path.with_name(f"other{path.suffix}")
    beside.unlink(missing_ok=True)
    code, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(made, str(beside), QgsCoordinateTransformContext(), options)
    assert code == QgsVectorFileWriter.WriterError.NoError
    os.replace(beside, path)
    # However coarse a clock is.
    later = time.time_ns() + 2_000_000_000 + people
    os.utime(path, ns=(later, later))


def opened(path, way):
    if way == "delimitedtext":
        return QgsVectorLayer(f"file://{path}?delimiter=,&detectTypes=yes", "table", way)
    return QgsVectorLayer(str(path), "table", "ogr")


def people(layer, field):
    snapshot = Snapshot(layer)
    return sorted(float(one[field]) for one in snapshot.getFeatures(QgsFeatureRequest()))


@pytest.mark.parametrize("cached", [True, False])
@pytest.mark.parametrize(
    ("ending", "way"),
    [("csv", "ogr"), ("csv", "delimitedtext"), ("xlsx", "ogr"), ("ods", "ogr"), ("gpkg", "ogr")],
)
def test_a_table_that_another_program_has_written_is_read_anew(project, tmp_path, ending, way, cached):
    path = tmp_path / f"table.{ending}"
    write(path, 100)
    table, homes = opened(path, way), rows("field=code:string", [("a",), ("b",)])
    assert table.isValid()
    project.addMapLayers([table, homes])
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(table)
    join.setJoinFieldName("code")
    join.setTargetFieldName("code")
    join.setUsingMemoryCache(cached)
    join.setPrefix("t_")
    assert homes.addJoin(join)
    for number in (100, 300, 4_000, 70_000):
        write(path, number)
        for one in (homes, table) if number > 300 else (table, homes):
            read_anew(one, project)
            assert people(one, "people" if one is table else "t_people") == [number, 2 * number]


def test_what_nobody_has_written_in_this_session_is_not_read_again(project, tmp_path, monkeypatch):
    path = tmp_path / "table.csv"
    write(path, 100)
    table, heard = opened(path, "ogr"), []
    project.addMapLayer(table)
    table.dataChanged.connect(lambda: heard.append(True))
    monkeypatch.setattr(fresh, "_BEGUN", time.time_ns() + 10_000_000_000)
    read_anew(table, project)
    read_anew(table, project)
    assert heard == []
    write(path, 200)
    read_anew(table, project)
    read_anew(table, project)
    assert heard == [True]


def test_a_layer_that_is_being_edited_keeps_its_edits(project, tmp_path):
    path = tmp_path / "table.csv"
    write(path, 100)
    table = opened(path, "ogr")
    project.addMapLayer(table)
    read_anew(table, project)
    assert table.startEditing()
    write(path, 200)
    read_anew(table, project)
    assert table.isEditable()
    table.rollBack()


def test_what_is_selected_stays_so(project, tmp_path):
    path = tmp_path / "table.csv"
    write(path, 100)
    table = opened(path, "ogr")
    project.addMapLayer(table)
    table.selectByIds([2])
    write(path, 200)
    read_anew(table, project)
    assert table.selectedFeatureIds() == [2]
    assert people(table, "people") == [200, 400]
