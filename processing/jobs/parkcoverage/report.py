"""The report on park service coverage."""

from __future__ import annotations

import numpy as np

from ....core.drawing import palette
from ....core.drawing.maps import MapLayer, places
from ....core.geometry.codes import PLANE
from ....core.parks.coverage import ParkCoverage
from ....core.parks.servicearea import QUADRANT_SEGMENTS, service_area
from ....core.people.codes import DOUBTS, RURAL_HOMES
from ....core.progress import Progress
from ....core.report import (
    MET,
    MISSED,
    NONE,
    Column,
    Facts,
    KeyFigure,
    Picture,
    Section,
    Table,
    Text,
)
from ....i18n import tr
from ...framework.making import MadeTables
from ...framework.run import Run
from ...framework.unread import UNREAD
from ...io.layer_reading import counts_sentence
from ...reports.areas import area_cells, area_columns, mu_cells, mu_columns
from ...reports.frame import Body, areas_fact, crs_fact, plan_fact, source_of
from ...reports.maps import background, numbered, picture, zone_borders
from ...reports.units import HA, hectares, hectares_unit, metres, percent, shortfall, square_metres_per_head, whole
from ...reports.zone_order import zone_name
from ...words.measures import in_the_plane
from ...words.people import in_rural_homes, people_doubts, people_unknown
from ...words.radii import radii_text
from .charts import NAN, chart, zones_in_order
from .inputs import Inputs, plan_target, plan_tiers
from .names import CHOSEN, CODES, CONTESTED, NO_BUILT_UP, NOT_PLACED, PARTLY_MAPPED, PEOPLE_UNKNOWN, WIDER
from .remarks import remarks
from .tables import park_milestones

LISTED_PLACES = 20
# The map shows where service areas lie; a pixel is wider than what eight segments miss.
MAP_SEGMENTS = 8


def body(run: Run, inputs: Inputs, result: ParkCoverage, found: MadeTables, progress: Progress) -> Body:
    """Return what the report says; every text in it is in the user's language."""
    rows = found.rows("SUMMARY")
    if inputs.zones is not None:
        sections = [Section(tr("By zone"), (_zone_table(rows), chart(found)))]
    else:
        sections = [Section(tr("Coverage"), (chart(found),))]
    if inputs.people is not None:
        sections.append(Section(tr("Park area per head"), _per_head(inputs, rows)))
    sections.append(Section(tr("Where"), (_map(run, inputs, result), _places(inputs, result))))
    sections.append(Section(tr("How it was measured"), _method(run, inputs, result)))
    return Body(inputs.residential.label, _figures(inputs, result), sections)


def _figures(inputs: Inputs, result: ParkCoverage) -> tuple[KeyFigure, ...]:
    total = result.total
    figures = [
        KeyFigure(title, hectares(total[name]), hectares_unit(total[name]))
        for title, name in (
            (tr("Residential land"), "residential_m2"),
            (tr("Covered"), "covered_m2"),
            (tr("Blind areas"), "blind_m2"),
            (tr("Park area"), "park_m2"),
        )
    ]
    figures.append(KeyFigure(tr("Number of blind areas"), whole(len(result.blind))))
    if inputs.people is not None:
        figures.append(KeyFigure(tr("Population covered"), percent(total["population_pct"])))
        figures.append(KeyFigure(tr("Park area per head"), metres(total["park_m2_per_head"]), tr("m²")))
        if inputs.built_up is not None:
            milestones = park_milestones()
            value = square_metres_per_head(total["built_up_m2_per_head"], milestones[-1][1] if milestones else None)
            figures.append(KeyFigure(tr("Park area per head in the built-up area"), value, tr("m²")))
        if inputs.people.not_placed > 0:
            figures.append(KeyFigure(tr("People not placed"), whole(inputs.people.not_placed)))
    return tuple(figures)


def _zone_table(table: list[dict]) -> Table:
    people = any(row["gv_population"] is not None for row in table)
    columns = [
        Column(tr("Zone")),
        Column(tr("Residential land"), "right", tr("ha")),
        Column(tr("Covered"), "right", tr("ha")),
        Column(tr("Blind areas"), "right", tr("ha")),
        Column(tr("Coverage"), "right"),
        Column(tr("Gap"), "right", tr("percentage points")),
        Column(tr("Still to cover"), "right", tr("ha")),
        *mu_columns(tr("Still to cover")),
        Column(tr("Blind areas"), "right", tr("number")),
        Column(tr("Park area"), "right", tr("ha")),
    ]
    if people:
        columns += [Column(tr("Population covered"), "right"), Column(tr("Park area per head"), "right", tr("m²"))]

    def cells(row: dict) -> tuple[str, ...]:
        figure = {name: NAN if value is None else value for name, value in row.items()}
        texts = [
            zone_name(row),
            hectares(HA * figure["gv_residential_ha"]),
            hectares(HA * figure["gv_covered_ha"]),
            hectares(HA * figure["gv_blind_ha"]),
            percent(figure["gv_coverage_pct"], figure["gv_target_pct"]),
            shortfall(figure["gv_gap_pct"]),
            shortfall(figure["gv_to_cover_ha"]),
            *mu_cells(HA * figure["gv_to_cover_ha"]),
            whole(figure["gv_blind_count"]),
            hectares(HA * figure["gv_park_ha"]),
        ]
        if people:
            texts += [percent(figure["gv_population_pct"]), metres(figure["gv_park_m2_per_head"])]
        return tuple(texts)

    rows = zones_in_order(table)
    return Table(
        columns=tuple(columns),
        rows=tuple(cells(row) for row in rows),
        total=cells(table[-1]),
        states=tuple(_state(row) for row in rows),
        caption=tr("Coverage by zone"),
    )


def _state(row: dict, field: str = "gv_target_met") -> str:
    if row[field] is None:
        return NONE
    return MET if row[field] else MISSED


def _per_head(inputs: Inputs, rows: list[dict]) -> tuple[Table | Text | Facts, ...]:
    """Return the park area per head: of the built-up area beside the plan's target, or else why it is not judged."""
    milestones = park_milestones()
    parts: list[Table | Text | Facts] = [Text((per_head_sentence(rows[-1], milestones),))]
    if inputs.built_up is not None:
        parts.append(_per_head_table(rows, milestones))
    text = tr("{area:g} m² by {year}")
    said = tr(", ").join(text.format(area=area_m2, year=year) for year, area_m2 in milestones)
    source = (tr("Source of the target"), source_of("park_coverage.per_head", True))
    parts.append(Facts(((tr("Target of the plan"), said), source) if milestones else (source,)))
    return tuple(parts)


def per_head_sentence(total: dict, milestones: list[tuple[int, float]]) -> str:
    """Say how the park area per head stands to the plan's last milestone; ``total``: the summary's row for all."""
    open_ = total["gv_park_open"]
    if not milestones:
        return tr("The plan profile has no target of the park area per head, so it is shown and not judged.")
    if open_ == NO_BUILT_UP:
        text = tr(
            "The target is one of the built-up area, which is not given; the figure is that of all parks and all "
            "people here, and is not judged."
        )
    elif open_ == NOT_PLACED:
        text = tr(
            "People who are not placed may live in the built-up area; with them the target may be missed, so there is "
            "no verdict."
        )
    elif open_ == PARTLY_MAPPED:
        text = tr(
            "Land use shows only part of the built-up area, or of the streets whose people live there, so the figure "
            "is not judged."
        )
    elif open_ in (CHOSEN, PEOPLE_UNKNOWN, RURAL_HOMES, PLANE, *DOUBTS):
        own = {PEOPLE_UNKNOWN: people_unknown(), RURAL_HOMES: in_rural_homes(), PLANE: in_the_plane()}
        own[CHOSEN] = tr(
            "A selection, a filter or what is taken leaves out part of the built-up area that has homes or parks too, "
            "so the figure is not judged; give the whole built-up area."
        )
        text = (own | people_doubts())[open_]
    elif open_ == WIDER:
        text = tr("Some codes hold other land too, so the park area per head in the built-up area is not judged.")
    elif open_ == CODES:
        text = tr(
            "The codes of part of the land do not say what it is, so the park area per head in the built-up area is "
            "not judged; give these features a code, or name all codes to be taken (values:…)."
        )
    elif open_ == CONTESTED:
        text = tr(
            "On homes or parks of the built-up area lies other land too, so the park area per head is not judged; "
            "remove the overlaps to get a verdict."
        )
    elif open_ == UNREAD:
        text = tr("Features could not be read, so the park area per head in the built-up area is not judged.")
    elif total["gv_park_met"] is None:
        text = tr("Nobody lives in the built-up area, so there is no park area per head to judge.")
    elif total["gv_park_met"]:
        text = tr("In the built-up area there are {value} m² of park per head; the target of {target:g} m² is met.")
    else:
        text = tr("In the built-up area there are {value} m² of park per head; the target of {target:g} m² is not met.")
    value, target = total["gv_built_up_park_m2_per_head"], milestones[-1][1]
    return text.format(value=square_metres_per_head(NAN if value is None else value, target), target=target)


def _per_head_table(table: list[dict], milestones: list[tuple[int, float]]) -> Table:
    target = milestones[-1][1] if milestones else None
    columns = (
        Column(tr("Zone")),
        Column(tr("Population in the built-up area"), "right"),
        Column(tr("Park area in the built-up area"), "right", tr("ha")),
        Column(tr("Park area per head"), "right", tr("m²")),
        Column(tr("Target"), "right", tr("m²")),
    )

    def cells(row: dict) -> tuple[str, ...]:
        figure = {name: NAN if value is None else value for name, value in row.items()}
        return (
            zone_name(row),
            whole(figure["gv_built_up_population"]),
            hectares(HA * figure["gv_built_up_park_ha"]),
            square_metres_per_head(figure["gv_built_up_park_m2_per_head"], target),
            "–" if target is None else f"{target:g}",
        )

    rows = zones_in_order(table)
    return Table(
        columns=columns,
        rows=tuple(cells(row) for row in rows),
        total=cells(table[-1]),
        states=tuple(_state(row, "gv_park_met") for row in rows),
        caption=tr("Park area per head in the built-up area"),
    )


def _map(run: Run, inputs: Inputs, result: ParkCoverage) -> Picture:
    counted = result.radius_m > 0
    parks = inputs.parks.geometry
    ground = np.array([service_area(parks, result.radius_m, segments=MAP_SEGMENTS)], dtype=object)
    historic = [] if inputs.historic is None else [(tr("Historic quarters"), inputs.historic)]
    listed = result.blind.head(LISTED_PLACES)
    layers = [
        *background(historic),
        MapLayer(tr("Service area"), ground, palette.SERVICE_AREA, palette.SERVICE_AREA, 0.5, alpha=0.15),
        MapLayer(tr("Covered residential land"), inputs.residential.geometry, palette.SERVED, palette.SERVED_EDGE, 0.2),
        *places(tr("Blind areas"), result.blind_geometry, palette.BLIND, palette.BLIND_EDGE),
        MapLayer(tr("Parks"), parks[counted], palette.PARK, palette.PARK_EDGE, 0.3),
    ]
    if not counted.all():
        layers.append(MapLayer(tr("Parks that do not count"), parks[~counted], None, palette.PARK_EDGE, 0.5))
    layers += zone_borders(inputs.zones)
    # Uppermost, so that no name of a zone takes the place of a rank.
    layers.append(numbered(result.blind_geometry[: len(listed)], listed["rank"]))
    alt = tr("Map of covered residential land and blind areas")
    caption = tr("Blind areas on the map, with the ranks of the largest")
    return picture(run, layers, alt, caption, _bounds(inputs.residential.geometry))


def _bounds(geometry: np.ndarray) -> tuple[float, float, float, float]:
    """Return the residential land's bounds with a margin; parks far from it need not be seen."""
    import shapely

    west, south, east, north = shapely.total_bounds(geometry)
    margin = 0.04 * max(east - west, north - south)
    return west - margin, south - margin, east + margin, north + margin


def _places(inputs: Inputs, result: ParkCoverage) -> Table | Text:
    if not len(result.blind):
        return Text((tr("There are no blind areas."),))
    zoned, people = inputs.zones is not None, inputs.people is not None
    columns = [Column(tr("Rank"), "right"), *area_columns(tr("Area"))]
    columns += [Column(tr("Zone"))] if zoned else []
    columns += [Column(tr("Population"), "right")] if people else []
    columns += [Column(tr("Residential feature"))]

    def cells(row) -> tuple[str, ...]:
        texts = [whole(row["rank"]), *area_cells(row["area_m2"])]
        texts += [row["zone"] or tr("Outside all zones")] if zoned else []
        texts += [whole(row["population"])] if people else []
        return (*texts, inputs.ids[row["feature"]])

    first = result.blind.head(LISTED_PLACES)
    note = tr("The first {shown} of {count} blind areas by size.").format(shown=len(first), count=len(result.blind))
    rows = tuple(cells(row) for _, row in first.iterrows())
    return Table(tuple(columns), rows, caption=tr("The largest blind areas"), note=note)


def _method(run: Run, inputs: Inputs, result: ParkCoverage) -> tuple[Facts, Text]:
    facts = [
        (tr("Service radius"), radii_text(inputs.tiers)),
        (tr("Source of the radius"), source_of("park_coverage.tiers", plan_tiers("tiers", inputs.tiers))),
    ]
    if inputs.historic is not None:
        facts.append((tr("Service radius in historic quarters"), radii_text(inputs.historic_tiers)))
    if inputs.people is not None:
        facts.append((tr("People"), inputs.people.said()))
    facts += [
        (tr("Target"), percent(inputs.target_pct)),
        (tr("Source of the target"), source_of("park_coverage.target_pct", plan_target(inputs))),
        plan_fact(),
        (tr("Residential land"), counts_sentence(inputs.residential)),
        (tr("Parks"), counts_sentence(inputs.parks)),
        crs_fact(run),
        areas_fact(run),
        (tr("Accuracy of the circle"), _accuracy()),
    ]
    rule = tr(
        "Radii run from the edge of the park as the crow flies. Coverage is the share of residential land that lies "
        "within the radius of at least one park; where service areas overlap, land counts once."
    )
    return Facts(tuple(facts)), Text((rule, *remarks(inputs, result)))


def _accuracy() -> str:
    missed = 100 * (np.pi / (2 * QUADRANT_SEGMENTS)) ** 2 / 6
    text = tr("{segments} segments per quarter circle; at most {missed:.4f} % of a service area is missed.")
    return text.format(segments=QUADRANT_SEGMENTS, missed=missed)
