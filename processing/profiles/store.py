"""The plan profiles that there are: those of the plugin, and those of the user, which may be changed."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from ...core.profile import Profile, ProfileError, check, editing, load
from ...core.replacing import replaced
from ...i18n import language
from .. import profiles

_LONGEST_STEM = 60
# Windows opens devices by these names, whatever follows the dot.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}


@dataclass(frozen=True)
class Entry:
    """A profile in the list; ``profile`` is None where the file is wrong, and ``error`` says how.

    ``shipped``: comes with the plugin. ``own``: lies in the user's folder and may be changed. A file elsewhere, which
    the settings may name, is neither.
    """

    path: Path
    profile: Profile | None
    error: ProfileError | None = None

    @property
    def shipped(self) -> bool:
        """Whether it comes with the plugin."""
        return self.path.parent == profiles.FOLDER

    @property
    def own(self) -> bool:
        """Whether it is the user's own."""
        return self.path.parent == profiles.own_folder()

    def name(self) -> str:
        """Return what it is called in the user's language; a wrong one goes by its file."""
        return self.path.name if self.profile is None else self.profile.text("name", language())

    def source(self) -> str:
        """Return where its values come from, in the user's language."""
        return "" if self.profile is None else self.profile.text("source", language())


def entry(path: Path) -> Entry:
    """Return the entry of a file."""
    try:
        return Entry(path, load(path))
    except ProfileError as error:
        return Entry(path, None, error)


def entries() -> list[Entry]:
    """Return all profiles: Beijing's first, the plugin's others, the user's own by name, and a chosen one elsewhere."""
    shipped = sorted(profiles.FOLDER.glob("*.json"), key=lambda path: (path != profiles.DEFAULT, path.name))
    own = sorted(map(entry, profiles.own_folder().glob("*.json")), key=lambda one: (one.name(), one.path.name))
    found = [*map(entry, shipped), *own]
    chosen = profiles.chosen()
    return found if any(one.path == chosen for one in found) else [*found, entry(chosen)]


def copy(of: Entry, name: str) -> Entry:
    """Copy a profile into the user's folder under a name. Raises OSError."""
    path = _free_path(name)
    editing.save(editing.copied(_readable(of), path.stem, name, of.shipped), path)
    return entry(path)


def import_file(path: Path) -> Entry:
    """Copy a file into the user's folder. Raises ProfileError where it is wrong, and OSError."""
    profile = load(path)
    target = _free_path(path.stem)
    editing.save({**profile.content, "id": target.stem}, target)
    return entry(target)


def export(of: Entry, path: Path) -> None:
    """Copy a profile's file to where the user wants it. Raises OSError."""
    with replaced(path) as beside:
        shutil.copyfile(of.path, beside)


def rename(of: Entry, name: str) -> Entry:
    """Give one of the user's own another name; its file stays the same. Raises OSError."""
    return save(of, {**_readable(of).content, "name": editing.both(name)})


def save(of: Entry, content: dict) -> Entry:
    """Write other content into one of the user's own. Raises ProfileError where it is wrong, and OSError."""
    _must_be_own(of)
    check(Profile(of.path, content))
    editing.save(content, of.path)
    return entry(of.path)


def delete(of: Entry) -> None:
    """Delete one of the user's own; where it was active, the default is from now on. Raises OSError."""
    _must_be_own(of)
    of.path.unlink()
    if profiles.chosen() == of.path:
        profiles.choose(profiles.DEFAULT)


def _must_be_own(of: Entry) -> None:
    if not of.own:
        raise PermissionError(f"{of.path} does not lie in the user's folder")


def _readable(of: Entry) -> Profile:
    if of.profile is None:
        raise of.error or ValueError(of.path)
    return of.profile


def _free_path(name: str) -> Path:
    """Return a file in the user's folder that does not exist, by a name that any system can write."""
    stem = re.sub(r"\W+", "_", name).strip("_")[:_LONGEST_STEM] or "profile"
    if stem.casefold() in _DEVICES:
        stem = f"{stem}_"
    taken = {path.stem.casefold() for folder in (profiles.FOLDER, profiles.own_folder()) for path in folder.glob("*")}
    number, free = 1, stem
    while free.casefold() in taken:
        number += 1
        free = f"{stem}_{number}"
    return profiles.own_folder() / f"{free}.json"
