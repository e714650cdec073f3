"""What other jobs have measured, held against the ground that is judged."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..geometry.area import Measure
from ..people.spread import COVERED, NO_GAP
from ..targets import weighs
from .codes import CHOSEN, CONTESTED, MAYBE, OTHER_GROUND, OVERLAPS, PARTLY_MAPPED, TOGETHER
from .digits import in_code
from .figures import WHOLE, Figure
from .ground import Map
from .measuring import Extents, extents

_TENTH = 0.1


def held_to_ground(
    figures: Sequence[Figure], on: Map, measure: Measure, shares: Collection[str] = ()
) -> tuple[Figure, ...]:
    """Return the figures, those of other jobs with a doubt where these have not measured the ground that is judged.

    What a job has measured is held against what there is of it in the same place, to a hundredth. Where zones alone
    say what the whole is, they may be but some of what was measured, so that only less is told. Of indicators that are
    ``shares`` of it in percent, and that lack no more than a tenth, it is known between what the value must lie. Land
    use that covers but a part of a place does not show all that is there of it, whoever has measured on it; where it
    lacks less than a hundredth, all of what it lacks may be what was measured, and count or not. Where other land use
    lies on it too, nobody knows which of the two it is.

    Homes on 2 km², of which another job has measured a half:

    >>> import shapely
    >>> from greenvein.core.geometry.area import planar
    >>> from greenvein.core.scorecard.figures import Figure
    >>> from greenvein.core.scorecard.held import held_to_ground
    >>> from greenvein.core.scorecard.ground import Map
    >>> homes = shapely.box([0], 0, [2000], 1000)
    >>> half = Figure("ES1", "", 2025, 96.0, ground=("", "class:residential", 1.0))
    >>> [one.doubt for one in held_to_ground([half], Map({"class:residential": homes}, homes), planar)]
    ['other_ground:1=2']
    """
    measured = {one.ground[1] for one in figures if one.ground is not None}
    further = {f"{OVERLAPS}{of}" for of in measured} | {f"{of}{MAYBE}" for of in measured}
    there = extents({*measured, "", *further} if measured else (), on, measure)
    shown = _shown(on, there, measure) if measured else there
    lacks = {place: max(0.0, 1 - share) for place, share in shown.mapped.items()}
    gaps = {place: _gap(shown.km2[""].get(place, 0.0), share) for place, share in lacks.items()}
    why = {place: PARTLY_MAPPED for place, share in shown.mapped.items() if share < COVERED}
    why |= {WHOLE: CHOSEN} if on.chosen else {}
    less = on.zones is not None and on.whole is on.zones.cells
    return tuple(_held(one, _Place(there.km2, lacks, gaps, why, less), one.id in shares) for one in figures)


def _shown(on: Map, there: Extents, measure: Measure) -> Extents:
    """Return what land use shows of all ground, with the classes that were not taken of it, if these are known.

    Else land use of some classes only may have all there is of one.
    """
    if not on.in_part:
        return there
    if on.beside is None:
        return Extents(there.km2, {})
    return extents([""], replace(on, whole=np.concatenate([on.whole, on.beside])), measure)


def _gap(shown_km2: float, lacks: float) -> float:
    """Return how much ground land use lacks, in km², where it shows so much and lacks a share of all."""
    return shown_km2 * lacks / (1 - lacks) if NO_GAP < lacks < 1 else 0.0


@dataclass(frozen=True)
class _Place:
    """What is there, in km², of each layer by place; of which share of a place nobody knows, and why it is not judged.

    ``gaps``: how many km² that share is, which may be whatever is measured. ``less``: other ground is told only where a
    job has measured less.
    """

    km2: Mapping[str, Mapping[str, float]]
    lacks: Mapping[str, float]
    gaps: Mapping[str, float]
    why: Mapping[str, str]
    less: bool


def _held(figure: Figure, there: _Place, share: bool) -> Figure:
    """Return a figure, with a doubt where other ground than the one that is ``there`` was measured.

    ``share``: whether it is one of that ground, in percent. What a job has measured otherwise adds to what it is not
    sure of itself.
    """
    if figure.ground is None or figure.doubt:
        return figure
    place, of, had = figure.ground
    is_there = there.km2.get(of, {}).get(place)
    if is_there is None or (had > is_there and there.less):
        return figure
    disputed = there.km2.get(f"{OVERLAPS}{of}", {}).get(place, 0.0)
    if weighs(disputed, is_there):
        return replace(figure, doubt=there.why.get(place, CONTESTED))
    if share and disputed > 0:
        others = (one for value in _values(figure) for one in _disputed(value, is_there, disputed))
        figure = replace(figure, others=(*figure.others, *others))
    return _held_to(is_there, figure, there, share)


def _held_to(is_there: float, figure: Figure, there: _Place, share: bool) -> Figure:
    """Return a figure that has measured so many km² or others, with what that leaves open."""
    assert figure.ground is not None
    place, of, had = figure.ground
    apart, gap = abs(had - is_there), there.gaps.get(place, 0.0) if share else 0.0
    if apart <= (1 - COVERED) * is_there:
        if place in there.why:
            return replace(figure, doubt=there.why[place])
        lacks = gap / (is_there + gap) if gap else there.lacks.get(place, 0.0)
        maybe = there.km2.get(f"{of}{MAYBE}", {}).get(place, 0.0) if share else 0.0
        maybe = 0.0 if weighs(maybe, is_there) else maybe  # then the job has said what it may be
        by = apart / is_there if is_there else 0.0, lacks, maybe / is_there if is_there else 0.0
        ends = _share_ends(figure, had, is_there, gap + maybe) if share and is_there else _ends(figure, sum(by))
        alone = [(PARTLY_MAPPED, one) for one in _with_gap(figure.value, had, gap)] if gap else []
        return replace(figure, others=(*figure.others, *alone, *_together(figure, by, ends)))
    reason = f"{OTHER_GROUND}{in_code(had)}={in_code(is_there)}"
    if not share or apart > _TENTH * is_there:
        return replace(figure, doubt=reason)
    others = [(reason, one) for one in _share_ends(figure, had, is_there, 0.0)]
    others += [(PARTLY_MAPPED, one) for one in _share_ends(figure, had, is_there, gap)] if gap else []
    return replace(figure, others=(*figure.others, *others))


def _share_ends(figure: Figure, had: float, is_there: float, gap: float) -> list[float]:
    """Return between what a share in percent lies, of each of the values that it may have.

    All of what differs may count, or nothing of it, and so of a ``gap`` that nobody shows, all in km².
    """
    found = [100 * one / is_there for value in _values(figure) for one in _between(value / 100 * had, had, is_there)]
    return [one for value in found for one in _with_gap(value, is_there, gap)] if gap else found


def _with_gap(value: float, of_km2: float, gap_km2: float) -> tuple[float, float]:
    """Return the least and the largest share in percent where a gap is such ground too: homes may be served or not."""
    counted, ground = value / 100 * of_km2, of_km2 + gap_km2
    return 100 * counted / ground, 100 * (counted + gap_km2) / ground


def _between(counted: float, had: float, is_there: float) -> tuple[float, float]:
    """Return the least and the most that counts of what is there: all of what differs may count, or nothing of it."""
    apart = abs(had - is_there)
    return (counted, counted + apart) if had < is_there else (max(counted - apart, 0.0), min(counted, is_there))


def _values(figure: Figure) -> list[float]:
    return [figure.value, *(value for _, value in figure.others)]


def _disputed(percent: float, there: float, disputed: float) -> Iterator[tuple[str, float]]:
    """Give the shares that there may be where some ground is none of it, or more is, and that is counted or not."""
    counted, less, more = percent / 100 * there, there - disputed, there + disputed
    yield CONTESTED, 100 * max(counted - disputed, 0.0) / less
    yield CONTESTED, 100 * min(counted, less) / less
    yield CONTESTED, 100 * counted / more
    yield CONTESTED, 100 * (counted + disputed) / more


def _ends(figure: Figure, by: float) -> list[float]:
    """Return between what an amount lies that may be more, or less, by a share of it."""
    values, apart = _values(figure), by * abs(figure.value)
    return [max(min(values) - apart, 0.0), max(values) + apart]


def _together(figure: Figure, by: Sequence[float], ends: Sequence[float]) -> list[tuple[str, float]]:
    """Return the values that a figure may have where doubts of no weight are of some together, else nothing.

    ``by``: the shares by which other ground was measured, that land use does not show, and of which codes do not say
    whether it is some; the job itself may say besides between what the figure lies. ``ends``: of it with all of them.
    """
    values = _values(figure)
    unsure = max(abs(value - figure.value) for value in values) / abs(figure.value) if figure.value else 0.0
    some = [one for one in (*by, unsure) if one > NO_GAP]
    if len(some) < 2 or not max(by) > NO_GAP or not weighs(sum(some), 1.0):
        return []
    return [(TOGETHER, min(ends)), (TOGETHER, max(ends))]
