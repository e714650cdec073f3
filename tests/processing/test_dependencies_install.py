"""pip installs into the profile's folder, or leaves it as it was; wheels made here stand in for PyPI's."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from greenvein.processing import dependencies
from greenvein.processing.dependencies import pip, platforms, system

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SHAPELY = dependencies.PackageProblem("shapely", "2.0.7", "2.1", "too old")
PANDAS = dependencies.PackageProblem("pandas", None, "1.5", "missing")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The profile's folder for packages, with blanks in its path as on Windows."""
    path = tmp_path / "a profile" / "greenvein" / "cpython"
    monkeypatch.setattr(dependencies, "packages_folder", lambda: path)
    return path


@pytest.fixture
def offer_wheel(tmp_path, monkeypatch):
    """Put a wheel where pip looks, which looks nowhere else."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)

    def offer(name, version, source="", requires=()):
        info = f"{name}-{version}.dist-info"
        needs = "".join(f"Requires-Dist: {need}\n" for need in requires)
        with zipfile.ZipFile(wheels / f"{name}-{version}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}/__init__.py", source or f"__version__ = '{version}'\n")
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")

    return offer


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_python_found_is_the_one_that_runs(monkeypatch, tmp_path):
    (tmp_path / "python3").write_text("#!/bin/sh\necho another Python\n")
    (tmp_path / "python3").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    pip.interpreter.cache_clear()
    program = pip.interpreter().program
    ask = [program, "-c", "import sys; print(sys.version)"]
    version = subprocess.run(ask, capture_output=True, text=True, check=True)
    assert version.stdout.strip() == sys.version


def test_installed_packages_fit_the_numpy_of_qgis_and_bring_none(folder, offer_wheel):
    import numpy

    offer_wheel("numpy", "99.0")
    offer_wheel("shapely", "2.9", requires=["numpy>=1.14"])
    offer_wheel("shapely", "3.0", requires=["numpy>=99"])
    lines = []
    dependencies.install([SHAPELY], lines.append)
    assert sorted(path.name for path in folder.iterdir()) == ["shapely", "shapely-2.9.dist-info"]
    assert any(f"numpy-{numpy.__version__}" in line for line in lines)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_what_the_folder_held_is_installed_anew(folder, offer_wheel):
    offer_wheel("pandas", "2.0")
    dependencies.install([PANDAS])
    offer_wheel("pandas", "2.1")
    offer_wheel("shapely", "2.9")
    dependencies.install([SHAPELY])
    names = sorted(path.name for path in folder.glob("*.dist-info"))
    assert names == ["pandas-2.1.dist-info", "shapely-2.9.dist-info"]


@pytest.mark.parametrize(
    "source",
    [None, "raise ImportError('built for another system')"],
    ids=["not to be had", "does not import"],
)
def test_failed_installation_leaves_everything_as_it_was(folder, offer_wheel, source):
    offer_wheel("pandas", "2.0")
    dependencies.install([PANDAS])
    before = files(folder.parent)
    if source:
        offer_wheel("shapely", "2.9", source)
    with pytest.raises(dependencies.InstallError, match="nothing has changed") as error:
        dependencies.install([SHAPELY])
    assert ("built for another system" if source else "shapely>=2.1") in str(error.value)
    assert files(folder.parent) == before


def test_folder_that_cannot_be_replaced_stays_as_it_was(folder, offer_wheel, monkeypatch):
    offer_wheel("pandas", "2.0")
    dependencies.install([PANDAS])
    before = files(folder.parent)
    rename = type(folder).rename

    def refuse(path, target):
        if path.name == "packages":
            raise PermissionError("in use")
        return rename(path, target)

    monkeypatch.setattr(type(folder), "rename", refuse)
    with pytest.raises(dependencies.InstallError, match="restart QGIS"):
        dependencies.install([PANDAS])
    assert files(folder.parent) == before


def test_index_that_cannot_be_reached_is_told_in_one_sentence(folder, monkeypatch):
    for name in list(os.environ):
        if name.startswith("PIP_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(dependencies.InstallError) as error:
        dependencies.install([SHAPELY])
    assert str(error.value).startswith(
        "The packages could not be downloaded, because the package index cannot be reached"
    )
    assert "install them from a folder of wheels" in str(error.value)
    assert list(folder.parent.iterdir()) == []


def test_cancelled_installation_leaves_everything_as_it_was(folder, offer_wheel):
    offer_wheel("shapely", "2.9")
    with pytest.raises(dependencies.InstallCancelledError):
        dependencies.install([SHAPELY], cancelled=lambda: True)
    assert list(folder.parent.iterdir()) == []


@pytest.fixture
def without_pip(monkeypatch):
    monkeypatch.setattr(system, "interpreter", lambda: pip.Interpreter("/usr/bin/python3", False, True))
    monkeypatch.setattr(pip, "interpreter", system.interpreter)


@pytest.fixture
def become(without_pip, monkeypatch, tmp_path):
    """Make this system another one, by its os-release and the packages that apt offers."""

    def become(release, packages):
        monkeypatch.setattr(system, "OS_RELEASE", tmp_path / "os-release")
        (tmp_path / "os-release").write_text(release + "\n")
        cases = "\n".join(f"{name}) echo '  Candidate: {version}' ;;" for name, version in packages.items())
        (tmp_path / "apt-cache").write_text(f'#!/bin/sh\ncase "$2" in\n{cases}\nesac\n')
        (tmp_path / "apt-cache").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    return become


def test_nothing_is_installed_without_pip(folder, without_pip):
    assert not dependencies.can_install([SHAPELY])
    with pytest.raises(dependencies.InstallError, match="no pip"):
        dependencies.install([SHAPELY])
    assert not folder.parent.exists()


@pytest.mark.parametrize(
    ("name", "python", "said"),
    [
        ("linux-x86_64", "3.9", "its Python is 3.9, and .* on this platform (linux-x86_64) for Python 3.10 or later"),
        ("win-arm64", "3.10", "(win-arm64) for Python 3.11 or later"),
        ("win32", "3.12", "(win32), only on win-amd64, win-arm64, macosx-arm64, "),
        ("linux-riscv64", "3.13", "(linux-riscv64), only on win-amd64"),
        ("win-amd64", "3.12", ""),
        ("macosx-arm64", "3.10", ""),
        ("linux-aarch64", "3.14", ""),
    ],
)
def test_elsewhere_one_sentence_and_no_offer(monkeypatch, name, python, said):
    monkeypatch.setattr(platforms, "here", lambda: (name, python))
    sentence = dependencies.sentence([SHAPELY])
    if said:
        pattern = ".*".join(map(re.escape, said.split(".*")))
        assert re.search(pattern, sentence)
        assert sentence.startswith("GreenVein cannot run in this QGIS: ")
        assert "install" not in sentence.replace("installers", "")
    assert dependencies.can_install([SHAPELY]) == (not said)


def test_this_machine_is_in_the_table():
    table = json.loads(platforms.TABLE.read_text("utf-8"))
    name, python = platforms.here()
    assert python in table["platforms"][name]
    assert all(set(pythons) <= set(table["pythons"]) for pythons in table["platforms"].values())


def test_readme_has_the_table():
    table = json.loads(platforms.TABLE.read_text("utf-8"))
    readme = (ROOT / "README.md").read_text("utf-8").splitlines()
    head = readme.index("| Python | " + " | ".join(table["pythons"]) + " |")
    groups = (
        ["win-amd64"],
        ["win-arm64"],
        ["win32"],
        ["macosx-arm64", "macosx-x86_64"],
        ["linux-x86_64", "linux-aarch64"],
    )
    for row, names in zip(readme[head + 2 :], groups):
        marks = [mark.strip() == "✓" for mark in row.split("|")[2:-1]]
        assert all(marks == [python in table["platforms"][name] for python in table["pythons"]] for name in names)
    assert sorted(name for names in groups for name in names) == sorted(table["platforms"])


def test_accepted_is_what_the_lowest_environment_runs():
    lines = (ROOT / "requirements" / "lowest.txt").read_text("utf-8").splitlines()
    lowest = {}
    for line in lines:
        if not line.startswith("#"):
            package, version = line.partition(";")[0].strip().split("==")
            lowest.setdefault(package, []).append(system.version_key(version))
    assert {name: min(versions) for name, versions in lowest.items()} == {
        name: system.version_key(version) for name, version in dependencies.NEEDED.items()
    }


@pytest.mark.parametrize(
    ("release", "shapely", "expected"),
    [
        ("ID=debian", "2.1.1-1", "sudo apt install python3-shapely python3-pandas"),
        ("ID=debian", "2.0.7-1", "sudo apt install python3-pip && "),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"', "(none)", "sudo apt install python3-pip && "),
        ("ID=fedora", "", "sudo dnf install python3-shapely python3-pandas"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"', "", "sudo dnf install python3-pip && "),
        ("ID=arch", "", "sudo pacman -S python-shapely python-pandas"),
        ('ID="opensuse-leap"\nID_LIKE="suse opensuse"', "", "sudo zypper install python3-pip && "),
        ("ID=other", "", '"/usr/bin/python3" -m ensurepip --user && '),
    ],
)
def test_command_without_pip_is_the_system_s_own(folder, become, release, shapely, expected):
    become(release, {"python3-shapely": shapely, "python3-pandas": "1.5.3+dfsg-2"})
    text = dependencies.command([SHAPELY, PANDAS])
    assert text.startswith(expected)
    if expected.endswith("&& "):
        assert f'-m pip install --upgrade --only-binary :all: --target "{folder}" "shapely>=2.1"' in text
    else:
        assert text == expected


def test_command_on_windows_uses_the_python_of_qgis(folder, monkeypatch):
    program = r"C:\Program Files\QGIS 3.40\apps\Python312\python.exe"
    monkeypatch.setattr(system, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(system, "interpreter", lambda: pip.Interpreter(program, True, True))
    assert dependencies.command([PANDAS]).startswith(f'"{program}" -m pip install ')


def test_command_installs_what_load_then_finds(folder, offer_wheel):
    offer_wheel("shapely", "2.9")
    import numpy

    offer_wheel("numpy", numpy.__version__)
    subprocess.run(dependencies.command([SHAPELY]), shell=True, check=True, capture_output=True)
    assert "shapely" not in {problem.package for problem in dependencies.missing()}
    assert (folder / "shapely" / "__init__.py").is_file()
