"""Where GreenVein's packages are to be had, by platform and Python, and the sentence for where they are not."""

from __future__ import annotations

import json
import platform
import sys
import sysconfig
from pathlib import Path

from ...i18n import tr

TABLE = Path(__file__).resolve().parents[2] / "resources" / "platforms.json"


def here() -> tuple[str, str]:
    """Return this platform and Python as the table names them, "linux-x86_64" and "3.11" for example."""
    name = sysconfig.get_platform()
    if not name.startswith("win"):  # there it tells what Python was built for, elsewhere perhaps several at once
        name = f"{name.split('-')[0]}-{platform.machine()}"
    return name, f"{sys.version_info[0]}.{sys.version_info[1]}"


def refusal() -> str:
    """Return the sentence that says why the packages cannot be had here, "" where they can.

    A Python newer than those of the table is not refused: what it lacks, pip says.
    """
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    name, python = here()
    pythons = table["platforms"].get(name, [])
    if python in pythons or (pythons and python not in table["pythons"] and _key(python) > _key(pythons[-1])):
        return ""
    if pythons:
        return tr(
            "GreenVein cannot run in this QGIS: its Python is {python}, and the packages that GreenVein needs are to "
            "be had on this platform ({platform}) for Python {oldest} or later only; newer installers of QGIS bring "
            "such a Python."
        ).format(python=python, platform=name, oldest=pythons[0])
    names = tr(", ").join(known for known, having in table["platforms"].items() if having)
    return tr(
        "GreenVein cannot run in this QGIS: the packages that it needs are not to be had on this platform "
        "({platform}), only on {platforms}."
    ).format(platform=name, platforms=names)


def _key(python: str) -> tuple[int, ...]:
    return tuple(int(number) for number in python.split("."))
