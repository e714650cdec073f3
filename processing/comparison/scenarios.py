"""Results kept under a name: their layers in a GeoPackage beside the project, all else in the project itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsFeedback,
    QgsMessageLog,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...core.replacing import replaced
from ...i18n import tr
from ..framework.tables import rows_of
from ..io.refusals import likely_reason, unremovable, unwritable
from ..io.snapshot import Snapshot
from ..io.tables import write_tables
from .scenario_content import Content

FOLDER = "greenvein_scenarios"
"""The folder beside the project file."""
_SCOPE, _ENTRY = "greenvein", "/scenarios"
_FILE = re.compile(rf"{FOLDER}/[\w-]+\.gpkg")
_LONGEST = 50  # letters of a name that go into the name of its file
_BESIDE = ("", "-wal", "-shm", "-journal")  # what SQLite leaves beside its file


class ScenarioError(Exception):
    """A scenario cannot be kept or read; says in one sentence why."""


@dataclass(frozen=True)
class Scenario:
    """A result kept under a name; ``file`` is the path of its layers from the project's folder."""

    name: str
    file: str
    content: Content


@dataclass(frozen=True)
class Side:
    """One of two results that are compared, kept or present; ``layer`` opens an output, None where it is not there.

    ``key`` tells it from all others; ``file`` is where the layers should be, empty for the present result.
    """

    key: str
    name: str
    content: Content
    layer: Callable[[str], QgsVectorLayer | None]
    file: str = ""

    def rows(self, output: str) -> list[dict]:
        """Return the rows of an output without geometry, null as None."""
        return rows_of(self.layer(output))

    def is_lost(self) -> bool:
        """Return whether the file of the layers is gone."""
        return bool(self.file) and not Path(self.file).is_file()


def home(project: QgsProject) -> Path | None:
    """Return the folder of the project file; None where the project is not saved, or not as a file."""
    found = project.absolutePath()
    return Path(found) if project.fileName() and found else None


def kept(project: QgsProject, job: str) -> list[Scenario]:
    """Return the scenarios of a job, the oldest first."""
    found = (_parsed(text) for text in _entries(project))
    mine = [one for one in found if one is not None and one.content.job == job]
    return sorted(mine, key=lambda one: (one.content.time, one.name))


def side_of(project: QgsProject, scenario: Scenario) -> Side:
    """Return a kept scenario as it is compared."""
    folder = home(project)
    path = str(folder / scenario.file) if folder else scenario.file

    def layer(output: str) -> QgsVectorLayer | None:
        return opened(Path(path), output, output)

    return Side(scenario.file, scenario.name, scenario.content, layer, path)


def address(path: Path, table: str) -> str:
    """Return what QGIS calls a table of a GeoPackage."""
    return QgsProviderRegistry.instance().encodeUri("ogr", {"path": str(path), "layerName": table})


def opened(path: Path, table: str, name: str, styled: bool = False) -> QgsVectorLayer | None:
    """Return a table of a GeoPackage as a layer, ``styled`` as the file says; None where it is not there."""
    if not path.is_file():  # else GDAL might make one
        return None
    found = QgsVectorLayer(address(path, table), name, "ogr", QgsVectorLayer.LayerOptions(styled))
    return found if found.isValid() else None


def keep(
    project: QgsProject,
    name: str,
    content: Content,
    layers: dict[str, QgsVectorLayer],
    feedback: QgsFeedback | None = None,
) -> Scenario:
    """Write layers into a file of their own and note the scenario in the project; one of the same name goes.

    Raises ScenarioError, and leaves everything as it was, where that cannot be done or is cancelled.
    """
    folder = home(project)
    if folder is None:
        text = tr("Save the project to a file first; scenarios are kept in the folder “{folder}” beside it.")
        raise ScenarioError(text.format(folder=FOLDER))
    path = _free(folder / FOLDER, f"{content.job}_{plain_name(name)}")
    try:
        path.parent.mkdir(exist_ok=True)
        with replaced(path) as beside:
            _write(beside, path, layers, project, feedback)
    except OSError as error:
        raise ScenarioError(unwritable(path, error)) from error
    scenario = Scenario(name, f"{FOLDER}/{path.name}", content)
    before = [one for one in kept(project, content.job) if one.name == name]
    _note(project, [one.file for one in before], scenario)
    for one in before:
        try:
            _remove(folder / one.file)
        except ScenarioError as error:  # the new one is there all the same
            log(str(error))
    return scenario


def rename(project: QgsProject, scenario: Scenario, name: str) -> Scenario:
    """Give a scenario another name; its file stays. Raises ScenarioError where the name is taken."""
    if any(one.name == name and one.file != scenario.file for one in kept(project, scenario.content.job)):
        raise ScenarioError(tr("There is already a scenario “{name}”; choose another name.").format(name=name))
    renamed = Scenario(name, scenario.file, scenario.content)
    _note(project, [scenario.file], renamed)
    return renamed


def delete(project: QgsProject, scenario: Scenario) -> None:
    """Forget a scenario and remove its file. Raises ScenarioError where the file cannot be removed."""
    folder = home(project)
    if folder is not None:
        _remove(folder / scenario.file)
    _note(project, [scenario.file], None)


def _write(
    beside: Path, path: Path, layers: dict[str, QgsVectorLayer], project: QgsProject, feedback: QgsFeedback | None
) -> None:
    """Write layers into a file that is to become another."""
    snapshots = {table: Snapshot(layer) for table, layer in layers.items()}
    reason = write_tables(beside, snapshots, project.transformContext(), feedback)
    if feedback is not None and feedback.isCanceled():
        raise ScenarioError(tr("Cancelled: nothing was written."))
    if reason:
        log(reason)
        raise ScenarioError(unwritable(path, likely_reason(beside.parent)))


def plain_name(name: str) -> str:
    """Return of a name what may stand in a file name everywhere."""
    return re.sub(r"[^\w-]+", "_", name).strip("_")[:_LONGEST]


def _free(folder: Path, stem: str) -> Path:
    """Return a path that nothing has yet."""
    path, number = folder / f"{stem}.gpkg", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}_{number}.gpkg"
    return path


def _remove(path: Path) -> None:
    try:
        for ending in _BESIDE:
            path.with_name(path.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise ScenarioError(unremovable(path, error)) from error


def _entries(project: QgsProject) -> list[str]:
    return project.readListEntry(_SCOPE, _ENTRY)[0]


def _note(project: QgsProject, gone: list[str], scenario: Scenario | None) -> None:
    """Take scenarios by their files out of the project's list and put one in; what cannot be read stays."""
    texts = []
    for text in _entries(project):
        found = _parsed(text)
        if found is None or found.file not in gone:
            texts.append(text)
    if scenario is not None:
        entry = {"name": scenario.name, "file": scenario.file, **scenario.content.as_map()}
        texts.append(json.dumps(entry, ensure_ascii=False))
    project.writeEntry(_SCOPE, _ENTRY, texts)
    project.setDirty(True)


def _parsed(text: str) -> Scenario | None:
    """Return a scenario as the project has it; one that cannot be read is told in the log."""
    try:
        found = json.loads(text)
        name, file = str(found["name"]), str(found["file"])
        # The project may come from anybody, and what the list names can be deleted.
        if not _FILE.fullmatch(file):
            raise ValueError(file)
        return Scenario(name, file, Content.from_map(found))
    except (ValueError, KeyError, TypeError) as error:
        sentence = tr("A scenario of the project cannot be read: {reason}.")
        log(sentence.format(reason=repr(error)))
        return None


def log(sentence: str) -> None:
    """Put a sentence into the log as a warning."""
    QgsMessageLog.logMessage(sentence, "GreenVein", Qgis.MessageLevel.Warning)
