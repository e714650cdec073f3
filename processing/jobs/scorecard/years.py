"""Indicator scorecard: of which year the data are, and what they are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ....core.named_plans import OfMap
from ....core.scorecard.codes import MAP_AHEAD, MAP_BEFORE, MAP_PLAN
from ....i18n import tr
from ...framework.run import Run

Dated = Sequence[tuple[str, int]]
"""Of which years values are, each behind what sentences call its table."""


def last_full_year() -> int:
    """Return the last year that is over."""
    return date.today().year - 1


@dataclass(frozen=True)
class Years:
    """The year that is looked at, and ``map``: what the land use says by its name."""

    year: int
    map: OfMap

    def doubt(self, *layers: OfMap) -> str:
        """Return why what is measured on layers, of which names say this, is not judged, a code, "" where it is.

        They show what is to be after the year that is looked at, or are a plan's, and that year is over.
        """
        if any(one.year is not None and one.year > self.year for one in layers):
            return MAP_AHEAD
        return MAP_PLAN if any(one.is_plan for one in layers) and self.year <= last_full_year() else ""

    def remarks(self, *layers: OfMap) -> tuple[str, ...]:
        """Return what there is to say of what is measured on such layers, judged or not, codes."""
        before = any(one.year is not None and one.year < self.year for one in layers)
        doubt = self.doubt(*layers)
        return (doubt,) if doubt else (MAP_BEFORE,) if before else ()


def year_by_name(year: int, parameter: str, layer: str) -> str:
    """Say that the name of the land use, ``layer``, says of which year the data are, where ``parameter`` does not."""
    text = tr(
        "“{parameter}” is empty, so the data are taken for those of the end of {year}, the year in the name of the "
        "land use “{layer}”."
    )
    return text.format(parameter=parameter, year=year, layer=layer)


def settled(run: Run, values: Dated, results: Dated) -> Years:
    """Return the year that is looked at, and tell what is of other years.

    It is the one asked for, else that of the land use by its name, else the last one that tables speak of, and none of
    these is later than the last full year. What a plan is for says nothing of the data.
    """
    of_map, said = _of_map(run), run.map_by_name("LANDUSE")
    found = Years(_asked(run) or _found(run, of_map, said, [*values, *results]), said)
    _tell_ahead(run, found.year, values, results)
    _tell_of_map(run, found, of_map)
    return found


def _asked(run: Run) -> int | None:
    if run.parameters.get("YEAR") is None:
        return None
    return run.algorithm.parameterAsInt(run.parameters, "YEAR", run.context)


def _of_map(run: Run) -> tuple[int, ...]:
    """Return of which year the land use is by its name, or of which it may be."""
    return run.years_by_name("LANDUSE")


def _found(run: Run, of_map: Sequence[int], said: OfMap, dated: Dated) -> int:
    """Return the year that is looked at where none is asked for, and tell where it is from."""
    last = last_full_year()
    if len(of_map) == 1 and of_map[0] <= last and not said.is_plan:
        run.note(year_by_name(of_map[0], run.title("YEAR"), _land_use(run)))
        return of_map[0]
    over = [(year, layer) for layer, year in dated if year <= last]
    if over:
        year, layer = max(over)
        if _land_use(run):
            text = tr(
                "“{parameter}” is empty, so the data are taken for those of the end of {year}, the last year of "
                "“{layer}” that is over; give it where the land use is of another one."
            )
            run.note(text.format(parameter=run.title("YEAR"), year=year, layer=layer))
        return year
    # What is of years to come says nothing of the data that there are.
    return last if dated or of_map else run.algorithm.unsaid_year(run)


def _land_use(run: Run) -> str:
    """Return what sentences call the land use, with the name that says its year, "" where none is given."""
    source = run.source("LANDUSE")
    return "" if source is None else run.named_with_year("LANDUSE", run.named("LANDUSE", source))


def _tell_ahead(run: Run, year: int, values: Dated, results: Dated) -> None:
    """Tell of values, and of results, that are of later years than the one that is looked at."""
    of_values = tr(
        "“{layer}”: {count} values are of later years ({years}) than {year}, which is looked at, so they are not used; "
        "give “{parameter}” to look at another year."
    )
    of_results = tr(
        "“{layer}” is of later years ({years}) than {year}, which is looked at, so it is not used; give “{parameter}” "
        "to look at another year."
    )
    for text, dated in ((of_values, values), (of_results, results)):
        later = [(layer, one) for layer, one in dated if one > year]
        for layer, count in Counter(layer for layer, _ in later).items():
            years = tr(", ").join(map(str, sorted({one for other, one in later if other == layer})))
            run.note(text.format(layer=layer, count=count, years=years, year=year, parameter=run.title("YEAR")))


def _tell_of_map(run: Run, found: Years, of_map: Sequence[int]) -> None:
    """Tell where the land use is, or may be, of another year than the one that is looked at, by its name."""
    if found.doubt(found.map) == MAP_PLAN:
        text = tr(
            "The land use “{layer}” is a plan's by its name, and not how the land was in {year}, so what is measured "
            "on it is shown and not judged. Choose the land use of {year}; for the plan itself give the year to come "
            "that it is for in “{parameter}”; if it is no plan's, call the layer otherwise."
        )
    elif len(of_map) > 1 and found.year not in of_map:
        text = tr(
            "The name of the land use “{layer}” says several years ({map}), so nobody knows of which it is; it is "
            "taken for that of {year}. Give “{parameter}” where it is of another one."
        )
    elif found.doubt(found.map):
        text = tr(
            "The land use “{layer}” is of {map} by its name, later than {year}, so what is measured on it is shown and "
            "not judged. Give {map} in “{parameter}”, or choose the land use of {year}."
        )
    elif found.remarks(found.map):
        text = tr(
            "The land use “{layer}” is of {map} by its name, earlier than {year}; what has changed since is in no "
            "figure. Choose the land use of {year}, or give {map} in “{parameter}”."
        )
    else:
        return
    of = tr(", ").join(map(str, of_map))
    run.note(text.format(layer=_land_use(run), map=of, year=found.year, parameter=run.title("YEAR")))
