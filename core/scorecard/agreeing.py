"""Values that contradict each other by what the plan itself says of its indicators."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..indicators.indicator import Indicator
from ..targets import ROUNDING, at_most
from .codes import BEYOND, UNLIKE
from .figures import Figure

_NEAR = 1e-3
"""By so much of the one two values may differ that were rounded otherwise, so that both readings have to agree."""
_Key = tuple[str, str, int]


def held_to_each_other(known: Sequence[Indicator], figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return figures, those in doubt that contradict others of the same zone and year by the links of the plan.

    One figure has one value, though two plans name it, and an amount is no less than what is a part of it. Where they
    differ by no more than rounding, each may be the other.

    >>> from greenvein.core.indicators.indicator import Indicator, Milestone
    >>> from greenvein.core.scorecard.agreeing import held_to_each_other
    >>> from greenvein.core.scorecard.figures import Figure
    >>> one, two = (
    ...     Indicator(id_, {}, "%", "up", (Milestone(2025, 75),), same_as=same) for id_, same in (("A", ""), ("B", "A"))
    ... )
    >>> [one.doubt for one in held_to_each_other((one, two), [Figure("A", "", 2025, 76), Figure("B", "", 2025, 70)])]
    ['unlike:B=A=70=76', 'unlike:B=A=70=76']
    """
    figures = tuple(figures)
    best: dict[_Key, Figure] = {}
    for figure in sorted(figures, key=lambda one: not one.given):
        if math.isfinite(figure.value):
            best.setdefault((figure.id, figure.zone, figure.year), figure)
    doubts: dict[_Key, str] = {}
    others: dict[_Key, tuple[str, float]] = {}
    for first, second, code, sure in _contradicting(known, best):
        for one, other in ((first, second), (second, first)):
            if sure:
                doubts.setdefault(_key(one), code)
            else:
                others.setdefault(_key(one), (code, other.value))
    return tuple(_held(one, doubts.get(_key(one), ""), others.get(_key(one))) for one in figures)


def _key(figure: Figure) -> _Key:
    return figure.id, figure.zone, figure.year


def _contradicting(known: Sequence[Indicator], best: dict[_Key, Figure]) -> Iterator[tuple[Figure, Figure, str, bool]]:
    """Give pairs of figures that contradict each other, what there is to say, and whether by more than rounding."""
    units = {one.id: one.unit for one in known}
    for indicator in known:
        for (id_, zone, year), figure in best.items():
            if id_ != indicator.id:
                continue
            same, whole = (best.get((name, zone, year)) for name in (indicator.same_as, indicator.part_of))
            if same is not None and not math.isclose(figure.value, same.value, rel_tol=ROUNDING):
                yield figure, same, _code(UNLIKE, figure, same), not _near(figure, same)
            is_amount = whole is not None and units[whole.id] == indicator.unit and not indicator.is_ratio
            if whole is not None and is_amount and not at_most(figure.value, whole.value):
                yield figure, whole, _code(BEYOND, figure, whole), True


def _near(one: Figure, other: Figure) -> bool:
    return math.isclose(one.value, other.value, rel_tol=_NEAR)


def _code(begins: str, one: Figure, other: Figure) -> str:
    return f"{begins}{one.id}={other.id}={one.value:.15g}={other.value:.15g}"


def _held(figure: Figure, doubt: str, other: tuple[str, float] | None) -> Figure:
    if doubt:
        return replace(figure, doubt=figure.doubt or doubt)
    return figure if other is None else replace(figure, others=(*figure.others, other))
