"""greenvein:joinreports in QGIS: chapters in the order given, in models and headless, sentences."""

import pytest
import shapely
from greenvein.core.report.file import read
from greenvein.processing.jobs import JOBS
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProject,
)


@pytest.fixture
def join(provider, log):
    def start(reports, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {"REPORTS": [str(path) for path in reports], **parameters}
        return processing.run("greenvein:joinreports", parameters, context=context, feedback=log)

    return start


@pytest.mark.slow
def test_reports_of_all_jobs_become_chapters_in_their_order(join, write_report, tmp_path):
    paths = [write_report(job) for job in JOBS]
    path = tmp_path / "joined.html"
    found = join(paths, TITLE="City check-up", REPORT=str(path))
    joined = read(path.read_text(encoding="utf-8"))
    assert joined.title == "City check-up"
    assert joined.chapters == tuple(read(one.read_text(encoding="utf-8")) for one in paths)
    (table,) = joined.sections[0].parts
    assert [row[0] for row in table.rows] == [chapter.title for chapter in joined.chapters]
    # A square kilometre half of which is served, and a corridor of 400 m where 500 m are asked for.
    assert table.rows[0][2:] == ("48.08 %", "Target 95 % by 2035", "Target of 2035 not met")
    assert table.states[:2] == ("missed", "missed")
    assert found["TARGETS_MISSED"] == table.states.count("missed")
    assert found["TARGETS_MET"] == table.states.count("met")


@pytest.mark.slow
def test_same_reports_give_the_same_file_and_another_order_another(join, write_report, tmp_path):
    paths = [write_report(job) for job in [*JOBS][:2]]
    for name, order in (("a", paths), ("b", paths), ("c", paths[::-1])):
        join(order, REPORT=str(tmp_path / f"{name}.joined"))
    first, second, turned = ((tmp_path / f"{name}.joined").read_bytes() for name in "abc")
    assert first == second != turned


def test_title_is_given_where_the_user_gives_none(join, write_report, tmp_path):
    path = tmp_path / "joined.html"
    join([write_report("parkcoverage")], REPORT=str(path))
    assert read(path.read_text(encoding="utf-8")).title == "Check-up report"


def test_run_without_an_output_returns_the_numbers(join, write_report):
    assert join([write_report("parkcoverage")]) == {"TARGETS_MET": 0, "TARGETS_MISSED": 1, "TARGETS_ON_TRACK": 0}


def test_file_that_is_no_report_is_named(join, write_report, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html></html>", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"page\.html” is not a report of GreenVein"):
        join([write_report("parkcoverage"), page], REPORT=str(tmp_path / "joined.html"))
    assert not (tmp_path / "joined.html").exists()


def child(name, algorithm, **sources):
    made = QgsProcessingModelChildAlgorithm(algorithm)
    made.setChildId(name)
    for parameter, source in sources.items():
        made.addParameterSources(parameter, source if isinstance(source, list) else [source])
    return made


@pytest.mark.slow
def test_model_joins_the_reports_of_its_children(provider, layer, log, tmp_path):
    import processing

    source = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("check-up", "tests")
    for name in ("homes", "parks"):
        model.addModelParameter(QgsProcessingParameterFeatureSource(name, name), QgsProcessingModelParameter(name))
    homes, parks = source.fromModelParameter("homes"), source.fromModelParameter("parks")
    temporary = source.fromStaticValue("TEMPORARY_OUTPUT")
    model.addChildAlgorithm(child("cover", "greenvein:parkcoverage", RESIDENTIAL=homes, PARKS=parks, REPORT=temporary))
    model.addChildAlgorithm(child("tiers", "greenvein:securitypattern", TIER_1=parks, TIER_2=homes, REPORT=temporary))
    reports = [source.fromChildOutput("cover", "REPORT"), source.fromChildOutput("tiers", "REPORT")]
    last = child("joined", "greenvein:joinreports", REPORTS=reports)
    output = QgsProcessingModelOutput("report")
    output.setChildId("joined")
    output.setChildOutputName("REPORT")
    last.setModelOutputs({"report": output})
    model.addChildAlgorithm(last)

    again = QgsProcessingModelAlgorithm()
    assert model.toFile(str(tmp_path / "check-up.model3"))
    assert again.fromFile(str(tmp_path / "check-up.model3"))
    x, y = 500_000, 4_400_000
    square = shapely.box(x, y, x + 1000, y + 1000)
    parameters = {
        "homes": layer([square], name="homes"),
        "parks": layer([shapely.box(x - 100, y, x, y + 1000)], name="parks"),
        "joined:report": str(tmp_path / "joined.html"),
    }
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    processing.run(again, parameters, context=context, feedback=log)
    joined = read((tmp_path / "joined.html").read_text(encoding="utf-8"))
    cover, _ = joined.chapters
    assert cover.verdict.value == "50.00 %"


@pytest.mark.slow
def test_qgis_process_joins_files(profile, write_report, tmp_path):
    profile.link_packages()
    files = [f"REPORTS={write_report(job)}" for job in [*JOBS][:2]]
    path = tmp_path / "joined.html"
    run = profile.qgis_process("run", "greenvein:joinreports", "--", *files, f"REPORT={path}")
    assert run.returncode == 0, run.stdout + run.stderr
    assert len(read(path.read_text(encoding="utf-8")).chapters) == 2
