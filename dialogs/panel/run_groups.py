"""The groups of the legend that hold the layers of runs: those of earlier runs make way for a new one."""

from __future__ import annotations

import time
from collections.abc import Collection

from qgis.core import QgsLayerTreeGroup, QgsLayerTreeNode, QgsProject, QgsSettings

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
    for group in _groups():
        if group.name() == name:
            group.setCustomProperty(_JOB, job)
            return


def set_aside(job: str) -> None:
    """Fold the groups of earlier runs of a job and take them off the map, unless they are to stay there."""
    if not keeps_earlier_visible():
        for group in _groups():
            if group.customProperty(_JOB) == job:
                _fold(group)


def bring_back(job: str, group: QgsLayerTreeGroup) -> None:
    """Show the group of one run of a job on the map in place of its others."""
    set_aside(job)
    _show(group)


def show_alone(job: str, jobs: Collection[str]) -> None:
    """Show the newest run of a job on the map, and none of some others, unless earlier ones are to stay there.

    Results of several jobs lie on each other, and their numbers mix.
    """
    if keeps_earlier_visible():
        return
    own = [group for group in _groups() if group.customProperty(_JOB) == job]
    for group in _groups():
        if group.customProperty(_JOB) in jobs and group not in own:
            _fold(group)
    newest = max(own, key=lambda group: group.name(), default=None)  # the time stands behind the job
    if newest is not None:
        _show(newest)


def make_way_for(layer: QgsLayerTreeNode) -> None:
    """Take the runs of other jobs off the map for a layer of a run, which they would lie on."""
    own = layer.parent()
    if own is None or not own.customProperty(_JOB) or keeps_earlier_visible():
        return
    for group in _groups():
        if group != own and group.customProperty(_JOB):
            _fold(group)


def _groups() -> list[QgsLayerTreeGroup]:
    return QgsProject.instance().layerTreeRoot().findGroups(recursive=True)


def _show(group: QgsLayerTreeGroup) -> None:
    group.setExpanded(True)
    group.setItemVisibilityCheckedParentRecursive(True)


def _fold(group: QgsLayerTreeGroup) -> None:
    group.setExpanded(False)
    group.setItemVisibilityChecked(False)
