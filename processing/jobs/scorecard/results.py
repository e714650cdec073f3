"""Indicator scorecard: the tables of other checks, as they are given."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from ....core.indicators.codes import JOB
from ....core.indicators.indicator import Indicator
from ....core.plaintext import number_in, text_of
from ....i18n import tr
from ...framework.run import Run
from ...io.features import Rows
from .sheet import refuse_beyond

_OURS = "gv_"
_NUMBERS = re.compile(r"gv_\w+_(pct|m|m2|ha|km2|year)|gv_population")
"""The fields of other checks that hold numbers, by their units."""


def read(run: Run, known: Sequence[Indicator]) -> tuple[Rows, ...]:
    """Return the tables; stop the run where one has a text for a number, which no check has written there."""
    fields = {one.measure.field for one in known if one.measure.kind == JOB}
    tables = tuple(map(_as_written, run.rows("RESULTS")))
    for table in tables:
        refuse_beyond(table)
        for name, values in table.columns.items():
            wrong = next(filter(_is_no_number, values), None) if name in fields or _NUMBERS.fullmatch(name) else None
            if wrong is not None:
                text = tr(
                    "“{layer}”: “{value}” in “{field}” is no number; give the table as the check has written it, and "
                    "figures from elsewhere in “{values}”."
                )
                run.fail(text, layer=table.named, value=text_of(wrong), field=name, values=run.title("VALUES"))
    return tables


def _as_written(table: Rows) -> Rows:
    """Return a table with our fields in small letters and their names without blanks, whatever saved it meanwhile."""
    small = {name: name.strip().casefold() for name in table.fields}
    called = {name: own if own.startswith(_OURS) and own not in table.fields else name for name, own in small.items()}
    columns = {called[name]: values for name, values in table.columns.items()}
    for name in ("gv_scope", "gv_zone"):
        columns |= {name: [text_of(value) or None for value in columns[name]]} if name in columns else {}
    if "gv_scope" in columns:
        columns["gv_scope"] = [None if scope is None else scope.casefold() for scope in columns["gv_scope"]]
    return replace(table, fields=tuple(called[name] for name in table.fields), columns=columns)


def _is_no_number(value: object) -> bool:
    if not (text := text_of(value)):
        return False
    try:
        return not math.isfinite(number_in(text))  # “nan” and “inf” are numbers to Python alone
    except ValueError:
        return True
