"""Whether a run could read the people of a layer, found out without a run."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from .. import profiles

LAYER = "POPULATION_LAYER"


def checking(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict,
    layer: QgsVectorLayer,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> Callable[[], str]:
    """Return the work that finds the sentence a run would end with for its people, "" where it would not.

    Asked for in the layer's thread, done in any. ``parameters``: the layer with the people and their field.
    """
    run = algorithm.create().follow(parameters, context, feedback, {LAYER: layer})

    def work() -> str:
        import numpy as np

        from .people_units import read_units  # aside, for it takes its time

        try:
            with profiles.held(run.profile):
                read_units(run, np.empty(0, dtype=object))
        except QgsProcessingException as error:
            return str(error)
        finally:
            run.let_go()
        return ""

    return work
