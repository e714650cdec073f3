"""The verdict of a run is one, wherever it is shown: in its report, of its outputs in the panel, and after edits."""

import pytest
from greenvein.core.drawing.figure import WIDTH_IN
from greenvein.core.report import Picture
from greenvein.core.report.file import read
from greenvein.dialogs.panel.running import Outcome
from greenvein.processing.framework.following import follower_of
from greenvein.processing.framework.found import Asked
from greenvein.processing.io.layer_names import multiple_key
from greenvein.processing.jobs import JOBS
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject

JUDGED = [job for job in JOBS.values() if job.has("verdict")]
DRAWN = [job for job in JUDGED if job.has("charts")]


@pytest.fixture
def ran(provider, log, few, tmp_path):
    """Run a job on a few rectangles, with all of its outputs; return what came of it, and its report.

    ``kind``: of the files; none for layers in memory, as the panel has them.
    """

    def start(job, kind=""):
        algorithm, context = algorithm_of(job), QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {**few(job.id), "REPORT": str(tmp_path / "report.html")}
        for output in job.outputs:
            path = str(tmp_path / f"{output.name.lower()}.{kind}")
            parameters[output.name] = path if kind else "TEMPORARY_OUTPUT"
        values, went_well = algorithm.run(parameters, context, log)
        assert went_well, f"job {job.id} failed: {log.textLog()}"
        return Outcome(parameters, values, context), read((tmp_path / "report.html").read_text(encoding="utf-8"))

    return start


def algorithm_of(job):
    return QgsApplication.processingRegistry().createAlgorithmById(f"greenvein:{job.id}")


def verdict_of(job, found, outcome):
    return job.load("verdict").verdict(found, Asked(algorithm_of(job), outcome.parameters, outcome.context))


@pytest.mark.parametrize("kind", ["", "gpkg"])
@pytest.mark.parametrize("job", JUDGED, ids=lambda job: job.id)
@pytest.mark.slow
def test_the_panel_has_the_verdict_of_the_report(ran, job, kind):
    outcome, report = ran(job, kind)
    assert all(outcome.has(output.name) for output in job.outputs)
    assert verdict_of(job, outcome, outcome) == report.verdict
    assert report.verdict.value


@pytest.mark.parametrize("job", DRAWN, ids=lambda job: job.id)
@pytest.mark.slow
def test_the_panel_draws_what_the_report_shows(ran, job):
    outcome, report = ran(job)
    drawn = job.load("charts").chart(outcome, WIDTH_IN)
    shown = [part for section in report.sections for part in section.parts if isinstance(part, Picture)]
    assert "<svg" in drawn.content
    assert drawn in shown


@pytest.mark.parametrize("job", JUDGED, ids=lambda job: job.id)
@pytest.mark.slow
def test_figures_that_follow_edits_have_the_verdict_of_a_run(ran, log, job):
    outcome, report = ran(job)
    layers = {}
    for name, value in outcome.parameters.items():
        if isinstance(value, list):
            layers |= {multiple_key(name, number): layer for number, layer in enumerate(value)}
        elif not isinstance(value, (str, int, float)):
            layers[name] = value
    run = algorithm_of(job).follow(outcome.parameters, outcome.context, log, layers)
    figures = follower_of(job)(run).figures()
    figures = figures.rest(lambda share: None) if figures.rest else figures
    assert verdict_of(job, figures, outcome) == report.verdict
