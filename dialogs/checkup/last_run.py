"""The last run of a check-up lasts with its project: how it was asked, and how it has ended."""

from __future__ import annotations

from collections.abc import Callable, Collection

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext, QgsProject

from ...processing.comparison import kept_runs
from ..scenarios import kept_parameters
from ..scenarios.saving import saves
from . import memory
from .asked import Asked
from .sequence import Sequence


def keep(model: QgsProcessingAlgorithm, inputs: dict, asked: Asked, sequence: Sequence) -> None:
    """Have the project keep the run that has just ended, with its ``inputs``, where its results are kept too."""
    project, file = QgsProject.instance(), kept_runs.file_of(QgsProject.instance())
    if file is None or not saves():  # its results go with the project
        memory.forget_run(project)
        return
    context = QgsProcessingContext()
    context.setProject(project)
    given = kept_parameters.kept(model, inputs, context)
    memory.keep_run(project, memory.LastRun(given, asked.kept(file), sequence.states, sequence.begun))


def put_back(show_again: Callable[[dict, Collection[str]], None], asked: Asked, sequence: Sequence) -> None:
    """Take what the project that was opened keeps of it, where it is one that this program can read.

    ``show_again``: takes the inputs, and those of which a layer is gone.
    """
    project = QgsProject.instance()
    file = kept_runs.file_of(project)
    try:
        last = memory.last_run(project)
        if last is not None and file is not None:
            layers = asked.layers_in(last.asked, file)
            lost = kept_parameters.lost(last.inputs, layers)
            show_again(kept_parameters.given(last.inputs, layers), lost.keys())
            asked.put_back(last.asked, file)
            sequence.put_back(last.states, last.begun)
    except memory.UNREADABLE as error:
        kept_runs.log(f"{error!r}")
