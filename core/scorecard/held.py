"""What other jobs have measured, held against the ground that is judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ..geometry.area import Measure
from ..people.spread import COVERED
from ..targets import weighs
from .codes import CHOSEN, OTHER_GROUND, PARTLY_MAPPED, TOGETHER, in_code
from .figures import WHOLE, Figure
from .ground import Map
from .measuring import extents

_TENTH = 0.1


def held_to_ground(
    figures: Sequence[Figure], on: Map, measure: Measure, shares: Collection[str] = ()
) -> tuple[Figure, ...]:
    """Return the figures, those of other jobs with a doubt where these have not measured the ground that is judged.

    What a job has measured is held against what there is of it in the same place, to a hundredth. Where zones alone
    say what the whole is, they may be but some of what was measured, so that only less is told. Of indicators that are
    ``shares`` of it in percent, and that lack no more than a tenth, it is known between what the value must lie. Land
    use that covers but a part of a place does not show all that is there of it, whoever has measured on it.

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
    there = extents({one.ground[1] for one in figures if one.ground is not None}, on, measure)
    # Land use of some classes only may have all there is of one.
    lacks = {} if on.in_part else {place: max(0.0, 1 - share) for place, share in there.mapped.items()}
    why = {place: PARTLY_MAPPED for place, share in there.mapped.items() if not on.in_part and share < COVERED}
    why |= {WHOLE: CHOSEN} if on.chosen else {}
    less = on.zones is not None and on.whole is on.zones.cells
    return tuple(_held(one, _Place(there.km2, lacks, why, less), one.id in shares) for one in figures)


@dataclass(frozen=True)
class _Place:
    """What is there, in km², of each layer by place; of which share of a place nobody knows, and why it is not judged.

    ``less``: other ground is told only where a job has measured less.
    """

    km2: Mapping[str, Mapping[str, float]]
    lacks: Mapping[str, float]
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
    apart = abs(had - is_there)
    if apart <= (1 - COVERED) * is_there:
        if place in there.why:
            return replace(figure, doubt=there.why[place])
        return _with_small_doubts(figure, apart / is_there if is_there else 0.0, there.lacks.get(place, 0.0), share)
    reason = f"{OTHER_GROUND}{in_code(had)}={in_code(is_there)}"
    if not share or apart > _TENTH * is_there:
        return replace(figure, doubt=reason)
    some = [one for value in _values(figure) for one in _between(value / 100 * had, had, is_there)]
    return replace(figure, others=(*figure.others, *((reason, 100 * max(one, 0.0) / is_there) for one in some)))


def _between(counted: float, had: float, is_there: float) -> tuple[float, float]:
    """Return the least and the most that counts of what is there: all of what differs may count, or nothing of it."""
    apart = abs(had - is_there)
    return (counted, counted + apart) if had < is_there else (counted - apart, min(counted, is_there))


def _values(figure: Figure) -> list[float]:
    return [figure.value, *(value for _, value in figure.others)]


def _with_small_doubts(figure: Figure, apart: float, lacks: float, share: bool) -> Figure:
    """Return a figure with the values that it may have where doubts of no weight are of some together.

    ``apart``, ``lacks``: the shares by which other ground was measured, and that land use does not show; the job itself
    may say besides between what the figure lies.
    """
    values = _values(figure)
    unsure = max(abs(value - figure.value) for value in values) / abs(figure.value) if figure.value else 0.0
    some = [one for one in (apart, lacks, unsure) if one > 0]
    if len(some) < 2 or not apart + lacks or not weighs(sum(some), 1.0):
        return figure
    by = (apart + lacks) * (100 if share else abs(figure.value))
    least, most = max(min(values) - by, 0.0), max(values) + by
    ends = (least, min(most, 100.0) if share else most)
    return replace(figure, others=(*figure.others, *((TOGETHER, one) for one in ends)))
