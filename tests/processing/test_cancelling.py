"""Cancelling: no stage of any job keeps the user waiting, and what was there before is there afterwards."""

import subprocess
import sys
import threading
import time
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import shapely
from greenvein.core.report import Column, Report, Section, Table, Text, render
from greenvein.processing.io.sinks import Sink
from greenvein.processing.jobs import JOBS
from greenvein.processing.pdf import export as pdf_export
from greenvein.processing.pdf.paper import Paper
from greenvein.processing.reports.files import read_report
from qgis.core import Qgis, QgsLayoutExporter, QgsLayoutRenderContext, QgsProcessingContext, QgsProject

pytestmark = pytest.mark.slow

CANCELLED = ["Cancelled: nothing was written."]
X, Y = 500_000, 4_400_000

FEW = {job: import_module(f".few.{job}", __package__) for job in JOBS}
STAGES = [
    (job, *stage)
    for job in JOBS
    for stage in (
        *getattr(FEW[job], "STAGES", ()),
        (f"processing.jobs.{job}.report", "body"),
        ("processing.reports.maps", "draw_map"),
        ("core.report", "render"),
    )
]
"""Of each job what may hold for long in one call, by module and name: its own of ``few/<job>.py``, and its report."""


def start(job, parameters, feedback):
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return processing.run(f"greenvein:{job}", parameters, context=context, feedback=feedback)


@pytest.fixture
def inputs(few, layer, tmp_path):
    """Return the inputs of a job with every stage in it, and files that are there already as its outputs."""
    ground = layer([shapely.box(X, Y, X + 700, Y + 700)], {"gv_tier": [1], "code": [2.0]}, name="ground")

    def relief():
        from osgeo import gdal, osr

        reference = osr.SpatialReference()
        reference.ImportFromEPSG(4548)
        raster = gdal.GetDriverByName("GTiff").Create(str(tmp_path / "relief.tif"), 40, 40, 1, gdal.GDT_Float32)
        raster.SetGeoTransform((X, 100, 0, Y + 4000, 0, -100))
        raster.SetProjection(reference.ExportToWkt())
        raster.GetRasterBand(1).WriteArray(np.ones((40, 40), dtype="f4"))
        del raster
        return str(tmp_path / "relief.tif")

    def make(job):
        further = {
            "parkcoverage": {"ZONES": ground, "SERVICE_AREA": str(tmp_path / "service.gpkg")},
            "securitypattern": {"CONSTRUCTION": ground},
            "restorationpriority": {
                "PATTERN": ground,
                "KEY_AREAS": ground,
                "CRITERIA": "damage, 1, higher; ground, 1, higher; relief, 1, higher",
                "CRITERIA_LAYERS": [ground, relief()] if job == "restorationpriority" else [],
            },
        }
        return {**few(job), **further.get(job, {})}

    return make


class _Stage:
    """Stands for one that holds a single call until it is let go."""

    def __init__(self):
        self.begun, self.go, self.ended = threading.Event(), threading.Event(), threading.Event()

    def __call__(self, *given, **named):
        self.begun.set()
        try:
            assert self.go.wait(60)
        finally:
            self.ended.set()


@pytest.fixture
def cancelling(logs):
    """A feedback on which the user cancels as soon as a stage has begun."""

    class Cancelling(logs):
        def __init__(self, stage):
            super().__init__()
            self.stage = stage

        def isCanceled(self):
            if self.stage.begun.is_set():
                self.cancel()
            return super().isCanceled()

    return Cancelling


def test_each_job_says_which_of_its_own_calls_may_take_long():
    assert [f"few/{job}.py has no STAGES" for job in JOBS if not getattr(FEW[job], "STAGES", ())] == []


@pytest.mark.parametrize(("job", "module", "name"), STAGES)
def test_a_run_ends_while_a_stage_of_it_is_in_one_long_call(
    provider, inputs, cancelling, monkeypatch, tmp_path, job, module, name
):
    report = tmp_path / "report.html"
    report.write_text("of yesterday", encoding="utf-8")
    stage = _Stage()
    monkeypatch.setattr(import_module(f"greenvein.{module}"), name, stage)
    log = cancelling(stage)
    try:
        assert start(job, {**inputs(job), "REPORT": str(report)}, log) == {}
        assert stage.begun.is_set()
        assert not stage.ended.is_set()
        assert log.warnings[-1:] == CANCELLED
        assert report.read_text(encoding="utf-8") == "of yesterday"
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    finally:
        stage.go.set()
    assert stage.ended.wait(60)


@pytest.mark.parametrize(
    ("module", "name"), [("processing.reports.joinreports", "read_report"), ("core.report", "render")]
)
def test_reports_stop_being_joined_while_one_is_read_or_written(
    provider, cancelling, monkeypatch, tmp_path, module, name
):
    path, joined = tmp_path / "one.html", tmp_path / "joined.html"
    path.write_text(render(Report("en", "One", sections=(Section("Text", (Text(("words",)),)),))), encoding="utf-8")
    joined.write_text("of yesterday", encoding="utf-8")
    stage = _Stage()
    monkeypatch.setattr(import_module(f"greenvein.{module}"), name, stage)
    log = cancelling(stage)
    try:
        assert start("joinreports", {"REPORTS": [str(path)], "REPORT": str(joined)}, log) == {}
        assert not stage.ended.is_set()
        assert joined.read_text(encoding="utf-8") == "of yesterday"
    finally:
        stage.go.set()
    assert stage.ended.wait(60)


@pytest.mark.parametrize(("module", "name"), [("pdf.algorithm", "read_report"), ("pdf.export", "_sign")])
def test_a_pdf_ends_while_its_report_is_read_or_its_title_written(
    provider, document, cancelling, monkeypatch, module, name
):
    parameters, pdf = document
    stage = _Stage()
    monkeypatch.setattr(import_module(f"greenvein.processing.{module}"), name, stage)
    log = cancelling(stage)
    try:
        assert start("reportpdf", {**parameters, "OUTPUT": str(pdf)}, log) == {}
        assert not stage.ended.is_set()
        assert log.warnings == CANCELLED
        assert pdf.read_bytes() == b"of yesterday"
    finally:
        stage.go.set()
    assert stage.ended.wait(60)


@pytest.fixture
def document(layer, tmp_path):
    """Return the parameters of a PDF of some pages with a map of some thousand features, whose file is there."""
    west, south = np.meshgrid(np.arange(60) * 20.0, np.arange(60) * 20.0)
    lots = shapely.box(X + west, Y + south, X + west + 15, Y + south + 15).ravel()
    rows = tuple((f"{row:,}", f"lot {row}") for row in range(300))
    table = Table((Column("Number", "right"), Column("Name")), rows)
    path, pdf = tmp_path / "report.html", tmp_path / "report.pdf"
    path.write_text(render(Report("en", "Lots", sections=(Section("All", (table,)),))), encoding="utf-8")
    pdf.write_bytes(b"of yesterday")
    yield {"REPORT": str(path), "LAYERS": [layer(list(lots), name="lots"), layer(list(lots), name="same")]}, pdf
    QgsProject.instance().clear()


def test_no_feature_is_drawn_in_a_pdf_once_it_is_cancelled(provider, document, logs, monkeypatch):
    parameters, pdf = document
    log, drawn, late = logs(), [], []
    hear = pdf_export._Drawn.handleRenderedFeature

    def counted(self, *given):
        (late if log.isCanceled() else drawn).append(1)
        if len(drawn) == 100:
            log.cancel()
        hear(self, *given)

    monkeypatch.setattr(pdf_export._Drawn, "handleRenderedFeature", counted)
    monkeypatch.setattr(pdf_export, "_LOOK_S", 0.0)
    assert start("reportpdf", {**parameters, "OUTPUT": str(pdf)}, log) == {}
    assert log.warnings == CANCELLED
    assert len(drawn) == 100
    assert len(late) <= 2  # of each layer the one that stops its drawing
    assert pdf.read_bytes() == b"of yesterday"


def test_a_pdf_can_be_cancelled_at_every_page(provider, document, logs, tmp_path):
    parameters, pdf = document
    whole = logs()
    pages = start("reportpdf", {**parameters, "OUTPUT": str(tmp_path / "whole.pdf")}, whole)["PAGES"]
    assert pages > 5
    writing = [share for share in whole.shares if share >= 60]
    assert len(set(writing)) >= pages
    for page in range(pages):
        log = logs()
        log.progressChanged.connect(lambda share, log=log, page=page: share >= 60 + 40 * page / pages and log.cancel())
        assert start("reportpdf", {**parameters, "OUTPUT": str(pdf)}, log) == {}
        assert log.warnings == CANCELLED
        assert max(log.shares) < 60 + 40 * (page + 2) / pages
        assert pdf.read_bytes() == b"of yesterday"


def test_pages_written_one_by_one_are_those_that_qgis_writes_in_one_call(provider, document, tmp_path):
    parameters, _ = document
    project = QgsProject()
    project.setCrs(parameters["LAYERS"][0].crs())
    about = project.metadata()
    about.setTitle("Lots")
    about.setAuthor("Institute")
    project.setMetadata(about)
    paper = Paper(read_report(parameters["REPORT"]), project)
    paper.compose(parameters["LAYERS"], lambda share: None)
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi, settings.textRenderFormat = 300, Qgis.TextRenderFormat.AlwaysText
    settings.flags |= QgsLayoutRenderContext.Flag.FlagLosslessImageRendering
    settings.appendGeoreference = False
    ours, theirs = tmp_path / "ours.pdf", tmp_path / "theirs.pdf"
    result = QgsLayoutExporter(paper.sheets.layout).exportToPdf(str(theirs), settings)
    assert result == QgsLayoutExporter.ExportResult.Success
    pdf_export.export_pdf(paper.sheets, str(ours), lambda share: None)
    pages = paper.sheets.page + 1
    paper.sheets.close()

    def said(path, *command):
        run = subprocess.run([*command, path], capture_output=True, check=True)
        return [line for line in run.stdout.splitlines() if b"Date" not in line and b"File size" not in line]

    assert said(ours, "pdfinfo") == said(theirs, "pdfinfo")
    assert said(ours, "pdffonts") == said(theirs, "pdffonts")
    for path in (ours, theirs):
        subprocess.run(["pdftotext", "-bbox", path, path.with_suffix(".txt")], check=True)
        subprocess.run(["pdftoppm", "-r", "50", "-png", path, path.with_suffix("")], check=True)
    assert said(ours.with_suffix(".txt"), "cat") == said(theirs.with_suffix(".txt"), "cat")
    drawn, expected = (sorted(tmp_path.glob(f"{name}-*.png")) for name in ("ours", "theirs"))
    assert len(drawn) == len(expected) == pages > 5
    assert [one.read_bytes() for one in drawn] == [one.read_bytes() for one in expected]


@pytest.mark.parametrize("ending", ["gpkg", "xlsx", "shp", "fgb"])
def test_a_run_ends_while_its_file_is_being_closed_which_then_is_removed(
    provider, few, cancelling, monkeypatch, tmp_path, ending
):
    """A spatial index or all cells of a spreadsheet are made in one call when a file is closed."""
    path, stage = tmp_path / f"coverage.{ending}", _Stage()
    start("parkcoverage", {**few("parkcoverage"), "COVERAGE": str(path)}, cancelling(stage))
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    close = Sink._close

    def closed(sink):
        if threading.current_thread() is not threading.main_thread():
            stage()
        return close(sink)

    monkeypatch.setattr(Sink, "_close", closed)
    log = cancelling(stage)
    begun = time.monotonic()
    try:
        assert start("parkcoverage", {**few("parkcoverage"), "COVERAGE": str(path)}, log) == {}
        assert time.monotonic() - begun < 5
        assert stage.begun.is_set() and not stage.ended.is_set()
        assert log.warnings[-1:] == CANCELLED
        left = {one.name: one.read_bytes() for one in tmp_path.iterdir() if one.is_file()}
        assert left == before
    finally:
        stage.go.set()
    assert stage.ended.wait(60)
    end = time.monotonic() + 20
    while len([*tmp_path.iterdir()]) > len(before) and time.monotonic() < end:
        time.sleep(0.05)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_qgis_ends_only_after_a_file_that_was_given_up_is_closed(tmp_path):
    root, program = Path(__file__).parents[2], Path(__file__).with_name("endings.py")
    command = [sys.executable, str(program), str(root), str(tmp_path / "a.gpkg")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stdout.strip()) == (0, "gone"), ended.stderr
    assert list(tmp_path.iterdir()) == []
