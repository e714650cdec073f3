"""Jobs of a page as steps of a model in QGIS's designer, and copies of the plugin's own models."""

import pytest
from greenvein.dialogs.dock import Dock
from greenvein.dialogs.modeling import ModelActions, OpenCopy, add_step, open_designer
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProject,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent
from qgis.PyQt.QtWidgets import QAction

from .scene import box


@pytest.fixture
def dock(interface, provider, project, monkeypatch):
    from processing.modeler.ModelerDialog import ModelerDialog

    monkeypatch.setattr(
        "processing.modeler.ModelerDialog.iface", None
    )  # what stands in for QGIS's has no size of icons
    dock = Dock(interface)
    dock.register()
    dock.setUserVisible(True)
    QgsApplication.processEvents()
    yield dock
    for designer in ModelerDialog.dlgs:
        if not sip.isdeleted(designer):
            designer.setDirty(False)
            designer.close()
    ModelerDialog.dlgs.clear()
    dock.unregister()
    QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def half_served(add):
    """A square kilometre of housing, of which a long park serves the western half."""
    return add("居住用地", [box(0, 0, 1000, 1000)]), add("公园绿地", [box(-100, -2000, 100, 5000)])


def choose(page):
    """Choose «Add to a model» in the page's menu."""
    menu = page.menu_button.menu()
    next(action for action in menu.findChildren(QAction) if action.text() == "Add to a model").trigger()
    return open_designer()


def page_of(dock, id_):
    job = id_.partition(":")[2]
    dock.open_page(job)
    QgsApplication.processEvents()
    return dock.page_of(job)


def test_job_becomes_a_step_that_runs_as_the_page_does(dock, half_served):
    page = page_of(dock, "greenvein:parkcoverage")
    page.form.set_values({"TARGET": 40})
    designer = choose(page)
    model = designer.model()
    assert model.validate() == (True, [])
    (step,) = model.childAlgorithms().values()
    sources = step.parameterSources()
    assert sources["RESIDENTIAL"][0].parameterName() == "residential"
    assert sources["PARKS"][0].parameterName() == "parks"
    assert sources["TARGET"][0].staticValue() == 40
    assert sources["TIERS"][0].staticValue() == [0, 500]
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    layers = {name: layer.id() for name, layer in zip(("residential", "parks"), half_served)}
    results, done = model.create().run(layers, context, QgsProcessingFeedback())
    assert done
    numbers = results["CHILD_RESULTS"][step.childId()]
    assert numbers["COVERAGE_PCT"] == pytest.approx(50)
    assert numbers["TARGET_MET"]


def test_next_job_joins_the_open_designer_below_with_names_of_its_own(dock, half_served):
    first = choose(page_of(dock, "greenvein:parkcoverage"))
    other = page_of(dock, "greenvein:vacateduse")
    second = choose(other)
    assert second is first
    model = second.model()
    assert model.validate() == (True, [])
    upper, lower = sorted(model.childAlgorithms().values(), key=lambda step: step.position().y())
    assert (upper.algorithmId(), lower.algorithmId()) == ("greenvein:parkcoverage", "greenvein:vacateduse")
    boxes = [*model.parameterComponents().values(), *model.childAlgorithms().values()]
    boxes += [output for step in model.childAlgorithms().values() for output in step.modelOutputs().values()]
    places = [(box.position().x(), box.position().y(), box.size()) for box in boxes]
    for number, (x, y, size) in enumerate(places):
        for other_x, other_y, other_size in places[:number]:
            apart_x = abs(x - other_x) >= (size.width() + other_size.width()) / 2
            apart_y = abs(y - other_y) >= (size.height() + other_size.height()) / 2
            assert apart_x or apart_y
    again = choose(other).model()
    assert {"vacated", "vacated_2"} <= {parameter.name() for parameter in again.parameterDefinitions()}


def test_closed_designer_is_not_used_again(dock, half_served):
    page = page_of(dock, "greenvein:parkcoverage")
    first = choose(page)
    first.setDirty(False)
    first.close()
    QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    second = choose(page)
    assert second is not first
    assert len(second.model().childAlgorithms()) == 1


def test_field_becomes_an_input_of_the_layer_it_is_of(provider):
    model = QgsProcessingModelAlgorithm("model", "group")
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("greenvein:corridorwidth")
    add_step(model, algorithm, {"CORRIDORS": "layer", "LEVEL_FIELD": "grade", "WIND": 270})
    field = model.parameterDefinition("level_field")
    assert (field.parentLayerParameterName(), field.defaultValue()) == ("corridors", "grade")
    assert model.parameterDefinition("obstacles") is None
    (step,) = model.childAlgorithms().values()
    assert step.parameterSources()["WIND"][0].staticValue() == 270


def test_outputs_called_in_chinese_keep_a_name_to_run_them_by(provider):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("greenvein:vacateduse")
    for definition in algorithm.destinationParameterDefinitions():
        definition.setDescription("腾退用地")
    model = QgsProcessingModelAlgorithm("model", "group")
    add_step(model, algorithm, {})
    assert [one.name() for one in model.destinationParameterDefinitions()] == ["report", "summary", "uses"]


def test_toolbox_opens_copies_of_the_models_and_of_nothing_else(dock, provider):
    from processing.gui.ProviderActions import ProviderContextMenuActions

    before = list(ProviderContextMenuActions.actions)
    actions = ModelActions()
    actions.register()
    (action,) = [one for one in ProviderContextMenuActions.actions if one not in before]
    assert isinstance(action, OpenCopy)
    action.setData(provider.algorithm("parkcoverage"), None)
    assert not action.isEnabled()
    action.setData(provider.algorithm("checkup"), None)
    assert action.isEnabled()
    action.execute()
    copy, own = open_designer().model(), provider.algorithm("checkup")
    assert copy.sourceFilePath() == ""
    assert copy.validate() == (True, [])
    assert copy.childAlgorithms().keys() == own.childAlgorithms().keys() > {"parkcoverage", "joinreports"}
    frames = [[box.description() for box in model.groupBoxes()] for model in (copy, own)]
    assert frames[0] == frames[1] and "Parks" in frames[0]
    actions.unregister()
    assert ProviderContextMenuActions.actions == before


@pytest.mark.parametrize(
    ("id_", "name", "empty"),
    [("corridorwidth", "WIND", None), ("landreduction", "TARGETS", []), ("restorationpriority", "TIER_FIELD", "")],
)
def test_what_was_cleared_in_the_form_stays_so_in_the_step_of_a_saved_model_and_in_the_command(
    dock, tmp_path, id_, name, empty
):
    page = page_of(dock, f"greenvein:{id_}")
    assert page.form.values()[name] not in (None, "", [])
    page.form.set_values({name: empty})
    assert page.form.values()[name] == empty
    command, _ = page.algorithm.asQgisProcessCommand(page.form.values(), QgsProcessingContext())
    assert f" --{name}=" in f"{command} " and f"--{name}= " in f"{command} "
    path, saved = str(tmp_path / "saved.model3"), QgsProcessingModelAlgorithm()
    assert choose(page).model().toFile(path) and saved.fromFile(path)
    (step,) = saved.childAlgorithms().values()
    (source,) = step.parameterSources()[name]
    assert source.expression() == "''" if empty == "" else source.staticValue() in (empty, None)
