"""What other jobs have measured, held against the ground that is judged."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..geometry.area import Measure
from ..people.spread import COVERED
from ..targets import weighs
from .codes import CHOSEN, CONTESTED, OTHER_GROUND, OVERLAPS, PARTLY_MAPPED
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
    use that covers but a part of a place does not show all that is there of it, whoever has measured on it, and where
    other land use lies on it too nobody knows which of the two it is.

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
    there = extents({*measured, *(f"{OVERLAPS}{of}" for of in measured)}, on, measure)
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

    ``share``: whether it is one of that ground, in percent. What a job has measured otherwise and what land use does
    not show add up.
    """
    if figure.ground is None or figure.doubt:
        return figure
    place, of, had = figure.ground
    is_there, lacks = there.km2.get(of, {}).get(place), there.lacks.get(place, 0.0)
    if is_there is None or (had > is_there and there.less):
        return figure
    disputed = there.km2.get(f"{OVERLAPS}{of}", {}).get(place, 0.0)
    if weighs(disputed, is_there):
        return replace(figure, doubt=there.why.get(place, CONTESTED))
    if share and disputed > 0:
        others = (one for value in _values(figure) for one in _disputed(value, is_there, disputed))
        figure = replace(figure, others=(*figure.others, *others))
    near = 1 - COVERED if place in there.why else max(0.0, 1 - COVERED - lacks)
    if abs(had - is_there) <= near * is_there:
        return replace(figure, doubt=there.why.get(place, ""))
    reason, apart = f"{OTHER_GROUND}{had:.4g}={is_there:.4g}", abs(had - is_there)
    if not share or apart > _TENTH * is_there:
        return replace(figure, doubt=reason)
    apart_others = ((reason, one) for value in _values(figure) for one in _with_apart(value, had, is_there))
    return replace(figure, others=(*figure.others, *apart_others))


def _values(figure: Figure) -> tuple[float, ...]:
    """Return the value of a figure and those that it may have instead."""
    return (figure.value, *(value for _, value in figure.others))


def _with_apart(percent: float, had: float, there: float) -> Iterator[float]:
    """Give the shares of what is there, where another job had more or less: all that differs may count, or nothing."""
    counted, apart = percent / 100 * had, abs(had - there)
    for one in (counted, counted + apart) if had < there else (counted - apart, min(counted, there)):
        yield 100 * max(one, 0.0) / there


def _disputed(percent: float, there: float, disputed: float) -> Iterator[tuple[str, float]]:
    """Give the shares that there may be where some ground is none of it, or more is, and that is counted or not."""
    counted, less, more = percent / 100 * there, there - disputed, there + disputed
    yield CONTESTED, 100 * max(counted - disputed, 0.0) / less
    yield CONTESTED, 100 * min(counted, less) / less
    yield CONTESTED, 100 * counted / more
    yield CONTESTED, 100 * (counted + disputed) / more
