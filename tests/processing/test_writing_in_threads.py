"""Layers are written in the background while the user goes on in the project: QGIS must not crash, nor a feature go."""

import subprocess
import sys

import pytest
from osgeo import ogr

from ..conftest import ROOT

# A process of its own, for what is feared is that it ends by a signal.
WRITING = """
import importlib.util, sys
from pathlib import Path
from qgis.core import *
application = QgsApplication([], False)
application.initQgis()
spec = importlib.util.spec_from_file_location(
    "greenvein", sys.argv[1] + "/__init__.py", submodule_search_locations=[sys.argv[1]]
)
sys.modules["greenvein"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sys.modules["greenvein"])
from greenvein.processing.io.snapshot import Snapshot
from greenvein.processing.io.tables import write_tables

def made(kind, count):
    layer = QgsVectorLayer(kind + "crs=EPSG:4548&field=fid:string&field=name:string", "规划", "memory")
    features = []
    for number in range(count):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(["x", str(number)])
        if "Polygon" in kind:
            feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(number, 0, number + 1, 1)))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer

class Writing(QgsTask):
    def __init__(self, number):
        super().__init__("writing")
        self.path = Path(sys.argv[2]) / f"{number}.gpkg"
        self.snapshots = {name: Snapshot(layer) for name, layer in layers.items()}

    def run(self):
        ended.append(write_tables(self.path, self.snapshots, QgsCoordinateTransformContext()))
        return True

project, ended = QgsProject.instance(), []
layers = {"plots": made("Polygon?", 2_500), "sums": made("NoGeometry?", 3)}
project.addMapLayers(list(layers.values()))
for number in range(0, 40, 2):
    tasks = [Writing(number), Writing(number + 1)]
    for task in tasks:
        QgsApplication.taskManager().addTask(task)
    while len(ended) < number + 2:
        more = [made("Polygon?", 1) for _ in range(3)]
        project.addMapLayers(more)
        project.setCustomVariables({"round": str(number)})
        project.setTitle(str(len(ended)))
        application.processEvents()
        project.removeMapLayers([layer.id() for layer in more])
assert ended == [""] * 40, ended
print("written")
del layers, tasks, task
project.clear()
application.exitQgis()
"""


@pytest.mark.slow
def test_what_is_written_in_threads_is_whole_while_the_project_changes(tmp_path):
    command = [sys.executable, "-c", WRITING, str(ROOT), str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert (ran.returncode, ran.stdout.split()) == (0, ["written"]), ran.stderr[-2000:]
    for file in tmp_path.glob("*.gpkg"):
        base = ogr.Open(str(file))
        plots, sums = base.GetLayerByName("plots"), base.GetLayerByName("sums")
        assert (plots.GetFeatureCount(), sums.GetFeatureCount()) == (2_500, 3)
        assert [feature.GetField("name") for feature in plots] == [str(number) for number in range(2_500)]
        assert plots.GetFIDColumn() == "fid"
        assert plots.GetExtent() == (0, 2_500, 0, 1)
