"""The command that gets packages for QGIS's Python on this system."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .pip import interpreter

OS_RELEASE = Path("/etc/os-release")


def install_command(wanted: dict[str, str], folder: Path, numpy: str | None, *, from_system: bool = True) -> str:
    """Return the shell command that gets the ``wanted`` packages (name: oldest version).

    With pip it is pip into ``folder``; without, the system's own packages where
    ``from_system`` and they are new enough, else pip from the system first.
    """
    python = interpreter()
    quoted = f'"{python.program or "python3"}"'
    # QGIS's own numpy stays, so pip has to choose what runs with it.
    pinned = [f'"numpy=={numpy}"'] if numpy else []
    requirements = [f'"{package}>={version}"' for package, version in wanted.items()]
    with_pip = f'{quoted} -m pip install --upgrade --only-binary :all: --target "{folder}" '
    with_pip += " ".join([*requirements, *pinned])
    system = _system_packages() if sys.platform.startswith("linux") else None
    if system is not None and (not python.has_pip or "numpy" in wanted):
        names = {package: system.names.get(package, f"python3-{package}") for package in wanted}
        if "numpy" in wanted or (from_system and system.serves({names[p]: v for p, v in wanted.items()})):
            return " ".join([system.install, *names.values()])
        return f"{system.install} {system.pip} && {with_pip}"
    if python.has_pip:
        return with_pip
    if python.has_ensurepip:
        return f"{quoted} -m ensurepip --user && {with_pip}"
    return f"curl -sSO https://bootstrap.pypa.io/get-pip.py && {quoted} get-pip.py --user && {with_pip}"


def bundled_command(wheels: Path, pip: list[str], folder: Path) -> str:
    """Return the shell command that puts all of the carried wheels into ``folder``, without any network."""
    names = sorted({path.name.split("-")[0] for path in wheels.glob("*.whl")} - {"pip"})
    words = [interpreter().program or "python3", *pip]
    quoted = " ".join(word if word.startswith("-") or word == "pip" else f'"{word}"' for word in words)
    # Without what they need: numpy is QGIS's own, and the rest is among them.
    options = f'--no-index --no-deps --upgrade --find-links "{wheels}" --target "{folder}"'
    return f"{quoted} install {options} {' '.join(names)}"


@dataclass(frozen=True)
class SystemPackages:
    """A Linux distribution's own installer: its command, what it calls things, and whether it is recent."""

    install: str
    pip: str
    names: dict[str, str]
    recent: bool

    def serves(self, wanted: dict[str, str]) -> bool:
        """Say whether all of these packages (name there: oldest version) are to be had in time."""
        if self.install.startswith("sudo apt"):
            return all(_apt_version(name) >= version_key(version) for name, version in wanted.items())
        return self.recent


def _system_packages() -> SystemPackages | None:
    try:
        text = OS_RELEASE.read_text(encoding="utf-8")
    except OSError:
        return None
    release = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', text, re.MULTILINE))
    family = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    if {"debian", "ubuntu"} & set(family):
        return SystemPackages("sudo apt install", "python3-pip", {}, recent=False)
    if {"fedora", "rhel"} & set(family):
        return SystemPackages("sudo dnf install", "python3-pip", {}, recent=family[0] == "fedora")
    if "arch" in family:
        names = {name: f"python-{name}" for name in ("numpy", "shapely", "pandas", "scipy", "matplotlib")}
        names["jinja2"] = "python-jinja"
        return SystemPackages("sudo pacman -S", "python-pip", names, recent=True)
    if any("suse" in word for word in family):
        return SystemPackages("sudo zypper install", "python3-pip", {}, recent=False)
    return None


def _apt_version(name: str) -> tuple[int, ...]:
    try:
        policy = subprocess.run(
            ["apt-cache", "policy", name],
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    candidate = re.search(r"Candidate: (?:\d+:)?(\S+)", policy)
    return version_key(candidate[1]) if candidate else ()


def version_key(version: str) -> tuple[int, ...]:
    """Return the leading numbers of a version: enough to compare with the oldest that serves."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])
