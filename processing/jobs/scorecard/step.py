"""The scorecard as a step of a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qgis.core import Qgis, QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsVectorLayer

from ....core.indicators.indicator import of_profile
from ....core.land.codes import FOREST, PARK_LAND, RESIDENTIAL, USES
from ....core.named_plans import of_map
from ....i18n import language, tr
from ... import profiles
from ...framework.layer_meaning import names_of, own_names_by
from ...io.encoding import LOST
from ...io.layer_names import named, named_with_year
from ...io.values import plain
from ...models import step
from .algorithm import ASSUMED, assumed_year
from .names import FIELDS, GIVEN, OF_ROLES, YEARS
from .years import last_full_year, year_by_name

AFTER_YEAR = "AFTER_YEAR"
"""The parameter of a job whose result says of which year it is."""


class Step(step.Step):
    """Indicator scorecard, where there is anything to hold against the plan."""

    _untold: Sequence[str] = ()

    def initAlgorithm(self, configuration=None):  # noqa: N802 - QGIS's name
        super().initAlgorithm(configuration)
        # A model hands on nothing where nobody says which system it is, which is no more to tell than “find out”.
        system = self.parameterDefinition("SYSTEM")
        system.setFlags(system.flags() | Qgis.ProcessingParameterFlag.Optional)
        system.setDefaultValue(None)

    def asked(self, parameters, context):
        """Return parameters without a field of people that the land use does not have, or land use that says nothing.

        That of a model is the field of its homes, in the land use or in a layer of their own.
        """
        self._untold = []
        found = self._without_unread(super().asked(parameters, context), context)
        field = found.get("POPULATION_FIELD")
        source = None if step.is_blank(field) else self.parameterAsSource(found, "LANDUSE", context)
        of_land_use = source is not None and source.fields().lookupField(field) >= 0
        return found if of_land_use else {**found, "POPULATION_FIELD": None}

    def _without_unread(self, parameters, context):
        """Return parameters without land use whose codes nobody can read: all else can be scored without it."""
        own = any(not step.is_blank(parameters.get(name)) for name in ("CLASSES", "CLASSES_FILE"))
        if own or step.is_blank(parameters.get(step.LAND_USE)):
            return parameters
        classes = self.classes(parameters, [FOREST, *USES], context)[1]
        if classes.counts or not classes.unread:
            self._untold = [classes.unread[kind] for kind in (PARK_LAND, RESIDENTIAL, FOREST) if kind in classes.unread]
            return parameters
        self.do_without_land_use(next(iter(classes.unread.values())))
        return {name: value for name, value in parameters.items() if name != step.LAND_USE}

    def does_without(self):
        """Return why the step goes without land use, or without the indicators of a class that codes do not tell."""
        text = tr("Indicators of a class that codes leave open are not judged: {reason}")
        return self._unread or (text.format(reason=self._untold[0]) if self._untold else "")

    def reason(self, parameters, context):
        given = {name for name in (*GIVEN, *OF_ROLES, "ZONES") if not step.is_blank(parameters.get(name))}
        layers, ground = given & {"LAYERS", *OF_ROLES}, given & {"ZONES", "EXTENTS"}
        measured = given & {"LANDUSE", "VALUES"} or (layers and ground) or self._has_figures(parameters, context)
        if not measured:
            text = tr("Left out: {job}. It needs at least one layer or table to hold against the plan.")
            if layers:  # which other jobs need
                text = tr("Left out: {job}. It needs land use, zones or parts of the city to measure layers on.")
            return self.told(text)
        plan = profiles.active()
        if not of_profile(plan):
            text = tr("Left out: {job}. The plan profile “{profile}” has no indicators.")
            return self.told(text, profile=plan.text("name", language()))
        return ""

    def of_job(self, parameters, context):
        """Return the same for the job, which is told by names what layers are, and always of which year the data are.

        A layer that it cannot be told of so, for only a part of it is meant or another one has its name, is given as
        what it is.
        """
        found = super().of_job(parameters, context)
        given = {
            name: self.parameterAsVectorLayer(parameters, name, context) for name in OF_ROLES if name in parameters
        }
        further = self.parameterAsLayerList(parameters, "LAYERS", context)
        named = Counter(layer.name() for layer in (*given.values(), *further) if layer is not None)
        layers = {
            name: layer
            for name, layer in given.items()
            if layer is not None
            and named[layer.name()] == 1
            and not isinstance(parameters[name], QgsProcessingFeatureSourceDefinition)
        }
        if layers:
            found["LAYERS"] = [*(found.get("LAYERS") or []), *(found.pop(name) for name in layers)]
            rows = [(layer.name(), OF_ROLES[name]) for name, layer in layers.items()]
            found["ROLES"] = [*(found.get("ROLES") or []), *(cell for row in rows for cell in row)]
        if self._assumes_year(parameters, context):
            found |= {"YEAR": last_full_year(), ASSUMED: True}
        return found

    def assumed(self, parameters, context):
        """Return what is taken for the year of the data: the one in the name of the land use, or the last full one."""
        title = self.parameterDefinition("YEAR").description()
        land_use, year = self._year_by_name(parameters, context)
        if step.is_blank(parameters.get("YEAR")) and year is not None and year <= last_full_year():
            return [year_by_name(year, title, land_use)]
        return [assumed_year(last_full_year(), title)] if self._assumes_year(parameters, context) else []

    def _assumes_year(self, parameters, context):
        """Tell whether nothing says of which year the data are, nor will the result of a job that is still to run."""
        expected = [one for one in parameters.get("RESULTS") or () if isinstance(one, step.Expected)]
        is_said = any(not step.is_blank(one.parameters.get(AFTER_YEAR)) for one in expected)
        return not is_said and step.is_blank(parameters.get("YEAR")) and not self._is_dated(parameters, context)

    def _year_by_name(self, parameters, context):
        """Return what sentences call the land use, and of which year it is by its name, None where that says none.

        What a plan is for says nothing of the data.
        """
        layer = None if step.is_blank(parameters.get("LANDUSE")) else self._layer("LANDUSE", parameters, context)
        if layer is None:
            return "", None
        names = names_of(layer)
        said = of_map(names, own_names_by(layer.name(), layer.providerType(), layer.source()))
        called = named(layer.name(), self.parameterDefinition("LANDUSE").description())
        return named_with_year(called, names), None if said.is_plan else said.year

    def _is_dated(self, parameters, context):
        """Tell whether the land use by its name, a table of values, or a result says of which year the data are."""
        if self._year_by_name(parameters, context)[1] is not None:
            return True
        values = self.parameterAsVectorLayer(parameters, "VALUES", context)
        tables = [values, *self.parameterAsLayerList(parameters, "RESULTS", context)]
        # What fields are called in a file that is in another encoding, or below a title, only the run finds out.
        if any(LOST in name for table in tables if table is not None for name in table.fields().names()):
            return True
        if values is not None and all(values.fields().lookupField(field) < 0 for field in FIELDS["year"]):
            return True
        return any(
            value is not None
            for table in tables
            if table is not None
            for field in YEARS
            if table.fields().lookupField(field) >= 0
            for value in map(plain, table.uniqueValues(table.fields().lookupField(field)))
        )

    def _has_figures(self, parameters, context) -> bool:
        """Tell whether a result of another check sums up by zones; the places that others have found are no figures."""
        if any(one.sums_up for one in parameters.get("RESULTS") or () if isinstance(one, step.Expected)):
            return True
        results = self.parameterAsLayerList(parameters, "RESULTS", context)
        tables = (one.fields().names() for one in results if isinstance(one, QgsVectorLayer))
        return any({"gv_scope", "gv_zone"} <= {name.strip().casefold() for name in names} for names in tables)

    def processAlgorithm(self, parameters, context, feedback):  # noqa: N802 - QGIS's name
        # It comes last, and nothing works on it: what it cannot do is not to cost what all others have found.
        try:
            return super().processAlgorithm(parameters, context, feedback)
        except QgsProcessingException as error:
            sentence = self.told(tr("Not done: {job}. {reason}"), reason=error)
            feedback.reportError(sentence)
            return self.do_without(sentence, tr("Not done"), parameters, context, feedback)

    def unsaid_year(self, run):
        """Return the last year that is over: what a model is given is the land as it is, unless somebody says so."""
        year = last_full_year()
        run.note(assumed_year(year, run.title("YEAR")))
        return year
