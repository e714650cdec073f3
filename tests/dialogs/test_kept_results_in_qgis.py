"""Results that last in the real program: saved by its own action, the project closed and opened again.

``DESK_PICTURES`` names a folder in which its pictures are kept, by language.
"""

import pytest

from .desktop import work_in_qgis

pytestmark = pytest.mark.slow

LASTING = """
from drive import *
from faults import states

LANGUAGE, FOLDER = {language!r}, {folder!r}
OTHERS = [name for name in pages() if name != "parks"] if LANGUAGE == "en" else []  # figures know no language
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

def whole(shown):
    card = shown.results.verdict
    texts = [label.text() for label in (card.title, card.value, card.badge, card.target, card.sentence)]
    rows = shown.results.places.proxy.rowCount()
    return [*texts, rows, bool(shown.results.chart.svg), shown.results.notice.text(), shown._figures(shown.outcome)]

def run_others():
    for name in OTHERS:
        shown = page(name)
        run(shown)
        kept(shown)
        answer["jobs"][name] = [whole(shown)]

def see_others():
    for name in OTHERS:
        shown = page(name)
        wait(lambda: shown.outcome is not None)
        QTest.qWait(300)
        answer["jobs"][name] += [whole(shown), shown.results.standing.reasons.text()]
        grab(f"again_{{name}}")
    page("parks")

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
    write_bare_reports()
    shown = page("parks")
    run(shown)
    answer["temporary"] = shown.kept.text()
    see(shown, "temporary")
    QgsProject.instance().setFileName(path)
    iface.actionSaveProject().trigger()
    run(shown)
    kept(shown)
    answer["kept"], answer["jobs"] = said(shown), {{"parks": [whole(shown)]}}
    see(shown, "kept")
    run_others()
    page("parks")
    iface.actionSaveProject().trigger()
    wait(lambda: not QgsApplication.taskManager().countActiveTasks())
    iface.newProject()
    QTest.qWait(300)
    answer["closed"] = shown.results.isVisible()
    iface.addProject(path)
    wait(lambda: shown.outcome is not None)
    QTest.qWait(500)
    answer["reopened"] = said(shown)
    answer["jobs"]["parks"] += [whole(shown), shown.results.standing.reasons.text()]
    answer["providers"] = sorted({{shown.outcome.layer(one).providerType() for one in ("BLIND_AREAS", "SUMMARY")}})
    see(shown, "reopened")
    see_others()
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


@pytest.fixture(scope="module", params=["en", "zh"])
def seen(request, tmp_path_factory):
    """What the script saw in a language, the language, and the file in which results were kept."""
    language, folder = request.param, tmp_path_factory.mktemp("lasting")
    name, place = {"en": "plan", "zh": "方案"}[language], folder / "规划 项目"
    place.mkdir()
    script = LASTING.format(language=language, folder=str(place), name=name)
    return work_in_qgis(folder, script, language), language, place / f"{name}_greenvein.gpkg"


def test_result_is_there_again_when_qgis_opens_the_project(seen):
    found, language, file = seen
    assert not found["closed"]
    assert found["reopened"][:3] == found["kept"][:3]
    assert found["reopened"][2] > 0
    assert found["providers"] == ["ogr"]
    assert len(found["listed"]) == 1
    assert found["temporary"].startswith({"en": "Temporary result", "zh": "临时结果，关闭工程后不再保留。"}[language])
    assert file.is_file()
    assert {name: faults for name, faults in found["faults"].items() if any(faults)} == {}


def test_every_job_shows_its_result_again_as_it_was(seen):
    found, language, _ = seen
    assert len(found["jobs"]) == (6 if language == "en" else 1)
    for name, (before, after, reasons) in found["jobs"].items():
        assert after == before, name
        assert reasons == "", name
