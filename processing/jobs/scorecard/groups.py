"""Empty cells that may be those of a merged one, of which files of text keep the first alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from ....core.indicators.asked import no_value_in
from ....core.plaintext import text_of
from ....core.scorecard.codes import CELL_ABOVE
from ...io.features import Rows
from .said_units import plain
from .sheet import of_values


def above_cells(
    rows: Rows, fields: Mapping[str, Sequence[str]], whole: Collection[str], meant: Callable[[int], tuple]
) -> dict[int, str]:
    """Return why rows may be of the zone, or of the kind, that stands above them, codes by the numbers of the rows.

    ``whole``: what the whole is called; ``meant``: which figure a row has, whatever it is called.
    """
    told = of_values(rows, fields)
    of_zones = fields["zone"]
    known = {name for names in fields.values() for name in names}
    texts = {name: {*map(text_of, rows.columns[name])} for name in rows.fields if name not in known}
    of_kinds = [name for name, said in texts.items() if any(map(no_value_in, said))]
    found: dict[int, str] = {}
    for column in (*of_zones, *of_kinds):
        others = of_kinds if column in of_zones else of_zones

        def key(at: int, others: Sequence[str] = others) -> tuple:
            return (*meant(at), *(text_of(rows.columns[name][at]) for name in others))

        above = _perhaps_merged(rows, column, told, key, from_first=column in of_kinds)
        for number, text in above.items():
            if no_value_in(text) if column in of_kinds else "".join(text.casefold().split()) not in whole:
                found.setdefault(number, f"{CELL_ABOVE}{plain(column)}={plain(text)}")
    return found


def _perhaps_merged(
    rows: Rows, field: str, told: Sequence[bool], key: Callable[[int], tuple], from_first: bool = False
) -> Mapping[int, str]:
    """Return what stands above rows in which a field is empty, by their numbers, where it may be said of these too.

    Merged are cells of neighbours only where no two of them say the same, for these would be one; and what stands once
    for several rows never makes two rows of one ``key`` the same. ``told``: which rows are those of values; others part
    what is merged. ``from_first``: whether all is merged, so that the first row says something.
    """
    own = [text_of(value) for value in rows.columns[field]]
    found: dict[int, str] = {}
    seen, last, before = set(), "", ""
    for at in range(rows.count):
        if not told[at]:
            last = before = ""
            continue
        twice = own[at] != "" and own[at] == before
        last, before = own[at] or last, own[at]
        if twice or (last, key(at)) in seen or (from_first and not last):
            return {}
        seen.add((last, key(at)))
        if not own[at] and last:
            found[rows.numbers[at]] = last
    return found
