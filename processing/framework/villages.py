"""Rural homes in a layer of which homes are taken by values or by an expression, which say nothing of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from ...core.land.classes import ClassTable
    from ..io.features import Raw
    from ..io.snapshot import Snapshot


@dataclass
class Villages:
    """Finds which features of a layer are rural homes by their codes.

    ``columns``: the fields that may hold codes; ``tables``: the systems that may read them.
    """

    columns: tuple[str, ...]
    tables: Sequence[ClassTable]
    _codes: dict[int, tuple] = field(default_factory=dict)
    _rural: frozenset[int] = frozenset()

    def find(self, raw: Raw, source: Snapshot) -> np.ndarray:
        """Return which features of a layer, all of which are here, are rural homes by any of its codes, shape (n,)."""
        import numpy as np

        from ...core.land.taking import rural_in

        found = np.zeros(len(raw.fid), dtype=bool)
        for name in self.columns:
            numeric = source.fields().field(name).isNumeric()
            found |= rural_in(raw.columns[name], self.tables, numeric=numeric, field=name)
        self._codes = dict(zip(raw.fid.tolist(), self._of(raw)))
        self._rural = frozenset(raw.fid[found].tolist())
        return found

    def differ(self, raw: Raw, touched: Sequence[int]) -> bool:
        """Tell whether features that are read once more may be other homes of villages, or no more of them."""
        codes = [self._codes.get(fid) for fid in raw.fid.tolist()]
        return codes != self._of(raw) or not self._rural.isdisjoint(touched)

    def _of(self, raw: Raw) -> list[tuple]:
        return [*zip(*(raw.columns[name] for name in self.columns))]
