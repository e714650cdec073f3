"""Load shapely so that it uses its own GEOS, not a mixture of its own and QGIS's.

On Linux the executables ``qgis`` and ``qgis_process`` bring the system's GEOS
into the process's global symbols. A wheel of shapely carries another GEOS, yet
loaded in the ordinary way it finds the global symbols first: some of its calls
then go to the one GEOS and some to the other, and union_all or intersection
fail, give NaN or crash. Deep binding makes a library look into itself first.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import re
import shutil
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

_MARK = "_greenvein_bound_deeply"


class CollisionError(Exception):
    """A colliding shapely could not be replaced."""


@contextmanager
def deep_binding():
    """Load the libraries of what is imported inside with their own symbols first, where the system can."""
    fresh = "shapely" not in sys.modules
    if not hasattr(os, "RTLD_DEEPBIND"):
        yield
        return
    flags = sys.getdlopenflags()
    sys.setdlopenflags(os.RTLD_NOW | os.RTLD_DEEPBIND)
    try:
        yield
    finally:
        sys.setdlopenflags(flags)
        if fresh and "shapely" in sys.modules:
            # On the module, so that it outlives a reload of the plugin.
            setattr(sys.modules["shapely"], _MARK, True)


def collides(shapely) -> bool:
    """Say whether this loaded shapely is a wheel whose GEOS got mixed up with the process's."""
    return (
        hasattr(os, "RTLD_DEEPBIND")
        and not getattr(shapely, _MARK, False)
        and _bundled_libraries(_site_of(shapely)) != []
        and hasattr(ctypes.CDLL(None), "GEOSversion")
    )


def import_anew() -> None:
    """Import the shapely that now comes first on ``sys.path`` in place of the one imported before.

    Whoever holds the earlier module goes on with it. Raises what the import raises; the earlier
    one is then back in place.
    """
    before = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "shapely"}
    for name in before:
        del sys.modules[name]
    try:
        with deep_binding():
            importlib.import_module("shapely")
    except Exception:
        for name in [name for name in sys.modules if name.split(".")[0] == "shapely"]:
            del sys.modules[name]
        sys.modules.update(before)
        raise


def import_apart(present, folder: Path) -> None:
    """Import shapely, from ``folder`` if it is there, in place of the colliding one that is present.

    A library whose name is loaded already is not loaded again, however it is
    asked for. So what is imported is a copy, beside ``folder``, whose bundled
    libraries bear names of their own.

    Raises CollisionError where no such copy can be made.
    """
    site = folder if _bundled_libraries(folder) else _site_of(present)
    try:
        copy = _copy_apart(site, folder.parent)
    except OSError as error:
        raise CollisionError(str(error)) from error
    sys.path.insert(0, str(copy))
    try:
        importlib.invalidate_caches()
        import_anew()
    finally:
        sys.path.remove(str(copy))


def _site_of(shapely) -> Path:
    return Path(shapely.__file__).parent.parent


def _bundled_libraries(site: Path) -> list[Path]:
    return sorted((site / "shapely.libs").glob("*.so*"))


def _copy_apart(site: Path, parent: Path) -> Path:
    """Return the copy of the wheel in ``site``, made at its first use."""
    libraries = [library.name for library in _bundled_libraries(site)]
    # The names carry a hash of the libraries: another build of shapely gets another copy.
    copy = parent / "-".join([str(sys.implementation.cache_tag), "apart", *_hashes(libraries)])
    if copy.is_dir():
        return copy
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".apart-", dir=parent) as temporary:
        unfinished = Path(temporary) / copy.name
        for name in ("shapely", "shapely.libs"):
            shutil.copytree(site / name, unfinished / name, ignore=shutil.ignore_patterns("tests", "*.pyc"))
        _rename_libraries(unfinished, libraries)
        with suppress(OSError):  # another QGIS was faster
            unfinished.rename(copy)
    if not copy.is_dir():
        raise OSError(f"{copy} cannot be written")
    return copy


def _hashes(libraries: list[str]) -> list[str]:
    return re.findall(r"-([0-9a-f]{8})\.", " ".join(libraries))


def _rename_libraries(site: Path, libraries: list[str]) -> None:
    """Give the bundled libraries other names of the same length, wherever they are written."""
    new_names = {name: re.sub(r"-[0-9a-f]{2}([0-9a-f]{6}\.)", r"-gv\1", name) for name in libraries}
    for path in [*site.glob("shapely/**/*.so"), *_bundled_libraries(site)]:
        content = path.read_bytes()
        for old, new in new_names.items():
            content = content.replace(old.encode() + b"\0", new.encode() + b"\0")
        path.unlink()
        path.with_name(new_names.get(path.name, path.name)).write_bytes(content)
