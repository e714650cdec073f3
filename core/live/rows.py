"""Rows of figures that are kept while a layer is edited: parallel arrays of which some rows go and others come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar

import numpy as np


@dataclass(frozen=True)
class LiveRows:
    """Parallel arrays, shape (n,) each."""


Kind = TypeVar("Kind", bound=LiveRows)


def only(rows: Kind, which: np.ndarray) -> Kind:
    """Return the rows that a mask or indices tell."""
    return type(rows)(*(getattr(rows, field.name)[which] for field in fields(rows)))


def together(rows: Kind, more: Kind) -> Kind:
    """Return rows with others behind them."""
    return type(rows)(
        *(np.concatenate([getattr(one, field.name) for one in (rows, more)]) for field in fields(rows)),
    )


def order_of(keys: Sequence[Any]) -> np.ndarray:
    """Return the rank of each key among all, 0 the lowest, shape (n,)."""
    rank = np.empty(len(keys), dtype=np.intp)
    rank[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return rank


def nothing(kind: type = object) -> np.ndarray:
    """Return an array without rows."""
    return np.empty(0, dtype=kind)
