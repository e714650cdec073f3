"""Numbers that were given as texts: QGIS takes a default, or 0, for a text that is none, and says nothing.

A text may come from a script, a command, a batch or an expression. Full-width digits are read like narrow ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterNumber,
    QgsProperty,
)

from ..core.plaintext import number_in
from ..i18n import tr
from .cleared import is_empty, is_nothing

_UNBOUNDED = 1e300
"""QGIS has the largest number there is for a parameter without a limit."""


def read(algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext | None) -> dict:
    """Return parameters with the texts of numbers, and what expressions give for them, as numbers.

    What is no number stays as it is; ``refused`` says so. Without a context expressions stay too.
    """
    found = dict(parameters)
    for definition, value in _given(algorithm, parameters, context):
        number = _number(value)
        if number is not None and not isinstance(parameters[definition.name()], (int, float)):
            found[definition.name()] = number
    return found


def refused(algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext | None) -> str:
    """Say which parameter is no number, or none that is finite; "" where all are. Context: as in ``read``."""
    for definition, value in _given(algorithm, parameters, context):
        number = _number(value)
        if number is None:
            return _sentence(definition).format(
                parameter=definition.description(),
                value="NULL" if is_nothing(value) else value,
                least=definition.minimum(),
                most=definition.maximum(),
            )
        if not isfinite(number):  # QGIS takes NaN for a number between any two others
            text = tr("“{parameter}” is {number:g}; give a number that is finite.")
            return text.format(parameter=definition.description(), number=number)
    return ""


def _given(
    algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext | None
) -> Iterator[tuple[QgsProcessingParameterNumber, object]]:
    """Yield the numbers that are given, with their values, of expressions with what they give."""
    for definition in algorithm.parameterDefinitions():
        value = parameters.get(definition.name())
        if not isinstance(definition, QgsProcessingParameterNumber) or is_empty(value):
            continue
        if not isinstance(value, QgsProperty):
            yield definition, value
        elif context is not None:
            yield definition, value.value(context.expressionContext(), None)[0]


def _number(value: object) -> float | None:
    if isinstance(value, (int, float)):
        return float(value)
    try:
        return number_in(value)
    except ValueError:
        return None


def _sentence(definition: QgsProcessingParameterNumber) -> str:
    limited = abs(definition.minimum()) < _UNBOUNDED and definition.maximum() < _UNBOUNDED
    if definition.dataType() == QgsProcessingParameterNumber.Type.Integer:
        return (
            tr(
                "“{parameter}” is given as “{value}”, which is no number; give a whole number in digits, from "
                "{least:.10g} to {most:.10g}."
            )
            if limited
            else tr("“{parameter}” is given as “{value}”, which is no number; give a whole number in digits.")
        )
    return (
        tr("“{parameter}” is given as “{value}”, which is no number; give a number from {least:.10g} to {most:.10g}.")
        if limited
        else tr("“{parameter}” is given as “{value}”, which is no number; give a number in digits, such as 0.5.")
    )
