"""The Python that QGIS runs, and installing packages for it with its pip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ...i18n import tr

# No console window flashes up on Windows.
_QUIETLY = {"creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0)}
_LAST_LINES = 3

# Run with a folder and names: each of them imports, and from that folder.
_CHECK = """
import sys
folder, *names = sys.argv[1:]
sys.path.insert(0, folder)
for name in names:
    place = __import__(name).__file__
    assert place.startswith(folder), f"{name} comes from {place}"
"""


class InstallError(Exception):
    """The packages could not be installed; the message is one sentence for the user."""


class InstallCancelledError(InstallError):
    """The user cancelled the installation."""


@dataclass(frozen=True)
class Interpreter:
    """The program of the Python that QGIS embeds ("" where none is found), and what it can do."""

    program: str
    has_pip: bool
    has_ensurepip: bool


@lru_cache(maxsize=1)
def interpreter() -> Interpreter:
    """Find the program of the running Python.

    ``sys.executable`` will not do: inside QGIS it is QGIS itself or, on Linux,
    whichever python3 comes first on PATH.
    """
    ask = (
        "import sys; from importlib.util import find_spec;"
        "print(sys.implementation.cache_tag, sys.version_info[:3], "
        "*[find_spec(name) is not None for name in ('pip', 'ensurepip')])"
    )
    same = f"{sys.implementation.cache_tag} {tuple(sys.version_info[:3])}"
    for program in _candidates():
        if not program.is_file():
            continue
        try:
            answer = subprocess.run(
                [str(program), "-c", ask], capture_output=True, text=True, timeout=30, check=False, **_QUIETLY
            ).stdout.strip()
        except (OSError, subprocess.SubprocessError):
            continue
        if answer.startswith(same):
            has_pip, has_ensurepip = (word == "True" for word in answer.split()[-2:])
            return Interpreter(str(program), has_pip, has_ensurepip)
    return Interpreter("", has_pip=False, has_ensurepip=False)


def _candidates() -> list[Path]:
    prefix = Path(sys.base_exec_prefix)
    if sys.platform == "win32":
        return [prefix / "python.exe", prefix / "python3.exe"]
    names = [f"python{sys.version_info[0]}.{sys.version_info[1]}", "python3"]
    folders = [prefix / "bin"]
    if sys.platform == "darwin":
        folders += [Path(sys.executable).parent / "bin", Path(sys.executable).parent]
    return [folder / name for folder in folders for name in names]


def install(wanted: dict[str, str], folder: Path, numpy: str | None, progress=None, cancelled=None) -> None:
    """Install ``wanted`` (name: oldest version) and what it needs into ``folder``, which is replaced.

    ``numpy`` is the version of QGIS's own, which is never installed beside it.
    Raises InstallError, InstallCancelledError; ``folder`` is then as it was.
    """
    python = interpreter()
    if not python.has_pip:
        raise InstallError(tr("The Python of QGIS has no pip, so nothing can be installed from here."))
    progress = progress or (lambda line: None)
    cancelled = cancelled or (lambda: False)
    with _folder_beside(folder) as temporary:
        new = temporary / "packages"
        arguments = ["-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
        arguments += ["--progress-bar", "off", "--only-binary", ":all:", "--target", str(new)]
        if numpy:
            arguments += _numpy_of_qgis(numpy, temporary)
        arguments += [f"{package}>={version}" for package, version in wanted.items()]
        _run(python.program, arguments, temporary / "pip.log", progress, cancelled)
        for stand_in in new.glob("numpy-*.dist-info"):
            shutil.rmtree(stand_in)
        progress(tr("Checking the installed packages…"))
        arguments = ["-c", _CHECK, str(new), *wanted]
        _run(python.program, arguments, temporary / "check.log", progress, cancelled)
        _put_in_place(new, folder, temporary / "earlier")


@contextmanager
def _folder_beside(folder: Path) -> Iterator[Path]:
    """Give a temporary folder on the same disk; what the disk refuses is an InstallError."""
    temporary = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=".new-", dir=folder.parent))
        yield temporary
    except OSError as error:
        raise _failure(str(error)) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _failure(cause: str) -> InstallError:
    text = tr("The packages could not be installed and nothing has changed: {cause}")
    return InstallError(text.format(cause=cause))


def _numpy_of_qgis(version: str, temporary: Path) -> list[str]:
    """Return the options that make pip build on QGIS's numpy and download none.

    With --target pip does not see what is installed, so it gets a wheel that
    holds nothing but the name and the version, which no index can offer.
    """
    stated = version.partition("+")[0] + "+qgis"
    wheel = temporary / f"numpy-{stated}-py3-none-any.whl"
    entries = {
        "METADATA": f"Metadata-Version: 2.1\nName: numpy\nVersion: {stated}\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: greenvein\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in entries.items():
            archive.writestr(f"numpy-{stated}.dist-info/{name}", text)
    constraints = temporary / "constraints.txt"
    constraints.write_text(f"numpy=={stated}\n", encoding="utf-8")
    return ["--find-links", str(temporary), "--constraint", str(constraints)]


def _run(program: str, arguments: list[str], log: Path, progress, cancelled) -> None:
    """Run Python, pass its lines on as they come, and stop it when the user cancels."""
    # A user's own pip settings (a mirror, a proxy) hold, save those that forbid --target.
    environment = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONUTF8": "1"}
    with log.open("wb") as written, log.open(encoding="utf-8", errors="replace") as read:
        process = subprocess.Popen(
            [program, *arguments], stdin=subprocess.DEVNULL, stdout=written, stderr=subprocess.STDOUT,
            env=environment, **_QUIETLY,
        )  # fmt: skip
        finished = False
        while not finished:
            try:
                process.wait(0.2)
                finished = True
            except subprocess.TimeoutExpired:
                if cancelled():
                    process.kill()
                    process.wait()
                    text = tr("The installation was cancelled; nothing has changed.")
                    raise InstallCancelledError(text) from None
            for line in read.read().splitlines():
                progress(line)
    if process.returncode != 0:
        lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
        raise _failure(" ".join([line for line in lines if line.strip()][-_LAST_LINES:]))


def _put_in_place(new: Path, folder: Path, earlier: Path) -> None:
    """Let ``new`` take the place of ``folder``, or leave everything as it was."""
    try:
        if os.path.lexists(folder):
            folder.rename(earlier)
        try:
            new.rename(folder)
        except OSError:
            if os.path.lexists(earlier):
                earlier.rename(folder)
            raise
    except OSError as error:
        raise InstallError(
            tr("The packages in {folder} are in use ({error}); restart QGIS and install them again.").format(
                folder=folder, error=error
            )
        ) from error
