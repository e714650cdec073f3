"""The groups of the legend that hold the layers of runs: those of earlier runs make way for a new one."""

from __future__ import annotations

import time

from qgis.core import QgsProject, QgsSettings

from ...i18n import tr

SETTING = "greenvein/keep_earlier_runs_visible"
_JOB = "greenvein/job"


def keeps_earlier_visible() -> bool:
    """Return whether the layers of earlier runs stay on the map when a new one comes."""
    return QgsSettings().value(SETTING, False, type=bool)


def name_of(title: str, when: str = "") -> str:
    """Return what the group of a run is called; ``title``: of its job; ``when`` it ended, now where it just has."""
    return tr("{job}, {time}").format(job=title, time=when or time.strftime("%Y-%m-%d %H:%M:%S"))


def mark(name: str, job: str) -> None:
    """Note for which job the newest group of this name was made; the project keeps that."""
    for group in QgsProject.instance().layerTreeRoot().findGroups(recursive=True):
        if group.name() == name:
            group.setCustomProperty(_JOB, job)
            return


def set_aside(job: str) -> None:
    """Fold the groups of earlier runs of a job and take them off the map, unless they are to stay there."""
    for group in QgsProject.instance().layerTreeRoot().findGroups(recursive=True):
        if group.customProperty(_JOB) == job and not keeps_earlier_visible():
            group.setExpanded(False)
            group.setItemVisibilityChecked(False)
