"""The zip that users install, by QGIS's own installer into an empty profile."""

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT, Profile, on_a_display

pytestmark = pytest.mark.slow

# Run inside QGIS: install the zip, wait for what the plugin has to say, and leave.
INSTALL = """
import json, os, sys, time
import pyplugin_installer
import qgis.utils
from qgis.PyQt.QtCore import QTimer

def install():
    before = time.monotonic()
    pyplugin_installer.instance().installFromZipFile(os.environ["ZIP"])
    seconds = time.monotonic() - before
    QTimer.singleShot(1500, lambda: leave(seconds))

def leave(seconds):
    messages = [item.text() for item in qgis.utils.iface.messageBar().items()]
    active = "greenvein" in qgis.utils.active_plugins
    qgis.utils.unloadPlugin("greenvein")
    after = [item.text() for item in qgis.utils.iface.messageBar().items()]
    answer = {"active": active, "seconds": seconds, "messages": messages, "after": after}
    with open(os.environ["ANSWER"], "w", encoding="utf-8") as file:
        json.dump(answer, file)
    qgis.utils.iface.actionExit().trigger()

QTimer.singleShot(0, install)
"""


@pytest.fixture(scope="module")
def package():
    run = subprocess.run([ROOT / "scripts" / "package"], capture_output=True, text=True, check=True)
    return Path(run.stdout.strip())


@pytest.fixture(scope="module")
def installed(package, tmp_path_factory):
    """A profile into which QGIS has installed the zip, and what QGIS said."""
    folder = tmp_path_factory.mktemp("installed")
    (folder / "settings").mkdir(mode=0o700)
    profile = Profile(folder / "settings")
    script, answer = folder / "install.py", folder / "answer.json"
    script.write_text(INSTALL, encoding="utf-8")
    environment = {**profile.environment(), "ZIP": str(package), "ANSWER": str(answer)}
    del environment["QT_QPA_PLATFORM"]  # QGIS's window needs a display, if only a virtual one
    qgis = ["/usr/bin/qgis", "--nologo", "--noversioncheck"]
    options = ["--profiles-path", str(profile.settings), "--code", str(script)]
    subprocess.run(
        [*on_a_display("1280x1024x24"), *qgis, *options],
        env=environment,
        capture_output=True,
        timeout=180,
        check=False,
    )
    return profile, json.loads(answer.read_text(encoding="utf-8"))


def test_zip_holds_one_folder_with_only_what_runs(package):
    names = zipfile.ZipFile(package).namelist()
    assert {name.split("/")[0] for name in names} == {"greenvein"}
    assert {"metadata.txt", "__init__.py", "plugin.py", "LICENSE"} <= {name.split("/", 1)[1] for name in names}
    rooms = {name.split("/")[1] for name in names if name.count("/") > 1}
    assert rooms == {"core", "processing", "dialogs", "resources", "i18n", "docs"}
    # What is written for engineers stays behind.
    assert {name.split("/")[2] for name in names if name.startswith("greenvein/docs/")} == {"zh", "en"}
    assert not [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".ts"))]


def test_same_files_give_the_same_zip(package):
    before = package.read_bytes()
    for path in (ROOT / "metadata.txt", ROOT / "plugin.py"):
        os.utime(path)
    subprocess.run([ROOT / "scripts" / "package"], capture_output=True, check=True)
    assert package.read_bytes() == before


def test_qgis_installs_the_zip_and_the_algorithm_runs(installed, half_covered):
    profile, answer = installed
    assert answer["active"]
    assert not (profile.folder / "python" / "plugins" / "greenvein").is_symlink()
    profile.link_packages()
    run = profile.qgis_process(*half_covered)
    assert run.returncode == 0, run.stdout + run.stderr
    assert json.loads(run.stdout)["results"]["COVERAGE_PCT"] == pytest.approx(50, abs=1e-6)


def test_installed_plugin_offers_what_is_missing_and_unloads_without_a_trace(installed):
    _, answer = installed
    ours = [text for text in answer["messages"] if text.startswith("GreenVein cannot run yet")]
    assert len(ours) == 1
    assert not [text for text in answer["after"] if text in ours]
