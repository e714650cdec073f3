"""QGIS's own qgis_process meets packages that are missing, too old or in each other's way."""

import json
import re
import subprocess
import sys
import sysconfig

import pytest

pytestmark = pytest.mark.slow

VENV = sysconfig.get_paths()["purelib"]
PACKAGES = ["shapely", "pandas", "scipy", "matplotlib", "jinja2"]


@pytest.fixture
def old_shapely(tmp_path, request):
    """A folder with what QGIS touches of a shapely that is too old."""
    package = tmp_path / "old" / "shapely"
    (package / "geometry").mkdir(parents=True)
    (package / "__init__.py").write_text(f"__version__ = '{request.param}'\n", encoding="utf-8")
    (package / "geometry" / "__init__.py").write_text("from . import base\n", encoding="utf-8")
    (package / "geometry" / "base.py").write_text("class BaseGeometry: pass\n", encoding="utf-8")
    return str(tmp_path / "old")


def coverage(run):
    assert run.returncode == 0, run.stdout + run.stderr
    return json.loads(run.stdout)["results"]["COVERAGE_PCT"]


def test_loading_the_plugin_imports_none_of_the_packages(profile):
    source = (
        "import sys, qgis.core; before = set(sys.modules); from greenvein.plugin import GreenVein; "
        "GreenVein(None); print(*(set(sys.modules) - before))"
    )
    python_path = f"{profile.folder / 'python' / 'plugins'}:{VENV}"
    run = subprocess.run(
        [sys.executable, "-c", source], env=profile.environment(python_path), capture_output=True, text=True, check=True
    )
    loaded = {name.split(".")[0] for name in run.stdout.split()}
    assert "greenvein" in loaded
    assert not loaded & {*PACKAGES}


def test_algorithms_stay_in_the_toolbox_without_any_of_the_packages(profile, hiding):
    run = profile.qgis_process("list", python_path=hiding(*PACKAGES))
    assert "greenvein:parkcoverage" in run.stdout
    assert "Traceback" not in run.stdout + run.stderr


@pytest.mark.parametrize("missing", [["jinja2"], PACKAGES], ids=["one", "all"])
def test_run_names_every_missing_package_and_the_command(profile, hiding, half_covered, missing):
    run = profile.qgis_process(*half_covered, python_path=f"{hiding(*missing)}:{VENV}")
    text = run.stdout + run.stderr
    assert run.returncode != 0
    assert [name for name in PACKAGES if f"the Python package {name} is missing" in text] == missing
    assert f'--target "{profile.packages}"' in text
    assert [name for name in PACKAGES if f'"{name}>=' in text] == missing


def test_package_that_imports_by_halves_is_replaced_without_a_restart(profile):
    source = """
import sys
sys.path[:0] = [{plugins!r}, {broken!r}]
from pathlib import Path
from greenvein.processing import dependencies
dependencies.packages_folder = lambda: Path({packages!r})
print([problem.reason for problem in dependencies.load() if problem.package == "pandas"])
print([name for name in sys.modules if name.startswith("pandas")])
Path({packages!r}).symlink_to({venv!r})
print(dependencies.load())
"""
    broken = profile.settings / "broken"
    (broken / "pandas").mkdir(parents=True)
    (broken / "pandas" / "__init__.py").write_text("from . import compat\nraise ValueError('another numpy')\n")
    (broken / "pandas" / "compat.py").write_text("")
    profile.packages.parent.mkdir()
    folders = {"plugins": profile.folder / "python" / "plugins", "broken": broken, "packages": profile.packages}
    source = source.format(**{name: str(path) for name, path in folders.items()}, venv=VENV)
    environment = profile.environment()
    run = subprocess.run(
        ["/usr/bin/python3", "-c", source], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.splitlines() == ["['broken']", "[]", "()"]


@pytest.mark.parametrize("old_shapely", ["2.0.7"], indirect=True)
def test_run_says_that_shapely_is_too_old(profile, old_shapely, half_covered):
    run = profile.qgis_process(*half_covered, python_path=old_shapely)
    assert run.returncode != 0
    assert re.search(r"shapely 2.0.7 is too old \(2.1 or later is needed\)", run.stdout + run.stderr)


@pytest.mark.parametrize("old_shapely", ["1.8.5"], indirect=True)
def test_packages_in_the_profile_win_over_an_old_shapely(profile, old_shapely, half_covered):
    profile.link_packages()
    run = profile.qgis_process(*half_covered, python_path=old_shapely)
    assert coverage(run) == pytest.approx(50, abs=1e-6)


@pytest.mark.parametrize("linked", [False, True])
def test_shapely_that_qgis_mixed_up_with_its_own_geos_is_loaded_apart(profile, half_covered, linked):
    if linked:
        profile.link_packages()
    run = profile.qgis_process(*half_covered, python_path=VENV)
    assert coverage(run) == pytest.approx(50, abs=1e-6)


def test_run_says_that_shapely_collides_where_it_cannot_be_loaded_apart(profile, half_covered):
    (profile.folder / "greenvein").write_text("a file where the folder should be", encoding="utf-8")
    run = profile.qgis_process(*half_covered, python_path=VENV)
    assert run.returncode != 0
    assert "collides with the GEOS of QGIS" in run.stdout + run.stderr
