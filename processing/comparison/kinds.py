"""What may change between two results of a job: codes, names and colours, the most pressing first."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.drawing import palette
from ...i18n import tr


@dataclass(frozen=True)
class Kind:
    """A kind of change: its legend text, and its colours as in the style of the layer."""

    name: str
    face: str
    edge: str


def kinds(job: str) -> dict[str, Kind]:
    """Return the kinds of change of a job by the code that the field ``gv_change`` holds.

    ``job``: the name of the algorithm. A is the result that one compares from, B the one that one compares with.
    """
    return _KINDS[job]()


def _parks() -> dict[str, Kind]:
    return {
        "blind": _warm(tr("Newly blind")),
        "served": _cool(tr("Newly served")),
        "blind_new": _pale_warm(tr("Blind, and residential land in B only")),
        "blind_gone": _pale_cool(tr("Blind in A, and no residential land in B")),
    }


def _corridors() -> dict[str, Kind]:
    return {
        "arose": _warm(tr("Newly a pinch")),
        "vanished": _cool(tr("No longer a pinch")),
        "narrower": _pale_warm(tr("Still a pinch, narrower")),
        "wider": _pale_cool(tr("Still a pinch, wider")),
    }


def _land() -> dict[str, Kind]:
    return {
        "other": _mixed(tr("Another change in B than in A")),
        "only_a": _cool(tr("Change in A only")),
        "only_b": _warm(tr("Change in B only")),
    }


def _uses() -> dict[str, Kind]:
    def now(use: str, name: str) -> Kind:
        return Kind(name, palette.USES[use], palette.USE_EDGES[use])

    return {
        "to_farmland": now("farmland", tr("Another use: now farmland")),
        "to_water": now("water", tr("Another use: now wetland or water")),
        "to_flood_wetland": now("flood_wetland", tr("Another use: now flood-storage wetland")),
        "to_green": now("green", tr("Another use: now green space")),
        "to_built": now("built", tr("Another use: now built upon")),
        "to_undecided": Kind(tr("Another use: now not decided"), palette.OPEN, palette.OPEN_EDGE),
        **_alone(tr("Plot in A only"), tr("Plot in B only")),
    }


def _pattern() -> dict[str, Kind]:
    return {
        "looser": _warm(tr("Looser tier in B")),
        "left": _pale_warm(tr("No longer in the pattern")),
        "stricter": _cool(tr("Stricter tier in B")),
        "entered": _pale_cool(tr("New in the pattern")),
    }


def _priority() -> dict[str, Kind]:
    return {
        "to_near": _warm(tr("Moved into the first phase")),
        "to_long": _cool(tr("Moved out of the first phase")),
        "earlier": _pale_warm(tr("Earlier rank")),
        "later": _pale_cool(tr("Later rank")),
        **_alone(tr("Unit in A only"), tr("Unit in B only")),
    }


_KINDS = {
    "parkcoverage": _parks,
    "corridorwidth": _corridors,
    "landreduction": _land,
    "vacateduse": _uses,
    "securitypattern": _pattern,
    "restorationpriority": _priority,
}


def _warm(name: str) -> Kind:
    return Kind(name, palette.WARM, palette.WARM_EDGE)


def _pale_warm(name: str) -> Kind:
    return Kind(name, palette.WARM_PALE, palette.WARM_EDGE)


def _cool(name: str) -> Kind:
    return Kind(name, palette.COOL, palette.COOL_EDGE)


def _pale_cool(name: str) -> Kind:
    return Kind(name, palette.COOL_PALE, palette.COOL_EDGE)


def _mixed(name: str) -> Kind:
    return Kind(name, palette.MIXED, palette.MIXED_EDGE)


def _alone(first: str, second: str) -> dict[str, Kind]:
    return {
        "only_a": Kind(first, palette.ALONE_PALE, palette.ALONE_EDGE),
        "only_b": Kind(second, palette.ALONE, palette.ALONE_EDGE),
    }
