"""The Python packages that GreenVein needs beside QGIS: are they there, and how to get them.

Nothing here imports them before ``load()``, so QGIS opens fast and opens without them.
"""

from __future__ import annotations

import importlib
import sys
import threading
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from qgis.core import QgsApplication

from ...i18n import tr
from . import pip, shapely_loading
from .pip import InstallCancelledError, InstallError
from .platforms import refusal
from .system import bundled_command, install_command, version_key

__all__ = [
    "NEEDED",
    "InstallCancelledError",
    "InstallError",
    "Problem",
    "bundled",
    "can_install",
    "command",
    "install",
    "load",
    "missing",
    "needs_restart",
    "numpy_is_there",
    "packages_folder",
    "refusal",
    "sentence",
]

# Package (its import name and its name on PyPI) and the oldest version that serves: those of
# requirements/lowest.txt, with which the tests of core/ pass. shapely before 2.1 repairs polygons by
# another method, which gives other areas, and its GEOS fails in overlays that the newer one does.
NEEDED = {
    "numpy": "1.22",
    "shapely": "2.1",
    "pandas": "1.5",
    "scipy": "1.8",
    "matplotlib": "3.5",
    "jinja2": "3.0",
}

MISSING, TOO_OLD, IN_USE, COLLIDES, BROKEN = "missing", "too old", "in use", "collides", "broken"

# Where a package for machines without internet carries its wheels; others have no such folder.
_BUNDLED = Path(__file__).resolve().parents[2] / "wheels"


@dataclass(frozen=True)
class PackageProblem:
    """One package that stands in the way, the version found (or None), and the oldest that serves."""

    package: str
    found: str | None
    wanted: str
    reason: str
    detail: str = ""

    @property
    def requirement(self) -> str:
        return f"{self.package}>={self.wanted}"


_lock = threading.Lock()
_loaded = False


def packages_folder() -> Path:
    """Return the folder in the user's QGIS profile for packages of our own.

    It is not on ``sys.path`` when QGIS starts: QGIS itself imports any shapely
    that it sees there, in the way that ``shapely_loading`` warns of.
    """
    return Path(QgsApplication.qgisSettingsDirPath()) / "greenvein" / str(sys.implementation.cache_tag)


def missing() -> tuple[PackageProblem, ...]:
    """Return what is missing or too old by the installed versions alone, without importing anything."""
    found = ((package, wanted, _installed_version(package)) for package, wanted in NEEDED.items())
    problems = (_judge(package, version, wanted) for package, wanted, version in found)
    return tuple(problem for problem in problems if problem)


def load() -> tuple[PackageProblem, ...]:
    """Import every package that GreenVein needs and return what stands in the way: () when all is well.

    Call it before anything of ``core`` is imported. After a success it costs
    nothing; after a failure the next call looks again.
    """
    global _loaded  # noqa: PLW0603 - one process has one sys.modules
    with _lock:
        if _loaded:
            return ()
        # numpy first: QGIS's GDAL is built for QGIS's own, whatever the folder holds.
        without_numpy = _import("numpy")
        if without_numpy:
            return (without_numpy, *(problem for problem in missing() if problem.package != "numpy"))
        folder = packages_folder()
        if folder.is_dir() and str(folder) not in sys.path:
            sys.path.insert(0, str(folder))
        importlib.invalidate_caches()
        problems = [_import_shapely(folder)]
        problems += [_import(package) for package in NEEDED if package not in ("numpy", "shapely")]
        remaining = tuple(problem for problem in problems if problem)
        _loaded = not remaining
        return remaining


def ready() -> bool:
    """Load the packages where all are there, and say whether they are.

    Where one is missing nothing is imported: nobody has asked for anything yet that needs them.
    """
    return _loaded or (not missing() and not load())


def bundled() -> Path | None:
    """Return the folder of wheels that this GreenVein carries, None where it carries none."""
    return _BUNDLED if pip.wheel_folders(_BUNDLED) else None


def can_install(problems, wheels: Path | None = None) -> bool:
    """Say whether ``install`` can help: there are packages for this platform, pip, and numpy, which must be QGIS's."""
    return not refusal() and bool(pip.pip_arguments(wheels)) and numpy_is_there(problems)


def numpy_is_there(problems) -> bool:
    """Say whether numpy, which QGIS itself is built on and nothing installs beside it, is not among the problems."""
    return "numpy" not in {problem.package for problem in problems}


def needs_restart(problems) -> bool:
    """Say whether all that stands in the way is what Python has imported before the newer ones in the profile."""
    return bool(problems) and all(problem.reason == IN_USE for problem in problems)


def command(problems) -> str:
    """Return the command that gets the packages on this system."""
    if wheels := bundled():
        return bundled_command(wheels, pip.pip_arguments(wheels), packages_folder())
    wanted = {problem.package: problem.wanted for problem in problems}
    collides = any(problem.reason == COLLIDES for problem in problems)
    return install_command(wanted, packages_folder(), _installed_version("numpy"), from_system=not collides)


def sentence(problems) -> str:
    """Return one sentence that names what stands in the way and the restart or command that helps, if one does."""
    if needs_restart(problems):
        return tr(
            "GreenVein cannot run yet: {problems}. Restart QGIS; if this appears again, another plugin imports the "
            "older one first."
        ).format(problems=listed(problems))
    return refusal() or tr("GreenVein cannot run yet: {problems}; this command puts it right: {command}").format(
        problems=listed(problems), command=command(problems)
    )


def listed(problems) -> str:
    """Return the problems in the user's language, without a remedy."""
    phrases = {
        MISSING: tr("the Python package {package} is missing ({wanted} or later is needed)"),
        TOO_OLD: tr("the Python package {package} {found} is too old ({wanted} or later is needed)"),
        IN_USE: tr(
            "the Python package {package} {found} was imported before the newer one in your QGIS profile could be "
            "({wanted} or later is needed)"
        ),
        COLLIDES: tr("the Python package {package} {found} collides with the GEOS of QGIS ({detail})"),
        BROKEN: tr("the Python package {package} cannot be imported ({detail})"),
    }
    return tr(", ").join(
        phrases[problem.reason].format(
            package=problem.package, found=problem.found, wanted=problem.wanted, detail=problem.detail
        )
        for problem in problems
    )


def install(problems, progress=None, cancelled=None, wheels: Path | None = None) -> None:
    """Install what is needed into ``packages_folder()`` with pip; ``load()`` then uses it.

    It comes from PyPI, or, without any use of the network, from ``wheels``, a folder of wheels.

    What the folder holds already is installed anew together with it, so that
    the versions fit each other; the new folder takes the old one's place only
    when it is complete. ``progress`` gets lines of text, ``cancelled`` is asked
    several times a second. Touches no module of the running process, so it may
    run in a thread.

    Raises InstallError with one sentence, or its subclass InstallCancelledError;
    everything is then as it was.
    """
    folder = packages_folder()
    ours = {dist.metadata["Name"].lower() for dist in metadata.distributions(path=[str(folder)])}
    wanted = {problem.package for problem in problems} | (ours & NEEDED.keys()) - {"numpy"}
    requirements = {package: NEEDED[package] for package in NEEDED if package in wanted}
    pip.install(requirements, folder, _installed_version("numpy"), progress, cancelled, wheels)


def _judge(package: str, version: str | None, wanted: str) -> PackageProblem | None:
    """Return the problem with this version, where an empty one is a version nobody told."""
    if version is None:
        return PackageProblem(package, None, wanted, MISSING)
    if version and version_key(version) < version_key(wanted):
        in_profile = _version_in(package, [str(packages_folder())]) if package in sys.modules else None
        newer = in_profile is not None and version_key(in_profile) >= version_key(wanted)
        return PackageProblem(package, version, wanted, IN_USE if newer else TOO_OLD)
    return None


def _installed_version(package: str) -> str | None:
    """Return the version that ``load`` would meet, "" where it does not tell, None where there is none."""
    folder = str(packages_folder())
    module = sys.modules.get(package)
    if package == "shapely" and _version_in(package, [folder]):
        module = None  # ours replaces the one that QGIS imported
    if module is not None:
        return getattr(module, "__version__", "")
    version = _version_in(package, sys.path if package == "numpy" else [folder, *sys.path])
    if version is None and find_spec(package) is not None:
        return ""
    return version


def _version_in(package: str, path: list[str]) -> str | None:
    return next((dist.version for dist in metadata.distributions(name=package, path=path)), None)


def _import(package: str) -> PackageProblem | None:
    wanted = NEEDED[package]
    # One that is too old is not imported, so that another version can be in this same process.
    too_old = None if package in sys.modules else _judge(package, _installed_version(package), wanted)
    if too_old and too_old.reason == TOO_OLD:
        return too_old
    try:
        module = importlib.import_module(package)
    except Exception as error:  # a package built for another numpy raises what it likes
        # Its parts that did import must not get in the way of another version.
        for name in [name for name in sys.modules if name.startswith(f"{package}.")]:
            del sys.modules[name]
        if isinstance(error, ModuleNotFoundError) and error.name == package:
            return PackageProblem(package, None, wanted, MISSING)
        return PackageProblem(package, None, wanted, BROKEN, str(error))
    return _judge(package, getattr(module, "__version__", ""), wanted)


def _import_shapely(folder: Path) -> PackageProblem | None:
    present = sys.modules.get("shapely")
    wanted = NEEDED["shapely"]
    try:
        if present is not None and shapely_loading.collides(present):
            shapely_loading.import_apart(present, folder)
        elif present is not None and _judge("shapely", getattr(present, "__version__", ""), wanted):
            if (folder / "shapely").is_dir():
                shapely_loading.import_anew()
        else:
            with shapely_loading.deep_binding():
                return _import("shapely")
    except shapely_loading.CollisionError as error:
        return PackageProblem("shapely", getattr(present, "__version__", ""), wanted, COLLIDES, str(error))
    except Exception as error:
        return PackageProblem("shapely", None, wanted, BROKEN, str(error))
    return _import("shapely")
