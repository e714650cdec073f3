"""Characters that XML cannot hold, in names of features, layers and titles: every file can be opened."""

import random
import xml.etree.ElementTree as ET
from zipfile import ZipFile

import pytest
from qgis.core import QgsProcessingContext, QgsProject
from shapely import box

X, Y = 500_000, 4_400_000
CONTROLS = [*map(chr, [*range(1, 9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])]


def names(seed, count):
    """Names with one of the characters at the start, in the middle or at the end."""
    draw = random.Random(seed)
    words = [list(f"区{number}乡") for number in range(count)]
    for word in words:
        word.insert(draw.randrange(len(word) + 1), draw.choice(CONTROLS))
    return ["".join(word) for word in words]


def rectangles(count):
    return [box(X + 100 * at, Y, X + 100 * at + 100, Y + 1000) for at in range(count)]


@pytest.fixture
def job(provider, log):
    def start(name, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run(f"greenvein:{name}", parameters, context=context, feedback=log)

    return start


@pytest.fixture
def inputs(layer):
    """Of jobs whose reports and charts name features."""

    def make(name, seed):
        bad, ground = names(seed, 8), rectangles(8)
        zones = layer(ground, {"n": bad}, name=f"zones{bad[0]}")
        if name == "parkcoverage":
            parks = layer([box(X - 100, Y, X, Y + 1000)], name=f"parks{bad[1]}")
            return {"RESIDENTIAL": zones, "PARKS": parks, "ZONES": zones, "ZONE_FIELD": "n"}
        if name == "landreduction":
            before, after = (layer(ground, {"DLBM": codes * 4}) for codes in (["0701", "0301"], ["0301", "0701"]))
            return {"BEFORE": before, "AFTER": after, "SYSTEM": 1, "ZONES": zones, "ZONE_FIELD": "n"}
        values = {"a": [float(at) for at in range(8)], "b": [float(at % 3) for at in range(8)]}
        units = layer(ground, {"n": bad, **values}, name="units")
        return {"UNITS": units, "DEGRADATION_FIELD": "a", "POTENTIAL_FIELD": "b", "ID_FIELD": "n", "RUNS": 10}

    return make


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("name", ["parkcoverage", "landreduction", "restorationpriority"])
def test_a_report_is_set_as_pdf(job, inputs, tmp_path, name):
    report, pdf = tmp_path / "a.html", tmp_path / "a.pdf"
    job(name, **inputs(name, len(name)), REPORT=str(report))
    assert not set(report.read_text(encoding="utf-8")) & set(CONTROLS)
    assert job("reportpdf", REPORT=str(report), OUTPUT=str(pdf))["PAGES"] >= 1


@pytest.mark.cases(4)
@pytest.mark.parametrize("ending", ["xlsx", "ods", "kml"])
def test_a_file_of_xml_is_well_formed(job, inputs, table, tmp_path, ending, seed):
    path = tmp_path / f"a.{ending}"
    output = "COVERAGE" if ending == "kml" else "SUMMARY"
    job("parkcoverage", **inputs("parkcoverage", seed), **{output: str(path)})
    if ending == "kml":
        ET.parse(path)
    else:
        with ZipFile(path) as parts:
            for part in parts.namelist():
                if part.endswith((".xml", ".rels")):
                    ET.fromstring(parts.read(part))
    assert len(table(path)) >= 8


def test_other_formats_keep_names_as_they_are(job, inputs, table, tmp_path):
    given = inputs("parkcoverage", 1)
    job("parkcoverage", **given, COVERAGE=str(tmp_path / "a.gpkg"))
    kept = [row["n"] for row in table(tmp_path / "a.gpkg")]
    assert kept == [feature["n"] for feature in given["RESIDENTIAL"].getFeatures()]
