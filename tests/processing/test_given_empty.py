"""What is given empty is respected, told or refused, by whatever way it comes: never the default without a word."""

import json
import shutil
import subprocess
from itertools import chain

import pytest
import shapely
from greenvein.processing.framework.cleared import has_default
from greenvein.processing.framework.run import Run
from greenvein.processing.jobs import JOBS
from qgis.core import (
    NULL,
    Qgis,
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelParameter,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterString,
    QgsProject,
)

pytestmark = pytest.mark.slow

STEPS = tuple(f"{job}ifgiven" for job in JOBS)
WAYS = ("python", "model", "saved model")
CLEARED = {"corridorwidth": {"WIND"}, "landreduction": {"TARGETS"}, "securitypattern": {"TIER_FIELD"},
           "restorationpriority": {"TIER_FIELD"}}  # fmt: skip
"""The parameters that a run can do without, and has a default for."""
LEFT_OUT = "Not given, so the defaults hold: "


def job(name):
    return QgsApplication.processingRegistry().algorithmById(f"greenvein:{name}")


def optional(definition):
    return bool(definition.flags() & Qgis.ProcessingParameterFlag.Optional)


def with_default(name, must_be_given=None):
    """Return the inputs that have a default, of these only those that must be given, or only the others."""
    found = [one for one in job(name).parameterDefinitions() if has_default(one)]
    return [one for one in found if must_be_given in (None, not optional(one))]


def saved_and_opened(model, tmp_path):
    path, again = str(tmp_path / "own.model3"), QgsProcessingModelAlgorithm()
    assert model.toFile(path) and again.fromFile(path)
    again.initAlgorithm()
    return again


def step_of(name, parameters):
    """Return a model of one step that is given parameters as they stand."""
    step = QgsProcessingModelChildAlgorithm(f"greenvein:{name}")
    step.setChildId("step")
    for key, value in parameters.items():
        step.addParameterSources(key, [QgsProcessingModelChildParameterSource.fromStaticValue(value)])
    model = QgsProcessingModelAlgorithm("own", "own")
    model.addChildAlgorithm(step)
    return model


@pytest.fixture
def start(provider, logs, tmp_path):
    """Run a job one of the ways; return what it logged, what it warned of, and what it failed with, "" for nothing."""

    def start(name, parameters, way="python"):
        import processing

        log, failure, context = logs(), [], QgsProcessingContext()
        log.reportError = lambda text, *more: failure.append(text)
        context.setProject(QgsProject.instance())
        try:
            if way == "python":
                processing.run(f"greenvein:{name}", parameters, context=context, feedback=log)
            else:
                model = step_of(name, parameters)
                model = saved_and_opened(model, tmp_path) if way == "saved model" else model
                model.run({}, context, log)
        except QgsProcessingException as error:
            failure.append(str(error))
        return log.info, log.warnings, "\n".join(failure)

    return start


@pytest.fixture
def given(few, saved, tmp_path):
    """Return the inputs of a job as files, which a model that is saved can name."""

    def path(layer):
        return saved(layer, tmp_path / f"{layer.name()}.gpkg")

    def inputs(name):
        found = {}
        for key, value in few(name.removesuffix("ifgiven")).items():
            if isinstance(value, list):
                found[key] = [path(layer) for layer in value]
            else:
                found[key] = path(value) if hasattr(value, "dataProvider") else value
        return found

    return inputs


def taken_instead(definition):
    return f"“{definition.description()}” was given empty, so its default was taken: "


def done_without(definition):
    return f"“{definition.description()}” was given empty, so this run does without it"


def told(lines, start):
    return any(line.startswith(start) for line in lines)


# Every parameter with a default, by every way


@pytest.mark.crossed(name=(*JOBS, *STEPS), way=WAYS)
def test_nothing_in_place_of_what_must_be_given_is_told(start, given, name, way):
    parameters, wanted = given(name), with_default(name, must_be_given=True)
    wanted = [one for one in wanted if one.name() not in parameters]
    assert wanted
    _, warnings, failure = start(name, parameters | {one.name(): None for one in wanted}, way)
    assert failure == ""
    assert [one.name() for one in wanted if not told(warnings, taken_instead(one))] == []


@pytest.mark.parametrize("name", (*JOBS, *STEPS))
def test_what_must_be_given_and_is_emptied_by_hand_is_refused(start, given, name):
    parameters, wanted = given(name), with_default(name, must_be_given=True)
    tables = [one for one in wanted if isinstance(one, QgsProcessingParameterMatrix)]
    for empty, emptied in (("", wanted), ([], tables)):
        for definition in emptied:
            for way in ("python", "model"):
                _, _, failure = start(name, parameters | {definition.name(): empty}, way)
                sentence = f"“{definition.description()}” is empty; give a value, for example its default: "
                assert sentence in failure, (way, empty, failure)
        # QGIS saves it as nothing.
        _, warnings, failure = start(name, parameters | {one.name(): empty for one in emptied}, "saved model")
        assert failure == ""
        assert [one.name() for one in emptied if not told(warnings, taken_instead(one))] == []


def test_what_runs_can_do_without_is_known(provider):
    found = {name: {one.name() for one in with_default(name, must_be_given=False)} for name in (*JOBS, *STEPS)}
    assert found == {name: CLEARED.get(name.removesuffix("ifgiven"), set()) for name in (*JOBS, *STEPS)}


@pytest.mark.crossed(
    name=[name for name in (*JOBS, *STEPS) if name.removesuffix("ifgiven") in CLEARED], way=WAYS, empty=["", None]
)
def test_what_a_run_can_do_without_is_cleared_by_every_way_and_the_log_says_so(start, given, name, way, empty):
    wanted = with_default(name, must_be_given=False)
    info, warnings, failure = start(name, given(name) | {one.name(): empty for one in wanted}, way)
    assert (failure, warnings) == ("", [])
    assert [one.name() for one in wanted if not told(info, done_without(one))] == []


@pytest.mark.crossed(name=(*JOBS, *STEPS), way=WAYS)
def test_defaults_of_what_is_left_out_are_told_in_one_line_of_the_log(start, given, name, way):
    parameters = given(name)
    info, warnings, failure = start(name, parameters, way)
    assert (failure, warnings) == ("", [])
    (line,) = [line for line in info if line.startswith(LEFT_OUT)]
    missing = [one for one in with_default(name) if one.name() not in parameters]
    assert [one.name() for one in missing if f"“{one.description()}” " not in line] == []
    assert not any(one.name() in parameters and f"“{one.description()}” " in line for one in with_default(name))


def test_line_of_defaults_says_what_they_are(start, given):
    info, _, _ = start("parkcoverage", given("parkcoverage") | {"AREA": 0})
    (line,) = [line for line in info if line.startswith(LEFT_OUT)]
    assert line == f"{LEFT_OUT}“Service radius by park area” 0, 500, “Target coverage (%)” 95."


def test_nothing_is_said_where_everything_is_given(start, given):
    parameters = given("parkcoverage") | {"AREA": 0, "TARGET": 95, "TIERS": [0, 500]}
    info, warnings, failure = start("parkcoverage", parameters)
    assert (warnings, failure) == ([], "")
    assert not any("default" in line for line in info)


# Right values


def box(x, y, width, height):
    return shapely.box(500_000 + x, 4_400_000 + y, 500_000 + x + width, 4_400_000 + y + height)


@pytest.fixture
def units(layer, saved, tmp_path):
    """Units of tier 3, 1 and 2: by tier they come as bca, by their degradation alone as acb."""
    columns = {"name": ["a", "b", "c"], "gv_tier": [3, 1, 2], "deg": [0.9, 0.2, 0.5]}
    made = layer([box(1000 * x, 0, 1000, 1000) for x in range(3)], columns, name="units")
    return saved(made, tmp_path / "units.gpkg")


@pytest.fixture
def ranks(start, units, table, tmp_path):
    """Rank the units one of the ways; return their order and what was warned of."""

    def ranks(way, **more):
        ranked = tmp_path / "ranked.gpkg"
        asked = {"UNITS": units, "DEGRADATION_FIELD": "deg", "RUNS": 0, "RANKED": str(ranked), **more}
        info, warnings, failure = start("restorationpriority", asked, way)
        assert failure == ""
        rows = sorted(table(ranked), key=lambda row: row["gv_rank"])
        return "".join(row["name"] for row in rows), info, warnings

    return ranks


@pytest.mark.parametrize("way", WAYS)
def test_units_are_ranked_without_tiers_where_their_field_is_cleared(ranks, way):
    for empty in ("", None):
        order, _, warnings = ranks(way, TIER_FIELD=empty)
        assert order == "acb"
        nothing = empty is None or way == "saved model"
        sentence = (
            "“Field with the tier” was given empty, so units are ranked without the tiers in their field “gv_tier”; "
            "name the field to rank by them."
        )
        assert warnings == ([sentence] if nothing else [])


@pytest.mark.parametrize("way", WAYS)
def test_units_are_ranked_by_the_default_field_where_none_is_given_and_the_log_says_so(ranks, way):
    order, info, warnings = ranks(way)
    assert (order, warnings) == ("bca", [])
    assert "Where the tier comes from: Field “gv_tier” of the units." in info
    (line,) = [line for line in info if line.startswith(LEFT_OUT)]
    assert "“Field with the tier” gv_tier" in line
    assert ranks(way, TIER_FIELD="gv_tier")[0] == "bca"


@pytest.mark.parametrize("way", WAYS)
def test_field_of_a_pattern_that_is_nothing_is_the_default_and_told(ranks, units, way):
    order, _, warnings = ranks(way, PATTERN=units, TIER_FIELD=None)
    assert order == "bca"
    assert "“Field with the tier” was given empty, so its default was taken: gv_tier." in warnings


def test_field_of_a_pattern_that_is_cleared_by_hand_is_asked_for(start, units):
    asked = {"UNITS": units, "DEGRADATION_FIELD": "deg", "PATTERN": units, "TIER_FIELD": ""}
    for way in ("python", "model"):
        assert "Give the tier's field of" in start("restorationpriority", asked, way)[2]


def test_tier_field_of_layers_is_told_or_asked_for(start, units):
    asked = {"TIERED": [units], "TIER_FIELD": ""}
    for way in ("python", "model"):
        failure = start("securitypattern", asked, way)[2]
        assert "Give “Field with the tier”; without it no feature of “Layers with the tier in a field” has a" in failure
    _, warnings, failure = start("securitypattern", asked, "saved model")
    assert failure == ""
    assert warnings == ["“Field with the tier” was given empty, so its default was taken: gv_tier."]


@pytest.mark.crossed(way=WAYS, empty=(None, [], ""))
def test_account_of_cleared_targets_has_none(start, given, table, tmp_path, way, empty):
    balance = tmp_path / "balance.gpkg"
    asked = given("landreduction") | {"TARGETS": empty, "BALANCE": str(balance)}
    assert start("landreduction", asked, way)[2] == ""
    assert all(row["gv_target_km2"] == NULL for row in table(balance))


@pytest.mark.crossed(way=WAYS, empty=(None, ""))
def test_corridors_without_wind_have_no_angle_to_it(start, given, table, tmp_path, way, empty):
    checked = tmp_path / "checked.gpkg"
    asked = given("corridorwidth") | {"CHECKED": str(checked)}
    assert start("corridorwidth", asked | {"WIND": empty}, way)[2] == ""
    assert [row["gv_angle"] for row in table(checked)] == [NULL]
    assert start("corridorwidth", asked, way)[2] == ""
    assert [row["gv_angle"] for row in table(checked)] == [pytest.approx(45)]  # from the north-west along an east axis


@pytest.mark.parametrize("way", WAYS)
def test_default_that_was_taken_stands_in_the_report_too(start, given, tmp_path, way):
    report = tmp_path / "report.html"
    start("parkcoverage", given("parkcoverage") | {"TARGET": None, "REPORT": str(report)}, way)
    text = report.read_text(encoding="utf-8")
    assert "“Target coverage (%)” was given empty, so its default was taken: 95." in text


def test_inputs_without_a_default_that_are_empty_are_left_out(start, given):
    """What has no default is nothing in either case; fields that are found by their name are told."""
    for name in JOBS:
        inputs = given(name)
        empty = {}
        for one in job(name).parameterDefinitions():
            if not one.isDestination() and not has_default(one) and one.name() not in inputs and optional(one):
                empty[one.name()] = "" if isinstance(one, QgsProcessingParameterString) else None
        found = [start(name, inputs | more) for more in ({}, empty)]
        assert found[0] == found[1]


@pytest.mark.crossed(way=WAYS, given_field=({}, {"AFTER_FIELD": None}, {"AFTER_FIELD": ""}))
def test_field_that_is_found_by_its_name_is_told(start, layer, saved, tmp_path, way, given_field):
    plots = layer([box(0, 0, 100, 100), box(200, 0, 100, 100)], {"gv_to": ["forest", "unused"]}, name="plots")
    vacated = saved(plots, tmp_path / "plots.gpkg")
    info, _, failure = start("vacateduse", {"VACATED": vacated, **given_field}, way)
    assert failure == ""
    (line,) = [line for line in info if "no field was chosen" in line]
    assert "plots" in line and line.endswith("so the field “gv_to” says what plots have become.")
    before = layer([box(0, 0, 100, 100)], {"DLBM": ["0701"]}, name="before")
    land = saved(before, tmp_path / "before.gpkg")
    codes = {"BEFORE_CODE": next(iter(given_field.values())), "AFTER_CODE": None} if given_field else {}
    info, _, failure = start("landreduction", {"BEFORE": land, "AFTER": land, "SYSTEM": 1, **codes}, way)
    assert failure == ""
    assert sum("DLBM" in line for line in info) >= 2


# Models


def test_models_of_the_plugin_take_the_defaults_of_inputs_that_are_left_out(provider, log, units):
    """QGIS itself would hand on nothing in place of them."""
    import processing

    def run(**more):
        context = QgsProcessingContext()  # of a model that ran in it before QGIS keeps the steps
        context.setProject(QgsProject.instance())
        asked = {"units": units, "degradation_field": "deg", "tiered": [units], **more}
        return processing.run("greenvein:restorationchain", asked, context=context, feedback=log)

    found = run()
    assert [found[f"TIER_{tier}_KM2"] for tier in (1, 2, 3)] == pytest.approx([1, 1, 1])
    assert [line for line in chain(log.warnings, log.info) if "given empty" in line] == []
    with pytest.raises(QgsProcessingException, match="Give “Field with the tier”"):
        run(tier_field="")


@pytest.mark.parametrize("save", [False, True])
def test_input_of_an_own_model_that_is_left_empty_is_told(provider, logs, table, units, tmp_path, save):
    step = QgsProcessingModelChildAlgorithm("greenvein:restorationpriority")
    step.setChildId("step")
    source = QgsProcessingModelChildParameterSource
    ranked = tmp_path / "ranked.gpkg"
    for key, value in {"UNITS": units, "DEGRADATION_FIELD": "deg", "RUNS": 0, "RANKED": str(ranked)}.items():
        step.addParameterSources(key, [source.fromStaticValue(value)])
    step.addParameterSources("TIER_FIELD", [source.fromModelParameter("tier")])
    step.addParameterSources("SHARE", [source.fromExpression("NULL")])
    model = QgsProcessingModelAlgorithm("own", "own")
    text = QgsProcessingParameterString("tier", "tier", "gv_tier", optional=True)
    model.addModelParameter(text, QgsProcessingModelParameter("tier"))
    model.addChildAlgorithm(step)
    model = saved_and_opened(model, tmp_path) if save else model
    for asked, order, sentences in (
        ({}, "acb", ["“Field with the tier” was given empty, so units are ranked without the tiers"]),
        ({"tier": ""}, "acb", []),
        ({"tier": "gv_tier"}, "bca", []),
    ):
        log, context = logs(), QgsProcessingContext()
        assert model.run(asked, context, log)[1]
        share = "“Share of a unit that counts as inside (0–1)” was given empty, so its default was taken: 0.5."
        first, *others = (line for line in log.warnings if "given empty" in line)
        assert first == share
        rows = sorted(table(ranked), key=lambda row: row["gv_rank"])
        assert "".join(row["name"] for row in rows) == order
        assert len(others) == len(sentences) and all(map(str.startswith, others, sentences))


@pytest.fixture
def designed(provider, qgis_app, no_window, logs, tmp_path):
    """Make a step in the dialog of QGIS's designer, save its model, open and run this; return what it warned of."""
    from processing.modeler.ModelerParametersDialog import ModelerParametersDialog

    def designed(name, values, outputs):
        model = QgsProcessingModelAlgorithm("own", "own")
        dialog = ModelerParametersDialog(job(name).create(), model)
        for key, value in values.items():
            source = QgsProcessingModelChildParameterSource.fromStaticValue(value)
            dialog.widget.widget.wrappers[key].setWidgetValue([source])
        step = dialog.createAlgorithm()
        for key, value in outputs.items():
            step.addParameterSources(key, [QgsProcessingModelChildParameterSource.fromStaticValue(value)])
        model.addChildAlgorithm(step)
        dialog.deleteLater()
        log, context = logs(), QgsProcessingContext()
        context.setProject(QgsProject.instance())
        assert saved_and_opened(model, tmp_path).run({}, context, log)[1]
        return log.warnings

    return designed


def test_field_that_is_cleared_in_the_designer_is_cleared_in_the_run(designed, units, table, tmp_path):
    ranked = tmp_path / "ranked.gpkg"
    for field, order in (("gv_tier", "bca"), ("", "acb")):
        values = {"UNITS": units, "DEGRADATION_FIELD": "deg", "RUNS": 0, "TIER_FIELD": field}
        warnings = designed("restorationpriority", values, {"RANKED": str(ranked)})
        assert "".join(row["name"] for row in sorted(table(ranked), key=lambda row: row["gv_rank"])) == order
        assert len([line for line in warnings if "ranked without the tiers" in line]) == (field == "")


def test_table_that_is_emptied_in_the_designer_is_told_in_the_run(designed, given, table, tmp_path):
    checked = tmp_path / "checked.gpkg"
    warnings = designed("corridorwidth", given("corridorwidth") | {"WIDTHS": []}, {"CHECKED": str(checked)})
    sentence = "“Required width by level” was given empty, so its default was taken: 1, 500; 2, 80; 3, 80."
    assert warnings == [sentence]
    assert [row["gv_required_m"] for row in table(checked)] == [500]


# Batches and commands


def test_cell_of_a_batch_that_is_cleared_is_empty_in_the_run(provider, qgis_app, no_window, units):
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    def rows(name, cells):
        dialog = BatchAlgorithmDialog(job(name).create())
        panel, context = dialog.mainWidget(), dialog.processingContext()
        panel.load_batch_file_3_40_version({"rows": [{"PARAMETERS": one, "OUTPUTS": {}} for one in cells]})
        found = [panel.parametersForRow(row, context, warnOnInvalid=False)[0] for row in range(len(cells))]
        dialog.close()
        dialog.deleteLater()
        return found

    def taken(name, key, parameters):
        run = Run(job(name), parameters, QgsProcessingContext(), QgsProcessingFeedback(), {}, ())
        return run.text_rows(key, 4, 3) if key == "TARGETS" else run.text(key)

    found = rows("restorationpriority", [{"TIER_FIELD": ""}, {}, {"TIER_FIELD": "level"}])
    assert [taken("restorationpriority", "TIER_FIELD", row) for row in found] == ["", "gv_tier", "level"]
    found = rows("landreduction", [{"TARGETS": []}, {}])
    assert [bool(taken("landreduction", "TARGETS", row)) for row in found] == [False, True]
    from greenvein.processing.jobs.corridorwidth.inputs import _wind

    winds = [
        _wind(Run(job("corridorwidth"), row, QgsProcessingContext(), QgsProcessingFeedback(), {}, ()))
        for row in rows("corridorwidth", [{"WIND": None}, {}, {"WIND": 90}])
    ]
    assert winds == [None, 315, 90]


def test_headless_run_in_json_tells_what_was_cleared(profile, units, tmp_path):
    profile.link_packages()

    inputs = {"UNITS": units, "DEGRADATION_FIELD": "deg", "RUNS": 0, "TIER_FIELD": None, "SHARE": None}
    told = subprocess.run(
        [shutil.which("qgis_process"), "run", "greenvein:restorationpriority", "-"],
        input=json.dumps({"inputs": inputs}),
        env=profile.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert told.returncode == 0
    said = json.loads(told.stdout)["log"] if "log" in json.loads(told.stdout) else told.stdout + told.stderr
    said = json.dumps(said, ensure_ascii=False)
    assert "units are ranked without the tiers in their field “gv_tier”" in said
    assert "“Share of a unit that counts as inside (0–1)” was given empty, so its default was taken: 0.5." in said
