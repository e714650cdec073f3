"""greenvein:scorecard — Indicator scorecard 规划指标体检."""

from __future__ import annotations

from functools import partial

from qgis.core import Qgis, QgsProcessingParameterBoolean, QgsProcessingParameterString

from ....core.indicators.codes import PERCENT
from ....core.progress import aside
from ....i18n import tr
from ...framework.job import JobAlgorithm
from ...framework.own_classes import own_classes
from ...framework.parameters import (
    advanced,
    choice,
    field_of,
    number,
    polygon_layers,
    polygon_source,
    population,
    table_source,
    tables,
    threshold_table,
    zones,
)
from ...words.land_classes import system_names
from . import JOB
from .names import FIRST_YEAR, LAST_YEAR, OF_ROLES, role_names

ASSUMED = "YEAR_IS_ASSUMED"
"""Whether nobody has said of which year the data are."""


def assumed_year(year: int, parameter: str) -> str:
    """Say which year was taken for that of the data, where nobody said it; ``parameter``: in which it can be said."""
    text = tr(
        "Nothing says of which year the data are, so they are held against the plan as at the end of {year}, the last "
        "full year; give “{parameter}” where they are of another one."
    )
    return text.format(year=year, parameter=parameter)


class ScorecardAlgorithm(JobAlgorithm):
    """Holds the indicators of the plan profile against what is measured, or given, on the whole and in each zone."""

    JOB = JOB

    def parameters(self):
        systems, year = (tr("Find out"), *system_names().values()), tr("Year of the data")
        roles = tr("What the layers are")
        named, project = tr("Indicators to score"), tr("Project, for the head of the report")
        titles = role_names()
        return (
            polygon_source("LANDUSE", tr("Land use"), optional=True),
            field_of("LANDUSE", "CODE", tr("Field with the land-use code")),
            choice("SYSTEM", tr("System of the land-use codes"), systems),
            *zones(),
            *population("LANDUSE"),
            polygon_source("BUILT_UP", tr("Built-up area"), optional=True),
            polygon_layers("LAYERS", tr("Layers that indicators name")),
            polygon_source("EXTENTS", tr("Parts of the city that indicators speak of"), optional=True),
            field_of("EXTENTS", "EXTENT_FIELD", tr("Field with the name of the part")),
            tables("RESULTS", tr("Results of other checks")),
            table_source("VALUES", tr("Values that no map shows")),
            number("YEAR", year, None, FIRST_YEAR, LAST_YEAR, whole=True, optional=True),
            *own_classes(),
            advanced(threshold_table("ROLES", roles, (tr("Layer"), tr("What it is")), optional=True)),
            advanced(QgsProcessingParameterString("INDICATORS", named, None, False, True)),
            advanced(QgsProcessingParameterString("PROJECT", project, None, False, True)),
            *(advanced(polygon_source(name, titles[role], optional=True)) for name, role in OF_ROLES.items()),
        )

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        super().initAlgorithm(configuration)
        # The check-up has found the year itself, and has it told.
        assumed = QgsProcessingParameterBoolean(ASSUMED, tr("The year of the data is assumed"), None, True)
        assumed.setFlags(assumed.flags() | Qgis.ProcessingParameterFlag.Hidden)
        self.addParameter(assumed)

    def compute(self, run):
        if self.parameterAsBool(run.parameters, ASSUMED, run.context):
            year = self.parameterAsInt(run.parameters, "YEAR", run.context)
            run.note(assumed_year(year, run.title("YEAR")))
        return super().compute(run)

    def unsaid_year(self, run):
        """Return of which year the data are where nothing says so: without it nobody can tell what the plan asks."""
        text = tr("Give “{parameter}”: neither a table of values nor a result says of which year the data are.")
        run.fail(text, parameter=run.title("YEAR"))

    def measure(self, run, inputs):
        from ....core.scorecard.ground import land
        from ....core.scorecard.held import held_to_ground
        from ....core.scorecard.measuring import measured
        from .tables import scored

        found = homes = None
        if inputs.land is not None:
            use = inputs.land
            kernel = partial(land, use.features.geometry, use.masks, use.rank, inputs.measure)
            found = aside(kernel, run.step(tr("Taking overlaps out of the land use…"), 30, 50))
        if found is not None and inputs.people is not None:
            homes = inputs.people.homes(run, found)
        on = run.aside(lambda progress: inputs.map(found, homes))
        values, figures = (), inputs.figures
        if on is not None:
            shares = {one.id for one in inputs.indicators if one.unit == PERCENT}
            figures = run.aside(lambda progress: held_to_ground(figures, on, inputs.measure, shares))
            kernel = partial(measured, inputs.indicators, on, inputs.measure)
            values = aside(kernel, run.step(tr("Measuring the indicators…"), 50, 75))
        return scored(inputs, figures, values, found, homes)
