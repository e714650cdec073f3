"""Results of runs in a GeoPackage beside the project: their layers, styled, and all else that a page shows of them.

The file is ``<project>_greenvein.gpkg``. A run has a row in the table ``greenvein_runs``, with all but its layers as
JSON, and a table for each layer, called by job, date, time and output. Styles stand in ``layer_styles``, where QGIS
finds them without the plugin, and the names of fields in ``gpkg_data_columns``, where GeoPackage has them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from osgeo import gdal
from qgis.core import (
    QgsProcessingException,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...i18n import tr
from ..io.complaints import ERRORS, complaints, kept_quiet
from ..io.digests import awaited
from ..io.layer_names import KEPT
from ..io.sqlite import is_locked, quoted_text, without_waiting
from .scenario_content import Content
from .scenarios import Side, home, log, opened

ENDING = KEPT
"""How the file is called behind the name of the project."""
FORMAT = 1
"""Of what a row holds; one of another number is listed, but not shown as a result."""
RUNS, STYLES, NAMES = "greenvein_runs", "layer_styles", "gpkg_data_columns"
"""Its tables beside those of layers."""
_CODE = re.compile("%(?=[0-9A-Fa-f]{2})")
"""What stands for another character in the path of a GeoPackage: SQLite opens it as an address (``%20``)."""
_RARE = re.compile("[\U00010000-\U0010ffff]")
"""What QGIS loses of a path from the project file: rare characters of Chinese names, and emojis."""
_KEY = re.compile(r"[a-z0-9]+_\d{8}_\d{6}")


class InUseError(QgsProcessingException):
    """Another program has a file locked at the moment; says so in a sentence."""


@dataclass(frozen=True)
class Record:
    """What is kept of a run beside its layers, as JSON can hold it.

    ``tables``: the table of each output; ``layers``: the id of its layer in the project. ``parameters``: as a form
    takes them, with layers by their ids; ``made_from``: the state of what it was made from. ``profile``: content of the
    plan profile. ``program``: that kept it. ``language``: of notices and report, as ``i18n.language`` has it; "" where
    an earlier version has kept it.
    """

    content: Content
    tables: dict[str, str]
    layers: dict[str, str]
    parameters: dict
    made_from: dict
    profile: dict
    notices: tuple[str, ...]
    begun: float
    program: str
    language: str = ""

    def as_text(self) -> str:
        """Return it as JSON; waits until the tables are read that the run was made from."""
        return json.dumps({**asdict(self), "made_from": awaited(self.made_from)}, ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Record:
        """Return what ``as_text`` gave. Raises ValueError, KeyError or TypeError where it is something else."""
        found = json.loads(text)
        content = Content.from_map(found.pop("content"))
        notices = tuple(map(str, found.pop("notices")))
        return cls(content=content, notices=notices, **found)


@dataclass(frozen=True)
class KeptRun:
    """A run in a file; no ``record`` where it is one that this program cannot read."""

    key: str
    job: str
    file: Path
    record: Record | None

    @property
    def time(self) -> str:
        """When it was run, as people read it; it is in the key too."""
        if self.record is not None:
            return self.record.content.time.replace("T", " ")[:16]
        day, clock = self.key.split("_")[1:3]
        return f"{day[:4]}-{day[4:6]}-{day[6:]} {clock[:2]}:{clock[2:4]}"


def file_of(project: QgsProject) -> Path | None:
    """Return the file that takes the runs of a project; None where it is not saved as a file, or in an unfit folder.

    What QGIS cannot read of the project's name is written otherwise in that of the file.
    """
    folder = home(project)
    if folder is None or unfit(folder):
        return None
    stem = _RARE.sub(lambda one: f"u{ord(one[0]):x}", _CODE.sub("％", Path(project.fileName()).stem))
    return folder / f"{stem}{ENDING}"


def unfit(folder: Path) -> bool:
    """Tell whether QGIS can open no GeoPackage in a folder, for what its path is called."""
    return _CODE.search(str(folder)) is not None


def files_of(project: QgsProject) -> list[Path]:
    """Return the files that may hold runs of a project: its own, and those of layers that it had under another name."""
    own = file_of(project)
    found = [] if own is None else [own]
    registry = QgsProviderRegistry.instance()
    for layer in project.mapLayers().values():
        path = registry.decodeUri("ogr", layer.source()).get("path") if layer.providerType() == "ogr" else None
        if path and is_kept(Path(path)):
            found.append(Path(path))
    return list(dict.fromkeys(found))


def is_kept(file: Path) -> bool:
    """Tell whether a file is called as those that keep runs."""
    return file.name.endswith(ENDING)


def gone(file: Path) -> str:
    """Return the sentence that a file with results is gone."""
    text = tr("The file “{file}” with the results of this project is gone; put it back, or run again.")
    return text.format(file=file)


def key_of(job: str, time: str, taken: Container[str] = ()) -> str:
    """Return how the tables of a run begin; ``time``: as in its Content. Of runs in one second the next is named."""
    moment = datetime.fromisoformat(time)
    while (key := f"{job}_{moment:%Y%m%d_%H%M%S}") in taken:
        moment += timedelta(seconds=1)
    return key


def table_of(key: str, output: str) -> str:
    """Return the table of an output, which ends as styles are known by (framework.styling.style_of)."""
    return f"{key}_{output.lower()}"


def runs(project: QgsProject, job: str) -> list[KeptRun]:
    """Return the runs of a job that are kept for a project, the newest first.

    Raises QgsProcessingException with a sentence where a file is there and cannot be read; InUseError where that is but
    for now. Nobody waits for a program that has it locked.
    """
    found = [run for file in files_of(project) if file.is_file() for run in _runs_in(file, job)]
    return sorted(found, key=lambda run: run.key, reverse=True)


def report_of(run: KeptRun) -> str:
    """Return the report of a run as HTML; "" where there is none. Raises QgsProcessingException."""
    rows = _read(run.file, f"SELECT report FROM {RUNS} WHERE run = {quoted_text(run.key)}")
    return rows[0][0] if rows else ""


def layer_of(run: KeptRun, output: str, name: str, styled: bool = False) -> QgsVectorLayer | None:
    """Open a layer of a run; None where it has none, or the file has it no longer."""
    table = run.record.tables.get(output) if run.record is not None else None
    return opened(run.file, table, name, styled) if table else None


def side_of(run: KeptRun) -> Side | None:
    """Return a run as it is compared; None where it cannot be read."""
    if run.record is None:
        return None
    name = tr("Run of {time}").format(time=run.time)
    return Side(run.key, name, run.record.content, lambda output: layer_of(run, output, output), str(run.file))


def no_results(file: Path) -> str:
    """Return the sentence that a file cannot be read that should hold results."""
    text = tr(
        "“{path}” should hold the results of this project, but cannot be read; move it away or put it back whole."
    )
    return text.format(path=file)


def _runs_in(file: Path, job: str) -> list[KeptRun]:
    if not _read(file, f"SELECT name FROM sqlite_master WHERE name = '{RUNS}'"):
        return []
    rows = _read(file, f"SELECT run, format, record FROM {RUNS} WHERE job = {quoted_text(job)}")
    return [KeptRun(key, job, file, _record(key, number, text)) for key, number, text in rows if _KEY.fullmatch(key)]


def _record(key: str, number: int, text: str) -> Record | None:
    if number != FORMAT:
        return None
    try:
        return Record.from_text(text)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        log(tr("The kept result “{run}” cannot be read: {reason}.").format(run=key, reason=repr(error)))
        return None


def _read(file: Path, statement: str) -> list[list]:
    """Return the rows of a query. Raises QgsProcessingException where the file cannot be read, InUseError for now."""
    with kept_quiet(), without_waiting():
        try:
            base = gdal.OpenEx(str(file), gdal.OF_VECTOR | gdal.OF_READONLY, ["GPKG"])
            result = None if base is None else base.ExecuteSQL(statement)
            rows = [[row.GetField(at) for at in range(row.GetFieldCount())] for row in result or ()]
            if result is not None:
                base.ReleaseResultSet(result)
            reasons = complaints()
        except ERRORS as error:
            reasons = [str(error)]
    if is_locked(reasons):
        text = tr("“{path}” is in use by another program; the results in it are shown once it is free.")
        raise InUseError(text.format(path=file))
    if reasons:
        log("; ".join(reasons))
        raise QgsProcessingException(no_results(file))
    return rows
