"""Input that is none: a right answer, or one sentence that says what to change."""

import math
import shutil
import struct
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import shapely
from osgeo import ogr
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingParameterNumber,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from shapely import box

pytestmark = pytest.mark.slow

CASES = Path(__file__).parent.parent / "data" / "cases"
X, Y = 500_000, 4_420_000
SQUARE = box(X, Y, X + 1000, Y + 1000)
PARK = box(X + 1000, Y, X + 1100, Y + 1000)
NAN = math.nan


def start(job, inputs, log):
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    return processing.run(f"greenvein:{job}", inputs, context=context, feedback=log)


@pytest.fixture
def inputs(layer):
    """The least input of every job."""
    homes = layer([SQUARE], {"level": [1], "DLBM": ["0701"], "a": [1.0], "b": [2.0]}, name="homes")
    return {
        "parkcoverage": {"RESIDENTIAL": homes, "PARKS": homes},
        "corridorwidth": {"CORRIDORS": homes, "LEVEL_FIELD": "level"},
        "landreduction": {"BEFORE": homes, "AFTER": homes, "SYSTEM": 1},
        "vacateduse": {"VACATED": homes},
        "securitypattern": {"RED_LINE": homes},
        "restorationpriority": {"UNITS": homes, "DEGRADATION_FIELD": "a", "POTENTIAL_FIELD": "b", "RUNS": 10},
    }


@pytest.mark.parametrize("number", [NAN, math.inf, -math.inf])
def test_no_number_of_any_job_may_be_infinite_or_none(provider, inputs, log, number):
    for job, given in inputs.items():
        for definition in provider.algorithm(job).parameterDefinitions():
            if isinstance(definition, QgsProcessingParameterNumber):
                with pytest.raises(QgsProcessingException) as refused:
                    start(job, {**given, definition.name(): number}, log)
                assert "Traceback" not in str(refused.value)


@pytest.mark.parametrize("table", ["inf, 500", "nan, 500", "1, inf", "1, nan", "1e400, 500", "-inf, 500"])
@pytest.mark.parametrize(
    ("job", "name"), [("corridorwidth", "WIDTHS"), ("parkcoverage", "TIERS"), ("vacateduse", "TIERS")]
)
def test_tables_of_numbers_refuse_what_is_none_in_one_sentence(provider, inputs, log, job, name, table):
    with pytest.raises(QgsProcessingException) as refused:
        start(job, {**inputs[job], name: table}, log)
    assert str(refused.value).startswith("The table “")
    assert "\n" not in str(refused.value)


LARGE = [1e308, 1e200, 1e30, 5.2e14]  # the last is more m² than the Earth has


@pytest.mark.parametrize("report", [True, False])
@pytest.mark.parametrize("large", LARGE)
@pytest.mark.parametrize(
    ("job", "name", "row"),
    [
        ("corridorwidth", "WIDTHS", "1, {}"),
        ("parkcoverage", "TIERS", "0, {}"),
        ("parkcoverage", "TIERS", "{}, 500"),
        ("vacateduse", "TIERS", "0, {}"),
        ("landreduction", "TARGETS", ["*", "{}", "existing", ""]),
        ("landreduction", "TARGETS", ["*", "1", "existing", "{}"]),
    ],
)
def test_tables_refuse_lengths_and_areas_larger_than_the_earth_in_one_sentence(
    provider, inputs, log, tmp_path, job, name, row, large, report
):
    table = row.format(large) if isinstance(row, str) else [cell.format(large) for cell in row]
    given = {**inputs[job], name: table, **({"REPORT": str(tmp_path / "a.html")} if report else {})}
    if job == "vacateduse":
        given["BLIND_AREAS"] = given["VACATED"]
    with pytest.raises(QgsProcessingException) as refused:
        start(job, given, log)
    assert str(refused.value).startswith("The table “")
    assert "larger than the Earth" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("job", ["parkcoverage", "vacateduse"])
def test_a_radius_as_long_as_the_earth_allows_reaches_everything_in_the_report_too(
    provider, inputs, log, tmp_path, job
):
    given = {**inputs[job], "TIERS": "0, 20000000", "REPORT": str(tmp_path / "a.html")}
    if job == "vacateduse":
        given["BLIND_AREAS"] = given["VACATED"]
    found = start(job, given, log)
    assert job == "vacateduse" or found["COVERAGE_PCT"] == pytest.approx(100)


def test_a_field_of_widths_refuses_one_larger_than_the_earth(provider, layer, log):
    homes = layer([SQUARE], {"width": [1e30]}, name="homes")
    with pytest.raises(QgsProcessingException, match=r"^The field “width” of .* one larger than the Earth, in the fea"):
        start("corridorwidth", {"CORRIDORS": homes, "WIDTH_FIELD": "width"}, log)


@pytest.mark.parametrize("large", LARGE)
def test_no_number_of_any_job_but_a_count_may_be_larger_than_the_earth_not_even_in_a_model(
    provider, inputs, log, large
):
    """A model does not look at what it gives its steps."""
    for job, given in inputs.items():
        for definition in provider.algorithm(job).parameterDefinitions():
            if (
                isinstance(definition, QgsProcessingParameterNumber)
                and definition.dataType() == QgsProcessingParameterNumber.Type.Double
            ):
                context = QgsProcessingContext()
                asked = {**given, definition.name(): large}
                _, done = provider.algorithm(job).create().run(asked, context, log)
                assert not done, (job, definition.name())
                assert "; it must be from " in log.textLog().splitlines()[-1]


@pytest.mark.parametrize("far", [1.7e308, -1.7e308, 1e155, 1e12])
def test_single_coordinates_of_no_place_are_listed(run, layer, log, far):
    ring = np.array([(X, Y), (X, Y + 1000), (far, Y + 1000), (X + 1000, Y), (X, Y)], "<f8")
    odd = struct.pack("<BIII", 1, 3, 1, len(ring)) + ring.tobytes()
    found = run(layer([odd, SQUARE, SQUARE], name="homes", kind="Polygon"), layer([PARK]))
    assert found["COVERAGE_PCT"] == pytest.approx(50)
    assert log.warnings == [
        "The layer “homes (Residential land)” has features whose geometry cannot be read or cannot lie in its "
        "coordinate reference system, and which are left out; their ids are: 1."
    ]


def test_zones_of_nothing_but_nan_are_refused_in_one_sentence(run, layer):
    ring = np.array([(X, Y), (NAN, NAN), (X + 1000, Y), (X, Y)], "<f8")
    odd = struct.pack("<BIII", 1, 3, 1, len(ring)) + ring.tobytes()
    with pytest.raises(
        QgsProcessingException, match=r"^The layer “areas \(Zones to report by\)” has no zones: none of"
    ):
        run(layer([SQUARE]), layer([PARK]), ZONES=layer([odd, odd], name="areas", kind="Polygon"))


@pytest.mark.parametrize("name", ["ID_FIELD", "POPULATION_FIELD", None])
def test_a_gbk_file_without_a_hint_is_refused_with_what_to_set(run, layer, name):
    given = {"ID_FIELD": {"ID_FIELD": "地类名称"}, "POPULATION_FIELD": {"POPULATION_FIELD": "pop"}}.get(name, {})
    with pytest.raises(QgsProcessingException) as refused:
        run(str(CASES / "gbk_no_hint.shp"), layer([PARK]), **given)
    assert str(refused.value) == (
        "The layer “gbk_no_hint” for “Residential land” holds text in GB18030 (GBK), but it is "
        "read in another encoding; set GB18030 (GBK) as the data source encoding in the layer's properties, under "
        "Source, or put a file gbk_no_hint.cpg with the word GB18030 beside it."
    )


def test_the_file_that_the_sentence_asks_for_makes_it_readable(run, layer, tmp_path, table):
    for part in ("shp", "shx", "dbf", "prj"):
        shutil.copy(CASES / f"gbk_no_hint.{part}", tmp_path)
    (tmp_path / "gbk_no_hint.cpg").write_text("GB18030")
    far = layer([box(X, Y + 90_000, X + 1, Y + 90_001)])
    found = run(str(tmp_path / "gbk_no_hint.shp"), far, ID_FIELD="地类名称", BLIND_AREAS="TEMPORARY_OUTPUT")
    assert {row["gv_source"] for row in table(found["BLIND_AREAS"])} == {"水田", "农村宅基地"}


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError("the disk is gone"), "QGIS cannot read the layer for “Residential land”: the disk is gone."),
        (Exception("unknown"), "check it for coordinates that are not finite."),
    ],
)
def test_what_happens_while_a_layer_is_opened_is_told(run, layer, log, monkeypatch, error, says):
    def fails(*_):
        raise error

    monkeypatch.setattr("greenvein.processing.framework.algorithm.Snapshot", fails)
    with pytest.raises(QgsProcessingException):
        run(layer([SQUARE]), layer([PARK]))
    assert any(line.endswith(says) for line in log.errors), log.errors


@pytest.fixture
def file(layer, saved, tmp_path):
    columns = {"name": ["a", "b", "c"], "open": [True, False, None], "code": ["1", "2", "3"]}
    squares = [box(X + 2000 * at, Y, X + 2000 * at + 1000, Y + 1000) for at in range(3)]
    return saved(layer(squares, columns, name="homes"), tmp_path / "homes.gpkg")


def read(path, columns, told):
    from greenvein.processing.io.read import plain_file, read_raw

    opened = QgsVectorLayer(path, "homes", "ogr")
    source = QgsProcessingUtils.variantToSource(opened, QgsProcessingContext())
    return read_raw(source, columns, plain_file(opened.source(), opened), lambda: None, tell=told.append)


FAULTS = {
    "a batch broken inside the binding": (SystemError, "Negative size passed to PyBytes_FromStringAndSize"),
    "an error of GDAL": (RuntimeError, "sqlite3_step() failed"),
    "no memory": (MemoryError, "no memory"),
}


@pytest.mark.parametrize(("fault", "says"), FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("batch", [0, 1])
def test_a_stream_that_breaks_is_read_the_general_way(provider, file, monkeypatch, fault, says, batch):
    whole = read(file, ["name"], [])
    stream = ogr.Layer.GetArrowStreamAsNumPy

    def breaks(self, *given, **options):
        with closing(iter(stream(self, options=[*options["options"], "MAX_FEATURES_IN_BATCH=1"]))) as batches:
            for number, one in enumerate(batches):
                if number == batch:
                    raise fault(says)
                yield one

    monkeypatch.setattr(ogr.Layer, "GetArrowStreamAsNumPy", breaks)
    told = []
    found = read(file, ["name"], told)
    assert told == [says]
    assert found.fid.tolist() == whole.fid.tolist() == [1, 2, 3]
    assert found.columns == whole.columns == {"name": ["a", "b", "c"]}
    assert shapely.equals(shapely.from_wkb(found.wkb), shapely.from_wkb(whole.wkb)).all()


@pytest.mark.parametrize("lies", ["short", "twice"])
def test_batches_that_do_not_add_up_to_the_layer_are_not_taken(provider, file, monkeypatch, lies):
    stream = ogr.Layer.GetArrowStreamAsNumPy

    def other(self, *given, **options):
        batches = list(stream(self, options=[*options["options"], "MAX_FEATURES_IN_BATCH=1"]))
        yield from batches[1:] if lies == "short" else [*batches[1:], batches[1]]

    monkeypatch.setattr(ogr.Layer, "GetArrowStreamAsNumPy", other)
    told = []
    assert read(file, ["name"], told).columns == {"name": ["a", "b", "c"]}
    assert len(told) == 1


def test_cancelling_the_fast_way_is_no_fault(provider, file):
    from greenvein.processing.framework.call import CancelledError
    from greenvein.processing.io.read import plain_file, read_raw

    def stop():
        raise CancelledError

    opened = QgsVectorLayer(file, "homes", "ogr")
    source = QgsProcessingUtils.variantToSource(opened, QgsProcessingContext())
    with pytest.raises(CancelledError):
        read_raw(source, ["name"], plain_file(opened.source(), opened), stop)


def test_a_run_goes_on_where_the_fast_way_breaks_and_the_log_says_so(run, layer, log, file, monkeypatch):
    def breaks(*_, **__):
        raise SystemError("Negative size passed")
        yield

    monkeypatch.setattr(ogr.Layer, "GetArrowStreamAsNumPy", breaks)
    assert run(file, layer([PARK]))["RESIDENTIAL_HA"] == pytest.approx(300)
    assert "“homes”: GDAL's fast reading failed (Negative size passed); it was read through QGIS instead." in log.info


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_feature_that_vanishes_between_two_reads_is_told_and_gives_nobody_its_values(
    run, layer, log, file, monkeypatch, table, gone
):
    """Boolean fields are read in a second pass; before it, one feature is deleted by somebody else."""
    from greenvein.processing.io import read as reading

    general, path = reading._read_features, file.split("|")[0]
    reads = []

    def meanwhile(*given, **options):
        if not reads:
            other = ogr.Open(path, 1)
            other.GetLayer(0).DeleteFeature(gone)
            del other
        reads.append(options)
        return general(*given, **options)

    monkeypatch.setattr(reading, "_read_features", meanwhile)
    far = layer([box(X, Y + 90_000, X + 1, Y + 90_001)])
    found = run(file, far, ID_FIELD="open", TIERS="0, 1", BLIND_AREAS="TEMPORARY_OUTPUT")
    assert len(table(found["BLIND_AREAS"])) == 2
    values = {1: "true", 2: "false", 3: "3"}  # one without a value goes by its number
    assert {row["gv_source"] for row in table(found["BLIND_AREAS"])} == {
        value for fid, value in values.items() if fid != gone
    }
    assert log.warnings[0] == (
        "The layer “homes” for “Residential land” changed while it was read; it was read once more."
    )


@pytest.mark.slow
def test_two_thousand_features_on_one_another_are_done_in_every_job(provider, inputs, layer, log):
    columns = {"level": [1], "DLBM": ["0701"], "a": [1.0], "b": [2.0]}
    heap = layer([SQUARE] * 2000, {name: values * 2000 for name, values in columns.items()}, name="heap")
    jobs = {
        job: {name: heap if isinstance(value, QgsVectorLayer) else value for name, value in given.items()}
        for job, given in inputs.items()
        if job != "corridorwidth"
    }
    jobs["corridorwidth"] = {**inputs["corridorwidth"], "OBSTACLES": heap}
    for job, given in jobs.items():
        start(job, given, log)
    assert start("parkcoverage", jobs["parkcoverage"], log)["COVERAGE_PCT"] == pytest.approx(100)
    assert start("securitypattern", jobs["securitypattern"], log)["PATTERN_KM2"] == pytest.approx(1)


def html_of(report):
    from greenvein.core.report import render

    return render(report)


@pytest.mark.parametrize("nested", ["[" * 10_000 + "]" * 10_000, '{"a":' * 10_000 + "1" + "}" * 10_000])
def test_a_report_nested_without_end_is_no_report(provider, tmp_path, log, nested):
    path = tmp_path / "hostile.html"
    path.write_text(f'<script type="application/json" id="greenvein-report">{nested}</script>', encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="is not a report of GreenVein"):
        start("reportpdf", {"REPORT": str(path), "OUTPUT": str(tmp_path / "a.pdf")}, log)


@pytest.mark.parametrize(
    "content", ["", "<svg/>", '<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>', b"", b"\x89PNG"]
)
def test_a_picture_that_is_empty_is_named(provider, tmp_path, log, content):
    from greenvein.core.report import Picture, Report, Section

    path = tmp_path / "report.html"
    report = Report("en", "Report", sections=(Section("Charts", (Picture(content, "chart", "Coverage by zone"),)),))
    path.write_text(html_of(report), encoding="utf-8")
    with pytest.raises(QgsProcessingException) as refused:
        start("reportpdf", {"REPORT": str(path), "OUTPUT": str(tmp_path / "a.pdf")}, log)
    assert "Traceback" not in str(refused.value)
    assert not (tmp_path / "a.pdf").exists()


def test_what_paper_has_no_room_for_is_counted(provider, tmp_path, log, monkeypatch):
    from greenvein.core.report import Column, Report, Section, Table
    from greenvein.processing.pdf import paper as pdf
    from greenvein.processing.pdf.paper import Paper

    monkeypatch.setattr(pdf, "MOST_ROWS", 50)
    rows = tuple((f"zone {number}",) for number in range(40))
    table = Table((Column("Zone"),), rows)
    report = Report("en", "Report", sections=(Section("Zones", (table, table)),))
    paper = Paper(report, QgsProject(), "2026-01-01")
    whole, cut = (paper._printed(table) for _ in range(2))
    assert (whole, len(cut.rows)) == (table, 10)
    assert cut.note == "30 more rows are not printed; the HTML report holds all of them."
    paper.sheets.close()


@pytest.mark.slow
def test_a_long_table_on_paper_is_left_when_that_is_asked_for(provider):
    from greenvein.core.report import Column, Report, Section, Table
    from greenvein.processing.pdf.paper import Paper

    class StopError(Exception):
        pass

    rows = tuple((f"zone {number}",) for number in range(20_000))
    paper = Paper(
        Report("en", "Report", sections=(Section("Zones", (Table((Column("Zone"),), rows),)),)), QgsProject(), ""
    )
    looks = []

    def progress(share):
        looks.append(share)
        if len(looks) == 5:
            raise StopError

    with pytest.raises(StopError):
        paper.compose([], progress)
    assert paper.sheets.page < 8
    paper.sheets.close()


@pytest.mark.parametrize("ending", ["gpkg", "shp", "geojson", "kml", "gml", "tab", "csv", "fgb", "sqlite"])
@pytest.mark.parametrize("odd", [NAN, X])
@pytest.mark.parametrize("place", [0, 1])
def test_what_has_no_readable_geometry_is_carried_without_one_and_takes_no_other_with_it(
    run, layer, log, tmp_path, ending, odd, place
):
    ring = np.array([(odd, Y), (NAN, NAN), (X + 1000, Y), (odd, Y)], "<f8")
    broken = struct.pack("<BIII", 1, 3, 1, len(ring)) + ring.tobytes()
    homes = layer([SQUARE] * place + [broken] + [SQUARE] * (2 - place), {"name": ["a", "b", "c"]}, name="homes")
    target = tmp_path / f"out.{ending}"
    if ending == "fgb":  # which has no features without a geometry
        with pytest.raises(QgsProcessingException, match=r"no features without a geometry, and there .* how many: 1\."):
            run(homes, layer([PARK]), COVERAGE=str(target))
        return
    found = QgsVectorLayer(run(homes, layer([PARK]), COVERAGE=str(target))["COVERAGE"], "found", "ogr")
    there = {feature["name"]: feature.geometry() for feature in found.getFeatures()}
    assert sorted(there) == ["a", "b", "c"]
    if ending != "csv":
        assert [there[name].isEmpty() for name in "abc"] == [row == place for row in range(3)]
    assert [line for line in log.warnings if "could not be read are there without one; how many: 1." in line]


def test_a_number_out_of_its_range_is_told_with_the_range(provider, inputs, log):
    told = 0
    for job, given in inputs.items():
        for definition in provider.algorithm(job).parameterDefinitions():
            if not isinstance(definition, QgsProcessingParameterNumber):
                continue
            least, most = definition.minimum(), definition.maximum()
            wrong = ([least - 1] if least > -1e300 else []) + ([most + 1] if most < 1e300 else [])
            for number in wrong:
                with pytest.raises(QgsProcessingException) as refused:
                    start(job, {**given, definition.name(): number}, log)
                sentence = str(refused.value)
                assert f"“{definition.description()}” is {number:.15g}; it must be " in sentence
                assert f"{least:g}" in sentence and (most > 1e300 or f"to {most:g}." in sentence)
                told += 1
    assert told > 10
