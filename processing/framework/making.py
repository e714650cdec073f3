"""The outputs of a job between kernel and file: made once, when somebody asks for them, and written as each says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Union

from qgis.core import QgsWkbTypes

from ...core.progress import Progress, quiet
from .run import Run
from .tables import OutputTables

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..io.features import Features

    Content = Union[pd.DataFrame, tuple[pd.DataFrame, np.ndarray]]


@dataclass
class Made:
    """A table, or a layer, of a job.

    ``make``: told its progress, returns the table, of a layer with its geometries in the analysis CRS; ``kind``: what
    these are. ``text`` says what is being written, ``stage`` from where to where it takes the run, 0 to 100.
    """

    name: str
    make: Callable[[Progress], Content]
    text: str = ""
    stage: tuple[float, float] = (75, 85)
    kind: QgsWkbTypes.Type = QgsWkbTypes.Type.Polygon
    _content: list = field(default_factory=list, repr=False)

    def content(self, progress: Progress = quiet) -> tuple[pd.DataFrame, np.ndarray | None]:
        """Return the table and its geometries, None for a table without."""
        if not self._content:
            made = self.make(progress)
            self._content.append(made if isinstance(made, tuple) else (made, None))
        return self._content[0]

    def write(self, run: Run) -> str | None:
        """Write it; return the output's id."""
        step = run.step(self.text, *self.stage) if self.text else quiet
        table, ground = self.content(step)
        if ground is None:
            return run.write.table(self.name, table)
        return run.write.table(self.name, table, run.back(ground), run.first_crs, self.kind, step)


@dataclass
class Joined(Made):
    """An input as it is, with a row of ``make`` behind the own fields of each feature that was ``read``.

    ``source``: the parameter of the input.
    """

    source: str = ""
    read: Features | None = None

    def write(self, run: Run) -> str | None:
        """Write it; return the output's id."""
        step = run.step(self.text, *self.stage)
        table, _ = self.content()
        assert self.read is not None
        return run.write.write_joined(self.name, run.needed_source(self.source), self.read, table, step)


class MadeTables(OutputTables):
    """What a run found, while it runs: its numbers, and the tables of its outputs (framework.found.Found)."""

    values: dict[str, Any]

    def __init__(self, values: dict[str, Any], made: Iterable[Made]):
        # QGIS takes numpy's numbers for none, and hands scripts an empty text.
        self.values = {name: value.item() if hasattr(value, "item") else value for name, value in values.items()}
        self._made = {one.name: one for one in made}

    def has(self, name: str) -> bool:
        """Tell whether the job makes this output."""
        return name in self._made

    def table(self, name: str) -> pd.DataFrame:
        """Return the table of an output as it is written."""
        return self._made[name].content()[0]
