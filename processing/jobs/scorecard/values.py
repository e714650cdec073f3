"""Indicator scorecard: the values of a table, and those of the results of other jobs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ....core.indicators.codes import JOB as OF_JOB
from ....core.indicators.codes import NARROWER
from ....core.indicators.indicator import Indicator, Measure, named
from ....core.indicators.standing import Source
from ....core.land.codes import NO_CLASS, NOTHING, UNREAD
from ....core.plaintext import number_in, text_of
from ....core.scorecard.codes import OPEN, UNSURE
from ....core.scorecard.figures import WHOLE, Figure, of_field
from ....i18n import tr
from ... import profiles
from ...framework import output_fields
from ...framework.run import Run
from ...io.features import Rows
from ...jobs import JOBS
from .names import AFTER_YEAR, FIELDS, FIRST_YEAR, LAST_YEAR
from .places import has_places

_MAPPED_KM2, _SINCE, _YEAR, _OPEN = "gv_mapped_after_km2", "gv_before_year", AFTER_YEAR, "gv_open"
"""What the tables of jobs say of the ground that was measured, of its years, and why there is no verdict."""


def read(
    run: Run, known: Sequence[Indicator], zones: Sequence[str], tables: Sequence[Rows]
) -> tuple[tuple[Figure, ...], int]:
    """Return the values that were given, and the year that is looked at: the one asked for, else the last of them.

    ``tables``: of other jobs.
    """
    given = tuple(_given(run, known, zones))
    year = _year(run) or _last(given, tables) or run.algorithm.unsaid_year(run)
    return (*given, *_of_results(run, known, tables, year)), year


def _year(run: Run) -> int | None:
    if run.parameters.get("YEAR") is None:
        return None
    return run.algorithm.parameterAsInt(run.parameters, "YEAR", run.context)


def _last(given: Iterable[Figure], tables: Iterable[Rows]) -> int | None:
    """Return the last year that anything speaks of."""
    of_tables = (_number(table.columns, _YEAR, at) for table in tables for at in range(table.count))
    return max(chain((one.year for one in given), (int(year) for year in of_tables if year is not None)), default=None)


# The table of values.


@dataclass(frozen=True)
class _Row:
    """A row of the table of values, as sentences call it, and what stands in it."""

    run: Run
    table: Rows
    number: int
    cells: dict[str, object]

    def fail(self, text: str, **values: object) -> None:
        """Stop the run for this row."""
        self.run.fail(text, layer=self.table.named, row=self.number, **values)

    def amount(self, field: str) -> float:
        """Return a number; NaN where there is none."""
        cell = self.cells[field]
        if text_of(cell) == "":
            return math.nan
        try:
            found = number_in(cell)
        except ValueError:
            found = math.nan
        if not math.isfinite(found):  # “nan” and “inf” are numbers to Python alone
            text = tr("“{layer}”, row {row}: “{value}” in “{field}” is no number; correct it, or leave it empty.")
            self.fail(text, value=cell, field=field)
        return found


def _given(run: Run, known: Sequence[Indicator], zones: Sequence[str]) -> Iterator[Figure]:
    found: dict[tuple, Figure] = {}
    for table in run.rows("VALUES"):
        for row in _rows(run, table):
            for figure in _figures(row, known, zones):
                key = figure.id, figure.zone, figure.year
                if key in found and not math.isclose(found[key].value, figure.value, rel_tol=1e-12):
                    text = tr(
                        "“{layer}”, row {row}: “{indicator}” has another value of {year} already, {first:g} and now "
                        "{second:g}; keep one of them."
                    )
                    first, second = found[key].value, figure.value
                    row.fail(text, indicator=row.cells["indicator"], year=figure.year, first=first, second=second)
                found[key] = figure
    yield from found.values()


def _rows(run: Run, table: Rows) -> Iterator[_Row]:
    """Return the rows of a table of values; stop the run where it lacks a field."""
    own = {name.casefold(): name for name in table.fields}
    names = {field: next((own[one] for one in called if one in own), "") for field, called in FIELDS.items()}
    missing = [field for field, name in names.items() if not name]
    if missing:
        text = tr("“{layer}” has no field {missing}; a table of values has {needed}. Its fields are: {fields}.")
        some, needed = ", ".join(missing), ", ".join(FIELDS)
        run.fail(text, layer=table.named, missing=some, needed=needed, fields=", ".join(table.fields))
    for at in range(table.count):
        yield _Row(run, table, at + 1, {field: table.columns[name][at] for field, name in names.items()})


def _figures(row: _Row, known: Sequence[Indicator], zones: Sequence[str]) -> Iterator[Figure]:
    """Return the value of a row, of each indicator that it means; nothing where it is empty."""
    called, value, year = text_of(row.cells["indicator"]), row.amount("value"), row.amount("year")
    if math.isnan(value):
        return
    meant = named(known, called)
    if not meant:
        text = tr("“{layer}”, row {row}: the plan profile has no indicator “{called}”; it has {ids}.")
        row.fail(text, called=called, ids=", ".join(one.id for one in known))
    if not FIRST_YEAR <= year <= LAST_YEAR or year != int(year):
        row.fail(tr("“{layer}”, row {row}: it is not said of which year the value is; fill in “year”."))
    for one in meant:
        zone = _zone(row, one, zones)
        yield Figure(one.id, zone, int(year), value, Source(of_zone=zone != WHOLE), given=True)


def _zone(row: _Row, indicator: Indicator, zones: Sequence[str]) -> str:
    """Return the zone of a value, the whole where none is named or it is the ground that the indicator speaks of."""
    zone = text_of(row.cells["zone"])
    if zone in ("", *_whole_names(indicator)):
        return WHOLE
    if zones and zone not in zones:
        text = tr("“{layer}”, row {row}: there is no zone “{zone}”; the zones are {zones}. Write it as there.")
        row.fail(text, zone=zone, zones=", ".join(zones))
    return zone


def _whole_names(indicator: Indicator) -> tuple[str, ...]:
    """Return the names of the ground that an indicator speaks of."""
    extent = tuple(indicator.extent.values()) if indicator.extent is not None else ()
    return (*extent, *profiles.active().value("land_reduction.whole")) if indicator.whole or not extent else extent


# The results of other jobs.


def _of_results(run: Run, known: Sequence[Indicator], tables: Sequence[Rows], year: int) -> Iterator[Figure]:
    """Return what the tables of other jobs say of indicators; tell of tables that say nothing."""
    found: dict[tuple, float] = {}
    for table in tables:
        used = [one for one in known if one.measure.kind == OF_JOB and _is_of(table, one)]
        if not used and not has_places(table):
            text = tr("“{layer}” is not used: it is no summary of a check that an indicator of the plan profile names.")
            run.note(text.format(layer=table.named))
        for indicator in used:
            for figure in _of_table(table, indicator, year):
                key = figure.id, figure.zone, figure.year
                if key in found and not math.isclose(found[key], figure.value, rel_tol=1e-9):
                    text = tr(
                        "“{layer}” has another value of {indicator} in {year} than a result before it; give one of the "
                        "two."
                    )
                    run.fail(text, layer=table.named, indicator=indicator.id, year=figure.year)
                found[key] = figure.value
                yield figure


def _is_of(table: Rows, indicator: Indicator) -> bool:
    """Tell whether a table is the summary of the job that an indicator names: by its fields."""
    job = JOBS.get(indicator.measure.job)
    if job is None:
        return False
    known = output_fields.titles(job.style(job.summary))
    own = {name for name in table.fields if name.startswith("gv_")}
    return {"gv_scope", "gv_zone", indicator.measure.field} <= own <= known.keys()


def _of_table(table: Rows, indicator: Indicator, year: int) -> Iterator[Figure]:
    """Return the values of an indicator in a table by zones.

    That of the whole is the row of the zone that bears the name of the indicator's ground, else the row for all.
    """
    field, columns = indicator.measure.field, table.columns
    names = () if indicator.whole or indicator.extent is None else tuple(indicator.extent.values())
    parts = [at for at in range(table.count) if columns["gv_scope"][at] == "zone" and columns["gv_zone"][at] in names]
    for at in range(table.count):
        scope, value = columns["gv_scope"][at], _number(columns, field, at)
        in_part, of_all = at in parts, scope == "all"
        if value is None or not (scope == "zone" or (of_all and not parts)):
            continue
        km2, since, when = (_number(columns, name, at) for name in (_MAPPED_KM2, _SINCE, _YEAR))
        beside = _beside(indicator.measure, columns, at)
        source = Source(
            year=year if when is None else int(when),
            since=None if since is None else int(since),
            mapped=True,
            km2=math.nan if km2 is None else km2,
            in_part=in_part,
            complete=beside is not None,
        )
        zone = WHOLE if of_all or in_part else text_of(columns["gv_zone"][at])
        others = ((why, of_field(other, field, indicator.unit)) for why, other in _others(table, indicator, at, beside))
        yield Figure(
            indicator.id,
            zone,
            source.year or year,
            of_field(value + (beside or 0.0), field, indicator.unit),
            source,
            doubt=OPEN if _text(columns, _OPEN, at) else "",
            others=tuple(others),
        )


def _beside(how: Measure, columns: dict[str, list], at: int) -> float | None:
    """Return what a plan counts beside what the map shows, None where nobody says or the job is not sure of a row."""
    name = how.beside or how.perhaps
    if not name or _text(columns, "gv_reason", at) in (UNREAD, NO_CLASS, NOTHING):
        return None
    return _number(columns, name, at)


def _others(table: Rows, indicator: Indicator, at: int, beside: float | None) -> Iterator[tuple[str, float]]:
    """Return the values that a row may have instead of its own, each behind the reason.

    Jobs that are not sure of their ground say so in fields of the least and the most that there may be.
    """
    how, columns = indicator.measure, table.columns
    value, further = _number(columns, how.field, at), beside or 0.0
    stem, _, unit = how.field.rpartition("_")
    least, most = (_number(columns, f"{stem}_{end}_{unit}", at) for end in ("least", "most"))
    if how.perhaps and beside is not None and value is not None:
        yield NARROWER, value
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
