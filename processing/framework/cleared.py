"""Parameters with a default that were given empty: another run than one from which they are left out.

What a step of a model was given empty (a text, a table, a number) QGIS saves as nothing at all, and hands on as None,
as it does an input of the model that nobody gave, whatever default this has. A text and a table that are empty by
themselves come from a hand: from a dialog, a script, a command.
"""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QVariant

from ...i18n import tr
from .shown_value import shown


def is_nothing(value: object) -> bool:
    """Tell whether a value is Python's None or the NULL of QGIS."""
    return value is None or (isinstance(value, QVariant) and value.isNull())


def is_empty(value: object) -> bool:
    """Tell whether a value is nothing, or a text or a table with nothing in it."""
    return is_nothing(value) or (isinstance(value, (str, list, tuple)) and not value)


def has_default(definition: QgsProcessingParameterDefinition) -> bool:
    """Tell whether a run takes something for an input that it is not given."""
    return not definition.isDestination() and not is_empty(definition.defaultValue())


def can_be_cleared(definition: QgsProcessingParameterDefinition) -> bool:
    """Tell whether a parameter may be empty though it has a default."""
    return bool(definition.flags() & Qgis.ProcessingParameterFlag.Optional) and has_default(definition)


def given_empty(definition: QgsProcessingParameterDefinition, parameters: dict) -> bool:
    """Tell whether a parameter with a default was given, and nothing with it."""
    name = definition.name()
    return name in parameters and has_default(definition) and is_empty(parameters[name])


def is_cleared(definition: QgsProcessingParameterDefinition, parameters: dict) -> bool:
    """Tell whether a run is to do without a parameter that has a default."""
    return can_be_cleared(definition) and given_empty(definition, parameters)


def empty_value(definition: QgsProcessingParameterDefinition) -> object:
    """Return what an empty parameter is in Python, in a model and in JSON."""
    if isinstance(definition, QgsProcessingParameterMatrix):
        return []
    return "" if isinstance(definition, QgsProcessingParameterString) else None


def given(algorithm: QgsProcessingAlgorithm, parameters: dict) -> dict:
    """Return parameters without the inputs that are empty and have no default, whatever emptiness it is.

    An empty list where one layer or number is meant would be a layer that is not found, or a 0.
    """
    inputs = {
        one.name() for one in algorithm.parameterDefinitions() if not one.isDestination() and not has_default(one)
    }
    return {name: value for name, value in parameters.items() if name not in inputs or not is_empty(value)}


def value_of(definition: QgsProcessingParameterDefinition, parameters: dict) -> object:
    """Return the value that a run takes: the default of a parameter that is left out and was not cleared."""
    value = parameters.get(definition.name())
    return definition.defaultValue() if is_nothing(value) and not is_cleared(definition, parameters) else value


def refused(algorithm: QgsProcessingAlgorithm, parameters: dict) -> str:
    """Say which parameter that must not be empty was emptied by hand; "" where none was."""
    for definition in _must_be_given(algorithm):
        if given_empty(definition, parameters) and not is_nothing(parameters[definition.name()]):
            return _with_default(
                tr("“{parameter}” is empty; give a value, for example its default: {default}."), definition
            )
    return ""


def replaced(algorithm: QgsProcessingAlgorithm, parameters: dict) -> list[str]:
    """Return a sentence for each parameter that must not be empty and came as nothing, so that its default holds."""
    return [taken_instead(one) for one in _must_be_given(algorithm) if given_empty(one, parameters)]


def taken_instead(definition: QgsProcessingParameterDefinition) -> str:
    """Say that a default was taken for what was given empty."""
    return _with_default(tr("“{parameter}” was given empty, so its default was taken: {default}."), definition)


def remarks(algorithm: QgsProcessingAlgorithm, parameters: dict, taken: set[str]) -> list[str]:
    """Return the sentences for the log: what was cleared, and which defaults hold for what was left out.

    ``taken``: the parameters whose default was taken though they were cleared, which was told.
    """
    text = tr("“{parameter}” was given empty, so this run does without it; left out, it would be: {default}.")
    inputs = [one for one in algorithm.parameterDefinitions() if has_default(one) and one.name() not in taken]
    found = [_with_default(text, one) for one in inputs if is_cleared(one, parameters)]
    missing = [_with_default(tr("“{parameter}” {default}"), one) for one in inputs if one.name() not in parameters]
    if missing:
        text = tr("Not given, so the defaults hold: {defaults}.")
        found.append(text.format(defaults=tr(", ").join(missing)))
    return found


def for_command(algorithm: QgsProcessingAlgorithm, parameters: dict) -> dict:
    """Return parameters so that a command of qgis_process tells every one that was cleared, as an empty text.

    An empty table of a parameter that must not be empty is told too, so that the command is refused as the run is.
    """
    found = dict(parameters)
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        refused_table = isinstance(definition, QgsProcessingParameterMatrix) and parameters.get(name) == []
        if is_cleared(definition, parameters) or refused_table:
            found[name] = ""
    return found


def for_python(algorithm: QgsProcessingAlgorithm, parameters: dict) -> dict:
    """Return parameters so that Python, and JSON, can write every one that was cleared."""
    cleared = [one for one in algorithm.parameterDefinitions() if is_cleared(one, parameters)]
    return parameters | {definition.name(): empty_value(definition) for definition in cleared}


def _must_be_given(algorithm: QgsProcessingAlgorithm) -> list[QgsProcessingParameterDefinition]:
    return [one for one in algorithm.parameterDefinitions() if has_default(one) and not can_be_cleared(one)]


def _with_default(text: str, definition: QgsProcessingParameterDefinition) -> str:
    return text.format(parameter=definition.description(), default=shown(definition, definition.defaultValue()))
