"""What a run found, however it is at hand: while it runs, of its outputs, or of what it would give after edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext


class Found(Protocol):
    """Numbers by name, and tables by the name of the output that holds them; verdicts and charts are made of it."""

    @property
    def values(self) -> Mapping[str, Any]:
        """The numbers."""

    @property
    def pending(self) -> tuple[str, ...]:
        """The names of numbers that are still to come."""

    def has(self, name: str) -> bool:
        """Tell whether there is a table."""

    def rows(self, name: str) -> list[dict]:
        """Return the rows of a table, null as None."""

    def column(self, name: str, field: str) -> list:
        """Return what a field of a table holds, null as None; of many rows this is far less than ``rows``."""

    def least(self, name: str, field: str, count: int) -> list[dict]:
        """Return the ``count`` rows with the least numbers in a field, the least first; those without one never."""


@dataclass(frozen=True)
class Asked:
    """What a run was asked: its parameters, and how the algorithm reads them."""

    algorithm: QgsProcessingAlgorithm
    parameters: Mapping[str, Any]
    context: QgsProcessingContext

    def number(self, name: str) -> float:
        """Return a number, the default where none was given."""
        return self.algorithm.parameterAsDouble(dict(self.parameters), name, self.context)
