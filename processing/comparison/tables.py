"""Two results side by side as finished texts: the figure, all numbers, the parameters and the rows of zones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qgis.core import QgsApplication

from ...i18n import tr
from ..framework import output_fields
from ..jobs.corridorwidth.names import level_name
from ..jobs.restorationpriority.names import phase_name
from ..jobs.vacateduse.names import use_names
from ..words.tiers import tier_name
from .scenarios import Side

_MOST_DECIMALS = 9
_NOTHING = "–"


@dataclass(frozen=True)
class Grid:
    """A table of texts: titles of the columns, whether each holds numbers, and the rows."""

    title: str
    columns: tuple[str, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """The figure that the job is about: its name, and B less A with its sign and unit."""

    label: str
    difference: str
    unit: str


def headline(one: Side, two: Side) -> Figure:
    """Return the difference of the figure that the job is about."""
    name = {
        "parkcoverage": "COVERAGE_PCT",
        "corridorwidth": "FAILED",
        "landreduction": "NET_REDUCTION_KM2",
        "restorationpriority": "NEAR_TERM_HA",
        "securitypattern": "CONFLICT_HA",
    }.get(one.content.job)
    a, b = one.content.numbers, two.content.numbers
    if name is None:  # vacated land: what the plan compares is a balance
        text = tr("To farmland, less what goes to green space, wetland and water")
        return Figure(text, signed(_balance(b) - _balance(a), _decimals("_HA")), _unit("_HA"))
    if name == "CONFLICT_HA" and (name not in a or name not in b):
        name = "PATTERN_KM2"
    label = _titles(one.content.job).get(name, name)
    if name not in a or name not in b:
        return Figure(label, _NOTHING, "")
    return Figure(label, signed(b[name] - a[name], _decimals(name)), _unit(name))


def _balance(numbers: dict) -> float:
    others = ("WATER_HA", "FLOOD_WETLAND_HA", "GREEN_HA")
    return numbers.get("FARMLAND_HA", 0.0) - sum(numbers.get(name, 0.0) for name in others)


def numbers(one: Side, two: Side) -> Grid:
    """Return all numbers of both results with their differences."""
    rows = []
    a, b = one.content.numbers, two.content.numbers
    for name, title in _titles(one.content.job).items():
        if name in a or name in b:
            first, second = a.get(name), b.get(name)
            texts = (_number(first, _decimals(name)), _number(second, _decimals(name)))
            rows.append((title, *texts, _difference(first, second, _decimals(name), _unit(name))))
    columns = ("", one.name, two.name, tr("Difference"))
    return Grid(tr("Numbers"), columns, (False, True, True, True), tuple(rows))


def parameters(one: Side, two: Side) -> Grid:
    """Return the parameters that differ."""
    algorithm = QgsApplication.processingRegistry().algorithmById(f"greenvein:{one.content.job}")
    rows = []
    for definition in algorithm.parameterDefinitions() if algorithm else ():
        first, second = (side.content.texts.get(definition.name(), "") for side in (one, two))
        if first != second:
            rows.append((definition.description(), first or _NOTHING, second or _NOTHING))
    return Grid(tr("Parameters that differ"), ("", one.name, two.name), (False, False, False), tuple(rows))


def summary(one: Side, two: Side) -> Grid | None:
    """Return the rows of zones, levels, tiers or uses of both results; None where there are none but that for all."""
    part = _SUMMARIES[one.content.job]
    sides = [{part.key(row): row for row in side.rows(part.output) if part.wants(row)} for side in (one, two)]
    keys = list(dict.fromkeys([*sides[0], *sides[1]]))
    if len(keys) < 2:
        return None
    aliases = output_fields.titles(f"{one.content.job}_{part.output.lower()}")
    columns, right = [part.heading()], [False]
    for field in part.fields:
        title = aliases[field]
        columns += [f"{title}\n{one.name}", f"{title}\n{two.name}", f"{title}\n{tr('Difference')}"]
        right += [True, True, True]
    rows = []
    for key in keys:
        texts = [part.name(key)]
        for field in part.fields:
            first, second = (side.get(key, {}).get(field) for side in sides)
            decimals = _decimals(field.upper())
            texts += [_number(first, decimals), _number(second, decimals)]
            texts.append(_difference(first, second, decimals, ""))
        rows.append(tuple(texts))
    return Grid(part.title(), tuple(columns), tuple(right), tuple(rows))


@dataclass(frozen=True)
class _Summary:
    """What to compare of the summary of a job: its rows by a key, and some of its fields."""

    title: Callable[[], str]
    heading: Callable[[], str]
    fields: tuple[str, ...]
    key: Callable[[dict], tuple]
    name: Callable[[tuple], str]
    output: str = "SUMMARY"
    wants: Callable[[dict], bool] = lambda row: True


def _of_zone(row: dict) -> tuple:
    return row["gv_scope"], row["gv_zone"]


def _zone(key: tuple) -> str:
    return {"outside": tr("Outside all zones"), "all": tr("All")}.get(key[0]) or str(key[1])


def _level(key: tuple) -> str:
    named = {"none": tr("No level"), "all": tr("All")}.get(key[0])
    return named or level_name(key[1])


def _phase(key: tuple) -> str:
    scope, kind, phase, tier = key
    if scope == "all":
        return tr("All")
    names = [kind or "", phase_name(phase == "near"), tier_name(int(tier or 0))]
    return " · ".join(name for name in names if name)


_SUMMARIES = {
    "parkcoverage": _Summary(
        lambda: tr("By zone"), lambda: tr("Zone"), ("gv_coverage_pct", "gv_blind_ha"), _of_zone, _zone
    ),
    "corridorwidth": _Summary(
        lambda: tr("By level"),
        lambda: tr("Level"),
        ("gv_passed", "gv_pinches", "gv_narrowest_m"),
        lambda row: (row["gv_scope"], row["gv_level"]),
        _level,
    ),
    "landreduction": _Summary(
        lambda: tr("By zone"),
        lambda: tr("Zone"),
        ("gv_vacated_km2", "gv_added_km2", "gv_net_reduction_km2"),
        _of_zone,
        _zone,
        output="BALANCE",
    ),
    "vacateduse": _Summary(
        lambda: tr("By use"),
        lambda: tr("Use afterwards"),
        ("gv_count", "gv_area_ha"),
        lambda row: (row["gv_scope"], row["gv_use_after"]),
        lambda key: tr("All") if key[0] == "all" else use_names().get(key[1] or "", str(key[1])),
    ),
    "securitypattern": _Summary(
        lambda: tr("By tier"),
        lambda: tr("Tier"),
        ("gv_area_ha", "gv_construction_ha"),
        lambda row: (row["gv_scope"], row["gv_tier"]),
        lambda key: tr("All") if key[0] == "all" else tier_name(int(key[1])),
        wants=lambda row: row["gv_scope"] in ("tier", "all"),
    ),
    "restorationpriority": _Summary(
        lambda: tr("By type, phase and tier"),
        lambda: tr("Group"),
        ("gv_count", "gv_area_ha"),
        lambda row: (row["gv_scope"], row["gv_type"], row["gv_phase"], row["gv_tier"]),
        _phase,
    ),
}


def changed_by_kind(job: str, sums: list[tuple[str, int, float]]) -> Grid:
    """Return number and area of each kind of change; ``sums`` as Changes.sums gives them."""
    from ..reports.units import hectares, whole
    from .kinds import kinds

    names = kinds(job)
    columns = (tr("What changed"), tr("Number"), tr("Area (ha)"))
    rows = tuple((names[code].name, whole(count), hectares(area)) for code, count, area in sums)
    return Grid(tr("What changed on the ground"), columns, (False, True, True), rows)


def signed(difference: float, decimals: int) -> str:
    """Return a difference with its sign, and with as many decimals as it takes not to look like none."""
    if abs(difference) < 0.5 * 10**-_MOST_DECIMALS:
        return f"{0:.{decimals}f}"
    while decimals < _MOST_DECIMALS and abs(round(difference, decimals)) == 0:
        decimals += 1
    return f"{'+' if difference > 0 else '−'}{abs(difference):,.{decimals}f}"


def _difference(first, second, decimals: int, unit: str) -> str:
    if first is None or second is None or isinstance(first, bool) or isinstance(second, bool):
        return _NOTHING
    text = signed(second - first, decimals)
    return f"{text} {unit}".rstrip()


def _number(value, decimals: int) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return f"{value:,.{decimals}f}"


def _decimals(name: str) -> int:
    endings = {"_PCT": 2, "_HA": 2, "_KM2": 4, "_M2": 4, "_M": 1, "_RATIO": 3}
    return next((decimals for ending, decimals in endings.items() if name.endswith(ending)), 0)


def _unit(name: str) -> str:
    units = {"_PCT": tr("percentage points"), "_HA": tr("ha"), "_KM2": tr("km²"), "_M2": tr("m²"), "_M": "m"}
    return next((unit for ending, unit in units.items() if name.endswith(ending)), "")


def _titles(job: str) -> dict[str, str]:
    """Return what the outputs of a job are called, by name, in their order."""
    algorithm = QgsApplication.processingRegistry().algorithmById(f"greenvein:{job}")
    return {one.name(): one.description() for one in algorithm.outputDefinitions()} if algorithm else {}
