"""How two results of a job are laid on each other, and which rows of theirs are held against each other.

Each job says so in its module ``comparison``: ``RULE``, and ``ROWS`` for the summary. The kinds of change are in what
the job declares.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...i18n import tr
from ..reports.zone_order import scope_name

Value = tuple
"""What a result says of a place; sorted, the one that holds where polygons are equal comes first."""


def first_as_text(value: Value) -> str:
    """Return the first of the fields that make a value."""
    return "" if value[0] is None else str(value[0])


def alone_or(before: Value | None, after: Value | None, both: str) -> str:
    """Return the code of ground that one result alone has, or ``both``."""
    if before is None or after is None:
        return "only_b" if before is None else "only_a"
    return both


@dataclass(frozen=True)
class Rule:
    """How the results of a job are laid on each other.

    ``output``: the layer with the ground; ``around``: the output that shows on a map where one is. ``kind``: values in
    A and in B, None for no ground, → code of the change; None for what is not to be shown. ``fields``: those that make
    the value, or ``constant`` where there are none. ``below``: an output whose ground has the value ``below_constant``
    where none of ``output`` lies on it; ``alone``: the rule where one of the two results lacks it. ``text``: a value as
    the fields ``gv_a`` and ``gv_b`` have it; ``say``: such a text in the user's language. ``step``: by how much a
    number of the values differs; ``tolerance``: up to which difference (absolute, share of the larger) it is as good as
    the same. ``titles``: what is said of the fields ``gv_a``, ``gv_b`` and ``gv_step``.
    """

    output: str
    around: str
    kind: Callable[[Value | None, Value | None], str | None]
    fields: tuple[str, ...] = ()
    constant: Value = ()
    below: str = ""
    below_constant: Value = ()
    alone: Rule | None = None
    text: Callable[[Value], str] = first_as_text
    say: Callable[[str], str] = str
    step: Callable[[Value, Value], float] | None = None
    tolerance: tuple[float, float] = (0.0, 0.0)
    titles: Callable[[], tuple[str, str, str]] = lambda: (tr("In A"), tr("In B"), "")


@dataclass(frozen=True)
class SummaryRows:
    """Which rows of the summary of a job are held against each other: by a key, and in some of its fields."""

    title: Callable[[], str]
    heading: Callable[[], str]
    fields: tuple[str, ...]
    key: Callable[[dict], tuple]
    name: Callable[[tuple], str]
    wants: Callable[[dict], bool] = lambda row: True


def by_zone(*fields: str) -> SummaryRows:
    """Return the rows of zones."""
    return SummaryRows(
        lambda: tr("By zone"),
        lambda: tr("Zone"),
        fields,
        _zone_key,
        lambda key: scope_name(*key),
        # People who are not placed have no ground that could be held against other ground.
        wants=lambda row: row["gv_scope"] != "not_placed",
    )


def _zone_key(row: dict) -> tuple:
    return row["gv_scope"], row["gv_zone"]
