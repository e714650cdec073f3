"""Values of indicators, wherever they are from, and how they stand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ..indicators.codes import AREA_UNITS, NO_PART, NO_VALUE, NOT_JUDGED, STATES
from ..indicators.indicator import Indicator
from ..indicators.standing import GIVEN as AS_IT_STANDS
from ..indicators.standing import Source, Standing, standing
from ..targets import weighs
from .codes import FOUND, GIVEN, NEAR_GROUND, OTHER_GROUND, PART, WITHOUT
from .digits import two_in_code

WHOLE = ""
"""The zone of what is measured on all of the ground that an indicator speaks of."""
_AREAS_M2 = {"m2": 1.0, "ha": 1e4, "km2": 1e6}
"""Units of areas behind the names of fields."""


@dataclass(frozen=True)
class Figure:
    """The value of an indicator, in its unit, in a zone or on the ``WHOLE``, at the end of ``year``.

    ``given``: somebody gave it, so that it wins over one that was measured. ``doubt``: why it may be another one, or is
    NaN, a code, "" where it is sure. ``others``: the ones that it may be, each behind the reason, a code; where these
    stand no otherwise there is no doubt. ``remarks``: what else there is to say of it, codes. ``ground``: what another
    job has measured, and on what: the part of the city, the ``WHOLE`` or a zone; what of the map, as indicators write
    it, "" for all of it; and how much of that there was, in km².
    """

    id: str
    zone: str
    year: int
    value: float
    source: Source = AS_IT_STANDS
    given: bool = False
    doubt: str = ""
    others: tuple[tuple[str, float], ...] = ()
    remarks: tuple[str, ...] = ()
    ground: tuple[str, str, float] | None = None


@dataclass(frozen=True)
class Score:
    """How an indicator stands in a zone, or on the whole, at the end of ``standing.year``.

    ``reasons``: all that there is to say of its value, codes of core.indicators.codes.REASONS and of this package's;
    behind a part that was not given stands its name (codes.PART).
    ``km2``: of the ground that was measured, NaN where nobody says.
    """

    indicator: Indicator
    zone: str
    standing: Standing
    reasons: tuple[str, ...] = ()
    km2: float = math.nan

    @property
    def is_whole(self) -> bool:
        """Whether it speaks of all of the ground."""
        return self.zone == WHOLE


def of_field(value: float, field: str, unit: str) -> float:
    """Return a value of another job's table in the unit of an indicator; the field's name ends with its own.

    >>> from greenvein.core.scorecard.figures import of_field
    >>> of_field(200, "gv_farmland_in_km2", "万亩"), of_field(88.5, "gv_coverage_pct", "%")
    (30.0, 88.5)
    """
    field_m2 = _AREAS_M2.get(field.rpartition("_")[2])
    return value if field_m2 is None or unit not in AREA_UNITS else value * field_m2 / AREA_UNITS[unit]


def scores(
    indicators: Sequence[Indicator], figures: Iterable[Figure], year: int, where: Callable[[str], int]
) -> tuple[Score, ...]:
    """Return how indicators stand at the end of ``year``, and of each earlier year that there are values of.

    Of the whole there is a score for each indicator, with or without a value; of zones only where there is a value.
    Where no value is of the year, the last one before it is shown, not judged. They come by indicator, the whole before
    the zones, these in the order that ``where`` gives their names, and by year.

    >>> from greenvein.core.indicators.indicator import Indicator, Milestone
    >>> from greenvein.core.scorecard.figures import Figure, scores
    >>> forest = Indicator("LU16", {"en": "Forest cover"}, "%", "up", (Milestone(2025, 45),))
    >>> both = [Figure("LU16", "", 2025, 44.0), Figure("LU16", "", 2025, 46.0, given=True)]
    >>> found = scores([forest], both, 2025, len)
    >>> [(one.standing.value, one.standing.state, one.reasons) for one in found]
    [(46.0, 'met', ('found:44=46', 'given'))]
    """
    best: dict[tuple[str, str, int], Figure] = {}
    sure: dict[tuple[str, str, int], Figure] = {}
    for figure in figures:
        key = figure.id, figure.zone, figure.year
        if not figure.given and not figure.doubt and math.isfinite(figure.value):
            sure.setdefault(key, figure)
        if key not in best or figure.given > best[key].given:
            best[key] = figure
    found = []
    for indicator in indicators:
        some = {key: figure for key, figure in best.items() if key[0] == indicator.id}
        own = {key[1:]: _with_found(indicator, figure, sure.get(key)) for key, figure in some.items()}
        zones = sorted({zone for zone, _ in own} - {WHOLE}, key=lambda zone: (where(zone), zone))
        for zone in (WHOLE, *zones):
            years = {of: own[name, of] for name, of in own if name == zone}
            for of in sorted({year, *(one for one in years if one < year)}):
                shown = years.get(of) or _before(years, of)
                if shown is not None or zone == WHOLE:
                    found.append(_score(indicator, zone, of, shown))
    return tuple(found)


def _with_found(indicator: Indicator, figure: Figure, found: Figure | None) -> Figure:
    """Return a value that was given with what was ``found`` in its place, for sure, where that differs or turns it."""
    if not figure.given or found is None:
        return figure
    states = [standing(indicator, one.value, one.year, one.source).state for one in (figure, found)]
    both = two_in_code(found.value, figure.value)
    tells = weighs(abs(figure.value - found.value), abs(found.value)) or states[0] != states[1]
    if states[1] == NOT_JUDGED or not both or not tells:
        return figure
    return replace(figure, remarks=(*figure.remarks, f"{FOUND}{both}"))


def _before(years: dict[int, Figure], year: int) -> Figure | None:
    """Return the last value before a year, which tells that it is of another one."""
    last = max((one for one in years if one < year), default=None)
    return None if last is None else replace(years[last], source=replace(years[last].source, year=last))


def _score(indicator: Indicator, zone: str, year: int, figure: Figure | None) -> Score:
    if figure is None or not math.isfinite(figure.value):
        found = standing(indicator, None, year)
        without = WITHOUT.get(indicator.measure.kind, NO_VALUE) if figure is None else figure.doubt or NO_VALUE
        return Score(indicator, zone, found, (without if found.reason == NO_VALUE else found.reason,))
    found = standing(indicator, figure.value, year, figure.source)
    reasons = [found.reason] if found.reason else []
    if found.reason == NO_PART and indicator.extent is not None:
        reasons.append(f"{PART}{indicator.extent['zh']}")
    doubt = figure.doubt or _otherwise(indicator, figure, year, found.state)
    if doubt and found.state != NOT_JUDGED:
        found, reasons = replace(found, state=NOT_JUDGED, gap=None, progress=None), [doubt, *reasons]
    elif found.state != NOT_JUDGED:
        reasons += [why.replace(OTHER_GROUND, NEAR_GROUND) for why, _ in figure.others if OTHER_GROUND in why]
    reasons += [*figure.remarks, *([GIVEN] if figure.given else [])]
    return Score(indicator, zone, found, tuple(dict.fromkeys(reasons)), figure.source.km2)


def _otherwise(indicator: Indicator, figure: Figure, year: int, state: str) -> str:
    """Return why a value may be one that stands otherwise, "" where none does."""
    others = ((why, standing(indicator, value, year, figure.source)) for why, value in figure.others)
    return next((why for why, other in others if other.state != state), "")


def counted(found: Iterable[Score], year: int) -> dict[str, int]:
    """Return how many indicators of the whole stand how in a year, by state.

    >>> from greenvein.core.scorecard.figures import counted
    >>> counted([], 2025)
    {'met': 0, 'on_track': 0, 'behind': 0, 'not_judged': 0}
    """
    states = Counter(one.standing.state for one in found if one.is_whole and one.standing.year == year)
    return {state: states[state] for state in STATES}
