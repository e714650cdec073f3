"""The plan profile that is active: where parameter defaults come from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsMessageLog, QgsSettings

from ...core.profile import Profile, ProfileError, load
from .names import fallback_sentence

FOLDER = Path(__file__).parents[2] / "resources" / "profiles"
"""The profiles that come with the plugin, which nobody changes."""
DEFAULT = FOLDER / "beijing_2022.json"
SETTING = "greenvein/profile"

_held: ContextVar[Profile | None] = ContextVar("profile", default=None)
_told: set[str] = set()


def own_folder() -> Path:
    """Return the folder in the user's QGIS profile for plan profiles of the user's own."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "greenvein" / "profiles"


def chosen() -> Path:
    """Return the file of the profile that the settings name.

    The setting is the name of one in ``FOLDER``, a file's name in ``own_folder()`` or the path of a file elsewhere.
    """
    name = QgsSettings().value(SETTING, DEFAULT.stem, type=str)
    return own_folder() / name if name.endswith(".json") else FOLDER / f"{name}.json"


def choose(path: Path) -> None:
    """Make a profile the active one."""
    names = {FOLDER: path.stem, own_folder(): path.name}
    QgsSettings().setValue(SETTING, names.get(path.parent, str(path)))


def find() -> tuple[Profile, ProfileError | None]:
    """Return the active profile, or the default and what is wrong with the one that was chosen."""
    try:
        return load(chosen()), None
    except ProfileError as error:
        return load(DEFAULT), error


def active() -> Profile:
    """Return the active profile; within a run the one that the run began with.

    A broken one is told in the log, once, and the default serves, so that the toolbox still opens.
    """
    held = _held.get()
    if held is not None:
        return held
    profile, error = find()
    if error is not None and str(error) not in _told:
        _told.add(str(error))
        QgsMessageLog.logMessage(fallback_sentence(error), "GreenVein", Qgis.MessageLevel.Warning)
    return profile


@contextmanager
def held(profile: Profile | None) -> Iterator[None]:
    """Let ``active`` return this profile here, so that another choice meanwhile does not mix two plans.

    That is in this thread, and in what it has done aside (core.progress).
    """
    token = _held.set(profile or _held.get())
    try:
        yield
    finally:
        _held.reset(token)
