"""The Python that QGIS runs, and installing packages for it with its pip."""

from __future__ import annotations

import inspect
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ...i18n import tr
from . import wheelhouse

# No console window flashes up on Windows.
_QUIETLY: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_LAST_LINES = 3
_BROKEN_CONNECTION = "after connection broken by"  # what pip says before it tries again

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
                [str(program), "-c", ask],
                capture_output=True,
                text=True,
                timeout=30,
                check=False,
                creationflags=_QUIETLY,
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


def wheel_folders(folder: Path | None) -> list[Path]:
    """Return the folder, or those in it as an offline package has them, that hold wheels; [] for no folder."""
    places = [] if folder is None else [folder, folder / "wheels", folder / "greenvein" / "wheels"]
    return [place for place in places if any(place.glob("*.whl"))]


def pip_arguments(wheels: Path | None = None) -> list[str]:
    """Return what runs pip after the Python of QGIS: its own, else the wheel of pip in ``wheels``; [] without any."""
    python = interpreter()
    if python.has_pip:
        return ["-m", "pip"]
    found = wheelhouse.wheels_of(wheel_folders(wheels), "pip") if python.program else []
    return [str(found[-1] / "pip")] if found else []


def install(
    wanted: dict[str, str], folder: Path, numpy: str | None, progress=None, cancelled=None, wheels: Path | None = None
) -> None:
    """Install ``wanted`` (name: oldest version) and what it needs into ``folder``, which is replaced.

    ``numpy`` is the version of QGIS's own, which is never installed beside it. With ``wheels``, a folder of wheels, all
    comes from there and nothing is asked of the network.
    Raises InstallError, InstallCancelledError; ``folder`` is then as it was.
    """
    places = wheel_folders(wheels)
    if wheels is not None and not places:
        raise InstallError(tr("There are no wheels (files *.whl) in the folder {folder}.").format(folder=wheels))
    pip = pip_arguments(wheels)
    if not pip:
        raise InstallError(tr("The Python of QGIS has no pip, so nothing can be installed from here."))
    progress = progress or (lambda line: None)
    cancelled = cancelled or (lambda: False)
    program, requirements = interpreter().program, [f"{package}>={version}" for package, version in wanted.items()]
    with _folder_beside(folder) as temporary:
        new = temporary / "packages"
        arguments = [*pip, "install", "--no-input", "--disable-pip-version-check"]
        arguments += ["--progress-bar", "off", "--only-binary", ":all:", "--target", str(new)]
        if numpy:
            arguments += _numpy_of_qgis(numpy, temporary)
        if places:
            arguments += ["--no-index", *(word for place in places for word in ("--find-links", str(place)))]
        try:
            _run(program, arguments + requirements, temporary / "pip.log", progress, cancelled, bool(places))
        except _RunError as error:
            lacks = _lacking(program, requirements, numpy, places, temporary, cancelled) if places else {}
            raise (_lack(lacks, wheels) if lacks else _unreachable(temporary) or _failure(str(error))) from None
        for stand_in in new.glob("numpy-*.dist-info"):
            shutil.rmtree(stand_in)
        progress(tr("Checking the installed packages…"))
        arguments = ["-c", _CHECK, str(new), *wanted]
        try:
            _run(program, arguments, temporary / "check.log", progress, cancelled)
        except _RunError as error:
            raise _failure(str(error)) from None
        _put_in_place(new, folder, temporary / "earlier")


def _lacking(program: str, requirements, numpy, places: list[Path], temporary: Path, cancelled) -> dict[str, list[str]]:
    """Return what ``wheelhouse`` finds lacking in these folders, {} where it cannot tell."""
    log = temporary / "lacking.log"
    check = ["-c", inspect.getsource(wheelhouse), numpy or "", *map(str, places), "--", *requirements]
    try:
        _run(program, check, log, lambda line: None, cancelled, offline=True)
    except _RunError:
        return {}
    return json.loads(log.read_text(encoding="utf-8").splitlines()[-1])


def _unreachable(temporary: Path) -> InstallError | None:
    """Return the sentence for a computer without internet, None where pip had no trouble with its connections."""
    if _BROKEN_CONNECTION not in (temporary / "pip.log").read_text(encoding="utf-8", errors="replace"):
        return None
    return InstallError(
        tr(
            "The packages could not be downloaded, because the package index cannot be reached from this computer, "
            "and nothing has changed; install them from a folder of wheels, or take the zip of GreenVein that carries "
            "them."
        )
    )


def _lack(lacks: dict[str, list[str]], wheels: Path | None) -> InstallError:
    """Return the sentence that names what the folder of wheels lacks."""
    phrases = {
        wheelhouse.ABSENT: tr("{requirement} (no wheel of it)"),
        wheelhouse.OTHER_SYSTEM: tr("{requirement} (only for another system or Python: {files})"),
        wheelhouse.OTHER_VERSION: tr("{requirement} (in no version that goes with the others and numpy: {files})"),
    }
    named = tr(", ").join(
        phrases[why].format(requirement=requirement, files=tr(", ").join(files))
        for requirement, (why, *files) in lacks.items()
    )
    text = tr("Nothing was installed: for Python {python} on {system} the folder {folder} lacks {lacks}.")
    system = f"{platform.system()} {platform.machine()}"
    return InstallError(text.format(python=platform.python_version(), system=system, folder=wheels, lacks=named))


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
    wheelhouse.write_stand_in("numpy", stated, temporary)
    constraints = temporary / "constraints.txt"
    constraints.write_text(f"numpy=={stated}\n", encoding="utf-8")
    return ["--find-links", str(temporary), "--constraint", str(constraints)]


class _RunError(Exception):
    """Python ended with an error; the message is the last lines that it wrote."""


def _environment(offline: bool = False) -> dict[str, str]:
    """Return the environment for pip: the user's own settings hold (a mirror, a proxy), bar those against --target.

    Offline none of them holds, for they may name places in the network.
    """
    kept = {name: value for name, value in os.environ.items() if not (offline and name.startswith("PIP_"))}
    own = {"PIP_CONFIG_FILE": os.devnull} if offline else {}
    return {**kept, **own, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONUTF8": "1"}


def _run(program: str, arguments: list[str], log: Path, progress, cancelled, offline: bool = False) -> None:
    """Run Python, pass its lines on as they come, and stop it when the user cancels; raises _RunError."""
    with log.open("wb") as written, log.open(encoding="utf-8", errors="replace") as read:
        process = subprocess.Popen(
            [program, *arguments], stdin=subprocess.DEVNULL, stdout=written, stderr=subprocess.STDOUT,
            env=_environment(offline), creationflags=_QUIETLY,
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
        raise _RunError(" ".join([line for line in lines if line.strip()][-_LAST_LINES:]))


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
