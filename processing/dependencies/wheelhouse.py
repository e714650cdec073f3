"""What a folder of wheels holds and what it lacks.

Knows neither QGIS nor the rest of the plugin: the Python of QGIS, which has pip's own reader of versions and markers,
runs this file's text, and so does ``scripts/package``.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from email.parser import HeaderParser
from pathlib import Path

ABSENT, OTHER_SYSTEM, OTHER_VERSION = "absent", "other system", "other version"


def write_stand_in(name: str, version: str, folder: Path) -> None:
    """Write a wheel into ``folder`` that holds nothing but a name and a version."""
    entries = {
        "METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        "WHEEL": "Wheel-Version: 1.0\nGenerator: greenvein\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "RECORD": "",
    }
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        for entry, text in entries.items():
            archive.writestr(f"{name}-{version}.dist-info/{entry}", text)


def wheels_of(folders: list[Path], name: str) -> list[Path]:
    """Return the wheels of a package in these folders, whatever system they are for."""
    paths = (path for folder in folders for path in sorted(folder.glob("*.whl")))
    return [path for path in paths if _plain(path.name.split("-")[0]) == _plain(name)]


def lacking(folders: list[Path], wanted: list[str], numpy: str, tags=None, environment=None) -> dict[str, list[str]]:
    """Return what is lacking in ``folders`` of ``wanted`` and all that it needs: {requirement: [why, useless files]}.

    ``wanted`` are requirements (``"shapely>=2.1"``), ``numpy`` is the version that is there already. ``tags`` and
    ``environment`` describe the Python that is to take the wheels; without them it is the one that runs.
    Needs pip, whose reader of requirements this is.
    """
    from pip._vendor.packaging.requirements import Requirement
    from pip._vendor.packaging.tags import sys_tags
    from pip._vendor.packaging.utils import parse_wheel_filename
    from pip._vendor.packaging.version import Version

    tags = frozenset(sys_tags()) if tags is None else tags
    environment = {**(environment or {}), "extra": ""}

    def needs(path: Path) -> list[Requirement]:
        found = [Requirement(text) for text in _metadata(path).get_all("Requires-Dist", [])]
        return [need for need in found if need.marker is None or need.marker.evaluate(environment)]

    def suits_numpy(path: Path) -> bool:
        return all(numpy in need.specifier for need in needs(path) if _plain(need.name) == "numpy")

    lacks: dict[str, list[str]] = {}
    queue, seen = [Requirement(text) for text in wanted], set()
    while queue:
        need = queue.pop(0)
        if str(need) in seen or _plain(need.name) == "numpy":
            continue
        seen.add(str(need))
        wheels = {path: parse_wheel_filename(path.name) for path in wheels_of(folders, need.name)}
        runs = {path: version for path, (_, version, _, own) in wheels.items() if own & tags}
        suits = {path: version for path, version in runs.items() if version in need.specifier and suits_numpy(path)}
        if suits:
            queue += needs(max(suits, key=lambda path: Version(str(suits[path]))))
        else:
            why = OTHER_VERSION if runs else OTHER_SYSTEM if wheels else ABSENT
            lacks[f"{need.name}{need.specifier}"] = [why, *(path.name for path in runs or wheels)]
    return lacks


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _metadata(path: Path):
    with zipfile.ZipFile(path) as wheel:
        name = next(name for name in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        return HeaderParser().parsestr(wheel.read(name).decode("utf-8"))


def main(arguments: list[str]) -> None:
    """Tell as JSON what is lacking: the arguments are numpy's version, the folders, ``--`` and what is wanted."""
    numpy, *rest = arguments
    parting = rest.index("--")
    folders = [Path(folder) for folder in rest[:parting]]
    # Where Python has no pip the folder may bring one, which is where this Python is run with.
    sys.path += [str(path) for path in wheels_of(folders, "pip")]
    print(json.dumps(lacking(folders, rest[parting + 1 :], numpy)))


if __name__ == "__main__":
    main(sys.argv[1:])
