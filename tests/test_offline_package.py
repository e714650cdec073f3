"""The zip that carries its wheels, in QGIS Desktop with Debian's own packages, an empty profile and no network."""

import errno
import json
import os
import re
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from greenvein.processing.dependencies import NEEDED, system, wheelhouse
from greenvein.processing.jobs import JOBS

from .conftest import Profile
from .dialogs.desktop import run_in

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
DEBIAN = "/usr/lib/python3/dist-packages/"
HERE = f"linux-{os.uname().machine}-python{sys.version_info[0]}.{sys.version_info[1]}"

# Run inside QGIS: install the zip with QGIS's own installer, agree to the offer, and run every page on the sample.
INSTALL = """
import importlib, socket, sys
from drive import *
import processing
import pyplugin_installer
from qgis.PyQt.QtWidgets import QPushButton

OFFER, DONE = "GreenVein cannot run yet", ("The packages are installed", "The packages could", "Nothing was installed")

def network():
    try:
        socket.create_connection(("192.0.2.1", 80), 1)
    except OSError as error:
        return error.errno
    return 0

def message(*beginnings):
    return next((item for item in iface.messageBar().items() if item.text().startswith(beginnings)), None)

def agree():
    question = QApplication.activeModalWidget()
    answer["question"] = question.text()
    press(question.button(QMessageBox.StandardButton.Yes))

def compile_less():
    # What of the packages is imported is compiled then; pip would compile all of them.
    from greenvein.processing.dependencies import pip
    run = pip._run

    def without_compiling(program, arguments, *more, **named):
        run(program, [*arguments, *(["--no-compile"] if "install" in arguments else [])], *more, **named)

    pip._run = without_compiling

def install():
    pyplugin_installer.instance().installFromZipFile(os.environ["ZIP"])
    wait(lambda: message(OFFER))
    dock().action.trigger()
    QTest.qWait(200)
    grab("offered")
    from greenvein.processing import dependencies
    answer["imported"] = [name for name in dependencies.NEEDED if name in sys.modules]
    answer["unpacked"] = dependencies.packages_folder().exists()
    answer["offered"] = message(OFFER).text()
    if not THOROUGH:
        compile_less()
    QTimer.singleShot(500, agree)
    press(next(one for one in message(OFFER).findChildren(QPushButton) if one.text() == "Install…"))
    wait(lambda: message(*DONE), 180)
    answer["installed"] = message(*DONE).text()

def report(name):
    shown = page(name)
    run(shown)
    text = Path(shown.outcome.values["REPORT"]).read_text(encoding="utf-8")
    return {"verdict": shown.results.verdict.value.text(), "pictures": text.count('<img src="data:'),
            "whole": "</html>" in text, "path": shown.outcome.values["REPORT"]}

def bind(reports):
    joined = processing.run("greenvein:joinreports", {"REPORTS": reports, "REPORT": os.environ["BOUND"] + ".html"})
    processing.run("greenvein:reportpdf", {"REPORT": joined["REPORT"], "OUTPUT": os.environ["BOUND"] + ".pdf"})

def work():
    show(1280, 720)
    answer["network"] = network()
    install()
    load_sample()
    answer["reports"] = {name: report(name) for name in pages()}
    bind([one["path"] for one in answer["reports"].values()])
    grab("reported")
    names = ("numpy", "shapely", "pandas", "scipy", "matplotlib", "jinja2")
    modules = {name: importlib.import_module(name) for name in names}
    answer["packages"] = {name: [module.__version__, module.__file__] for name, module in modules.items()}

leave_after(work)
"""


def build():
    """Build the zip with the wheels for this platform and Python, and return its path."""
    environment = {**os.environ, "OFFLINE": HERE}
    run = subprocess.run([ROOT / "scripts" / "package"], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return Path(run.stdout.split()[-1])


def serves(name):
    """Say whether Debian's own package is there and accepted."""
    found = [dist.version for dist in metadata.distributions(name=name, path=[DEBIAN])]
    return bool(found) and system.version_key(found[0]) >= system.version_key(NEEDED[name])


@pytest.fixture(scope="module")
def package():
    return build()


@pytest.fixture(scope="module")
def without_network():
    """What comes before a command that is to have no network."""
    for command in (["unshare", "--net"], ["unshare", "--net", "--map-root-user"]):
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return pytest.skip("This system gives nobody a namespace without network.")


@pytest.fixture(scope="module")
def installed(package, without_network, tmp_path_factory, pytestconfig):
    """What the script saw, and the profile. With --thorough pip compiles all that it installs, which takes seconds."""
    folder = tmp_path_factory.mktemp("offline")
    (folder / "settings").mkdir(mode=0o700)
    profile = Profile(folder / "settings")
    pictures = Path(os.environ["DESK_PICTURES"]) / "offline" if os.environ.get("DESK_PICTURES") else None
    variables = {"ZIP": str(package), "BOUND": str(profile.settings / "bound"), "PYTHONNOUSERSITE": "1"}
    script = f"THOROUGH = {pytestconfig.getoption('--thorough')!r}\n{INSTALL}"
    return run_in(profile, folder, script, pictures=pictures, under=without_network, **variables), profile


def test_zip_bears_its_platform_and_carries_everything_that_its_python_needs(package, tmp_path):
    assert package.name.endswith(f"-{HERE}.zip")
    with zipfile.ZipFile(package) as archive:
        carried = [name for name in archive.namelist() if name.startswith("greenvein/wheels/")]
        archive.extractall(tmp_path, carried)
    folder = tmp_path / "greenvein" / "wheels"
    names = {path.name.split("-")[0] for path in folder.iterdir()}
    assert {"shapely", "pandas", "scipy", "matplotlib", "jinja2", "pip"} <= names
    assert "numpy" not in names
    import numpy

    wanted = [f"{name}>={version}" for name, version in NEEDED.items()]
    assert wheelhouse.lacking([folder], wanted, numpy.__version__) == {}


def test_zip_is_apart_from_the_one_for_the_repository(package):
    with zipfile.ZipFile(package) as archive:
        plugin = {entry.filename: entry.CRC for entry in archive.infolist() if "/wheels/" not in entry.filename}
    with zipfile.ZipFile(package.with_name(package.name.replace(f"-{HERE}", ""))) as archive:
        assert plugin == {entry.filename: entry.CRC for entry in archive.infolist()}


def test_same_wheels_give_the_same_zip(package):
    before = package.read_bytes()
    assert build().read_bytes() == before


def test_what_is_not_known_is_refused_before_anything_is_built():
    environment = {**os.environ, "OFFLINE": "amiga-python3.12"}
    run = subprocess.run([ROOT / "scripts" / "package"], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode != 0
    assert "amiga-python3.12" in run.stderr
    assert HERE in run.stderr
    assert "Traceback" not in run.stderr


def test_nothing_is_imported_unpacked_or_installed_before_the_user_agrees(installed):
    answer, profile = installed
    assert answer["network"] == errno.ENETUNREACH
    assert all((f"the Python package {name} " in answer["offered"]) != serves(name) for name in NEEDED)
    assert not {"shapely", "pandas", "scipy", "matplotlib"} & set(answer["imported"])
    assert not answer["unpacked"]
    assert str(profile.folder / "python" / "plugins" / "greenvein" / "wheels") in answer["question"]
    assert str(profile.packages) in answer["question"]
    assert "Nothing is downloaded" in answer["question"]


def test_packages_of_debian_serve_where_they_are_accepted_and_the_profile_has_the_others(installed):
    answer, profile = installed
    assert answer["installed"] == "The packages are installed and GreenVein is ready."
    places = {name: DEBIAN if file.startswith(DEBIAN) else file for name, (_, file) in answer["packages"].items()}
    assert places["numpy"] == DEBIAN
    for name, (version, _) in answer["packages"].items():
        assert system.version_key(version) >= system.version_key(NEEDED[name])
        assert places[name] == DEBIAN or places[name].startswith(str(profile.packages))
        assert (places[name] == DEBIAN) == serves(name)


@pytest.mark.parametrize("name", [job.picture.name for job in JOBS.values() if job.picture])
def test_job_comes_to_its_report_without_any_network(installed, name):
    report = installed[0]["reports"][name]
    assert report["verdict"]
    assert report["whole"]
    assert report["pictures"] > 0


def test_known_figure_comes_out(installed):
    assert installed[0]["reports"]["parks"]["verdict"] == "30.35 %"


def test_reports_are_bound_and_go_onto_paper(installed):
    folder = installed[1].settings
    assert "</html>" in (folder / "bound.html").read_text(encoding="utf-8")
    assert (folder / "bound.pdf").read_bytes().startswith(b"%PDF")


def test_without_a_window_the_command_that_is_told_installs_everything_without_any_network(
    package, without_network, profile, hiding, half_covered, tmp_path
):
    plugin = profile.folder / "python" / "plugins" / "greenvein"
    plugin.unlink()
    with zipfile.ZipFile(package) as archive:
        archive.extractall(plugin.parent)
    report = tmp_path / "report.html"
    arguments, path = [*half_covered, f"REPORT={report}"], hiding("shapely", "pandas", "scipy", "matplotlib", "jinja2")
    run = profile.qgis_process(*arguments, python_path=path)
    command = re.search(r"this command puts it right: (.+)$", run.stdout + run.stderr, re.MULTILINE)[1]
    # What of the packages is imported is compiled then; pip would compile all of them.
    environment = {**os.environ, "PYTHONNOUSERSITE": "1", "PIP_NO_COMPILE": "1"}
    subprocess.run([*without_network, "sh", "-c", command], check=True, capture_output=True, env=environment)
    run = profile.qgis_process(*arguments, python_path=path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert json.loads(run.stdout)["results"]["COVERAGE_PCT"] == pytest.approx(50, abs=1e-6)
    assert report.read_text(encoding="utf-8").count('<img src="data:') > 0
