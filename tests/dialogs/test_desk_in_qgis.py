"""The dock in the real program, driven by clicks and keys on a virtual display.

``DESK_PICTURES`` names a folder in which its pictures are kept, by language.
"""

import pytest

from .desktop import work_in_qgis

pytestmark = pytest.mark.slow

# What is imported once the dock is seen, a window opened or a job run. The benchmarks time the whole start.
NOT_AT_START = (
    *(
        "core.corridors",
        "core.drawing.figure",
        "core.geometry.overlay",
        "core.live",
        "core.parks",
        "core.people.spread",
    ),
    *("core.report", "dialogs.checkup", "dialogs.live", "dialogs.pages", "dialogs.panel.form", "dialogs.panel.results"),
    *("dialogs.scenarios.comparison", "dialogs.settings.profile_panel", "dialogs.settings.windows"),
    *("processing.comparison", "processing.io.read", "processing.io.write", "processing.reports.frame"),
)
PAGES = ("parks", "corridors", "account", "vacated", "pattern", "priority")

# Run inside QGIS, in English: reload the plugin three times, then do what a planner does on the sample project.
DESK = """
import sys

from drive import *
from faults import all_faults, states
from qgis.PyQt.QtCore import QObject, pyqtSlot, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QToolButton

def count():
    QTest.qWait(100)
    window = iface.mainWindow()
    docks = [dock.objectName() for dock in window.findChildren(QDockWidget)]
    actions = [action.objectName() for action in window.findChildren(QAction)]
    providers = [one.id() for one in QgsApplication.processingRegistry().providers()]
    own = [docks.count("GreenVeinDock"), sum(name.startswith("GreenVein") for name in actions)]
    return [*own, providers.count("greenvein"), len(docks), len(window.findChildren(QTimer))]

def reload_three_times():
    answer["started with"] = sorted(sys.modules)
    answer["loaded"] = count()
    for _ in range(3):
        qgis.utils.unloadPlugin("greenvein")
        qgis.utils.loadPlugin("greenvein")
        qgis.utils.startPlugin("greenvein")
        dock().action.trigger()  # so that there are pages to take away
    answer["visible"] = dock().isVisible()
    qgis.utils.unloadPlugin("greenvein")
    answer["unloaded"] = count()
    qgis.utils.loadPlugin("greenvein")
    qgis.utils.startPlugin("greenvein")
    answer["reloaded"] = count()
    answer["hidden"] = dock().isHidden()

class Opened(QObject):
    @pyqtSlot(QUrl)
    def note(self, url):
        answer.setdefault("guides", []).append(url.toLocalFile())
        answer["guide"] = os.path.isfile(url.toLocalFile())

opened = Opened()

def help_on(shown):
    QDesktopServices.setUrlHandler("file", opened, "note")
    press(next(button for button in shown.findChildren(QToolButton) if button.text() == "?"))
    QDesktopServices.unsetUrlHandler("file")

def cancel(shown):
    press(shown.run_button)
    QTest.qWait(100)
    press(shown.cancel_button)
    wait(shown.run_button.isEnabled)
    answer["cancelled"] = [shown.notice.text(), shown.outcome is None]

def check_jobs():
    for name in pages():
        shown = page(name)
        grab(f"{name}_form")
        faults = {"form": all_faults("en")}
        help_on(shown)
        if name == "corridors":
            cancel(shown)
        ticks = run(shown, by_key=name == "parks")
        grab(f"{name}_result")
        faults["result"] = all_faults("en")
        box, before, seen = click_row(shown, 1)
        grab(f"{name}_row")
        answer[name] = {
            "verdict": shown.results.verdict.value.text(), "ticks": ticks, "there": seen.contains(box),
            "moved": seen != before, "faults": faults, "layers": len(shown.outcome.context.layersToLoadOnCompletion()),
            "notice": shown.notice.text(), "notices": shown.outcome.notices,
        }
    groups = QgsProject.instance().layerTreeRoot().findGroups()
    answer["groups"] = [group.name() for group in groups]

def edit_live():
    shown = page("parks")
    texts = shown.results.verdict.value, shown.following.line
    box, _, _ = click_row(shown, 0)
    shown.area.verticalScrollBar().setValue(0)
    follow_edits(shown)
    was = texts[0].text()
    parks = shown.form.inputs["PARKS"].layer()
    draw(parks, box)
    wait(lambda: texts[0].text() != was)
    answer["edited"] = [text.text() for text in texts]
    answer["edited faults"] = all_faults("en")
    grab("parks_live")
    iface.mainWindow().findChild(QAction, "mActionUndo").trigger()
    wait(lambda: texts[0].text() == was)
    answer["undone"] = [text.text() for text in texts]
    parks.rollBack()
    wait(shown.following.live.settled)

def go_out_of_date():
    shown = page("parks")
    standing, parks = shown.results.standing, shown.form.inputs["PARKS"].layer()
    shown.following.box.setChecked(False)
    parks.startEditing()
    parks.deleteFeature(min(parks.allFeatureIds()))
    wait(standing.isVisible)
    shown.area.verticalScrollBar().setValue(0)
    answer["stale"] = [standing.reasons.text(), shown.results.verdict.value.text()]
    answer["stale faults"] = [states("stale", "en")]
    parks.rollBack()
    wait(standing.isHidden)
    QgsProject.instance().removeMapLayer(parks)
    wait(standing.isVisible)
    answer["removed"] = standing.reasons.text()
    press(standing.button)
    shown.area.verticalScrollBar().setValue(0)
    answer["gone"] = [shown.notice.text(), shown.form.inputs["PARKS"].note.label.text()]
    answer["stale faults"].append(states("gone", "en"))
    # The same for an optional input, which has two buttons then.
    zones = shown.form.inputs["ZONES"].layer()
    twin, name = zones.clone(), zones.name()
    QgsProject.instance().removeMapLayer(zones)
    twin.setDataSource(shown.form.inputs["RESIDENTIAL"].layer().source(), name, "ogr")
    QgsProject.instance().addMapLayer(twin)
    QTest.qWait(100)
    shown.area.ensureWidgetVisible(shown.form.inputs["ZONES"].note)
    answer["namesake"] = shown.form.inputs["ZONES"].note.use_button.isVisible()
    answer["stale faults"].append(states("namesake", "en"))
    QgsProject.instance().clear()
    QTest.qWait(200)
    answer["cleared"] = [[page(name).results.isVisible(), page(name).form.isVisible()] for name in pages()]
    answer["stale faults"].append(states("cleared", "en"))

def check_looks():
    show(1920, 1080, DARK if THOROUGH else LIGHT)
    for name in pages():
        page(name)
        grab(f"{name}_1080")
        answer[name]["faults"]["large"] = all_faults("en")

def work():
    show(1280, 720)
    reload_three_times()
    load_sample()
    grab("sample")
    check_jobs()
    edit_live()
    check_looks()
    show(1280, 720)
    go_out_of_date()

leave_after(work)
"""

# The same in Chinese, in a start of its own: what it says, while edits are followed, at both sizes and in both themes.
CHINESE = """
from drive import *
from faults import all_faults, states
from following_edits import edit_all
from greenvein.processing import dependencies

def look_at_missing_packages():
    real, offer = dependencies.missing, dock()._offer
    dependencies.missing = lambda: (dependencies.PackageProblem("matplotlib", "3.1.0", "3.5", "too old"),)
    offer.offer()
    QTest.qWait(100)
    answer["missing"] = states("missing", "zh")
    dependencies.missing = real
    offer._tell("", "")

def go_out_of_date():
    shown = page("parks")
    parks = shown.form.inputs["PARKS"].layer()
    QgsProject.instance().removeMapLayer(parks)
    wait(shown.results.standing.isVisible)
    shown.area.verticalScrollBar().setValue(0)
    answer["stale"] = states("stale", "zh")
    press(shown.results.standing.button)
    shown.area.verticalScrollBar().setValue(0)
    answer["gone"] = states("gone", "zh")

def work():
    show(1280, 720)
    dock().action.trigger()
    wait(lambda: all(line.said.text() for line in dock().checkup.plan.lines.values()))
    QTest.qWait(300)
    grab("empty")
    answer["empty"] = all_faults("zh")
    look_at_missing_packages()
    load_sample()
    grab("sample")
    for name in pages():
        shown = page(name)
        grab(f"{name}_form")
        faults = answer[name] = {"form": all_faults("zh")}
        run(shown)
        faults["result"] = all_faults("zh")
        grab(f"{name}_result")
    seen = set(answer)
    edit_all("zh", every=THOROUGH)
    answer["steps"] = {name: answer.pop(name) for name in set(answer) - seen}
    for width, height, theme in ((1920, 1080, LIGHT), (1280, 720, DARK)):
        show(width, height, theme)
        for name in pages():
            page(name)
            grab(f"{name}_{height}_{'dark' if theme == DARK else 'light'}")
            answer[name][f"{height} {theme}"] = all_faults("zh")
    answer["tabs"] = [dock().tabs.tabText(tab) for tab in range(dock().tabs.count())]
    go_out_of_date()

leave_after(work)
"""


@pytest.fixture(scope="module")
def begins(pytestconfig):
    """Return a script that knows whether --thorough was asked for."""
    return lambda script: f"THOROUGH = {pytestconfig.getoption('--thorough')!r}\n{script}"


@pytest.fixture(scope="module")
def english(tmp_path_factory, begins):
    """What the script saw in an English QGIS: in the dark theme, whose change takes seconds, with --thorough only."""
    return work_in_qgis(tmp_path_factory.mktemp("english"), begins(DESK), "en")


@pytest.fixture(scope="module")
def chinese(tmp_path_factory, begins):
    """What the script saw in a Chinese QGIS: without --thorough the first edit of each page."""
    return work_in_qgis(tmp_path_factory.mktemp("chinese"), begins(CHINESE), "zh")


def test_reloads_leave_no_dock_action_provider_or_timer(english):
    loaded = english["loaded"]
    assert english["visible"]
    assert english["unloaded"] == [0, 0, 0, loaded[3] - 1, loaded[4]]
    assert english["reloaded"] == loaded
    assert loaded[0] == loaded[2] == 1
    assert english["hidden"]


@pytest.mark.parametrize("room", NOT_AT_START)
def test_qgis_starts_without_what_is_needed_only_later(english, room):
    started = english["started with"]
    assert "greenvein.dialogs.dock" in started
    assert not [name for name in started if f"{name}.".startswith(f"greenvein.{room}.")]


@pytest.mark.parametrize("name", PAGES)
def test_job_runs_on_the_sample_while_qgis_stays_responsive(english, name):
    assert english[name]["verdict"]
    assert english[name]["ticks"] > 1
    assert english[name]["layers"] > 1


@pytest.mark.parametrize("name", PAGES)
def test_job_finds_nothing_wrong_with_the_sample(english, name):
    assert english[name]["notice"] == ""
    # Repaired geometries, what OpenStreetMap had not mapped in 2013, and units beyond the pattern that was made before.
    true = ("features read", "does not cover", "lie outside every polygon")
    assert [one for one in english[name]["notices"] if not any(words in one for words in true)] == []


def test_key_runs_the_job_to_the_known_figure(english):
    assert english["parks"]["verdict"] == "30.35 %"


@pytest.mark.parametrize("name", PAGES)
def test_click_on_a_row_goes_there(english, name):
    assert english[name]["moved"]
    assert english[name]["there"]


def test_run_that_is_cancelled_says_so_and_can_be_run_again(english):
    assert english["cancelled"] == ["Cancelled: nothing was written.", True]
    assert english["corridors"]["verdict"] == "0 of 6"


def test_park_that_is_drawn_changes_the_figure_and_undoing_it_changes_it_back(english):
    value, line = english["edited"]
    # The largest blind area holds more than a tenth of all residential land.
    assert float(value.removesuffix(" %")) > 30.35 + 10
    assert line.startswith("Live: +")
    assert english["edited faults"] == {}
    assert english["undone"] == ["30.35 %", "Live: as covered as in the run"]


def test_help_opens_the_page_on_this_computer(english):
    assert english["guide"]
    names = [path.rsplit("/", 1)[1] for path in english["guides"]]
    assert names == [
        f"{name}.html"
        for name in (
            "parkcoverage",
            "corridorwidth",
            "landreduction",
            "vacateduse",
            "securitypattern",
            "restorationpriority",
        )
    ]


@pytest.mark.parametrize("name", PAGES)
def test_english_dock_is_whole_readable_and_english(english, name):
    faults = {where: found for where, found in english[name]["faults"].items() if found}
    assert faults == {}


@pytest.mark.parametrize("name", PAGES)
def test_chinese_dock_is_whole_readable_and_chinese(chinese, name):
    faults = {where: found for where, found in chinese[name].items() if found}
    assert faults == {}


def test_chinese_dock_follows_edits_and_is_whole_and_readable(chinese):
    steps = chinese["steps"]
    assert {"building", "plot", "class", "red_line", "key_area"} <= steps.keys()
    for name, step in steps.items():
        assert step["edited"] != step["before"], name
        assert step["undone"] == step["before"], name
        assert step["faults"] == {}, name


def test_edit_greys_the_result_and_undoing_it_does_not(english):
    assert english["stale"] == ["The content of the layer “Parks” has changed.", "30.35 %"]
    assert english["stale faults"] == [{}] * 4


def test_layer_that_is_removed_is_named_and_no_other_takes_its_place(english):
    assert english["removed"] == "The layer “Parks” is no longer in the project."
    assert english["gone"] == [
        "The layer “Parks” of “Parks” is no longer in the project; choose another one.",
        "The layer “Parks” is no longer in the project.",
    ]
    assert english["namesake"]


def test_new_project_has_no_result_and_unfolded_inputs(english):
    assert english["cleared"] == [[False, True]] * len(PAGES)


def test_chinese_states_are_whole_readable_and_chinese(chinese):
    assert [chinese[name] for name in ("missing", "stale", "gone")] == [{}] * 3


def test_language_is_that_of_qgis(chinese):
    assert chinese["empty"] == {}
    assert chinese["tabs"] == ["体检", "公园绿地", "廊道", "土地", "生态修复"]
