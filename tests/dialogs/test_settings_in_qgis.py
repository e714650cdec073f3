"""The settings in the real program: the page in QGIS's options, reloads, and a profile that is wrong at the start."""

import json
import subprocess

import pytest

from ..conftest import ROOT, on_a_display

pytestmark = pytest.mark.slow

# Run inside QGIS: look what it says of the wrong profile, reload, open the options, choose another profile, and leave.
SCRIPT = """
import json, os, traceback
import qgis.utils
from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QTimer, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDialogButtonBox, QWidget

iface, answer = qgis.utils.iface, {}
LEFT = Qt.MouseButton.LeftButton

def ours():
    return [item.text() for item in iface.messageBar().items() if "wrong.json" in item.text()]

def pages(do=None):
    found = []
    def look():
        dialog = QApplication.activeModalWidget()
        try:
            QTest.qWait(200)
            own = [one for one in dialog.findChildren(QWidget) if type(one).__name__ == "OptionsPage"]
            found.append(len(own))
            if do is not None:
                do(dialog, own[0])
        except Exception:  # QGIS would show it in a window and wait
            answer["error"] = traceback.format_exc()
        finally:
            dialog.reject()
    QTimer.singleShot(1200, look)
    iface.showOptionsDialog(iface.mainWindow(), "GreenVeinOptions")
    return found[0]

def actions():
    QTest.qWait(100)
    names = [action.objectName() for action in iface.mainWindow().findChildren(QAction)]
    return [names.count("GreenVeinSettings"), names.count("GreenVeinPanel")]

def choose_national(dialog, page):
    answer["visible"] = page.isVisible()
    choice = page.panel.choice
    answer["listed"] = [choice.itemText(row) for row in range(choice.count())]
    choice.setCurrentIndex(1)
    QTest.mouseClick(dialog.findChild(QDialogButtonBox, "buttonBox").button(QDialogButtonBox.StandardButton.Ok), LEFT)

def work():
    try:
        answer["told"] = ours()
        answer["before"] = actions()
        for _ in range(3):
            qgis.utils.unloadPlugin("greenvein")
            qgis.utils.loadPlugin("greenvein")
            qgis.utils.startPlugin("greenvein")
        answer["after"] = actions()
        answer["still told"] = ours()
        plugin = qgis.utils.plugins["greenvein"]
        plugin.dock.action.trigger()
        QTest.qWait(300)
        page = plugin.dock.page_of("parkcoverage")
        answer["target"] = [page.form.values()["TARGET"]]
        answer["pages"] = pages(choose_national)
        QTest.qWait(200)
        answer["target"].append(page.form.values()["TARGET"])
        answer["setting"] = QgsSettings().value("greenvein/profile")
        answer["no longer told"] = ours()
        algorithm = QgsApplication.processingRegistry().algorithmById("greenvein:parkcoverage")
        answer["default"] = algorithm.parameterDefinition("TARGET").defaultValue()
        QTest.mouseClick(plugin.dock.gear, LEFT)
        QTest.qWait(200)
        answer["shown"] = plugin.settings.dialog.panel.choice.currentText()
        qgis.utils.unloadPlugin("greenvein")
        answer["unloaded"] = actions()
        answer["pages left"] = pages()
    except Exception:
        answer["error"] = traceback.format_exc()
    with open(os.environ["ANSWER"], "w", encoding="utf-8") as file:
        json.dump(answer, file)
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()

QTimer.singleShot(1500, work)
"""


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    """What the script in QGIS saw, with a profile of the user's own that has a wrong target."""
    from ..conftest import Profile

    folder = tmp_path_factory.mktemp("settings")
    (folder / "settings").mkdir(mode=0o700)
    profile = Profile(folder / "settings")
    profile.link_plugin()
    profile.link_packages()
    with (profile.folder / "QGIS" / "QGIS3.ini").open("a", encoding="utf-8") as file:
        file.write("[greenvein]\nprofile=wrong.json\n")
    content = json.loads((ROOT / "resources" / "profiles" / "national.json").read_text("utf-8"))
    content["park_coverage"]["target_pct"]["value"] = "much"
    (profile.folder / "greenvein" / "profiles").mkdir()
    (profile.folder / "greenvein" / "profiles" / "wrong.json").write_text(json.dumps(content), "utf-8")
    script, answer = folder / "settings.py", folder / "answer.json"
    script.write_text(SCRIPT, encoding="utf-8")
    environment = {**profile.environment(), "ANSWER": str(answer)}
    environment.pop("QT_QPA_PLATFORM")  # QGIS's window needs a display, if only a virtual one
    command = [*on_a_display("1280x720x24"), "/usr/bin/qgis", "--nologo", "--noversioncheck"]
    command += ["--profiles-path", str(profile.settings), "--code", str(script)]
    subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)
    found = json.loads(answer.read_text(encoding="utf-8"))
    assert "error" not in found, found["error"]
    return found


def test_a_wrong_profile_is_told_at_the_start_with_its_key_and_beijing_serves(answer):
    (text,) = answer["told"]
    assert text.endswith(
        "greenvein/profiles/wrong.json cannot be used (park_coverage.target_pct: it must be a number from 0 to 100); "
        "Beijing 2022 is used instead."
    )
    assert answer["target"][0] == 95


def test_reloads_leave_one_page_in_the_options_one_action_and_one_message(answer):
    assert answer["before"] == answer["after"] == [1, 1]
    assert answer["pages"] == 1
    assert answer["still told"] == answer["told"]


def test_what_is_chosen_in_the_options_reaches_pages_and_algorithms(answer):
    assert answer["visible"]
    assert answer["listed"] == ["Beijing, the four plans of 2022", "National practice", "wrong.json (wrong)"]
    assert answer["setting"] == "national"
    assert answer["target"][1] == answer["default"] == 85
    assert answer["no longer told"] == []
    assert answer["shown"] == "National practice"


def test_unloading_with_the_window_open_leaves_nothing(answer):
    assert answer["unloaded"] == [0, 0]
    assert answer["pages left"] == 0
