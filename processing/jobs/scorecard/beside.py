"""Indicator scorecard: what titles, and the other cells of a row of values, say against its being one to judge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from ....core.indicators.asked import asked_in, folded, is_of_base, other_year_in
from ....core.indicators.indicator import Indicator
from ....core.indicators.parts import part_in_cell, part_in_title
from ....core.plaintext import text_of
from ....core.scorecard.codes import OF_PART, ROW_SAYS
from ...io.features import Rows
from .said_units import Units, plain

_read = lru_cache(maxsize=4096)(asked_in)  # the same few words stand in many rows


def other_fields(rows: Rows, used: Mapping[str, Sequence[str]], units: Units) -> tuple[str, ...]:
    """Return the fields that tell neither what a table of values has to, ``used``, nor units."""
    known = {name for names in used.values() for name in names} | {*units.fields}
    return tuple(name for name in rows.fields if name and name not in known)


def place_above(titles: Iterable[str], whole: Collection[str], known: Sequence[Indicator], zones: Sequence[str]) -> str:
    """Return the title by which all of a table is of a part of the city, "" for none."""
    parts = parts_of(known, zones)
    return next((title.strip() for title in titles if part_in_title(title, {*whole}, parts)), "")


def parts_of(known: Sequence[Indicator], zones: Sequence[str]) -> frozenset[str]:
    """Return what parts of the city are called, by the plan and by the zones, folded."""
    extents = (name for one in known if one.extent and not one.whole for name in one.extent.values())
    return frozenset(folded(name) for name in (*extents, *zones))


def doubts(
    cells: Sequence[tuple[str, object]], indicator: Indicator, year: int, whole: Collection[str], parts: Collection[str]
) -> Iterator[str]:
    """Give why a value is not as it was in its year, or not that of the whole, by other cells of its row, codes.

    ``cells``: each behind its head; ``parts``: names by which a cell says of which part a value is, () where another
    one does.
    """
    own = set() if indicator.extent is None else {folded(name) for name in indicator.extent.values()}
    for head, value in cells:
        text = text_of(value)
        if not text:
            continue
        if said := _read(head, text) or other_year_in(head, text, year):
            yield f"{ROW_SAYS}{plain(said)}"
        elif is_of_base(text) and (indicator.base is None or indicator.base.year != year):
            yield f"{ROW_SAYS}{plain(text)}"
        if parts and part_in_cell(text, whole, parts) and not any(name in folded(text) for name in own):
            yield f"{OF_PART}{plain(text)}"
