"""What is done in QGIS Desktop with the dock, by clicks and keys: the scripts of test_desk_in_qgis.py."""

# Run inside QGIS, in English: reload the plugin three times, then do what a planner does on the sample project.
DESK = """
import sys

from drive import *
from faults import all_faults, states
from following_edits import edit_all
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
    write_bare_reports()
    grab("sample")
    check_jobs()
    edit_live()
    edit_all("en", every=True)
    check_looks()
    show(1280, 720)
    go_out_of_date()

leave_after(work)
"""

# The same in Chinese, in a start of its own: what it says, while edits are followed, at both sizes. The theme is dark
# from the start, before there is much to paint anew; with --thorough it becomes dark at the end.
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
    show(1280, 720, LIGHT if THOROUGH else DARK)
    dock().action.trigger()
    wait(lambda: all(line.said.text() for line in dock().checkup.plan.lines.values()))
    QTest.qWait(300)
    grab("empty")
    answer["empty"] = all_faults("zh")
    look_at_missing_packages()
    load_sample()
    write_bare_reports()
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
    for width, height, theme in ((1920, 1080, LIGHT), (1280, 720, DARK)) if THOROUGH else ((1920, 1080, DARK),):
        show(width, height, theme)
        for name in pages():
            page(name)
            grab(f"{name}_{height}_{'dark' if theme == DARK else 'light'}")
            answer[name][f"{height} {theme}"] = all_faults("zh")
    answer["tabs"] = [dock().tabs.tabText(tab) for tab in range(dock().tabs.count())]
    go_out_of_date()

leave_after(work)
"""
