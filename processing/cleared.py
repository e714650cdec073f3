"""Parameters with a default that were given empty: another run than one from which they are left out."""

from __future__ import annotations

from qgis.core import Qgis, QgsProcessingParameterDefinition, QgsProcessingParameterMatrix, QgsProcessingParameterString

EMPTY = (None, "", [])


def can_be_cleared(definition: QgsProcessingParameterDefinition) -> bool:
    """Tell whether a parameter may be empty though it has a default."""
    optional = bool(definition.flags() & Qgis.ProcessingParameterFlag.Optional)
    return optional and not definition.isDestination() and definition.defaultValue() not in EMPTY


def is_cleared(definition: QgsProcessingParameterDefinition, parameters: dict) -> bool:
    """Tell whether a parameter with a default was given empty; None is to QGIS no text, but a text left out."""
    name = definition.name()
    if name not in parameters or not can_be_cleared(definition) or parameters[name] not in EMPTY:
        return False
    return parameters[name] is not None or not isinstance(definition, QgsProcessingParameterString)


def empty_value(definition: QgsProcessingParameterDefinition) -> object:
    """Return what an empty parameter is in Python, in a model and in JSON."""
    if isinstance(definition, QgsProcessingParameterMatrix):
        return []
    return "" if isinstance(definition, QgsProcessingParameterString) else None


def value_of(definition: QgsProcessingParameterDefinition, parameters: dict) -> object:
    """Return the value that a run takes: the default of a parameter that is left out and was not cleared."""
    value = parameters.get(definition.name())
    return definition.defaultValue() if value is None and not is_cleared(definition, parameters) else value


def for_command(algorithm, parameters: dict) -> dict:
    """Return parameters so that a command of qgis_process tells every one that was cleared, as an empty text.

    An empty table of a parameter that must not be empty is told too, so that the command is refused as the run is.
    """
    found = dict(parameters)
    for definition in algorithm.parameterDefinitions():
        name = definition.name()
        refused = isinstance(definition, QgsProcessingParameterMatrix) and parameters.get(name) == []
        if is_cleared(definition, parameters) or refused:
            found[name] = ""
    return found


def for_python(algorithm, parameters: dict) -> dict:
    """Return parameters so that Python, and JSON, can write every one that was cleared."""
    cleared = [one for one in algorithm.parameterDefinitions() if is_cleared(one, parameters)]
    return parameters | {definition.name(): empty_value(definition) for definition in cleared}
