"""Batches: parts of a city one by one, in QGIS's own batch dialog and headless, give what the city by zones gives."""

import importlib.util
import json
import shutil
import subprocess
import sys
import time
from importlib.machinery import SourceFileLoader

import numpy as np
import pytest
import shapely
from greenvein.core.report.file import read
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import NULL
from qgis.PyQt.QtWidgets import QTextEdit

from ..conftest import ROOT

pytestmark = pytest.mark.slow

PARCELS = 1_000
LONGEST_S = 240
PARTS = range(4)
TWO = (1, 3)
NAMED = (("Blind areas", "blind"), ("Coverage summary", "summary"))


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """A GeoPackage with housing, parks and two dates of a synthetic city, and the same of each part by number."""
    from osgeo import gdal

    loader = SourceFileLoader("synthetic_city", str(ROOT / "scripts" / "synthetic_city"))
    script = importlib.util.module_from_spec(importlib.util.spec_from_loader("synthetic_city", loader))
    sys.modules["synthetic_city"] = script  # dataclasses look their module up
    loader.exec_module(script)
    districts, _, centre = script.clean_districts(script.DISTRICTS)
    zones = np.array([shapely.union_all(districts[number :: len(PARTS)]) for number in PARTS])
    names = [f"Part {number}" for number in PARTS]
    made = script.city(districts, centre, PARCELS)
    path = tmp_path_factory.mktemp("batch") / "city.gpkg"
    file = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)

    def write(name, land, wanted):
        script.write_layer(file, name, land.geometry[wanted], {"DLBM": land.code[wanted]})

    script.write_layer(file, "parts", zones, {"name": names})
    areas, labels = script.key_areas(centre)
    script.write_layer(file, "key_areas", areas, {"name": labels})
    write("parks", made.before, made.before.code == "0810")
    write("forest", made.before, made.before.class_ == "forest")
    housing = (made.before.class_ == "urban_rural") & (made.before.code != "0810")
    for name, land, wanted in (
        ("residential", made.before, housing),
        ("before", made.before, np.full(len(housing), True)),
        ("after", made.after, np.full(len(made.after.code), True)),
    ):
        point, part = shapely.STRtree(zones).query(shapely.point_on_surface(land.geometry), "within")
        own = np.full(len(land.code), -1)
        own[point] = part
        write(name, land, wanted)
        for number in PARTS:
            write(f"{name}_{number}", land, wanted & (own == number))
    file = None  # closes it
    return path, names


@pytest.fixture
def batch(provider, qgis_app, no_window, monkeypatch):
    """Run rows in QGIS's batch dialog, at its end or when ``until`` holds and is cancelled; return what it said."""
    from greenvein.dialogs.batch_results import BatchResults
    from processing.core.ProcessingResults import ProcessingResults
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    monkeypatch.setattr(ProcessingResults, "results", [])
    results = BatchResults()
    results.register()

    def start(algorithm, rows, load=False, until=None):
        dialog = BatchAlgorithmDialog(QgsApplication.processingRegistry().createAlgorithmById(algorithm))
        panel, context = dialog.mainWidget(), dialog.processingContext()
        panel.checkLoadLayersOnCompletion.setChecked(load)
        panel.addRow(len(rows) - panel.batchRowCount())
        for row, values in enumerate(rows):
            for name, value in values.items():
                column = panel.parameter_to_column[name]
                if dialog.algorithm().parameterDefinition(name).isDestination():
                    panel.tblParameters.cellWidget(row + 1, column).setValue(str(value))
                else:
                    panel.wrappers[row][column].setParameterValue(value, context)
        dialog.show()  # QGIS 3.44 takes one away that is not shown
        dialog.runAlgorithm()
        end = time.monotonic() + LONGEST_S
        while dialog.cancelButton().isEnabled() and time.monotonic() < end:
            QgsApplication.processEvents()
            time.sleep(0.02)
            if until is not None and until():
                dialog.cancelButton().click()
                until = None
        assert not dialog.cancelButton().isEnabled(), "the batch did not come to an end"
        said = "\n".join(text.toPlainText() for text in dialog.findChildren(QTextEdit))
        dialog.close()
        dialog.deleteLater()
        return said

    yield start
    results.unregister()


@pytest.fixture
def whole(provider, log):
    """Run an algorithm on the whole city."""

    def start(algorithm, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run(algorithm, parameters, context=context, feedback=log)

    return start


def layer(path, name):
    return f"{path}|layername={name}"


def parks_rows(path, folder):
    return [
        {
            "RESIDENTIAL": layer(path, f"residential_{number}"),
            "PARKS": layer(path, "parks"),
            "BLIND_AREAS": folder / f"blind_{number}.gpkg",
            "SUMMARY": folder / f"summary_{number}.gpkg",
            "REPORT": folder / f"report_{number}.html",
        }
        for number in PARTS
    ]


def all_row(rows):
    return next(row for row in rows if row["gv_scope"] == "all")


def test_coverage_of_the_parts_of_a_city_is_the_citys_by_zones(batch, whole, table, city, tmp_path):
    path, names = city
    batch("greenvein:parkcoverage", [row | {"REPORT": ""} for row in parks_rows(path, tmp_path)])
    found = whole(
        "greenvein:parkcoverage",
        RESIDENTIAL=layer(path, "residential"),
        PARKS=layer(path, "parks"),
        ZONES=layer(path, "parts"),
        ZONE_FIELD="name",
        SUMMARY="memory:",
    )
    by_zone = {row["gv_zone"]: row for row in table(found["SUMMARY"])}
    ours = [all_row(table(tmp_path / f"summary_{number}.gpkg")) for number in PARTS]
    for name, row in zip(names, ours):
        for field in ("gv_residential_ha", "gv_covered_ha", "gv_blind_ha", "gv_coverage_pct"):
            assert row[field] == pytest.approx(by_zone[name][field], rel=1e-9, abs=1e-9)
    assert sum(row["gv_residential_ha"] for row in ours) == pytest.approx(found["RESIDENTIAL_HA"], rel=1e-9)
    assert sum(row["gv_covered_ha"] for row in ours) == pytest.approx(found["COVERED_HA"], rel=1e-9)
    assert sum(row["gv_blind_ha"] for row in ours) == pytest.approx(found["BLIND_HA"], rel=1e-9)


def test_land_account_of_the_parts_of_a_city_is_the_citys_by_zones(batch, whole, table, city, tmp_path):
    path, names = city
    rows = [
        {
            "BEFORE": layer(path, f"before_{number}"),
            "AFTER": layer(path, f"after_{number}"),
            "KEY_AREAS": layer(path, "key_areas"),
            "TARGETS": [],
            "BALANCE": tmp_path / f"balance_{number}.gpkg",
        }
        for number in PARTS
    ]
    batch("greenvein:landreduction", rows)
    dates = {"BEFORE": layer(path, "before"), "AFTER": layer(path, "after"), "KEY_AREAS": layer(path, "key_areas")}
    zones = {"ZONES": layer(path, "parts"), "ZONE_FIELD": "name"}
    found = whole("greenvein:landreduction", **dates, **zones, BALANCE="memory:")
    by_zone = {row["gv_zone"]: row for row in table(found["BALANCE"])}
    ours = [all_row(table(tmp_path / f"balance_{number}.gpkg")) for number in PARTS]
    fields = ("gv_before_km2", "gv_after_km2", "gv_vacated_km2", "gv_added_km2", "gv_net_reduction_km2")
    for name, row in zip(names, ours):
        for field in fields:
            assert row[field] == pytest.approx(by_zone[name][field], rel=1e-9, abs=1e-9)
    assert sum(row["gv_vacated_km2"] for row in ours) == pytest.approx(found["VACATED_KM2"], rel=1e-9)
    assert sum(row["gv_before_km2"] for row in ours) == pytest.approx(found["BEFORE_KM2"], rel=1e-9)


def test_part_that_fails_is_told_and_the_others_have_layers_and_reports_of_their_own(batch, city, tmp_path):
    from processing.core.ProcessingResults import resultsList

    path, _ = city
    rows = parks_rows(path, tmp_path)
    rows[1]["RESIDENTIAL"] = f"{layer(path, 'residential')}|subset=DLBM = 'none'"
    QgsProject.instance().clear()
    said = batch("greenvein:parkcoverage", rows, load=True)
    assert "The layer “city (Residential land)” has no features" in said
    assert not list(tmp_path.glob("*_1.*"))
    names = {f"{name} ({file}_{number})" for number in (0, 2, 3) for name, file in NAMED}
    loaded = QgsProject.instance().mapLayers().values()
    assert {one.name() for one in loaded} == names
    assert {one.attributeAlias(one.fields().lookupField("gv_area_m2")) for one in loaded} == {"", "Area (m²)"}
    listed = [result.filename for result in resultsList.getResults()]
    assert {str(tmp_path / f"report_{number}.html") for number in (0, 2, 3)} <= set(listed)
    QgsProject.instance().clear()


def test_cancelled_batch_leaves_whole_parts_and_nothing_half_written(batch, city, tmp_path):
    path, _ = city
    rows = parks_rows(path, tmp_path)
    batch("greenvein:parkcoverage", rows, until=(tmp_path / "report_1.html").exists)
    done = [number for number in PARTS if (tmp_path / f"summary_{number}.gpkg").exists()]
    assert 1 < len(done) < len(PARTS)
    for number in done:
        assert QgsVectorLayer(str(tmp_path / f"summary_{number}.gpkg")).featureCount() == 1
        assert QgsVectorLayer(str(tmp_path / f"blind_{number}.gpkg")).isValid()
        assert "</html>" in (tmp_path / f"report_{number}.html").read_text(encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == 3 * len(done)


def test_check_up_of_the_parts_of_a_city_in_a_batch(batch, whole, table, city, tmp_path):
    path, names = city
    rows = [
        {
            "residential": layer(path, f"residential_{number}"),
            "parks": layer(path, "parks"),
            "title": name,
            "coverage_summary": tmp_path / f"coverage_{number}.gpkg",
            "report": tmp_path / f"report_{number}.html",
        }
        for number, name in zip(PARTS, names)
    ]
    for number in TWO:  # those with the land use of two dates
        rows[number] |= {
            "before": layer(path, f"before_{number}"),
            "after": layer(path, f"after_{number}"),
            "plan_targets": False,
            "balance": tmp_path / f"balance_{number}.gpkg",
        }
    said = batch("greenvein:checkup", rows)
    assert said.count("Left out: Corridor width check. It needs a layer for “Corridors”.") == 4
    assert said.count("Left out: Land reduction account. It needs a layer for “Land use before”.") == 2
    found = whole("greenvein:parkcoverage", RESIDENTIAL=layer(path, "residential"), PARKS=layer(path, "parks"))
    covered = [all_row(table(tmp_path / f"coverage_{number}.gpkg"))["gv_covered_ha"] for number in PARTS]
    assert sum(covered) == pytest.approx(found["COVERED_HA"], rel=1e-9)
    for number in TWO:
        dates = {"BEFORE": layer(path, f"before_{number}"), "AFTER": layer(path, f"after_{number}")}
        row, alone = all_row(table(tmp_path / f"balance_{number}.gpkg")), whole("greenvein:landreduction", **dates)
        assert row["gv_vacated_km2"] == alone["VACATED_KM2"]
        assert row["gv_target_km2"] == NULL
    for number, name in zip(PARTS, names):
        report = (tmp_path / f"report_{number}.html").read_text(encoding="utf-8")
        assert f"<h1>{name}</h1>" in report
        assert [other for other in names if f"<h1>{other}</h1>" in report] == [name]
        done = [chapter.title for chapter in read(report).chapters if chapter.sections]
        assert ("Use of vacated land afterwards" in done) == (number in TWO)


def test_headless_loop_reads_parameters_as_json_and_goes_on_after_a_failure(profile, city, tmp_path):
    path, _ = city
    profile.link_packages()
    codes, results = [], []
    for number in ("no such part", 1):
        inputs = {"RESIDENTIAL": layer(path, f"residential_{number}"), "PARKS": layer(path, "parks")}
        run = subprocess.run(
            [shutil.which("qgis_process"), "run", "greenvein:parkcoverage", "-"],
            input=json.dumps({"inputs": inputs | {"BLIND_AREAS": str(tmp_path / f"blind_{number}.gpkg")}}),
            env=profile.environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        codes.append(run.returncode)
        results.append(json.loads(run.stdout).get("results", {}) if run.returncode == 0 else run.stderr)
    assert codes == [1, 0]
    assert "Residential land" in results[0] or "residential_no such part" in results[0]
    blind = QgsVectorLayer(str(tmp_path / "blind_1.gpkg"))
    areas = [feature["gv_area_m2"] for feature in blind.getFeatures()]
    assert sum(areas) == pytest.approx(results[1]["BLIND_HA"] * 10_000, rel=1e-9)
