"""For each job: which ground two results are compared on, and what a change from one value to another is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...core.corridors.codes import ACCURACY_M, ACCURACY_SHARE

Value = tuple
"""What a result says of a place; sorted, the one that holds where polygons are equal comes first."""


def _first(value: Value) -> str:
    return "" if value[0] is None else str(value[0])


@dataclass(frozen=True)
class Job:
    """How the results of a job are laid on each other.

    ``output``: the layer with the ground; ``fields``: those that make its value, or ``constant`` where there are none.
    ``below``: an output whose ground has the value ``below_constant`` where none of ``output`` lies on it.
    ``kind``: values in A and in B, None for no ground, → code of the change; None for what is not to be shown.
    ``word``: a value as the fields ``gv_a`` and ``gv_b`` have it. ``step``: by how much a number of the values
    differs; ``tolerance``: up to which difference (absolute, share of the larger) it is as good as the same.
    ``around``: the output that shows on a map where one is.
    """

    output: str
    around: str
    kind: Callable[[Value | None, Value | None], str | None]
    fields: tuple[str, ...] = ()
    constant: Value = ()
    below: str = ""
    below_constant: Value = ()
    word: Callable[[Value], str] = _first
    step: Callable[[Value, Value], float] | None = None
    tolerance: tuple[float, float] = (0.0, 0.0)


def _blind_kind(before: Value | None, after: Value | None) -> str | None:
    """Only what is blind in one of the two is of interest; residential land that is served in one alone is not."""
    if after == BLIND:
        return "blind" if before == SERVED else "blind_new"
    if before == BLIND:
        return "served" if after == SERVED else "blind_gone"
    return None


def _blind_only_kind(before: Value | None, after: Value | None) -> str | None:
    """Without the residential land of both, what is blind in one alone is taken for served in the other."""
    return "blind" if after == BLIND else "served"


def _pinch_kind(before: Value | None, after: Value | None) -> str | None:
    if before is None or after is None:
        return "arose" if before is None else "vanished"
    return "narrower" if after < before else "wider"


def _alone_or(before: Value | None, after: Value | None, both: str) -> str:
    if before is None or after is None:
        return "only_b" if before is None else "only_a"
    return both


def _change_kind(before: Value | None, after: Value | None) -> str | None:
    return _alone_or(before, after, "other")


def _use_kind(before: Value | None, after: Value | None) -> str | None:
    return _alone_or(before, after, f"to_{after[0] or 'undecided'}" if after else "")


def _tier_kind(before: Value | None, after: Value | None) -> str | None:
    if before is None or after is None:
        return "entered" if before is None else "left"
    return "stricter" if after < before else "looser"


def _rank_kind(before: Value | None, after: Value | None) -> str | None:
    if before is None or after is None:
        return _alone_or(before, after, "")
    if before[0] != after[0]:
        return "to_near" if after[0] == NEAR else "to_long"
    return "earlier" if after[1] < before[1] else "later"


BLIND, SERVED = ("blind",), ("served",)
NEAR = "near"
JOBS = {
    "parkcoverage": Job(
        "BLIND_AREAS", "COVERAGE", _blind_kind, constant=BLIND, below="COVERAGE", below_constant=SERVED
    ),
    "corridorwidth": Job(
        "PINCHES",
        "CHECKED",
        _pinch_kind,
        fields=("gv_width_m",),
        word=lambda value: f"{value[0]:.1f}",
        step=lambda before, after: after[0] - before[0],
        tolerance=(ACCURACY_M, ACCURACY_SHARE),
    ),
    "landreduction": Job(
        "CHANGES",
        "CHANGES",
        _change_kind,
        fields=("gv_from", "gv_to"),
        word=lambda value: f"{value[0]} > {value[1]}",
    ),
    "vacateduse": Job("USES", "USES", _use_kind, fields=("gv_use_after",)),
    "securitypattern": Job("PATTERN", "PATTERN", _tier_kind, fields=("gv_tier",)),
    "restorationpriority": Job(
        "RANKED",
        "RANKED",
        _rank_kind,
        fields=("gv_phase", "gv_rank"),
        word=lambda value: str(value[1]),
        step=lambda before, after: after[1] - before[1],
    ),
}
BLIND_ALONE = Job("BLIND_AREAS", "BLIND_AREAS", _blind_only_kind, constant=BLIND)
"""Where one of the two results has no layer of residential land."""
