"""Results made from tables that take long to be read: nobody waits, and in the end the page says what holds."""

import json
import subprocess
import sys
import time

import pytest
from greenvein.processing.comparison import kept_runs
from greenvein.processing.io import digests, row_digests
from qgis.core import QgsApplication, QgsProcessingException, QgsVectorFileWriter, QgsVectorLayer

from .scene import box, run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bare_reports")]

EDITED = "The content of the layer “公园绿地” has changed."
READING_S = 0.6
DELETE = """
import sys
from osgeo import ogr
ogr.UseExceptions()
source = ogr.Open(sys.argv[1], 1)
source.GetLayer(0).DeleteFeature(2)
"""


@pytest.fixture
def slow_tables(monkeypatch):
    """Every table of a GeoPackage takes more than half a second to be read."""
    read = row_digests._digest_of

    def slowly(*asked):
        time.sleep(READING_S)
        return read(*asked)

    monkeypatch.setattr(row_digests, "_AT_ONCE_BYTES", 0)
    monkeypatch.setattr(row_digests, "_digest_of", slowly)
    yield
    digests.wait_for_all()


@pytest.fixture
def shown(page, add, project, tmp_path, wait, slow_tables):
    """The page of parks after a run on two GeoPackages, of a saved project."""
    for name, shapes in (("居住用地", [box(0, 0, 1_000, 1_000)]), ("公园绿地", [box(-100, -2_000, 100, 5_000)] * 2)):
        made, path = add(name, shapes), tmp_path / f"{name}.gpkg"
        options = QgsVectorFileWriter.SaveVectorOptions()
        QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), project.transformContext(), options)
        project.removeMapLayer(made)
        project.addMapLayer(QgsVectorLayer(str(path), name, "ogr"))
    assert project.write(str(tmp_path / "方案.qgz"))
    shown = page("parkcoverage")
    run(shown, wait)
    assert shown.outcome is not None, shown.notice.text()
    wait(lambda: not digests.is_reading())
    return shown


def longest_while(shown, holds):
    """Let QGIS work until something holds; return the longest look at the layers in seconds."""
    longest, end = 0.0, time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        begun = time.monotonic()
        shown.judge()
        longest = max(longest, time.monotonic() - begun)
        QgsApplication.processEvents()
        time.sleep(0.01)
    return longest


def settled(shown, wait):
    """Let the page see what has been read; return why its result is out of date."""
    wait(lambda: not digests.is_reading())
    for _ in range(20):
        QgsApplication.processEvents()
        time.sleep(0.01)
    return [one.sentence for one in shown.changes]


def test_what_another_program_changes_is_noticed_without_anybody_waiting(shown, project, wait):
    (parks,) = project.mapLayersByName("公园绿地")
    assert settled(shown, wait) == []
    subprocess.run([sys.executable, "-c", DELETE, parks.source()], check=True)
    assert longest_while(shown, lambda: shown.changes) < READING_S / 2
    assert settled(shown, wait) == [EDITED]


def test_edits_that_are_saved_leave_a_result_that_knew_of_them_as_it_is(shown, project, wait, tmp_path):
    (parks,) = project.mapLayersByName("公园绿地")
    assert parks.startEditing() and parks.deleteFeature(2)
    run(shown, wait)
    assert settled(shown, wait) == []
    assert parks.commitChanges() and project.write()
    assert settled(shown, wait) == []
    # What is kept has no mark of this session, and holds in another.
    wait(lambda: not shown.kept.is_saving())
    kept = kept_runs.runs(project, "parkcoverage")[0]
    assert "unread:" not in json.dumps(kept.record.made_from)
    project.clear()
    assert project.read(str(tmp_path / "方案.qgz"))
    wait(lambda: shown.outcome is not None)
    assert settled(shown, wait) == []


def test_an_export_waits_until_it_is_known_whether_the_result_holds(shown, project, tmp_path):
    (parks,) = project.mapLayersByName("公园绿地")
    subprocess.run([sys.executable, "-c", DELETE, parks.source()], check=True)
    with pytest.raises(QgsProcessingException, match="Out of date"):
        shown.report_button.write_csv(str(tmp_path / "tables"))
    assert not (tmp_path / "tables").exists()
