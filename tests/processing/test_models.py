"""The models of resources/models: as drawn by their script, in the toolbox, and what a check-up of all jobs finds."""

import json
import random
import re
import subprocess
import sys
from itertools import combinations

import pytest
from greenvein.core.report.file import read
from greenvein.processing.guide import help as helping
from greenvein.processing.jobs import JOBS
from greenvein.processing.models import shipped as models
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProject,
    QgsVectorLayer,
)

from ..conftest import ROOT

pytestmark = pytest.mark.slow

CODES = ("zh", "en")
EAST, NORTH = 500_000, 4_400_000
SCORECARD = "Indicator scorecard"


def box(x, y, width, height):
    x, y = EAST + x, NORTH + y
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
    return "POLYGON((" + ",".join(f"{east} {north}" for east, north in corners) + "))"


@pytest.fixture
def layers(layer, saved, tmp_path):
    """A place with something for every job; all numbers are known by hand.

    A square kilometre of housing, half of it served by a long park. A corridor 500 m wide. Four plots of a hectare,
    all in the blind area, of which the first and the last are vacated; the first is farmland protection space. A
    pattern of the red line (4 ha) and a general tier (8 ha) that laps over half of it, and two units to rank.
    """
    shapes = {
        "residential": ([box(0, 0, 1000, 1000)], {}),
        "parks": ([box(-100, -2000, 100, 5000)], {}),
        "corridors": ([box(10_000, 0, 500, 5000)], {"level": [1]}),
        "before": ([box(900, 100 * n, 100, 100) for n in range(4)], {"DLBM": ["0701", "0103", "0701", "0701"]}),
        "after": ([box(900, 100 * n, 100, 100) for n in range(4)], {"DLBM": ["1206", "0103", "0701", "1206"]}),
        "farmland_space": ([box(900, 0, 100, 100)], {}),
        "red_line": ([box(3000, 0, 200, 200)], {}),
        "tier_2": ([box(3100, 0, 400, 200)], {}),
        "units": ([box(3000, 0, 100, 100), box(3300, 0, 100, 100)], {"degradation": [0.2, 0.9]}),
    }
    return {name: saved(layer(*shape, name=name), tmp_path / f"{name}.gpkg") for name, shape in shapes.items()}


FIELDS = {"level_field": "level", "degradation_field": "degradation"}


@pytest.fixture
def check_up(provider, log):
    def start(algorithm="greenvein:checkup", **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run(algorithm, parameters, context=context, feedback=log)

    return start


def opened(name, code):
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(models.model_file(name, code)))
    return model


def titles_of_jobs(model):
    """Return what the jobs are called that are steps of a model, in their order; the scorecard has the conclusions."""
    steps = {one.algorithmId() for one in opened(model, "en").childAlgorithms().values()}
    found = [job.title for job in JOBS.values() if f"greenvein:{job.id}ifgiven" in steps]
    return sorted(found, key=lambda title: title != SCORECARD)


def test_files_are_what_the_script_draws(tmp_path):
    if not 34000 <= Qgis.QGIS_VERSION_INT < 34100:
        pytest.skip("the files are drawn with QGIS 3.40, the oldest that the plugin runs in")
    run = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "models"), str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    drawn = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.model3")}
    kept = {path.relative_to(models.FOLDER): path.read_bytes() for path in models.FOLDER.rglob("*.model3")}
    assert drawn.keys() == kept.keys()
    assert [str(path) for path in drawn if drawn[path] != kept[path]] == []


@pytest.mark.parametrize("name", models.MODELS)
def test_both_languages_have_the_same_steps_inputs_and_names(provider, name):
    chinese, english = (opened(name, code) for code in CODES)
    for model in (chinese, english):
        assert model.validate() == (True, [])
    names = [[one.name() for one in model.parameterDefinitions()] for model in (chinese, english)]
    assert names[0] == names[1]
    assert all(re.fullmatch(r"[a-z][a-z_0-9]*", one) for one in names[0])
    steps = [
        {id_: (step.algorithmId(), sorted(step.parameterSources())) for id_, step in model.childAlgorithms().items()}
        for model in (chinese, english)
    ]
    assert steps[0] == steps[1]
    assert all(re.search("[一-鿿]", one.description()) for one in chinese.parameterDefinitions())
    assert not any(re.search("[一-鿿]", one.description()) for one in english.parameterDefinitions())


@pytest.mark.parametrize("name", models.MODELS)
def test_boxes_of_the_drawing_do_not_overlap(provider, name):
    model = opened(name, "zh")
    steps = list(model.childAlgorithms().values())
    outputs = [output for step in steps for output in step.modelOutputs().values()]
    boxes = [*steps, *outputs, *model.parameterComponents().values()]
    frames = [(one.position().x(), one.position().y(), one.size()) for one in model.groupBoxes()]
    for number, one in enumerate(boxes):
        x, y, size = one.position().x(), one.position().y(), one.size()
        for other in boxes[:number]:
            across = abs(x - other.position().x()) - (size.width() + other.size().width()) / 2
            along = abs(y - other.position().y()) - (size.height() + other.size().height()) / 2
            assert max(across, along) >= 0
        holding = [
            frame
            for frame in frames
            if abs(x - frame[0]) <= (frame[2].width() - size.width()) / 2
            and abs(y - frame[1]) <= (frame[2].height() - size.height()) / 2
        ]
        assert len(holding) == 1


def test_models_stand_in_the_toolbox_and_their_steps_do_not(provider):
    for _ in range(2):
        found = {one.name(): one for one in provider.algorithms()}
        hidden = Qgis.ProcessingAlgorithmFlag.HideFromToolbox
        assert {name for name, one in found.items() if one.flags() & hidden} == {f"{job}ifgiven" for job in JOBS}
        assert [found[name].displayName() for name in models.MODELS] == [
            "Whole check-up",
            "Land reduction and use of vacated land",
            "Security pattern and restoration priority",
        ]
        assert {found[name].group() for name in models.MODELS} == {"Check-up"}
        assert all("<h3>Inputs</h3>" in found[name].shortHelpString() for name in models.MODELS)
        assert all("left out" in found[f"{job}ifgiven"].shortHelpString() for job in JOBS)
        assert found["checkup"].canExecute() == (True, "")
        provider.refreshAlgorithms()


def test_numbers_of_two_jobs_that_are_called_alike_are_two_of_the_model(provider):
    outputs = {one.name(): one.description() for one in provider.algorithm("checkup").outputDefinitions()}
    assert outputs["NOT_JUDGED"] == "Corridors not judged"
    assert outputs["SCORECARD_NOT_JUDGED"] == "Indicators not judged"
    assert {"MET", "ON_TRACK", "BEHIND", "NOT_PLACED"} <= outputs.keys()
    assert outputs["SCORECARD_NOT_PLACED"] == "People not placed"


def test_the_scorecard_waits_for_all_other_jobs_of_the_check_up(provider):
    (scorecard,) = (
        step for step in opened("checkup", "en").childAlgorithms().values() if "scorecard" in step.algorithmId()
    )
    waits = {one.childId for one in scorecard.dependencies()}
    assert waits == {job for job in JOBS if job != "scorecard"}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", models.MODELS)
def test_guide_calls_inputs_and_results_as_the_model_does(provider, name, code):
    text = (helping.GUIDE / code / f"{name}.md").read_text("utf-8")
    model = (
        opened(name, "zh") if code == "zh" else QgsApplication.processingRegistry().algorithmById(f"greenvein:{name}")
    )
    for parameter in model.parameterDefinitions():
        assert f"**{parameter.description().split('（' + parameter.name())[0]}**" in text


@pytest.mark.parametrize("name", (*models.MODELS, "models"))
def test_guides_have_the_same_sections_in_both_languages(name):
    outlines = [
        [
            line.split(" ")[0]
            for line in (helping.GUIDE / code / f"{name}.md").read_text("utf-8").splitlines()
            if line[:1] in "#-"
        ]
        for code in CODES
    ]
    assert outlines[0] == outlines[1]


def test_check_up_of_all_jobs_finds_what_is_known_and_makes_one_report(check_up, layers, table, tmp_path):
    report = tmp_path / "report.html"
    found = check_up(**layers, **FIELDS, title="Known place", report=str(report), uses="memory:", ranked="memory:")
    assert found["COVERAGE_PCT"] == pytest.approx(50)
    assert (found["CORRIDORS_CHECKED"], found["FAILED"]) == (1, 0)
    assert found["VACATED_KM2"] == pytest.approx(0.02)
    assert found["FARMLAND_HA"] == pytest.approx(1)
    assert found["GREEN_HA"] == pytest.approx(1)
    # The plot that becomes a park lies in what no park serves: blind areas came from one job to the other.
    assert found["BLIND_SERVED_HA"] > 1
    assert (found["TIER_1_KM2"], found["TIER_2_KM2"]) == (pytest.approx(0.04), pytest.approx(0.06))
    assert found["UNITS_RANKED"] == 2
    # A corridor that is judged, and the indicators of which the layers say something.
    assert (found["NOT_JUDGED"], found["MET"] + found["ON_TRACK"] + found["BEHIND"] > 0) == (0, True)
    # The unit in the red line comes first although the other is worse: the tier came from the pattern.
    ranked = {row["degradation"]: (row["gv_rank"], row["gv_tier"], row["gv_mode"]) for row in table(found["ranked"])}
    assert ranked == {0.2: (1, 1, "自然恢复"), 0.9: (2, 2, "生态重塑")}
    assert sorted(row["gv_use_after"] for row in table(found["uses"])) == ["farmland", "green"]
    text = report.read_text(encoding="utf-8")
    assert "Known place" in text
    places = [text.index(title) for title in titles_of_jobs("checkup")]
    assert places == sorted(places)


def test_jobs_without_layers_are_left_out_and_told(check_up, layers, log, tmp_path):
    report = tmp_path / "report.html"
    found = check_up(
        residential=layers["residential"], parks=layers["parks"], before=layers["before"], report=str(report)
    )
    assert found["COVERAGE_PCT"] == pytest.approx(50)
    assert "VACATED_KM2" not in found and "UNITS_RANKED" not in found
    reasons = {
        "Left out: Corridor width check. It needs a layer for “Corridors”.",
        "Left out: Ecological security pattern. It needs at least one layer, of a control line or of a tier.",
        "Left out: Land reduction account. It needs a layer for “Land use after”.",
        "Left out: Restoration priority ranking. It needs a layer for “Restoration units”.",
        "Left out: Use of vacated land afterwards. It needs the vacated land that the land reduction account finds.",
    }
    assert reasons <= set(log.warnings)
    ran = [SCORECARD, "Park service coverage"]
    left_out = [title for title in titles_of_jobs("checkup") if title not in ran]
    warnings = [text for text in log.warnings if not text.startswith("Nothing says of which year")]
    assert sorted(text.partition(". ")[0] for text in warnings) == sorted(f"Left out: {one}" for one in left_out)
    joined = read(report.read_text(encoding="utf-8"))
    done = [chapter.title for chapter in joined.chapters if chapter.sections]
    assert done == ran == joined.subtitle.split(" · ")
    told = [chapter.verdict.sentence for chapter in joined.chapters if not chapter.sections]
    assert sorted(told) == sorted(warnings)
    stands = [row[-1] for row in joined.sections[0].parts[0].rows]
    assert stands == ["Behind", "Target of 2035 not met", *["Left out"] * len(left_out)]


def test_check_up_without_any_layer_says_so(check_up):
    with pytest.raises(QgsProcessingException, match="Every job was left out"):
        check_up(report="TEMPORARY_OUTPUT")


def test_land_that_was_not_vacated_has_no_use_to_find(check_up, layers, log):
    found = check_up("greenvein:landchain", before=layers["after"], after=layers["after"], uses="memory:")
    assert (found["VACATED_KM2"], found["uses"]) == (0, None)
    assert "Left out: Use of vacated land afterwards. No land was vacated between the two dates." in log.warnings


def test_what_an_earlier_run_left_where_a_step_writes_nothing_is_named(check_up, layers, log, tmp_path):
    path = tmp_path / "uses.gpkg"
    dates = {name: layers[name] for name in ("before", "after")}
    assert check_up("greenvein:landchain", **dates, uses=str(path))["uses"]
    told = f"What stands there is from an earlier run, and no result of this one: {path}."
    assert told not in log.warnings
    found = check_up("greenvein:landchain", before=layers["after"], after=layers["after"], uses=str(path))
    assert found["uses"] is None and path.exists()
    assert told in log.warnings


@pytest.mark.parametrize(("whole", "targets"), [(True, [2790]), (False, [])])
def test_targets_of_the_city_are_for_the_whole_city(check_up, layers, table, whole, targets):
    dates = {name: layers[name] for name in ("before", "after")}
    found = check_up("greenvein:landchain", **dates, plan_targets=whole, balance="memory:")
    row = next(row for row in table(found["balance"]) if row["gv_scope"] == "all")
    assert [value for value in [row["gv_target_km2"]] if isinstance(value, float)] == targets


def test_ranking_has_the_pattern_where_that_is_no_output_of_the_chain(check_up, layers, table):
    given = {name: layers[name] for name in ("red_line", "tier_2", "units")}
    found = check_up("greenvein:restorationchain", **given, degradation_field="degradation", ranked="memory:")
    assert {row["degradation"]: row["gv_tier"] for row in table(found["ranked"])} == {0.2: 1, 0.9: 2}


def given(layers, model):
    if model == "landchain":
        return {name: layers[name] for name in ("before", "after", "farmland_space")}
    if model == "restorationchain":
        return {name: layers[name] for name in ("red_line", "tier_2", "units")} | {"degradation_field": "degradation"}
    return {**layers, **FIELDS}


def destinations(provider, model):
    """The outputs of a model, each with the step that makes it."""
    steps = opened(model, "en").toVariant()["children"].items()
    return {name: id_ for id_, step in steps for name in step["outputs"]}


@pytest.fixture
def refused(check_up, log, tmp_path):
    """Run, and see that it ends in one sentence before any step, with all files as they were."""

    def start(model, match, **parameters):
        before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
        with pytest.raises(QgsProcessingException, match=match):
            check_up(f"greenvein:{model}", **parameters)
        assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
        assert log.steps == []
        assert not any("features read" in line for line in log.info)

    return start


@pytest.mark.parametrize("model", models.MODELS)
def test_no_result_of_a_step_goes_over_what_any_step_reads(provider, refused, layers, model):
    draw, given_layers = random.Random(model), given(layers, model)
    read = [name for name in given_layers if name in layers]
    for output in destinations(provider, model):
        name = draw.choice(read)
        match = f"“.+” would be written over “.*{name}.*”, which is read for “"
        path = draw.choice([layers[name], layers[name].partition("|")[0]])
        refused(model, match, **given_layers, **{output: path.partition("|")[0] if "report" in output else path})


@pytest.mark.parametrize("ending", ["gpkg", "csv", "html"])
@pytest.mark.parametrize("model", models.MODELS)
def test_results_of_two_steps_do_not_share_a_file(provider, refused, layers, tmp_path, model, ending):
    draw, steps = random.Random(f"{model} {ending}"), destinations(provider, model)
    path = str(tmp_path / f"all.{ending}")
    pairs = [(one, two) for one, two in combinations(steps, 2) if steps[one] != steps[two]]
    pairs = [pair for pair in pairs if all("report" in name for name in pair) == (ending == "html")]
    for one, two in draw.sample(pairs, min(3, len(pairs))):
        match = r"“.+ \(.+\)” and “.+ \(.+\)” would both be written to “.*all"
        refused(model, match, **given(layers, model), **{one: path, two: path})


def test_results_of_two_steps_may_be_two_tables_of_one_file_that_is_read(check_up, layers, table):
    file = layers["before"].partition("|")[0]
    outputs = {name: f"{file}|layername={name}" for name in ("changes", "uses")}
    found = check_up("greenvein:landchain", **given(layers, "landchain"), **outputs)
    assert [len(table(found[name])) for name in outputs] == [2, 2]
    assert len(table(layers["before"])) == 4


def test_cancelled_check_up_leaves_whole_files_and_no_report(provider, layers, log, tmp_path):
    import processing

    outputs = {name: str(tmp_path / f"out_{name}.gpkg") for name in ("coverage", "checked", "changes", "pattern")}
    log.progressChanged.connect(lambda share: share > 45 and log.cancel())
    context = QgsProcessingContext()
    parameters = {**layers, **FIELDS, **outputs, "report": str(tmp_path / "out_report.html")}
    processing.run("greenvein:checkup", parameters, context=context, feedback=log)
    assert log.isCanceled()
    made = sorted(tmp_path.glob("out_*"))
    assert 1 <= len(made) < 4
    for path in made:
        assert QgsVectorLayer(str(path)).featureCount() > 0


def test_check_up_runs_headless_from_its_file(profile, layers, tmp_path):
    """By its name it does so in test_checkup_of_one_layer.py."""
    profile.link_packages()
    model, report, blind = models.model_file("checkup", "zh"), tmp_path / "report.html", tmp_path / "blind.gpkg"
    some = {name: layers[name] for name in ("residential", "parks")}
    given = {**some, "report": report, "blind_areas": blind}
    run = profile.qgis_process("--json", "run", model, "--", *[f"{name}={value}" for name, value in given.items()])
    assert run.returncode == 0, run.stdout + run.stderr
    assert json.loads(run.stdout)["results"]["report"] == str(report)
    assert report.exists() and blind.exists()


def test_headless_run_refuses_to_lose_what_it_reads(profile, layers):
    profile.link_packages()
    parameters = {**given(layers, "landchain"), "uses": layers["before"]}
    run = profile.qgis_process("run", "greenvein:landchain", "--", *[f"{k}={v}" for k, v in parameters.items()])
    assert run.returncode != 0
    assert "would be written over" in run.stdout + run.stderr
    assert QgsVectorLayer(layers["before"]).featureCount() == 4


def test_models_say_which_package_is_missing(profile, layers):
    given = [f"{name}={layers[name]}" for name in ("residential", "parks")]
    for model in ("greenvein:checkup", str(models.model_file("landchain", "en"))):
        layer_names = (
            given if model == "greenvein:checkup" else [f"{name}={layers[name]}" for name in ("before", "after")]
        )
        run = profile.qgis_process("run", model, "--", *layer_names)
        assert run.returncode != 0
        assert "the Python package pandas is missing" in run.stdout + run.stderr


def test_broken_file_costs_its_model_and_no_more(provider, monkeypatch, tmp_path):
    (tmp_path / "en").mkdir()
    for name in models.MODELS:
        text = models.model_file(name, "en").read_text(encoding="utf-8")
        (tmp_path / "en" / f"greenvein_{name}.model3").write_text(text[: 200 if name == "checkup" else None], "utf-8")
    monkeypatch.setattr(models, "FOLDER", tmp_path)
    told = []
    QgsApplication.messageLog().messageReceived.connect(lambda text, tag, level: told.append((tag, text)))
    provider.refreshAlgorithms()
    names = {one.name() for one in provider.algorithms()}
    assert "checkup" not in names
    assert {"landchain", "restorationchain", "parkcoverage"} <= names
    assert any(tag == "GreenVein" and "greenvein_checkup.model3 cannot be read" in text for tag, text in told)
    monkeypatch.undo()
    provider.refreshAlgorithms()
    assert provider.algorithm("checkup") is not None


@pytest.mark.parametrize("job", JOBS)
def test_the_report_of_a_step_is_called_as_that_of_its_job(provider, check_up, few, tmp_path, job):
    path = tmp_path / "report.html"
    check_up(f"greenvein:{job}ifgiven", **few(job), REPORT=str(path))
    assert read(path.read_text("utf-8")).title == provider.algorithm(job).displayName()
