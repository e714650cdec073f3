"""Indicator scorecard: the values that were given, and those of the results of other jobs."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ....core.indicators.codes import JOB as OF_JOB
from ....core.indicators.codes import NARROWER
from ....core.indicators.indicator import Indicator, Measure
from ....core.indicators.magnitude import NEGATIVE, NO_SHARE, impossible
from ....core.indicators.standing import Source
from ....core.land.codes import NO_CLASS, NOTHING, PLANE, UNREAD
from ....core.named_plans import OfMap
from ....core.plaintext import number_in, rows_text, text_of
from ....core.scorecard.agreeing import held_to_each_other
from ....core.scorecard.codes import ASKED, BEYOND, NO_FIGURE, NO_WHOLE, OPEN, RETYPED, ROW_SAYS, UNLIKE, UNSAID, UNSURE
from ....core.scorecard.figures import WHOLE, Figure, of_field
from ....i18n import tr
from ... import profiles
from ...framework import output_fields
from ...framework.run import Run
from ...io.features import Rows
from ...jobs import JOBS
from ...words.indicators import unit_name
from . import given, own_row, years
from .names import AFTER_YEAR, reasons_text
from .places import has_places
from .wording import number

_MAPPED_KM2, _SINCE, _YEAR, _OPEN = "gv_mapped_after_km2", "gv_before_year", AFTER_YEAR, "gv_open"
_ENDS, _REASON = ("least", "most"), "gv_reason"
_NAMED_YEAR, _NAMED_PLAN, _YES = "gv_named_year", "gv_named_plan", ("true", "1")
"""What the tables of jobs say of the ground that was measured, of its years, given and by the layers' names, and why
there is no verdict."""


def shown(known: Sequence[Indicator], tables: Sequence[Rows]) -> set[str]:
    """Return what of the map the results of other jobs have measured, as indicators write it."""
    used = {one.measure.job for one in known if one.measure.kind == OF_JOB for table in tables if _is_of(table, one)}
    return {JOBS[job].measured_on[1] for job in used}


def read(
    run: Run, known: Sequence[Indicator], zones: Sequence[str], tables: Sequence[Rows]
) -> tuple[tuple[Figure, ...], years.Years]:
    """Return the values that were given, and the year that is looked at.

    ``tables``: of other jobs.
    """
    said = _of_both_plans(known, tuple(given.read(run, known, zones)))
    sure = [one for one in said if not one[1].doubt.startswith(ROW_SAYS)] or said  # targets are of later years
    of = years.settled(run, [(layer, figure.year) for layer, figure in sure], [*_dated(tables)])
    found = (*(figure for _, figure in said), *_of_results(run, known, zones, tables, of))
    held = held_to_each_other(known, found)
    for doubt in dict.fromkeys(one.doubt for one in held if one.doubt.startswith((UNLIKE, BEYOND))):
        run.note(reasons_text([doubt]))
    return held, of


def _of_both_plans(known: Sequence[Indicator], said: tuple[tuple[str, Figure], ...]) -> tuple[tuple[str, Figure], ...]:
    """Return the values that were given, of an indicator that is the same figure in another plan for that one too."""
    pairs = [(one.id, one.same_as) for one in known if one.same_as]
    same = pairs + [pair[::-1] for pair in pairs]
    own = {(figure.id, figure.zone, figure.year) for _, figure in said}
    more = ((layer, replace(figure, id=two)) for layer, figure in said for one, two in same if one == figure.id)
    return (*said, *((layer, figure) for layer, figure in more if (figure.id, figure.zone, figure.year) not in own))


def _dated(tables: Sequence[Rows]) -> Iterator[tuple[str, int]]:
    """Give of which years results are, each behind what sentences call its table."""
    for table in tables:
        found = {_number(table.columns, _YEAR, at) for at in range(table.count)}
        yield from ((table.named, int(year)) for year in found if year is not None)


# The results of other jobs.

_DIGITS = 6  # behind the point, beyond which a sum of shares may be more than all by rounding


def _of_results(
    run: Run, known: Sequence[Indicator], zones: Sequence[str], tables: Sequence[Rows], of: years.Years
) -> Iterator[Figure]:
    """Return what the tables of other jobs say of indicators; tell of tables that say nothing, and of other zones."""
    found: dict[tuple, float] = {}
    asked: dict[str, Indicator] = {}
    for table in tables:
        used = [one for one in known if one.measure.kind == OF_JOB and _is_of(table, one)]
        asked |= {one.id: one for one in used}
        if not used and not has_places(table):
            text = tr("“{layer}” is not used: it is no summary of a check that an indicator of the plan profile names.")
            run.note(text.format(layer=table.named))
        figures = [figure for indicator in used for figure in _of_table(run, table, indicator, of)]
        elsewhere = [*dict.fromkeys(one.zone for one in figures if zones and one.zone not in (WHOLE, *zones))]
        if elsewhere:
            text = tr("“{layer}”: {count} zones are left out, for “{zones}” has none of this name: {names}.")
            names = tr(", ").join(elsewhere)
            run.note(text.format(layer=table.named, count=len(elsewhere), zones=run.title("ZONES"), names=names))
            figures = [one for one in figures if one.zone not in elsewhere]
        for doubt in dict.fromkeys(one.doubt for one in figures if one.doubt.startswith((ASKED, UNSAID, RETYPED))):
            run.note(tr("“{layer}”: {sentence}").format(layer=table.named, sentence=reasons_text([doubt])))
        for figure in figures:
            key = figure.id, figure.zone, figure.year
            if key in found and not math.isclose(found[key], figure.value, rel_tol=1e-9):
                text = tr(
                    "“{layer}” has another value of {indicator} in {year} than a result before it; give one of the two."
                )
                run.fail(text, layer=table.named, indicator=figure.id, year=figure.year)
            found[key] = figure.value
            yield figure
    for id_, one in asked.items():
        if id_ not in {id_ for id_, zone, _ in found if zone == WHOLE}:
            needed = dict(JOBS[one.measure.job].only_with).get(one.measure.field, "")
            why = NO_WHOLE if _has_values(tables, one) else f"{NO_FIGURE}{one.measure.job}={needed}"
            yield Figure(id_, WHOLE, of.year, math.nan, doubt=why)


def _has_values(tables: Sequence[Rows], indicator: Indicator) -> bool:
    """Tell whether any row of the results has a value of an indicator."""
    some = (table.columns[indicator.measure.field] for table in tables if _is_of(table, indicator))
    return any(map(text_of, itertools.chain.from_iterable(some)))


def _is_of(table: Rows, indicator: Indicator) -> bool:
    """Tell whether a table is the summary of the job that an indicator names: by its fields."""
    job = JOBS.get(indicator.measure.job)
    if job is None:
        return False
    known = output_fields.titles(job.style(job.summary))
    own = {name for name in table.fields if name.startswith("gv_")}
    return {"gv_scope", "gv_zone", indicator.measure.field} <= own <= known.keys()


def _of_table(run: Run, table: Rows, indicator: Indicator, of: years.Years) -> Iterator[Figure]:
    """Return the values of an indicator in a table by zones; stop the run for one that cannot be.

    That of the whole is the row of the zone that bears the name of the indicator's ground, else the row for all. What
    says no year may have been measured on the land use, and is of its year.
    """
    field, columns = indicator.measure.field, table.columns
    names = () if indicator.whole or indicator.extent is None else tuple(indicator.extent.values())
    parts = [at for at in range(table.count) if columns["gv_scope"][at] == "zone" and columns["gv_zone"][at] in names]
    for at in range(table.count):
        scope, value = columns["gv_scope"][at], _number(columns, field, at)
        in_part, of_all = at in parts, scope == "all"
        if value is None or not (scope == "zone" or (of_all and not parts)):
            continue
        km2, since, when, named = (_number(columns, name, at) for name in (_MAPPED_KM2, _SINCE, _YEAR, _NAMED_YEAR))
        # What says no year may have been measured on the land use.
        planned = _text(columns, _NAMED_PLAN, at) in _YES
        shows = () if when is not None else (OfMap(None if named is None else int(named), planned),)
        shows = (of.map,) if shows == (OfMap(),) else shows
        beside = _beside(indicator.measure, columns, at)
        source = Source(
            year=of.year if when is None else int(when),
            since=None if since is None else int(since),
            mapped=True,
            km2=math.nan if km2 is None else km2,
            in_part=in_part,
            complete=beside is not None,
        )
        zone = WHOLE if of_all or in_part else text_of(columns["gv_zone"][at])
        own = of_field(value + (beside or 0.0), field, indicator.unit)
        if impossible(indicator, round(own, _DIGITS)) in (NEGATIVE, NO_SHARE):
            text = tr(
                "“{layer}”: {value} {unit} in “{field}” cannot be; give the table as the check has written it, and "
                "figures from elsewhere in “{values}”."
            )
            said = {"layer": table.named, "field": field, "values": run.title("VALUES")}
            run.fail(text, **said, value=number(own), unit=unit_name(indicator.unit))
        others = ((why, of_field(other, field, indicator.unit)) for why, other in _others(table, indicator, at, beside))
        yield Figure(
            indicator.id,
            zone,
            source.year or of.year,
            own,
            source,
            doubt=_doubt(indicator, columns, at) or of.doubt(*shows),
            others=tuple(others),
            remarks=of.remarks(*shows),
            ground=_ground(indicator, columns, at, source),
        )


def _ground(indicator: Indicator, columns: dict[str, list], at: int, source: Source) -> tuple[str, str, float] | None:
    """Return what a row has measured, as Figure.ground has it; None where that is the plan's, or nobody says."""
    job = JOBS[indicator.measure.job]
    field, of = job.measured_on
    area = _number(columns, field, at) if field in columns else None
    if area is None or (indicator.ground is not None and indicator.ground.fits(source.km2)):
        return None
    place = WHOLE if columns["gv_scope"][at] == "all" else text_of(columns["gv_zone"][at])
    twice = _number(columns, job.measured_twice, at) or 0.0  # in the unit of the area
    return place, of, of_field(area - twice, field, "km²")


def _doubt(indicator: Indicator, columns: dict[str, list], at: int) -> str:
    """Return why the job, or how it was measured, leaves no verdict on a row; "" where it does."""
    if _text(columns, _OPEN, at):
        return OPEN
    if (indicator.measure.beside or indicator.measure.perhaps) and _text(columns, "gv_reason", at) == PLANE:
        return PLANE
    job = JOBS[indicator.measure.job]
    own = dict(one.split("=", 1) for one in indicator.measure.asked)
    if not _needed(indicator) <= columns.keys() or own_row.unsaid(job, indicator.measure.field, columns, at):
        return UNSAID
    if job.asked and not any(_text(columns, field, at) for field, _ in job.asked):
        return UNSAID
    for field, key in job.asked:
        had = _text(columns, field, at)
        meant = own[field] if field in own else rows_text(profiles.active().value(key))
        if had and had != meant:
            return "=".join((f"{ASKED}{job.id}", field, had, meant))
    typed = (why for why, _, surely in own_row.otherwise(job, indicator.measure.field, columns, at) if surely)
    return next(typed, "")


def _needed(indicator: Indicator) -> set[str]:
    """Return the fields of a job's table without which it may hide what leaves no verdict on an indicator."""
    how, job = indicator.measure, JOBS[indicator.measure.job]
    bounds, asked = (_bound(how.field, end) for end in _ENDS), (field for field, _ in job.asked)
    named = {_OPEN, _MAPPED_KM2, _SINCE, _YEAR, _NAMED_YEAR, _NAMED_PLAN, _REASON, job.measured_on[0], *bounds, *asked}
    return named & output_fields.titles(job.style(job.summary)).keys()


def _bound(field: str, end: str) -> str:
    """Return the field of the least, or the most, that the figure in a field may be."""
    stem, _, unit = field.rpartition("_")
    return f"{stem}_{end}_{unit}"


def _beside(how: Measure, columns: dict[str, list], at: int) -> float | None:
    """Return what a plan counts beside what the map shows, None where nobody says or the job is not sure of a row."""
    name = how.beside or how.perhaps
    if not name or _text(columns, _REASON, at) in (UNREAD, NO_CLASS, NOTHING):
        return None
    return _number(columns, name, at)


def _others(table: Rows, indicator: Indicator, at: int, beside: float | None) -> Iterator[tuple[str, float]]:
    """Return the values that a row may have instead of its own, each behind the reason.

    Jobs that are not sure of their ground say so in fields of the least and the most that there may be.
    """
    how, columns = indicator.measure, table.columns
    value, further = _number(columns, how.field, at), beside or 0.0
    least, most = (_number(columns, _bound(how.field, end), at) for end in _ENDS)
    if how.perhaps and beside is not None and value is not None:
        yield NARROWER, value
    for why, other, _ in own_row.otherwise(JOBS[how.job], how.field, columns, at):
        yield why, other + further
    for end in (least, most):
        if end is not None:
            yield UNSURE, end + further
            if how.perhaps:
                yield UNSURE, end


def _text(columns: dict[str, list], name: str, at: int) -> str:
    return text_of(columns[name][at]) if name in columns else ""


def _number(columns: dict[str, list], name: str, at: int) -> float | None:
    """Return a number of a table, which a file of texts holds as text; None where there is none."""
    text = _text(columns, name, at)
    return number_in(text) if text else None
