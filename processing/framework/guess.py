"""Guesses which layer and field a job means, from names, geometry and fields.

Pure functions on names; a wrong guess costs a click, so nothing is guessed where nothing speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ...core.land.codes import CODE_FIELDS
from ...core.named_plans import is_plan
from ...core.named_years import years_in
from ..jobs import JOBS
from .declared import POLYGON, Clue, Dates

_TOKEN = re.compile(r"[a-z]+\d*|\d+|[\u4e00-\u9fff]+")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# A code such as R2 or G1 must stand alone: “r2” is not meant in “layer2”.
_CODE_LETTERS = 3
OWN = "gv_"
"""What the fields of the plugin's own results begin with."""


@dataclass(frozen=True)
class KnownLayer:
    """What is known of a layer of the project."""

    id: str
    name: str
    geometry: str
    fields: tuple[str, ...] = ()


CLUES: dict[str, Clue] = {name: clue for job in JOBS.values() for name, clue in job.clues}
"""What speaks for a layer, by parameter."""

FILLED = frozenset(name for job in JOBS.values() for name in job.filled)
"""The inputs that may not be without any feature."""

FIELD_WORDS: dict[str, tuple[str, ...]] = {name: words for job in JOBS.values() for name, words in job.words}
"""What speaks for a field, by parameter, the likeliest first."""


def is_result(fields: Iterable[str]) -> bool:
    """Tell whether a layer with these fields is a result of the plugin's own."""
    return any(field.startswith(OWN) for field in fields)


def match(words: Sequence[str], name: str) -> float:
    """Return how well a name fits: 0 not at all, more for an earlier word and for one that is more of the name."""
    tokens = _TOKEN.findall(name.casefold())
    if not tokens:
        return 0.0
    spaced = " ".join(tokens)
    for place, word in enumerate(words):
        wanted = word.casefold()
        if _CHINESE.search(wanted):
            found = wanted in "".join(tokens)
        elif len(wanted) <= _CODE_LETTERS or any(letter.isdigit() for letter in wanted):
            found = wanted in tokens
        else:
            phrase = " ".join(_TOKEN.findall(wanted))
            found = re.search(rf"(?<![a-z]){re.escape(phrase)}", spaced) is not None
        if found:
            return len(words) - place + min(len(wanted) / len(spaced), 1.0) / 2
    return 0.0


def score(clue: Clue, layer: KnownLayer) -> float:
    """Return how much speaks for a layer.

    Results of the plugin carry the names of what they were made from, so they are meant only where they are asked for.
    """
    if layer.geometry != clue.geometry:
        return 0.0
    own = {field for field in layer.fields if field.startswith(OWN)}
    if clue.result and own.issuperset(clue.result) and not own.intersection(clue.unlike):
        return len(clue.words) + 1.0
    if clue.field and field_for(clue.field, layer.fields) is None:
        return 0.0
    return 0.0 if own else match(clue.words, layer.name)


def layers_for(
    names: Iterable[str], layers: Sequence[KnownLayer], held: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Return the layer meant by each parameter, where one is; each layer serves once, where most speaks for it.

    ``held``: the layers that other parameters have. Of equals the first is taken; layers come in the order of the
    legend, the newest on top.
    """
    names, used = [name for name in names if not _said_elsewhere(name, layers)], set(held.values())
    found: dict[str, str] = {}
    for dates in (job.dates for job in JOBS.values() if job.dates):
        both = (dates.first, dates.last)
        beside = {held[name] for name in both if name in held}
        of_dates = told_apart(dates, [layer for layer in layers if layer.id not in used - beside])
        for name, layer in zip(both, of_dates):
            if name in names and layer not in beside:
                found[name] = layer
                used.add(layer)
    rated = [
        (-score(CLUES[name], layer) / (len(CLUES[name].words) + 1), place, name)
        for name in names
        if name in CLUES
        for place, layer in enumerate(layers)
    ]
    for worth, place, name in sorted(rated):
        layer = layers[place].id
        if worth < 0 and name not in found and layer not in used:
            found[name] = layer
            used.add(layer)
    return found


def land_use(layers: Sequence[KnownLayer]) -> KnownLayer | None:
    """Return the layer of all land use that inputs without a layer of their own are taken of, None without one.

    A field that standards name so speaks for it; of several the latest year in a name, else the uppermost. What a plan
    is to make of the land comes after what there is.
    """
    fields = {field.casefold() for field in CODE_FIELDS}
    likely = [
        layer
        for layer in layers
        if layer.geometry == POLYGON
        and not is_result(layer.fields)
        and fields & {field.casefold() for field in layer.fields}
    ]
    return max(likely, key=lambda layer: (not _is_planned(layer.name), _last_year(layer.name)), default=None)


def _last_year(name: str) -> int:
    return max(years_in(name), default=0)


def _is_planned(name: str) -> bool:
    """Tell whether a name speaks of land as it is to be: as a plan's, or by a year that has not begun."""
    return _last_year(name) > date.today().year or is_plan([name])


def _said_elsewhere(name: str, layers: Sequence[KnownLayer]) -> bool:
    """Tell whether another layer says by a field what an input would."""
    clue = CLUES.get(name)
    if clue is None or clue.unless is None:
        return False
    other, field = clue.unless
    return any(score(CLUES[other], layer) > 0 and field_for(field, layer.fields) is not None for layer in layers)


def may_serve(name: str, layer: KnownLayer, layers: Sequence[KnownLayer]) -> bool:
    """Tell whether a layer has what an input is about by its fields, whatever it is called, and no other layer has."""
    clue = CLUES.get(name)
    if clue is None or not clue.field or _said_elsewhere(name, layers):
        return False
    return field_for(clue.field, layer.fields) is not None


def told_apart(dates: Dates, layers: Sequence[KnownLayer]) -> tuple[str, ...]:
    """Return the layers of the first and the last date, or nothing where names do not tell them apart."""
    fields = {field.casefold() for field in dates.fields}
    likely = [
        layer
        for layer in layers
        if layer.geometry == POLYGON
        and not is_result(layer.fields)
        and (fields & {field.casefold() for field in layer.fields} or match(dates.words, layer.name))
    ]
    before = next((layer for layer in likely if match(dates.earlier, layer.name)), None)
    after = next((layer for layer in likely if match(dates.later, layer.name)), None)
    if before and after:
        return before.id, after.id
    years = {years_in(layer.name)[-1]: layer for layer in reversed(likely) if years_in(layer.name)}
    return (years[min(years)].id, years[max(years)].id) if len(years) > 1 else ()


def field_for(name: str, fields: Sequence[str], words: Mapping[str, tuple[str, ...]] = FIELD_WORDS) -> str | None:
    """Return the field meant by a parameter, None where no name speaks for one."""
    wanted = words.get(name, ())
    best = max(fields, key=lambda field: match(wanted, field), default=None)
    return best if best is not None and match(wanted, best) else None
