"""What all tests share: the package under its real name, and QGIS profiles of their own."""

import importlib
import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EAST, NORTH = 38_500_000, 4_400_000


def _take_the_system_python():
    """Let what the tests start find the system's own Python, as the scripts do, whatever the shell has active."""
    command = ["/bin/sh", "-c", '. "$0" && exec env -0', ROOT / "scripts" / "system_python"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    kept = dict(entry.split("=", 1) for entry in said.split("\0") if entry)
    for name in os.environ.keys() - kept.keys():
        del os.environ[name]
    os.environ["PATH"] = kept["PATH"]


_take_the_system_python()
# Without a display QGIS would end the process and say nothing. It starts by this plugin, which therefore is loaded
# here, and not by pytest itself, which would do it before (pyproject.toml).
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest_plugins = ["pytest_qgis.plugin"] if importlib.util.find_spec("pytest_qgis") else []


def _package_greenvein():
    """Make the checkout importable as ``greenvein`` without its folder on sys.path."""
    spec = importlib.util.spec_from_file_location(
        "greenvein", ROOT / "__init__.py", submodule_search_locations=[str(ROOT)]
    )
    module = importlib.util.module_from_spec(spec)
    sys.modules["greenvein"] = module
    spec.loader.exec_module(module)


if "greenvein" not in sys.modules:
    _package_greenvein()


def pytest_addoption(parser):
    parser.addoption("--thorough", action="store_true", help="draw all random cases, not just the first of each test")


def _drawn(config, total, first=None):
    """Return how many of so many random cases are drawn: all with --thorough, else only the first of the very same."""
    return total if first is None or config.getoption("--thorough") else first


def pytest_generate_tests(metafunc):
    """Give a test the seed of each of its random cases, or the values that it is crossed with, as it is marked."""
    marked = metafunc.definition.get_closest_marker("cases")
    if marked is not None:
        metafunc.parametrize("seed", range(_drawn(metafunc.config, *marked.args, **marked.kwargs)))
    marked = metafunc.definition.get_closest_marker("crossed")
    if marked is not None:
        every = list(product(*marked.kwargs.values()))
        some = [tuple(one[row % len(one)] for one in marked.kwargs.values()) for row in range(_longest(marked.kwargs))]
        thorough = metafunc.config.getoption("--thorough")
        metafunc.parametrize(tuple(marked.kwargs), every if thorough else some, ids=_name_of)


def _name_of(value):
    """Return what a value is called in a test's name, where pytest would call it by its number among those drawn."""
    return repr(value) if isinstance(value, (dict, list)) else None


def _longest(crossed):
    return max(map(len, crossed.values()))


def pytest_collection_modifyitems(items):
    """Put files with tests that take seconds first, so that no process is left with one of them at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(autouse=True)
def qgis_show_map():
    """Show no map, which pytest-qgis would ask a folder of its own for, for every test."""


@pytest.fixture
def cases(request):
    """Return how many random cases a loop draws, with the arguments of the mark: ``cases(200, first=40)``."""
    return partial(_drawn, request.config)


@dataclass(frozen=True)
class Profile:
    """A folder of QGIS settings with one profile, in which GreenVein is enabled."""

    settings: Path

    @property
    def folder(self) -> Path:
        return self.settings / "profiles" / "default"

    @property
    def packages(self) -> Path:
        """The folder for packages of the plugin's own."""
        return self.folder / "greenvein" / sys.implementation.cache_tag

    def link_plugin(self) -> None:
        plugins = self.folder / "python" / "plugins"
        plugins.mkdir(parents=True)
        (plugins / "greenvein").symlink_to(ROOT)
        (self.folder / "QGIS").mkdir()
        (self.folder / "QGIS" / "QGIS3.ini").write_text("[PythonPlugins]\ngreenvein=true\n", encoding="utf-8")

    def link_packages(self) -> None:
        self.packages.parent.mkdir()
        self.packages.symlink_to(sysconfig.get_paths()["purelib"])

    def environment(self, python_path: str = "") -> dict:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
            "QGIS_CUSTOM_CONFIG_PATH": str(self.settings),
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": python_path,
            "PYTHONUTF8": "1",
            "XDG_RUNTIME_DIR": str(self.settings),
        }

    def qgis_process(self, *arguments: str, python_path: str = "") -> subprocess.CompletedProcess:
        """Run the real qgis_process with this profile and further folders of Python packages."""
        return subprocess.run(
            ["/usr/bin/qgis_process", *arguments],
            env=self.environment(python_path),
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


# What Python runs at its start: it sees none of the packages, save in the plugin's own folder of a profile.
HIDING = """
import sys
from importlib import machinery, metadata
names, found, told = {names!r}, machinery.PathFinder.find_spec, metadata.MetadataPathFinder.find_distributions
own = "/greenvein/" + sys.implementation.cache_tag
def ours(path):
    return [folder for folder in (sys.path if path is None else path) if own in str(folder)]
def find_spec(name, path=None, target=None):
    return found(name, ours(path) if path is None and name in names else path, target)
def find_distributions(context=metadata.DistributionFinder.Context()):
    for dist in told(context):
        if (dist.metadata["Name"] or "").lower() not in names or own in str(dist.locate_file("")):
            yield dist
machinery.PathFinder.find_spec = staticmethod(find_spec)
metadata.MetadataPathFinder.find_distributions = staticmethod(find_distributions)
"""


@pytest.fixture
def hiding(tmp_path):
    """Make a folder for PYTHONPATH with which packages of these names are not there, whatever the system has."""

    def hide(*names):
        (tmp_path / "hiding").mkdir()
        (tmp_path / "hiding" / "sitecustomize.py").write_text(HIDING.format(names=set(names)), encoding="utf-8")
        return str(tmp_path / "hiding")

    return hide


@pytest.fixture
def open_folder():
    """A folder that others may enter, which those are not that pytest makes: whenever it starts, it closes them."""
    with tempfile.TemporaryDirectory() as found:
        os.chmod(found, 0o755)
        yield Path(found)


@pytest.fixture
def empty_profile(tmp_path) -> Profile:
    """A fresh profile with nothing in it."""
    (tmp_path / "settings").mkdir(mode=0o700)
    return Profile(tmp_path / "settings")


@pytest.fixture
def profile(empty_profile) -> Profile:
    """A fresh profile with this checkout as its plugin, and none of the packages it needs."""
    empty_profile.link_plugin()
    return empty_profile


def on_a_display(screen: str) -> list:
    """Return what runs a command on a virtual display of this process's own.

    Two that look for a free number at the same time may find the same one, so those that run beside each other begin
    to look at different numbers.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[len("gw") :])
    return ["xvfb-run", "-a", "-n", str(99 + 100 * worker), "-s", f"-screen 0 {screen}"]


def box(x, y, width, height):
    ring = [[x, y], [x + width, y], [x + width, y + height], [x, y + height], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def half_covered(tmp_path):
    """A square kilometre of housing whose western half lies within 500 m of a long park."""
    inputs = {"RESIDENTIAL": box(EAST, NORTH, 1000, 1000), "PARKS": box(EAST - 100, NORTH - 2000, 100, 5000)}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4526"}}
    arguments = ["--json", "run", "greenvein:parkcoverage", "--"]
    for name, geometry in inputs.items():
        path = tmp_path / f"{name}.geojson"
        features = [{"type": "Feature", "properties": {}, "geometry": geometry}]
        collection = {"type": "FeatureCollection", "crs": crs, "features": features}
        path.write_text(json.dumps(collection), encoding="utf-8")
        arguments.append(f"{name}={path}")
    return arguments


@pytest.fixture
def no_window(qgis_processing, monkeypatch):
    """Processing without QGIS's window, which it asks where in the legend results belong."""
    monkeypatch.setattr("processing.gui.Postprocessing.iface", None)


@pytest.fixture
def own_profiles(tmp_path, monkeypatch):
    """A folder for plan profiles of the user's own, and nothing chosen."""
    from greenvein.processing import profiles
    from qgis.core import QgsSettings

    folder = tmp_path / "profiles"
    monkeypatch.setattr(profiles, "own_folder", lambda: folder)
    QgsSettings().remove(profiles.SETTING)
    yield folder
    QgsSettings().remove(profiles.SETTING)


@pytest.fixture
def chinese(qgis_app):
    """QGIS in Chinese, as its settings say."""
    from greenvein import i18n
    from qgis.core import QgsSettings
    from qgis.PyQt.QtCore import QCoreApplication

    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "zh_CN")
    translator = i18n.load_translator()
    yield
    QCoreApplication.removeTranslator(translator)
    settings.remove("locale/overrideFlag")
    settings.remove("locale/userLocale")
