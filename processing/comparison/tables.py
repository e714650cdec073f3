"""Two results side by side as finished texts: the figure, all numbers, the parameters and the rows of zones."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsApplication

from ...i18n import tr, translated
from ..framework import output_fields
from ..framework.declared import Headline
from ..jobs import JOBS
from .rules import SummaryRows
from .scenarios import Side

_MOST_DECIMALS = 9
_NOTHING = "–"


@dataclass(frozen=True)
class TextTable:
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
    a, b = one.content.numbers, two.content.numbers
    choice = JOBS[one.content.job].headline
    found = next((head for head in choice if head.number in a and head.number in b), choice[-1])
    label = translated(found.title) if found.title else _titles(one.content.job).get(found.number, found.number)
    if not found.less and not (found.number in a and found.number in b):
        return Figure(label, _NOTHING, "")
    difference = difference_text(_of(found, a), _of(found, b), _decimals(found.number))
    return Figure(label, difference, _unit(found.number))


def _of(headline: Headline, numbers: dict) -> float:
    return numbers.get(headline.number, 0.0) - sum(numbers.get(name, 0.0) for name in headline.less)


def numbers(one: Side, two: Side) -> TextTable:
    """Return all numbers of both results with their differences."""
    rows = []
    a, b = one.content.numbers, two.content.numbers
    for name, title in _titles(one.content.job).items():
        if name in a or name in b:
            first, second = a.get(name), b.get(name)
            texts = (_number(first, _decimals(name)), _number(second, _decimals(name)))
            rows.append((title, *texts, _difference(first, second, _decimals(name), _unit(name))))
    columns = ("", one.name, two.name, tr("Difference"))
    return TextTable(tr("Numbers"), columns, (False, True, True, True), tuple(rows))


def parameters(one: Side, two: Side) -> TextTable:
    """Return the parameters that differ."""
    algorithm = QgsApplication.processingRegistry().algorithmById(f"greenvein:{one.content.job}")
    rows = []
    for definition in algorithm.parameterDefinitions() if algorithm else ():
        first, second = (side.content.texts.get(definition.name(), "") for side in (one, two))
        if first != second:
            rows.append((definition.description(), first or _NOTHING, second or _NOTHING))
    return TextTable(tr("Parameters that differ"), ("", one.name, two.name), (False, False, False), tuple(rows))


def summary(one: Side, two: Side) -> TextTable | None:
    """Return the rows of zones, levels, tiers or uses of both results; None where there are none but that for all."""
    job = JOBS[one.content.job]
    part: SummaryRows = job.load("comparison").ROWS
    sides = [{part.key(row): row for row in side.rows(job.summary) if part.wants(row)} for side in (one, two)]
    keys = list(dict.fromkeys([*sides[0], *sides[1]]))
    if len(keys) < 2:
        return None
    aliases = output_fields.titles(job.style(job.summary))
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
    return TextTable(part.title(), tuple(columns), tuple(right), tuple(rows))


def changed_by_kind(job: str, sums: list[tuple[str, int, float]]) -> TextTable:
    """Return number and area of each kind of change; ``sums`` as Changes.sums gives them."""
    from ..reports.units import hectares, whole

    names = {kind.code: translated(kind.title) for kind in JOBS[job].changes}
    columns = (tr("What changed"), tr("Number"), tr("Area (ha)"))
    rows = tuple((names[code], whole(count), hectares(area)) for code, count, area in sums)
    return TextTable(tr("What changed on the ground"), columns, (False, True, True), rows)


def difference_text(first: float, second: float, decimals: int) -> str:
    """Return the difference of two figures as they are shown, or of what they hide where they look alike."""
    shown = round(second, decimals) - round(first, decimals)
    return signed(shown if abs(shown) > 0.5 * 10**-decimals else second - first, decimals)


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
    text = difference_text(first, second, decimals)
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
