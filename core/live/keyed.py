"""The features of an input by their keys, and what an edit does to their rows and to what depends on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Edit:
    """What an edit did to the rows of an input.

    ``place``: the new row of each old one, -1 where it is gone or has changed; ``fresh``: the new rows that have
    changed or were added, ascending; ``before``: the columns of what is gone or has changed, as they were.
    """

    place: np.ndarray
    fresh: np.ndarray
    before: dict[str, np.ndarray]

    def __bool__(self) -> bool:
        return bool(len(self.fresh) or (self.place < 0).any())


class Keyed:
    """Columns of the same length, and a key (a feature id, say) for each row.

    A feature keeps its place among the others; a new one comes last. ``serial``: a number for each row that never
    changes and that no other row ever gets; ascending; ``next_serial``: that of the next row to be added.
    """

    def __init__(self, key: np.ndarray, **columns: np.ndarray):
        self.key = np.asarray(key)
        self.columns = columns
        self.serial = np.arange(len(self.key))
        self.next_serial = len(self.key)

    def __len__(self) -> int:
        return len(self.key)

    def __getitem__(self, name: str) -> np.ndarray:
        return self.columns[name]

    def put(self, touched: np.ndarray, key: np.ndarray, **columns: np.ndarray) -> Edit:
        """Take over what became of the features with the keys ``touched``.

        ``key``, ``columns``: those of them that there are, changed or not; the others are gone.
        """
        index = pd.Index(self.key)
        row = index.get_indexer(np.asarray(key, dtype=self.key.dtype))
        known = row >= 0
        same = known.copy()
        for name, values in columns.items():
            same[known] &= _same(self.columns[name][row[known]], values[known])
        gone = np.setdiff1d(index.get_indexer(np.asarray(list(touched), dtype=self.key.dtype)), np.r_[row, -1])
        changed = known & ~same
        left = np.delete(np.arange(len(self.key)), gone)
        place = np.full(len(self.key), -1)
        place[left] = np.arange(len(left))
        fresh = np.sort(np.r_[place[row[changed]], len(left) + np.arange((~known).sum())]).astype(np.intp)
        before = {name: values[np.r_[gone, row[changed]]] for name, values in self.columns.items()}
        place[row[changed]] = -1
        for name, values in columns.items():
            column = self.columns[name].copy()
            column[row[changed]] = values[changed]
            self.columns[name] = np.concatenate([column[left], values[~known]])
        added = np.asarray(key, dtype=self.key.dtype)[~known]
        self.key = np.concatenate([self.key[left], added])
        self.serial = np.concatenate([self.serial[left], self.next_serial + np.arange(len(added))])
        self.next_serial += len(added)
        return Edit(place, fresh, before)


class Stacked:
    """Two inputs that are read as one: the rows of the second follow those of the first."""

    def __init__(self, first: Keyed, second: Keyed):
        self._inputs = first, second

    def __len__(self) -> int:
        return sum(map(len, self._inputs))

    def __getitem__(self, name: str) -> np.ndarray:
        return np.concatenate([one[name] for one in self._inputs])

    @property
    def columns(self) -> dict[str, np.ndarray]:
        """The columns that both have."""
        first, second = (one.columns.keys() for one in self._inputs)
        return {name: self[name] for name in first if name in second}

    def edit(self, first: Edit | None, second: Edit | None) -> Edit | None:
        """Return edits that both inputs have taken over already as one of the whole."""
        if first is None and second is None:
            return None
        edits = [edit or _no_edit(one) for edit, one in zip((first, second), self._inputs)]
        shift = len(self._inputs[0])
        place = [edits[0].place, np.where(edits[1].place < 0, -1, edits[1].place + shift)]
        before = {name: np.concatenate([edit.before[name] for edit in edits]) for name in self.columns}
        return Edit(np.concatenate(place), np.r_[edits[0].fresh, edits[1].fresh + shift], before)


def _no_edit(keyed: Keyed) -> Edit:
    nothing = {name: values[:0] for name, values in keyed.columns.items()}
    return Edit(np.arange(len(keyed)), np.empty(0, dtype=np.intp), nothing)


def _same(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    equal = np.asarray(one == other, dtype=bool)
    return equal | (np.isnan(one) & np.isnan(other)) if one.dtype.kind == "f" else equal


@dataclass(frozen=True)
class JoinedRows:
    """What became of rows that belong to those of another table.

    ``owner``: ascending; ``place``: the new row of each old one, -1 where it is gone; ``fresh``: the rows of the new
    ones; ``kept``: the old rows that are left; ``order``: how these and then the new ones are sorted.
    """

    owner: np.ndarray
    place: np.ndarray
    fresh: np.ndarray
    kept: np.ndarray
    order: np.ndarray

    def column(self, old: np.ndarray, new: np.ndarray) -> np.ndarray:
        """Return a column of the old rows and the new ones, as they now stand."""
        return np.concatenate([old[self.kept], new])[self.order]


def join(owner: np.ndarray, place: np.ndarray, new_owner: np.ndarray) -> JoinedRows:
    """Take out rows whose owner is gone, and put in new ones: all by their owner's row, and else in the order they had.

    ``owner``: of the old rows; ``place``: new row of each old owner, -1 for none; ``new_owner``: of the new rows.
    """
    kept = np.flatnonzero(place[owner] >= 0)
    all_owners = np.concatenate([place[owner[kept]], new_owner])
    order = np.argsort(all_owners, kind="stable")
    at = np.empty(len(order), dtype=np.intp)
    at[order] = np.arange(len(order))
    old = np.full(len(owner), -1)
    old[kept] = at[: len(kept)]
    return JoinedRows(all_owners[order], old, at[len(kept) :], kept, order)
