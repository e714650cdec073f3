"""The groups of runs in the legend: named by date, and those of earlier runs out of the way of the newest."""

import re
import time

import pytest
from greenvein.dialogs.panel import run_groups
from greenvein.dialogs.settings.preferences import Preferences
from greenvein.processing.framework.styling import STYLES, apply_style
from qgis.core import QgsProject, QgsSettings, QgsVectorLayer

from .scene import box, run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bare_reports")]


@pytest.fixture
def settings(qgis_app):
    QgsSettings().remove(run_groups.SETTING)
    yield QgsSettings()
    QgsSettings().remove(run_groups.SETTING)


@pytest.fixture
def two_runs(page, add, wait, monkeypatch):
    """Run parks, corridors, and parks again, a minute apart."""
    add("居住用地", [box(0, 0, 1_000, 1_000)])
    add("公园绿地", [box(-100, -2_000, 100, 5_000)])
    add("通风廊道", [box(0, 0, 500, 3000)], ("level:integer",), [(1,)])
    days = iter(range(1, 4))
    named = run_groups.name_of
    day = re.compile(time.strftime("%Y-%m-%d"))
    monkeypatch.setattr(run_groups, "name_of", lambda title: day.sub(f"2026-03-0{next(days)}", named(title)))

    def two_runs():
        for job in ("parkcoverage", "corridorwidth", "parkcoverage"):
            run(page(job), wait)
        return {group.name(): group for group in QgsProject.instance().layerTreeRoot().findGroups()}

    return two_runs


def look(groups):
    return {
        re.sub(r".*-0(\d) .*", r"\1", name): (group.isExpanded(), group.itemVisibilityChecked())
        for name, group in groups.items()
    }


def test_new_run_folds_and_hides_the_earlier_ones_of_its_job_only(settings, two_runs):
    groups = two_runs()
    assert sorted(name[:-9] for name in groups) == [
        "Corridor width check, 2026-03-02",
        "Park service coverage, 2026-03-01",
        "Park service coverage, 2026-03-03",
    ]
    shown = look(groups)
    assert shown["1"] == (False, False)
    assert shown["2"][1]
    assert shown["3"][1]


def test_row_whose_layer_is_off_the_map_takes_the_runs_of_other_jobs_off_it(settings, two_runs, page):
    groups = two_runs()
    parks = page("parkcoverage")
    newest = next(group for name, group in groups.items() if "2026-03-03" in name)
    view = parks.results.places.view
    view.clicked.emit(view.model().index(0, 0))
    assert look(groups)["2"][1]  # as it was, for both were on the map
    newest.setItemVisibilityChecked(False)
    view.clicked.emit(view.model().index(0, 0))
    shown = look(groups)
    assert (shown["3"][1], shown["2"], shown["1"]) == (True, (False, False), (False, False))


def test_earlier_runs_stay_where_that_is_wanted(settings, two_runs):
    preferences = Preferences()
    assert not preferences.keep_visible.isChecked()
    preferences.keep_visible.setChecked(True)
    preferences.apply()
    assert Preferences().keep_visible.isChecked()
    assert [visible for _, visible in look(two_runs()).values()] == [True] * 3


def test_no_style_makes_a_saved_project_warn_of_fonts(project, tmp_path):
    names = sorted(path.stem for path in STYLES.glob("*.qml"))
    labelled = 0
    for name in names:
        layer = QgsVectorLayer("Polygon?crs=EPSG:4548&field=gv_rank:int&field=gv_width_m:double", name, "memory")
        apply_style(layer, name)
        labelled += layer.labeling() is not None
        project.addMapLayer(layer)
    assert labelled >= 3
    path = tmp_path / "plan.qgs"
    assert project.write(str(path))
    # On another computer the font of this one's windows is another one.
    text = re.sub(r'fontFamily="[^"]*"', 'fontFamily="Not On This Computer"', path.read_text("utf-8"))
    (tmp_path / "elsewhere.qgs").write_text(text, "utf-8")
    for read in ("plan.qgs", "elsewhere.qgs"):
        assert project.read(str(tmp_path / read))
        found = 0
        for layer in project.mapLayers().values():
            if layer.labeling() is not None:
                for provider in layer.labeling().subProviders():
                    assert layer.labeling().settings(provider).format().fontFound(), (read, layer.name())
                    found += 1
        assert found >= labelled
