"""The report on the area of features."""

from __future__ import annotations

from ....core.drawing import palette
from ....core.drawing.maps import MapLayer
from ....core.$name.areas import FeatureAreas
from ....core.progress import Progress
from ....core.report import Column, Facts, KeyFigure, Picture, Section, Table, Text
from ....i18n import tr
from ...framework.making import MadeTables
from ...framework.run import Run
from ...io.layer_reading import counts_sentence
from ...reports.areas import area_cells, area_columns
from ...reports.frame import Body, areas_fact, crs_fact
from ...reports.maps import numbered, picture, zone_borders
from ...reports.units import HA, hectares, hectares_unit, percent, whole
from ...reports.zone_order import in_order, zone_name
from .inputs import Inputs

LISTED = 20


def body(run: Run, inputs: Inputs, result: FeatureAreas, found: MadeTables, progress: Progress) -> Body:
    """Return what the report says; every text in it is in the user's language."""
    sections = [
        Section(tr("Where"), (_map(run, inputs, result), _largest(inputs, result))),
        Section(tr("How it was measured"), _method(run, inputs)),
    ]
    if inputs.zones is not None:
        sections.insert(0, Section(tr("By zone"), (_zone_table(found.rows("SUMMARY")),)))
    return Body(inputs.features.label, _figures(result), sections)


def _figures(result: FeatureAreas) -> tuple[KeyFigure, ...]:
    largest_m2 = float(result.area_m2.max())
    return (
        KeyFigure(tr("Number of features"), whole(len(result.area_m2))),
        KeyFigure(tr("Largest feature"), hectares(largest_m2), hectares_unit(largest_m2)),
    )


def _zone_table(table: list[dict]) -> Table:
    def cells(row: dict) -> tuple[str, ...]:
        return (zone_name(row), *area_cells(HA * row["gv_area_ha"]), percent(row["gv_share_pct"]))

    return Table(
        columns=(Column(tr("Zone")), *area_columns(tr("Area")), Column(tr("Share of all"), "right")),
        rows=tuple(cells(row) for row in in_order(table, lambda row: row["gv_area_ha"])),
        total=cells(table[-1]),
        caption=tr("Area by zone"),
    )


def _map(run: Run, inputs: Inputs, result: FeatureAreas) -> Picture:
    geometry, largest = inputs.features.geometry, result.largest(LISTED)
    layers = [
        MapLayer(tr("Features"), geometry, palette.PARK, palette.PARK_EDGE, 0.3),
        *zone_borders(inputs.zones),
        numbered(geometry[largest], result.rank[largest]),
    ]
    return picture(run, layers, tr("Map of the features"), tr("Features on the map, with the ranks of the largest"))


def _largest(inputs: Inputs, result: FeatureAreas) -> Table:
    largest = result.largest(LISTED)
    note = tr("The first {shown} of {count} features by size.")
    return Table(
        columns=(Column(tr("Rank"), "right"), *area_columns(tr("Area")), Column(tr("Feature"))),
        rows=tuple((whole(result.rank[at]), *area_cells(result.area_m2[at]), inputs.ids[at]) for at in largest),
        caption=tr("The largest features"),
        note=note.format(shown=len(largest), count=f"{len(result.area_m2):,}"),
    )


def _method(run: Run, inputs: Inputs) -> tuple[Facts, Text]:
    facts = Facts(((tr("Features"), counts_sentence(inputs.features)), crs_fact(run), areas_fact(run)))
    rule = tr(
        "Each feature counts its own area. Features are cut at the borders of zones, so that each zone counts the "
        "ground within it."
    )
    return facts, Text((rule,))
