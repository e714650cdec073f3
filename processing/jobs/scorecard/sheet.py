"""What of a table of values is one: its fields, and the rows that say values as they were in their year."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from qgis.core import QgsProcessingException

from ....core.indicators.asked import no_value_in
from ....core.indicators.heads import OF_YEAR, head_of
from ....core.plaintext import is_nameless, number_in, says_nothing, text_of, year_in
from ....i18n import tr
from ...framework.run import Run
from ...io.features import Rows
from ...io.layer_reading import beyond_sentence, fieldless
from .names import FIELDS, KINDS, OF_PLACES, UNIT_OR_OFFICE, WHOLE_NAMES, column_names

_AGAIN = re.compile(r"_\d+$")
_CUT_NUMBER = re.compile(r"\d{3}(?![\d.])")
_FIGURE = re.compile(r"\D{0,4}\d[\d.,]*\s*\D{0,3}")
"""A figure with what may stand around it: ≥52, 98%, 约3670."""
_BEFORE_COMMA, _BEHIND_COMMA = re.compile(r"-?[1-9]\d{0,2}"), re.compile(r"\d{3}(?:\.\d+)?")


def is_filled(rows: Rows, field: str) -> bool:
    """Tell whether anything stands in a field."""
    return any(map(text_of, rows.columns[field]))


def of_values(rows: Rows, fields: Mapping[str, Sequence[str]]) -> list[bool]:
    """Tell which rows are those of a value, or of one that is missing, and no lines of text between them.

    They have a value or a year of their own, and something else, for a title may stand in any column; of ``fields``
    those of values and of years count.
    """
    places = {name: column for column, name in enumerate(rows.fields)}
    shared = _merged(rows, 0)
    found = []
    for at, (number, own) in enumerate(zip(rows.numbers, written(rows))):
        values = [text_of(rows.columns[name][at]) for name in fields["value"]]
        years = [own[name] for name in fields["year"] if (number, places[name]) not in shared]
        is_some = any(values) or any(map(_is_year, years))
        found.append(is_some and (sum(map(bool, own.values())) > 1 or any(map(_is_number, values))))
    return found


def written(rows: Rows) -> list[dict[str, str]]:
    """Return what stands in each row, by its fields, without what merged cells have in common with rows above."""
    covered = _merged(rows, 1)
    return [
        {
            name: "" if (number, column) in covered else text_of(rows.columns[name][at])
            for column, name in enumerate(rows.fields)
        }
        for at, number in enumerate(rows.numbers)
    ]


def _merged(rows: Rows, start: int) -> set[tuple[int, int]]:
    """Return the cells that are merged over several rows, by numbers and columns, from a row of theirs on."""
    return {
        (number, column)
        for one in rows.merged
        for number in range(one.first_row + start, min(one.last_row, max(rows.numbers, default=0)) + 1)
        for column in range(one.first_column, min(one.last_column + 1, len(rows.fields)))
        if one.last_row > one.first_row
    }


def is_amount(text: str) -> bool:
    """Tell whether a text is a number, and no year."""
    return _is_number(text) and not _is_year(text)


def _is_year(text: str) -> bool:
    with suppress(ValueError):
        year_in(text)
        return True
    return False


def fields_in(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return which of some fields tell what."""
    return {what: tuple(_fields_of(what, names)) for what in FIELDS}


def _fields_of(what: str, names: Sequence[str]) -> list[str]:
    """Return which of some fields tell one thing, in the order in which it is known by their names.

    Of two columns of one head QGIS calls the later one 数值_1.
    """
    known = FIELDS[what]
    stems = {name: _AGAIN.sub("", name) for name in names}
    heads = {name: own if {own, f"{own}_1"} <= {*names} else name for name, own in stems.items()}
    called = {name: head_of(head, known if what == "value" else ()).name for name, head in heads.items()}
    found = sorted((name for name in called if called[name] in known), key=lambda name: known.index(called[name]))
    # Beside 现状值 there may be 2020年现状值, which is what the plan begins from.
    return [name for name in found if not OF_YEAR.match(name)] or found


def refuse_beyond(rows: Rows, behind: str = "") -> None:
    """Stop the run for a number in a column without a head, beyond those that have one: half of 30,500, say, of a CSV.

    ``behind``: a field behind which all such columns are meant.
    """
    named = [at for at, name in enumerate(rows.fields) if not is_nameless(name, at)]
    start = rows.fields.index(behind) if behind else named[-1] if named else -1
    for name in (name for at, name in enumerate(rows.fields) if at > start and is_nameless(name, at)):
        for row, text in zip(rows.numbers, map(text_of, rows.columns[name])):
            if _is_number(text) or _CUT_NUMBER.match(text):
                beyond = not named or rows.fields.index(name) > named[-1]
                sentence = beyond_sentence if beyond else _headless_sentence
                raise QgsProcessingException(sentence(rows.named, row, text))


def _headless_sentence(layer: str, row: int, cell: str) -> str:
    text = tr(
        "“{layer}”, row {row}: “{cell}” stands in a column without a head, so nobody knows what it is; write numbers "
        'without commas between thousands, or in quotes ("30,500"), else name the column, or clear it.'
    )
    return text.format(layer=layer, row=row, cell=cell)


def _is_number(text: str) -> bool:
    with suppress(ValueError):
        number_in(text)
        return True
    return False


def fields_of(run: Run, rows: Rows, zones: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the fields that a table has for what such a table tells, those first in which something stands.

    Stop the run where it lacks one, but for that of zones where nothing else may be one.
    """
    fields = {
        what: tuple(sorted(names, key=lambda name: not is_filled(rows, name)))
        for what, names in fields_in(rows.fields).items()
    }
    _refuse_several(run, rows, fields)
    missing = [what for what, names in fields.items() if not names]
    if missing and _no_zones(rows, fields, zones):
        missing = [what for what in missing if what != "zone"]
    names = [name for name in rows.fields if name]
    if missing and not names:
        raise QgsProcessingException(fieldless(rows.named))
    if missing:
        text = tr("“{layer}” has no field {missing}; a table of values has {needed}. Its fields are: {fields}.")
        some, needed = column_names(missing), column_names(FIELDS)
        run.fail(text, layer=rows.named, missing=some, needed=needed, fields=tr(", ").join(names))
    return fields


def _refuse_several(run: Run, rows: Rows, fields: dict[str, tuple[str, ...]]) -> None:
    """Stop the run where fields with something in them may both be the zone, the year or the value."""
    for what, names in fields.items():
        filled = [name for name in rows.fields if name in names and is_filled(rows, name)]
        if len(filled) > 1 and what != "indicator":  # id and name of an indicator say the same
            text = tr("“{layer}” has several fields that may be “{field}”: {names}; keep one, or rename the others.")
            run.fail(text, layer=rows.named, field=column_names([what]), names=tr(", ").join(filled))


def _no_zones(rows: Rows, fields: dict[str, tuple[str, ...]], zones: Collection[str]) -> bool:
    """Tell whether a table has no field of zones, whatever that may be called: then its values are of the whole."""
    known = {name for names in fields.values() for name in names}
    others = [name for name in rows.fields if name not in known and _names_something(rows, name)]
    places = {zone.casefold() for zone in zones}
    named = (text_of(value).casefold() in places for name in others for value in rows.columns[name])
    return not fields["zone"] and not any(_is_of_places(head_of(name).name) for name in others) and not any(named)


def _names_something(rows: Rows, field: str) -> bool:
    """Tell whether anything stands in a field but what is called the whole, or nothing."""
    texts = {text_of(value) for value in rows.columns[field]} - {"", *WHOLE_NAMES, "全市"}
    return not all(map(says_nothing, texts))


def _is_of_places(name: str) -> bool:
    return OF_PLACES.search(name) is not None and UNIT_OR_OFFICE.search(name) is None


def behind_comma(rows: Rows, value: str, at: int) -> tuple[str, bool, bool]:
    """Return what stands behind a value in the next column where both may be one number, 500 of 30,500, "" for none.

    And whether that is no number of its own by what it is or its column, one of remarks or of texts; and whether no
    other number stands in that column. ``value``: the field of the values.
    """
    place = rows.fields.index(value) + 1
    if place == len(rows.fields):
        return "", False, False
    column = rows.columns[rows.fields[place]]
    other = text_of(column[at])
    if not _may_be_one((text_of(rows.columns[value][at]), other)):
        return "", False, False
    if head_of(rows.fields[place]).name in KINDS or other.startswith("0"):
        return other, True, True
    if not (isinstance(column[at], str) and isinstance(rows.columns[value][at], str)):  # as spreadsheets have numbers
        return "", False, False
    pairs = zip(map(text_of, rows.columns[value]), map(text_of, column))
    others = [pair[1] for pair in pairs if pair[1] and not _may_be_one(pair)]
    alone = not any(map(_FIGURE.fullmatch, others))
    return other, bool(others) and alone, alone


def _may_be_one(pair: tuple[str, str]) -> bool:
    return _BEFORE_COMMA.fullmatch(pair[0]) is not None and _BEHIND_COMMA.fullmatch(pair[1]) is not None


def without_notes(rows: Rows) -> tuple[Rows, list[str]]:
    """Return a table without what stands below the last row that tells more than its first cell: sources, remarks.

    And these.
    """
    others = [rows.columns[name] for name in rows.fields[1:]]
    told = [at for at in range(rows.count) if any(text_of(values[at]) for values in others)]
    end = told[-1] + 1 if told else rows.count
    columns = {name: values[:end] for name, values in rows.columns.items()}
    notes = [text_of(value) for value in (rows.columns[rows.fields[0]][end:] if rows.fields else ())]
    return replace(rows, columns=columns, numbers=rows.numbers[:end]), notes


def without_asked(run: Run, rows: Rows) -> Rows:
    """Return a table without rows of which a field says that they are targets, forecasts or changes; tell of them."""
    left_out: set[int] = set()
    for field in dict.fromkeys(name for name in rows.fields if head_of(name).name in KINDS):
        said = {at: text_of(value) for at, value in enumerate(rows.columns[field]) if no_value_in(text_of(value))}
        if said:
            text = tr(
                "“{layer}”: {count} rows are not used, for “{field}” says that they are not values as they were in "
                "their year, but “{word}”, say."
            )
            run.note(text.format(layer=rows.named, count=len(said), field=field, word=next(iter(said.values()))))
        left_out |= said.keys()
    return without(rows, left_out)


def without(rows: Rows, left_out: Collection[int]) -> Rows:
    """Return a table without some rows."""
    kept = [at for at in range(rows.count) if at not in left_out]
    columns = {name: [values[at] for at in kept] for name, values in rows.columns.items()}
    return replace(rows, columns=columns, numbers=tuple(rows.numbers[at] for at in kept))
