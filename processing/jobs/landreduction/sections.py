"""Sections of the report on the land reduction account: what became of land, the map, the codes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ....core.drawing import palette
from ....core.drawing.maps import MapLayer, places
from ....core.land.classes import ClassTable
from ....core.land.codes import ADDED, OTHER, OUTSIDE, UNKNOWN, VACATED
from ....core.land.tables import ALL
from ....core.report import Column, Part, Picture, Table, Text
from ....i18n import in_line, tr
from ...framework.making import MadeTables
from ...framework.run import Run
from ...reports.areas import area_cells, area_columns
from ...reports.maps import picture, zone_borders
from ...reports.units import HA, hectares, percent
from ...words.land_classes import class_name
from .charts import changed, chart
from .inputs import Inputs
from .tables import AccountResult

_LISTED = 30


def vacated(result: AccountResult) -> tuple[Part, ...]:
    """Return what vacated land became."""
    total = result.total
    if not total["vacated"]:
        return (Text((tr("No land was vacated."),)),)
    became = {
        name.removeprefix("to_"): area for name, area in total.items() if str(name).startswith("to_") and area > 0
    }
    columns = (Column(tr("Class")), *area_columns(tr("Area")), Column(tr("Share"), "right"))

    def cells(name: str, area: float) -> tuple[str, ...]:
        return (name, *area_cells(area), percent(100 * area / total["vacated"]))

    rows = tuple(cells(class_name(name), area) for name, area in sorted(became.items(), key=lambda one: -one[1]))
    note = tr("{area} ha only went to transport, water works and special use and are still construction land.")
    return (
        Table(
            columns,
            rows,
            caption=tr("What vacated land became"),
            total=cells(tr("All"), total["vacated"]),
            note=note.format(area=hectares(total["moved"])),
        ),
    )


def _one_date(result: AccountResult) -> bool:
    """Tell whether there is land that only one date covers."""
    return bool(result.total["outside_before"] or result.total["outside_after"])


def _all(result: AccountResult) -> pd.DataFrame:
    matrix = result.account.matrix
    return matrix[matrix["zone"] == ALL]


def matrix(result: AccountResult, found: MadeTables) -> tuple[Part, ...]:
    """Return the classes before and after, the flows between them as a picture, and the largest as a table."""
    changes, classes, picture = changed(found.rows("MATRIX")), _classes(result), chart(found)
    if picture is None:
        return classes, Text((tr("Nothing changed its class."),))
    columns = (Column(tr("From")), Column(tr("To")), *area_columns(tr("Area")))

    def cells(row: dict) -> tuple[str, ...]:
        return (class_name(row["gv_from"]), class_name(row["gv_to"]), *area_cells(HA * row["gv_area_ha"]))

    listed = tuple(cells(row) for row in changes[:_LISTED])
    notes = [tr("Land that only one date covers is among the issues.")] if _one_date(result) else []
    if len(changes) > len(listed):
        text = tr("The first {shown} of {count}; the transition matrix has them all.")
        notes.append(text.format(shown=len(listed), count=len(changes)))
    table = Table(columns, listed, caption=tr("Changes from class to class"), note=in_line(notes))
    return classes, picture, table


def _classes(result: AccountResult) -> Table:
    """Return before, kept, lost, gained and after for each class; they close line by line."""
    table = _all(result)
    before, after = table.groupby("from")["area_m2"].sum(), table.groupby("to")["area_m2"].sum()
    same = table[table["from"] == table["to"]].set_index("from")["area_m2"]
    names = sorted({*before.index, *after.index}, key=lambda name: -max(before.get(name, 0), after.get(name, 0)))

    def cells(title: str, was: float, kept: float, is_: float) -> tuple[str, ...]:
        return (title, *map(hectares, (was, kept, was - kept, is_ - kept, is_)))

    rows = tuple(cells(class_name(one), before.get(one, 0.0), same.get(one, 0.0), after.get(one, 0.0)) for one in names)
    titles = (tr("Before"), tr("Unchanged"), tr("Out"), tr("In"), tr("After"))
    return Table(
        (Column(tr("Class")), *(Column(title, "right", tr("ha")) for title in titles)),
        rows,
        total=cells(tr("All"), before.sum(), same.sum(), after.sum()),
        caption=tr("Classes before and after"),
    )


def change_map(run: Run, inputs: Inputs, result: AccountResult) -> Picture:
    """Return the map of vacated and added land."""
    changes, ground = result.account.changes, result.account.ground
    listed = ~changes["sliver"] & (changes["from"] != OUTSIDE) & (changes["to"] != OUTSIDE)
    layers = [MapLayer("", inputs.after.layer.geometry, palette.PAPER, palette.LINE, 0.2)]
    if inputs.key_areas is not None:
        label = tr("Key remediation areas")
        layers.append(MapLayer(label, inputs.key_areas, palette.KEY_AREA, palette.KEY_AREA_EDGE, 0.6, alpha=0.2))
    shown = {kind: ground[(listed & (changes["kind"] == kind)).to_numpy()] for kind in (OTHER, ADDED, VACATED)}
    if len(shown[OTHER]):
        layers.append(MapLayer(tr("Other changes"), shown[OTHER], palette.CHANGED, palette.CHANGED_EDGE, 0.3))
    if len(shown[ADDED]):
        layers += places(tr("Added"), shown[ADDED], palette.ADDED, palette.ADDED_EDGE)
    if len(shown[VACATED]):
        layers += places(tr("Vacated"), shown[VACATED], palette.VACATED, palette.VACATED_EDGE)
    layers += zone_borders(inputs.zones)
    bounds = shapely.total_bounds(np.r_[inputs.before.layer.geometry, inputs.after.layer.geometry])
    return picture(run, layers, tr("Map of vacated and added land"), tr("Changes on the map"), bounds)


def _entry(table: ClassTable, code: str, class_: str) -> str:
    """Return the entry that told the class of a code; "" where none did, or two that differ might have."""
    entry = table.entry(code)
    return entry if entry is not None and table.classes[entry] == class_ else ""


def code_tables(inputs: Inputs, result: AccountResult) -> tuple[Part, ...]:
    """Return the tables of codes that were used, with the land that each entry stands for."""
    dates = (inputs.before, inputs.after)
    area = []
    for date, stacked in zip(dates, (result.account.stacked_before, result.account.stacked_after)):
        seen = ~shapely.is_missing(stacked.geometry)
        read = zip(date.code[seen], date.layer.class_[seen])
        entry = pd.Series([_entry(date.table, code, class_) for code, class_ in read], dtype=object)
        area.append(pd.Series(inputs.measure(stacked.geometry[seen])).groupby(entry).sum())
    parts: list[Part] = [Text((inputs.before.why, inputs.after.why))]
    for system in dict.fromkeys((inputs.before.table.id, inputs.after.table.id)):
        used = [date.table.id == system for date in dates]
        own = next(date.table for date in dates if date.table.id == system)
        titles = [title for title, shown in zip((tr("Before"), tr("After")), used) if shown]
        sums = [one for one, shown in zip(area, used) if shown]
        rows = tuple(
            (code, own.names.get(code, ""), class_name(class_), *(hectares(one.get(code, 0.0)) for one in sums))
            for code, class_ in own.classes.items()
        )
        rest = tuple(hectares(one.get("", 0.0)) for one in sums)
        columns = (Column(tr("Code or prefix")), Column(tr("Name")), Column(tr("Class")))
        parts.append(
            Table(
                (*columns, *(Column(title, "right", tr("ha")) for title in titles)),
                (*rows, ("", tr("Codes that no class knows"), class_name(UNKNOWN), *rest)),
                caption=tr("The table of codes that was used"),
            )
        )
    return tuple(parts)
