"""Values of parameters as people read them."""

from __future__ import annotations

from qgis.core import QgsProcessingParameterDefinition, QgsProcessingParameterEnum, QgsProcessingParameterMatrix

from ...i18n import tr


def shown(definition: QgsProcessingParameterDefinition, value: object) -> str:
    """Return a value of a parameter that takes no layers as its dialog shows it."""
    if isinstance(definition, QgsProcessingParameterEnum):
        return _option(definition.options(), value)
    if isinstance(definition, QgsProcessingParameterMatrix) and isinstance(value, (list, tuple)):
        columns = max(len(definition.headers()), 1)
        rows = [value[start : start + columns] for start in range(0, len(value), columns)]
        return "; ".join(", ".join(_number(cell) for cell in row) for row in rows)
    return _number(value)


def _option(options: list[str], value: object) -> str:
    return options[value] if isinstance(value, int) and 0 <= value < len(options) else str(value)


def _number(value: object) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return f"{value:.10g}" if isinstance(value, (int, float)) else str(value)
