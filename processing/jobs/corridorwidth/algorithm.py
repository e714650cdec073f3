"""greenvein:corridorwidth — Corridor width check 廊道宽度核查."""

from __future__ import annotations

from functools import partial

from ....core.geometry.earth import FARTHEST_M
from ....core.progress import aside
from ....i18n import tr
from ... import profiles
from ...framework.job import JobAlgorithm
from ...framework.parameters import advanced, field_of, line_source, number, polygon_source, threshold_table
from . import JOB


class CorridorWidthAlgorithm(JobAlgorithm):
    """Measures how wide corridors are clear from end to end, and finds what blocks them."""

    JOB = JOB

    def parameters(self):
        value = profiles.active().value
        headers, widths = (tr("Level"), tr("Required width (m)")), value("corridor_width.widths")
        wind, step = value("corridor_width.wind_deg"), value("corridor_width.step_m")
        return (
            polygon_source("CORRIDORS", tr("Corridors")),
            field_of("CORRIDORS", "LEVEL_FIELD", tr("Field with the level")),
            polygon_source("OBSTACLES", tr("Obstacles"), optional=True),
            threshold_table("WIDTHS", tr("Required width by level"), headers, widths),
            advanced(field_of("CORRIDORS", "WIDTH_FIELD", tr("Field with the required width"), numeric=True)),
            advanced(line_source("AXES", tr("Axes to pass along"), optional=True)),
            number("WIND", tr("Direction the wind comes from (°)"), wind, 0, 360, optional=True),
            advanced(number("STEP", tr("Distance between samples (m)"), step, 0.1, FARTHEST_M)),
        )

    def measure(self, run, inputs):
        import numpy as np

        from ....core.corridors.width import corridor_width
        from .inputs import in_doubt, judged

        kernel = partial(
            corridor_width,
            inputs.corridors.geometry,
            inputs.required_m,
            obstacles=None if inputs.obstacles is None else inputs.obstacles.geometry,
            axes=None if inputs.axes is None else inputs.axes.geometry,
            wind_deg=inputs.wind_deg,
            step_m=inputs.step_m,
            checks=inputs.checks,
        )
        found = aside(kernel, run.step(tr("Measuring the corridors…"), 20, 75))
        standing = np.empty(0, dtype=object) if inputs.obstacles is None else inputs.obstacles.geometry
        doubtful = in_doubt(inputs.corridors.geometry, inputs.obstacles, standing)
        return judged(found, inputs.unread, inputs.axes is not None, doubtful)
