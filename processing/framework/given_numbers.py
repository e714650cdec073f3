"""Numbers as they were given: each must be a number, and in its range.

A number may come as a text, from a script, a command, a batch or an expression. For a text that is none QGIS takes the
default, or 0, and says nothing; full-width digits are read like narrow ones.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingParameterNumber,
    QgsProperty,
)

from ...core.plaintext import number_in
from ...i18n import tr
from .cleared import is_empty, is_nothing


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
    """Say which parameter is no number, none that is finite or whole, or out of its range; "" where none is.

    ``context``: as in ``read``.
    """
    for definition, value in _given(algorithm, parameters, context):
        number, least, most = _number(value), definition.minimum(), definition.maximum()
        if number is None:
            text, number = _no_number(definition), math.nan
        elif not math.isfinite(number):  # QGIS takes NaN for a number between any two others
            text = tr("“{parameter}” is {number:g}; give a number that is finite.")
        elif least <= number <= most and (number.is_integer() or not _is_whole(definition)):
            continue
        elif least <= number <= most:  # QGIS rounds it: the middle of 2025 would be the end of 2026
            text = tr("“{parameter}” is {number:.15g}; give a whole number.")
        elif most < sys.float_info.max:
            text = tr("“{parameter}” is {number:.15g}; it must be from {least:g} to {most:g}.")
        else:
            text = tr("“{parameter}” is {number:.15g}; it must be at least {least:g}.")
        shown = "NULL" if is_nothing(value) else value
        return text.format(parameter=definition.description(), number=number, value=shown, least=least, most=most)
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


def _is_whole(definition: QgsProcessingParameterNumber) -> bool:
    return definition.dataType() == QgsProcessingParameterNumber.Type.Integer


def _no_number(definition: QgsProcessingParameterNumber) -> str:
    # A parameter without a limit has the largest number there is for one.
    limited = max(-definition.minimum(), definition.maximum()) < sys.float_info.max
    if _is_whole(definition):
        return (
            tr(
                "“{parameter}” is given as “{value}”, which is no number; "
                "give a whole number from {least:g} to {most:g}."
            )
            if limited
            else tr("“{parameter}” is given as “{value}”, which is no number; give a whole number in digits.")
        )
    return (
        tr("“{parameter}” is given as “{value}”, which is no number; give a number from {least:g} to {most:g}.")
        if limited
        else tr("“{parameter}” is given as “{value}”, which is no number; give a number in digits, such as 0.5.")
    )
