"""What a project keeps of its check-up: the jobs that are unticked, and how the last run was asked and has ended."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from qgis.core import QgsProject

from .sequence import State

UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)
"""What may come of a text that another version, or another program, has written."""
_SCOPE, _WITHOUT, _LAST = "greenvein", "checkup_without", "checkup_last_run"


@dataclass(frozen=True)
class LastRun:
    """The last run: its inputs as ``kept_parameters.kept`` has them, what ``Asked.kept`` returns, how it has ended."""

    inputs: dict
    asked: dict
    states: Mapping[str, State]
    begun: float


def ticks(project: QgsProject) -> list[str]:
    """Return the jobs that a project leaves out."""
    return project.readListEntry(_SCOPE, _WITHOUT)[0]


def keep_ticks(project: QgsProject, without: Collection[str]) -> None:
    """Have a project keep which jobs it leaves out."""
    if list(without) == ticks(project):
        return
    if without:
        project.writeEntry(_SCOPE, _WITHOUT, list(without))
    else:
        project.removeEntry(_SCOPE, _WITHOUT)


def last_run(project: QgsProject) -> LastRun | None:
    """Return the last run that a project keeps, None without one. Raises one of ``UNREADABLE`` for other things."""
    text, is_there = project.readEntry(_SCOPE, _LAST)
    if not is_there:
        return None
    found = json.loads(text)
    states = {job: State(str(one["code"]), str(one["sentence"])) for job, one in found["states"].items()}
    return LastRun(dict(found["inputs"]), found["asked"], states, float(found["begun"]))


def keep_run(project: QgsProject, run: LastRun) -> None:
    """Have a project keep its last run."""
    found = {**asdict(run), "states": {job: asdict(state) for job, state in run.states.items()}}
    project.writeEntry(_SCOPE, _LAST, json.dumps(found, ensure_ascii=False, sort_keys=True))


def forget_run(project: QgsProject) -> None:
    """Have a project keep no run."""
    if project.readEntry(_SCOPE, _LAST)[1]:
        project.removeEntry(_SCOPE, _LAST)
