"""The indicators that are not judged, put together by what stands in the way."""

from __future__ import annotations

from ....core.indicators import codes
from ....core.report import Facts
from ....core.scorecard import codes as own
from ....core.scorecard.figures import Score
from ....i18n import language, tr
from .tables import Scorecard

_OF_PLAN = (codes.DAMAGED, codes.NO_NUMBER, codes.NO_BASE, codes.NO_BASE_YEAR, codes.EITHER)
_OF_YEARS = (codes.BEFORE_BASE, codes.OTHER_YEAR, codes.PERIOD, own.MAP_AHEAD, own.VERSIONS)
_OF_GROUND = (codes.NO_EXTENT, codes.EXTENT)
_OF_MAP = (codes.WIDER, codes.NARROWER, codes.BOTH)


def _kinds() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return what may stand in the way, each behind the codes of the reasons that it is told by."""
    return (
        ((own.NO_LAYER, own.NO_GROUND), tr("no layer was given")),
        ((own.UNTOLD, own.UNDECIDED), tr("land-use codes do not tell it")),
        ((codes.NO_VALUE,), tr("no value from statistics was given")),
        ((own.NO_RESULT,), tr("no result of the other check was given")),
        ((own.NO_FIGURE, own.NO_WHOLE), tr("the result of the other check has no value of it")),
        ((own.OPEN,), tr("the other check gives no verdict")),
        (
            (own.ASKED, own.UNSAID, own.OTHER_GROUND, own.OTHER_FIGURE, own.RETYPED),
            tr("the other check measured something else"),
        ),
        ((own.FAR,), tr("the value given is far from all figures of the plan")),
        ((own.UNIT_UNSURE, own.UNIT_ABOVE), tr("the unit of the value is not known")),
        ((own.UNLIKE, own.BEYOND), tr("values contradict each other by the plan's own links")),
        ((own.CELL_ABOVE, own.PLACE_ABOVE), tr("a row above may say of which part or kind the value is")),
        ((own.ROW_SAYS, own.OF_PART), tr("rows are of targets, other years or parts of the city")),
        ((own.TITLE,), tr("the table of values is one of targets or of other years")),
        (own.DOUBTS, tr("people cannot be those who live there")),
        ((own.NO_PEOPLE, own.RURAL_HOMES), tr("people, or their homes, are not known")),
        ((codes.NO_PART, own.PART), tr("the part of the city was not given")),
        ((own.CHOSEN,), tr("but some features of a layer are used")),
        ((own.MAP_PLAN,), tr("a layer is a plan's, not the state of the year")),
        (_OF_GROUND, tr("other ground than the plan speaks of")),
        (_OF_MAP, tr("the map shows more or less than the plan counts")),
        (_OF_YEARS, tr("values of other years")),
        (_OF_PLAN, tr("the plan gives nothing to hold them against")),
        (("",), tr("the data leave it open")),
    )


def _groups(result: Scorecard) -> list[tuple[str, list[Score]]]:
    """Return what stands in the way, most often first, with the scores of the whole that are not judged for it."""
    found: dict[str, list[Score]] = {}
    for score in result.of_all:
        if score.standing.state == codes.NOT_JUDGED:
            reason = score.reasons[0] if score.reasons else ""
            kind = next(kind for starts, kind in _kinds() if reason.startswith(starts))
            found.setdefault(kind, []).append(score)
    return sorted(found.items(), key=lambda one: -len(one[1]))


def in_one_sentence(result: Scorecard) -> list[str]:
    """Return how many indicators are not judged for what; nothing where all are."""
    groups = _groups(result)
    if not groups:
        return []
    each = tr("{reason} ({count})")
    kinds = tr(", ").join(each.format(reason=kind, count=len(scores)) for kind, scores in groups)
    return [tr("Not judged ({count}): {kinds}.").format(count=sum(len(some) for _, some in groups), kinds=kinds)]


def reasons_and_indicators(result: Scorecard) -> Facts | None:
    """Return the indicators that are not judged by what stands in the way; None where all are judged."""
    name, each = tr("{id} {name}"), tr("{reason} ({count})")
    pairs = tuple(
        (
            each.format(reason=kind[:1].upper() + kind[1:], count=len(scores)),
            tr(", ").join(name.format(id=one.indicator.id, name=one.indicator.name[language()]) for one in scores),
        )
        for kind, scores in _groups(result)
    )
    return Facts(pairs) if pairs else None
