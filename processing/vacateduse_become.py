"""Use of vacated land: what the plots have become by now, from a field of classes or of codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..core import landclass
from .io.read import Features, Polygons
from .run import Run

AFTER_FIELD = "gv_to"
"""In changes of land use, the class after; taken where no other field is chosen."""


@dataclass(frozen=True)
class Become:
    """How the class of a plot is found: the field, what reads its values, and a sentence on it; "" without a field."""

    field: str | None
    read: Callable[[list], np.ndarray]
    sentence: str

    def of(self, features: Features) -> np.ndarray:
        """Return the class of each plot, "" where none is known, shape (n,)."""
        if self.field is None:
            return np.full(len(features.fid), "", dtype=object)
        return self.read(features.columns[self.field])


def after_field(run: Run) -> str | None:
    """Return the field of ``VACATED`` with what plots have become: the one given, or the account's own."""
    given = run.field_name("AFTER_FIELD", "VACATED")
    if given:
        return given
    fields = run.source("VACATED").fields()
    at = fields.lookupField(AFTER_FIELD)
    return fields.at(at).name() if at >= 0 else None


def read_become(run: Run, vacated: Polygons, field: str | None) -> Become:
    """Return how the classes of the plots are found."""
    if field is None:
        return Become(None, _classes, "")
    return Become(field, _classes, "")


def _classes(values: list) -> np.ndarray:
    return np.array([landclass.class_named(value) or "" for value in values], dtype=object)
