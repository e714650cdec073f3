"""Codes of two dates that mean the same ground, though each has another class.

Between two systems, one may not split what the other splits (城市 201 against 军事设施用地 1501), or the two may class
the same thing otherwise (盐田). Inside one system a first-level code may stand beside a finer one. Such ground has not
changed, so it counts as one class on both dates: between systems the one that ``resources/classes/same_ground.csv``
says, inside a system that of the finer code. A mixed code is the same ground in whatever order its parts stand, and
keeps the class that it had before.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from .classes import TABLES, ClassTable
from .codes import OUTSIDE, SYSTEMS, UNKNOWN
from .mixed import parts

Pairs = Mapping[tuple[str, str, str, str], str]
"""The class that counts on both dates, by system and code of the one and of the other."""


def load(path: Path = TABLES / "same_ground.csv") -> Pairs:
    """Read the table of pairs: columns ``system``, ``code``, ``other_system``, ``other_code``, ``class``.

    Raises OSError and KeyError where the file, or a column, is missing.

    >>> from greenvein.core.land.sameground import load
    >>> load()["sandiao_2019", "03", "gbt21010_2017", "0303"]
    'forest'
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {(row["system"], row["code"], row["other_system"], row["other_code"]): row["class"] for row in rows}


class SameGround:
    """Which classes count where the codes of two dates lie on each other."""

    def __init__(self, before: ClassTable, after: ClassTable, pairs: Pairs):
        self._before, self._after, self._pairs = before, after, pairs

    def class_of(self, before: str, after: str) -> str | None:
        """Return the class that counts on both dates, None where each code keeps its own.

        A first-level code beside a finer one is the same ground:

        >>> from greenvein.core.land.classes import system_tables
        >>> from greenvein.core.land.sameground import SameGround, load
        >>> table = system_tables()[0]
        >>> same = SameGround(table, table, load())
        >>> same.class_of("01", "0103"), same.class_of("01", "0301")
        ('farmland', None)
        """
        systems = self._before.id, self._after.id
        if systems[0] == systems[1] and self._before.mixes(before) and set(parts(before)) == set(parts(after)):
            return self._before.class_of(before)
        if not set(systems) <= set(SYSTEMS):
            return None
        one, other = self._before.entry(before), self._after.entry(after)
        if one is None or other is None or one in self._before.changed or other in self._after.changed:
            return None
        asked = ((systems[0], one, systems[1], other), (systems[1], other, systems[0], one))
        found = next((self._pairs[pair] for pair in asked if pair in self._pairs), None)
        if found is None and systems[0] == systems[1]:
            found = self._finer(before, after)
        return found

    def _finer(self, before: str, after: str) -> str | None:
        if before.startswith(after):
            return self._before.class_of(before)
        return self._after.class_of(after) if after.startswith(before) else None

    def counted(
        self, codes: tuple[np.ndarray, np.ndarray], classes: tuple[np.ndarray, np.ndarray]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the classes that count before and after.

        ``codes`` and ``classes``: those of both dates on the same ground, shape (n,) each. What is unknown or outside
        on one date stays so: it is neither vacated nor added anyway.
        """
        start, end = (np.array(column, dtype=object) for column in classes)
        known = ~np.isin(start, (UNKNOWN, OUTSIDE)) & ~np.isin(end, (UNKNOWN, OUTSIDE))
        differ = np.flatnonzero(known & (start != end))
        pairs: Iterable[tuple[str, str]] = zip(*(column[differ].tolist() for column in codes))
        number, distinct = pd.factorize(pd.MultiIndex.from_tuples(list(pairs)) if len(differ) else np.empty(0))
        found = np.array([self.class_of(*pair) for pair in distinct], dtype=object)[number] if len(differ) else differ
        some = np.array([one is not None for one in found], dtype=bool)
        start[differ[some]] = end[differ[some]] = found[some]
        return start, end
