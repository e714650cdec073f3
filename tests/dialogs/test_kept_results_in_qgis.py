"""Results that last in the real program: saved by its own action, the project closed and opened again.

``DESK_PICTURES`` names a folder in which its pictures are kept, by language.
"""

from pathlib import Path

import pytest

from .desktop import work_in_qgis

pytestmark = pytest.mark.slow

LASTING = """
from drive import *
from faults import states

LANGUAGE, FOLDER = {language!r}, {folder!r}
path = os.path.join(FOLDER, {name!r} + ".qgz")

def kept(shown):
    wait(lambda: shown.kept.shown is not None)
    QTest.qWait(200)

def see(shown, name):
    shown.area.verticalScrollBar().setValue(0)
    drawn()
    answer.setdefault("faults", {{}})[name] = states(name, LANGUAGE)

def said(shown):
    card = shown.results.verdict
    return [card.value.text(), card.sentence.text(), shown.results.places.proxy.rowCount(), shown.kept.text()]

def opens(name, attribute):
    shown = page("parks")
    menu = shown.kept.menu
    menu.aboutToShow.emit()
    menu.popup(shown.mapToGlobal(QPoint(10, 200)))
    QTest.qWait(300)
    answer["listed"] = [action.text() for action in menu.actions()]
    grab("earlier", menu)
    menu.hide()

def work():
    show(1280, 720)
    load_sample()
    shown = page("parks")
    run(shown)
    answer["temporary"] = shown.kept.text()
    see(shown, "temporary")
    QgsProject.instance().setFileName(path)
    iface.actionSaveProject().trigger()
    run(shown)
    kept(shown)
    answer["kept"] = said(shown)
    see(shown, "kept")
    iface.actionSaveProject().trigger()
    iface.newProject()
    QTest.qWait(300)
    answer["closed"] = shown.results.isVisible()
    iface.addProject(path)
    wait(lambda: shown.outcome is not None)
    QTest.qWait(500)
    answer["reopened"] = said(shown)
    answer["reasons"] = shown.results.standing.reasons.text()
    answer["providers"] = sorted({{shown.outcome.layer(one).providerType() for one in ("BLIND_AREAS", "SUMMARY")}})
    see(shown, "reopened")
    opens("parks", "menu")
    parks = shown.form.inputs["PARKS"].layer()
    parks.startEditing()
    parks.deleteFeature(min(parks.allFeatureIds()))
    wait(shown.results.standing.isVisible)
    see(shown, "changed")
    parks.rollBack()
    wait(shown.results.standing.isHidden)
    shown.inputs_box.setCollapsed(False)
    shown.area.ensureWidgetVisible(shown.profile_label)
    QTest.qWait(200)
    answer["faults"]["inputs"] = states("inputs", LANGUAGE)

leave_after(work)
"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_result_is_there_again_when_qgis_opens_the_project(tmp_path, language):
    name = {"en": "plan", "zh": "方案"}[language]
    folder = tmp_path / "规划 项目"
    folder.mkdir()
    script = LASTING.format(language=language, folder=str(folder), name=name)
    seen = work_in_qgis(tmp_path, script, language)
    assert not seen["closed"]
    assert seen["reopened"][:3] == seen["kept"][:3]
    assert seen["reopened"][2] > 0
    assert seen["reasons"] == ""
    assert seen["providers"] == ["ogr"]
    assert len(seen["listed"]) == 1
    assert seen["temporary"].startswith({"en": "Temporary result", "zh": "临时结果，关闭工程后不再保留。"}[language])
    assert Path(folder / f"{name}_greenvein.gpkg").is_file()
    assert {name: found for name, found in seen["faults"].items() if any(found)} == {}


EVERY = """
from drive import *
path = {path!r}

def said(shown):
    card = shown.results.verdict
    texts = [label.text() for label in (card.title, card.value, card.badge, card.target, card.sentence)]
    rows = shown.results.places.proxy.rowCount()
    return [*texts, rows, bool(shown.results.chart.svg), shown.results.notice.text(), shown._figures(shown.outcome)]

def work():
    show(1280, 720)
    load_sample()
    QgsProject.instance().setFileName(path)
    iface.actionSaveProject().trigger()
    for name in pages():
        shown = page(name)
        run(shown)
        wait(lambda: shown.kept.shown is not None)
        answer[name] = [said(shown)]
    iface.actionSaveProject().trigger()
    wait(lambda: not QgsApplication.taskManager().countActiveTasks())
    iface.newProject()
    iface.addProject(path)
    for name in pages():
        shown = page(name)
        wait(lambda: shown.outcome is not None)
        QTest.qWait(300)
        answer[name] += [said(shown), shown.results.standing.reasons.text()]
        grab(f"again_{{name}}")

leave_after(work)
"""


def test_every_job_shows_its_result_again_as_it_was(tmp_path):
    seen = work_in_qgis(tmp_path, EVERY.format(path=str(tmp_path / "plan.qgz")), "en")
    assert len(seen) == 6
    for name, (before, after, reasons) in seen.items():
        assert after == before, name
        assert reasons == "", name
