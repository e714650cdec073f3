"""QGIS runs where another Python stands first on PATH, or is named by the variables of pyenv, conda or a venv."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
VERSION = f"python{sys.version_info[0]}.{sys.version_info[1]}"
SCRIPTS = [path for path in sorted((ROOT / "scripts").iterdir()) if path.is_file()]
SHELL_SCRIPTS = [path for path in SCRIPTS if path.read_bytes().startswith(b"#!/bin/sh")]


@pytest.fixture
def another_python(tmp_path):
    """A Python of its own, as pyenv and conda have them: with the standard library, and no package of QGIS."""
    home = tmp_path / "another"
    (home / "bin").mkdir(parents=True)
    (home / "lib").mkdir()
    shutil.copy2(Path("/usr/bin/python3").resolve(), home / "bin" / VERSION)
    for name in ("python3", "python"):
        (home / "bin" / name).symlink_to(VERSION)
    (home / "lib" / VERSION).symlink_to(Path("/usr/lib") / VERSION)
    return home


@pytest.fixture
def virtual_environment(tmp_path):
    """A virtual environment without any package."""
    home = tmp_path / "virtual"
    subprocess.run(["/usr/bin/python3", "-m", "venv", "--without-pip", home], check=True)
    return home


def shell(**variables):
    """Return the environment of a shell in which these variables are set."""
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", **{name: str(value) for name, value in variables.items()}}


def first_on_path(home):
    return f"{home / 'bin'}:{os.environ['PATH']}"


FOREIGN = ["another Python", "active venv", "active conda", "PYTHONHOME", "PYTHONPATH"]


@pytest.fixture
def foreign(request, another_python, virtual_environment, tmp_path):
    """The environment of a shell in which QGIS by itself cannot start its Python, for one reason or for all."""
    (tmp_path / "path" / "qgis").mkdir(parents=True)
    (tmp_path / "path" / "qgis" / "__init__.py").write_text("raise ImportError('not the one of QGIS')\n")
    reasons = {
        "another Python": {"PATH": first_on_path(another_python)},
        "active venv": {"PATH": first_on_path(virtual_environment), "VIRTUAL_ENV": virtual_environment},
        "active conda": {
            "PATH": first_on_path(another_python), "CONDA_PREFIX": another_python, "PROJ_DATA": another_python,
            "PROJ_LIB": another_python, "GDAL_DATA": another_python,
        },
        "PYTHONHOME": {"PYTHONHOME": tmp_path},
        "PYTHONPATH": {"PYTHONPATH": tmp_path / "path"},
    }  # fmt: skip
    if request.param in reasons:
        return shell(**reasons[request.param])
    return shell(**{name: value for one in reasons.values() for name, value in one.items()})


def run(*command, environment):
    return subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False, cwd=ROOT
    )


@pytest.mark.parametrize("foreign", FOREIGN, indirect=True)
def test_qgis_by_itself_starts_no_python_there(foreign):
    alone = run("/usr/bin/qgis_process", "plugins", environment=foreign)
    assert alone.returncode != 0 or "Python support will be disabled" in alone.stdout + alone.stderr


@pytest.mark.parametrize("foreign", ["all at once"], indirect=True)
def test_scripts_run_qgis_with_the_python_of_the_system(foreign, half_covered):
    found = run("scripts/qgis_process", *half_covered, environment=foreign)
    assert found.returncode == 0, found.stdout + found.stderr
    assert '"COVERAGE_PCT": 50' in found.stdout


def test_tests_run_qgis_with_the_python_of_the_system_and_without_a_display_unasked(another_python):
    pytest_of_ours = Path(sys.executable).with_name("pytest")
    case = "tests/processing/test_dependencies.py::test_algorithms_stay_in_the_toolbox_without_any_of_the_packages"
    environment = shell(PATH=first_on_path(another_python))
    for name in {"DISPLAY", "QT_QPA_PLATFORM"} & environment.keys():
        del environment[name]
    found = run(pytest_of_ours, "-q", case, environment=environment)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "1 passed" in found.stdout


@pytest.mark.parametrize("script", SHELL_SCRIPTS, ids=lambda path: path.name)
def test_every_shell_script_takes_it_before_it_runs_anything(script):
    lines = script.read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands[:3] == ["set -eu", 'root=$(cd "$(dirname "$0")/.." && pwd)', '. "$root/scripts/system_python"']
