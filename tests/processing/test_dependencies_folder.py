"""Packages come from a folder of wheels, without any network; wheels made here stand in for PyPI's."""

import http.server
import os
import random
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest
from greenvein.processing import dependencies
from greenvein.processing.dependencies import pip, wheelhouse

SHAPELY = dependencies.PackageProblem("shapely", None, "2.0", "missing")
PANDAS = dependencies.PackageProblem("pandas", None, "1.5", "missing")
ANY = "py3-none-any"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The profile's folder for packages, with blanks in its path as on Windows."""
    path = tmp_path / "a profile" / "greenvein" / "cpython"
    monkeypatch.setattr(dependencies, "packages_folder", lambda: path)
    return path


@pytest.fixture
def wheels(tmp_path):
    """The folder of wheels that the user chooses."""
    path = tmp_path / "我的 wheels"
    path.mkdir()
    return path


def put(folder, name, version, requires=(), tag=ANY, source=""):
    info = f"{name}-{version}.dist-info"
    needs = "".join(f"Requires-Dist: {need}\n" for need in requires)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / f"{name}-{version}-{tag}.whl", "w") as wheel:
        wheel.writestr(f"{name}/__init__.py", source or f"__version__ = '{version}'\n")
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}")
        wheel.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
        wheel.writestr(f"{info}/RECORD", "")


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def asked_of_the_network(monkeypatch, tmp_path):
    """Whatever pip's settings name as places in the network; the list of what was asked there."""
    asked = []

    class Index(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Index)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{server.server_port}"
    for name in ("INDEX_URL", "EXTRA_INDEX_URL", "FIND_LINKS"):
        monkeypatch.setenv(f"PIP_{name}", f"{place}/{name}/")
    (tmp_path / "pip.conf").write_text(f"[global]\nextra-index-url = {place}/file/\nfind-links = {place}/links/\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    yield asked
    server.shutdown()
    server.server_close()


@pytest.mark.slow
def test_packages_come_from_the_folder_and_nothing_is_asked_of_the_network(folder, wheels, asked_of_the_network):
    put(wheels, "shapely", "2.9", ["numpy>=1.14", "leaf"])
    put(wheels, "leaf", "1.0")
    dependencies.install([SHAPELY], wheels=wheels)
    assert sorted(path.name for path in folder.glob("*.dist-info")) == ["leaf-1.0.dist-info", "shapely-2.9.dist-info"]
    assert asked_of_the_network == []
    with pytest.raises(dependencies.InstallError):  # else the settings say nothing about the network
        dependencies.install([PANDAS])
    assert asked_of_the_network


@pytest.mark.slow
@pytest.mark.parametrize("place", ["wheels", "greenvein/wheels"])
def test_unpacked_offline_package_is_a_folder_of_wheels_too(folder, wheels, place):
    put(wheels / place, "shapely", "2.9")
    dependencies.install([SHAPELY], wheels=wheels)
    assert (folder / "shapely" / "__init__.py").is_file()


def test_folder_without_wheels_is_told(folder, wheels):
    (wheels / "shapely-2.9.tar.gz").write_bytes(b"")
    with pytest.raises(dependencies.InstallError) as error:
        dependencies.install([SHAPELY], wheels=wheels)
    assert str(error.value) == f"There are no wheels (files *.whl) in the folder {wheels}."


@pytest.mark.slow
def test_sentence_names_everything_that_the_folder_lacks_and_nothing_changes(folder, wheels):
    put(wheels, "pandas", "2.0")
    dependencies.install([PANDAS], wheels=wheels)
    before = files(folder.parent)
    (wheels / "pandas-2.0-py3-none-any.whl").unlink()
    put(wheels, "pandas", "2.1", ["numpy>=99"])
    put(wheels, "shapely", "2.9", ["absent>=3", "old>2", "foreign"])
    put(wheels, "old", "1.0")
    put(wheels, "foreign", "1.0", tag="cp39-cp39-win32")
    with pytest.raises(dependencies.InstallError) as error:
        dependencies.install([SHAPELY], wheels=wheels)
    said = str(error.value)
    assert said.startswith("Nothing was installed: for Python ")
    assert f"the folder {wheels} lacks " in said
    assert "absent>=3 (no wheel of it)" in said
    assert "old>2 (in no version that goes with the others and numpy: old-1.0-py3-none-any.whl)" in said
    assert "foreign (only for another system or Python: foreign-1.0-cp39-cp39-win32.whl)" in said
    assert "pandas>=1.5 (in no version that goes with the others and numpy: pandas-2.1-py3-none-any.whl)" in said
    assert "shapely" not in said
    assert files(folder.parent) == before


@pytest.mark.slow
def test_wheel_that_is_not_whole_is_named_and_nothing_changes(folder, wheels):
    (wheels / "shapely-2.9-py3-none-any.whl").write_bytes(b"half of a whe")
    with pytest.raises(dependencies.InstallError, match=r"nothing has changed.*shapely"):
        dependencies.install([SHAPELY], wheels=wheels)
    assert not folder.exists()


@pytest.mark.cases(5, first=2)
def test_what_is_lacking_is_what_can_be_reached_and_is_not_there(wheels, seed):
    chance = random.Random(seed)
    names = [f"package{number}" for number in range(12)]
    needs = {name: chance.sample(names, chance.randint(0, 3)) for name in names}
    there = set(chance.sample(names, 8))
    for name in there:
        put(wheels, name, "1.0", needs[name])
    wanted = chance.sample(names, 2)
    reached, way = set(), list(wanted)
    while way:
        name = way.pop()
        if name not in reached:
            reached.add(name)
            way += needs[name] if name in there else []
    assert set(wheelhouse.lacking([wheels], wanted, "1.24.2")) == reached - there


def test_markers_are_those_of_the_python_that_is_to_take_the_wheels(wheels):
    put(wheels, "shapely", "2.9", ["for-windows; sys_platform == 'win32'", "for-old; python_version < '3.11'"])
    tags = frozenset().union(*(pip_tags(path) for path in wheels.glob("*.whl")))

    def lacking(python, system):
        return set(
            wheelhouse.lacking(
                [wheels], ["shapely"], "1.24.2", tags, {"python_version": python, "sys_platform": system}
            )
        )

    assert lacking("3.12", "linux") == set()
    assert lacking("3.12", "win32") == {"for-windows"}
    assert lacking("3.10", "darwin") == {"for-old"}


def pip_tags(path):
    from pip._vendor.packaging.utils import parse_wheel_filename

    return parse_wheel_filename(path.name)[3]


@pytest.fixture
def python_without_pip(tmp_path, monkeypatch):
    """The Python of QGIS as Debian has it by itself: no pip."""
    subprocess.run(["/usr/bin/python3", "-m", "venv", "--without-pip", tmp_path / "bare"], check=True)
    program = str(tmp_path / "bare" / "bin" / "python")
    monkeypatch.setattr(pip, "interpreter", lambda: pip.Interpreter(program, has_pip=False, has_ensurepip=False))
    return program


@pytest.fixture
def carried_pip(wheels):
    """The wheel of pip that every virtual environment gets, in the folder."""
    wheel = next(Path("/usr/share/python-wheels").glob("pip-*.whl"))
    (wheels / wheel.name).symlink_to(wheel)


@pytest.mark.slow
def test_pip_itself_may_come_from_the_folder(folder, wheels, python_without_pip, carried_pip):
    put(wheels, "shapely", "2.9", ["numpy"])
    assert not dependencies.can_install([SHAPELY])
    assert dependencies.can_install([SHAPELY], wheels)
    dependencies.install([SHAPELY], wheels=wheels)
    assert sorted(path.name for path in folder.iterdir()) == ["shapely", "shapely-2.9.dist-info"]
    with pytest.raises(dependencies.InstallError, match=r"lacks pandas>=1\.5 \(no wheel of it\)"):
        dependencies.install([PANDAS], wheels=wheels)


def test_without_any_pip_the_sentence_says_so(folder, wheels, python_without_pip):
    put(wheels, "shapely", "2.9")
    with pytest.raises(dependencies.InstallError, match="no pip"):
        dependencies.install([SHAPELY], wheels=wheels)


@pytest.mark.slow
def test_folder_never_brings_a_numpy(folder, wheels):
    numpy = dependencies.PackageProblem("numpy", None, "1.22", "missing")
    assert not dependencies.can_install([numpy, SHAPELY], wheels)
    put(wheels, "numpy", "99.0")
    put(wheels, "shapely", "2.9", ["numpy"])
    dependencies.install([SHAPELY], wheels=wheels)
    assert not (folder / "numpy").exists()


@pytest.fixture
def carrying(wheels, monkeypatch):
    """A GreenVein that carries wheels."""
    monkeypatch.setattr(dependencies, "_BUNDLED", wheels)


def test_only_an_offline_package_carries_wheels(wheels, carrying):
    assert dependencies.bundled() is None
    put(wheels, "shapely", "2.9")
    assert dependencies.bundled() == wheels


@pytest.mark.slow
@pytest.mark.parametrize("bare", [False, True], ids=["with pip", "with the pip carried"])
def test_command_of_an_offline_package_needs_no_network(
    folder, wheels, carrying, carried_pip, asked_of_the_network, request, bare
):
    if bare:
        program = request.getfixturevalue("python_without_pip")
        from greenvein.processing.dependencies import system

        request.getfixturevalue("monkeypatch").setattr(system, "interpreter", pip.interpreter)
    else:
        program = pip.interpreter().program
    put(wheels, "shapely", "2.9", ["numpy", "leaf"])
    put(wheels, "leaf", "1.0")
    command = dependencies.command([SHAPELY])
    assert command.startswith(f'"{program}" ')
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    subprocess.run(command, shell=True, check=True, capture_output=True, env=environment)
    assert sorted(path.name for path in folder.glob("*.dist-info")) == ["leaf-1.0.dist-info", "shapely-2.9.dist-info"]
    assert "shapely" not in {problem.package for problem in dependencies.missing()}


# Run in a Python of its own: what another plugin imported before stays, what nobody imported does not come in the way.
IN_USE = """
import sys
sys.path[:0] = [{plugins!r}, {old!r}]
from pathlib import Path
from greenvein.processing import dependencies
dependencies.packages_folder = lambda: Path({packages!r})
if {imported!r}:
    import pandas
print([problem.reason for problem in dependencies.load() if problem.package == "pandas"])
print("pandas" in sys.modules)
Path({packages!r}).symlink_to({venv!r})
for problems in (dependencies.missing(), dependencies.load()):
    print([(problem.package, problem.reason) for problem in problems], dependencies.needs_restart(problems))
    if problems:
        print(dependencies.sentence(problems))
"""


@pytest.mark.slow
@pytest.mark.parametrize("imported", [True, False])
def test_older_package_asks_for_a_restart_only_where_it_is_in_use(profile, imported):
    old = profile.settings / "old"
    (old / "pandas").mkdir(parents=True)
    (old / "pandas" / "__init__.py").write_text("__version__ = '1.3.5'\n")
    (old / "pandas-1.3.5.dist-info").mkdir()
    (old / "pandas-1.3.5.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: pandas\nVersion: 1.3.5\n")
    profile.packages.parent.mkdir()
    folders = {"plugins": profile.folder / "python" / "plugins", "old": old, "packages": profile.packages}
    folders["venv"] = next(path for path in sys.path if path.endswith("site-packages"))
    source = IN_USE.format(**{name: str(path) for name, path in folders.items()}, imported=imported)
    run = subprocess.run(
        ["/usr/bin/python3", "-c", source], env=profile.environment(), capture_output=True, text=True, check=True
    )
    lines = run.stdout.splitlines()
    assert lines[:2] == ["['too old']", str(imported)]
    if imported:
        assert lines[2] == lines[4] == "[('pandas', 'in use')] True"
        assert "pandas 1.3.5 was imported before the newer one in your QGIS profile" in lines[3]
        assert "Restart QGIS" in lines[3]
        assert "pip install" not in lines[3]
    else:
        assert lines[2:] == ["[] False", "[] False"]
