"""The verdict on the first phase, and the chart of scores: panel and report say and draw the same."""

import pytest
import shapely
from greenvein.dialogs.panel.running import Outcome
from greenvein.processing.framework.found import Asked
from greenvein.processing.jobs.restorationpriority.charts import chart
from greenvein.processing.jobs.restorationpriority.verdict import verdict
from greenvein.processing.reports.files import read_report
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject, QgsProperty
from shapely.affinity import translate

X, Y = 500_000, 4_400_000


def hectare(place):
    """Return a hectare, two of them apart."""
    return shapely.box(X + 200 * place, Y, X + 200 * place + 100, Y + 100)


@pytest.fixture
def ranked(provider, log, tmp_path):
    """Rank units; return what the panel has of it, what it says, and the report."""

    def start(**parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        files = {"RANKED": str(tmp_path / "ranked.gpkg"), "REPORT": str(tmp_path / "report.html")}
        parameters = {"RUNS": 0, **files, **parameters}
        found = processing.run("greenvein:restorationpriority", parameters, context=context, feedback=log)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("greenvein:restorationpriority")
        outcome = Outcome(parameters, found, context)
        return outcome, verdict(outcome, Asked(algorithm, parameters, context)), read_report(files["REPORT"])

    return start


@pytest.mark.slow
def test_neither_units_that_were_not_read_nor_parts_of_an_earlier_score_are_of_the_ranking(ranked, layer):
    nowhere = translate(hectare(4), 39e6)
    own = {"name": [*"abcde"], "deg": [1.0, 2.0, 3.0, 4.0, 5.0], "gv_c_slope": [0.5] * 5, "gv_rank": [1, 2, 3, 4, 5]}
    units = layer([*map(hectare, range(4)), nowhere], own, name="units")
    key_areas = layer([hectare(0)], name="key areas")
    outcome, said, report = ranked(UNITS=units, ID_FIELD="name", DEGRADATION_FIELD="deg", KEY_AREAS=key_areas)
    assert len(outcome.rows("RANKED")) == 5 and "gv_c_slope" in outcome.rows("RANKED")[0]
    assert said.sentence.startswith("1 of 4 units are in the first phase")
    assert (said.value, report.verdict) == ("1.00 ha", said)
    pictures = [part.content for section in report.sections for part in section.parts if part.kind == "picture"]
    assert chart(outcome).content in pictures
    assert "slope" not in chart(outcome).content and "Degree of degradation" in chart(outcome).content
    assert chart(outcome, row=outcome.rows("RANKED")[0]) is None


@pytest.mark.parametrize(
    "budget", [2.5, "2.5", QgsProperty.fromExpression("5 / 2.0")], ids=["number", "text", "property"]
)
def test_the_area_of_the_first_phase_is_read_as_the_run_reads_it(ranked, layer, budget):
    units = layer([*map(hectare, range(4))], {"deg": [4.0, 3.0, 2.0, 1.0]}, name="units")
    _, said, report = ranked(UNITS=units, DEGRADATION_FIELD="deg", NEAR_TERM_BUDGET=budget)
    assert said.sentence == "3 of 4 units are in the first phase: the leading ones until 2.5 ha are spent."
    assert report.verdict == said


def test_without_anything_that_tells_the_first_phase_there_is_none(ranked, layer):
    units = layer([*map(hectare, range(2))], {"deg": [4.0, 3.0]}, name="units")
    _, said, report = ranked(UNITS=units, DEGRADATION_FIELD="deg")
    assert (said.value, said.sentence.split(":")[0]) == (
        "–",
        "Nothing tells which units are in the baseline tier or in a key area",
    )
    assert report.verdict == said
