"""Starts QGIS Desktop on a virtual display, with the plugin in a profile of its own, and has a script work there."""

import json
import os
import signal
import subprocess
from pathlib import Path

from ..conftest import Profile, on_a_display

LONGEST_S = 240
LOCALES = {"zh": "zh-Hans", "en": "en_US"}


def profile_of(folder: Path, language: str) -> Profile:
    """Return a new profile with the plugin, its packages and a language."""
    (folder / "settings").mkdir(mode=0o700)
    profile = Profile(folder / "settings")
    profile.link_plugin()
    profile.link_packages()
    settings = profile.folder / "QGIS" / "QGIS3.ini"
    text = f"[locale]\nuserLocale={LOCALES[language]}\noverrideFlag=true\n\n[qgis]\ncheckVersion=false\n"
    settings.write_text(settings.read_text("utf-8") + text, encoding="utf-8")
    return profile


def work_in_qgis(folder: Path, script: str, language: str = "en", pictures: Path | None = None) -> dict:
    """Run a script, which imports ``drive``, in QGIS Desktop with the plugin and its packages; return its answer.

    ``pictures`` is where its pictures go; without it they go where ``DESK_PICTURES`` says, if it does.
    """
    if pictures is None and os.environ.get("DESK_PICTURES"):
        pictures = Path(os.environ["DESK_PICTURES"]) / language
    return run_in(profile_of(folder, language), folder, script, pictures=pictures)


def run_in(profile: Profile, folder: Path, script: str, *, pictures: Path | None = None, under=(), **variables) -> dict:
    """Run a script in QGIS Desktop with a profile, ``under`` a command and with further variables."""
    code, answer = folder / "script.py", folder / "answer.json"
    place = f"import sys\nsys.path.insert(0, {str(Path(__file__).parent)!r})\n"
    code.write_text(place + script, encoding="utf-8")
    environment = {**profile.environment(), "ANSWER": str(answer), **variables}
    environment.pop("QT_QPA_PLATFORM")  # QGIS's window needs a display, if only a virtual one
    if pictures is not None:
        pictures.mkdir(parents=True, exist_ok=True)
        environment["PICTURES"] = str(pictures)
    command = [*under, *on_a_display("1920x1080x24 -dpi 96"), "/usr/bin/qgis"]
    command += ["--nologo", "--noversioncheck", "--profiles-path", str(profile.settings), "--code", str(code)]
    # A group of its own, so that nothing of it stays where QGIS waits for a user who is not there.
    process = subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        said = "".join(text[-4000:] for text in process.communicate(timeout=LONGEST_S))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate()
        raise
    assert answer.is_file(), said
    found = json.loads(answer.read_text(encoding="utf-8"))
    assert "error" not in found, found["error"]
    return found
