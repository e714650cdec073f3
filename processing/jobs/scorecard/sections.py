"""Rows between the values of a table that say something of those below them: 一、现状, 延庆区, （单位：平方公里）."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from ....core.indicators.asked import no_value_in
from ....core.indicators.heads import Said
from ....core.indicators.titles import asks_in, other_years_in, units_around
from ....core.plaintext import half_width
from ....i18n import tr
from ...framework.run import Run
from ...io.features import Rows
from .sheet import of_values, without, written

_NUMBERED = re.compile(
    r"(?P<open>[(\[]?)第?(?P<number>[一二三四五六七八九十百]+|\d+(?:\.\d+)*|[a-z]|[ivx]+)(?P<close>[、.)\]:部章节编]|\s|$)\s*",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_OF_OTHERS = re.compile(r"以上|[上所]述|[本上全]表|表[中内]|above|this table|all values", re.IGNORECASE)
"""What a row says that speaks of others than those below it."""
_PLACE = re.compile(
    r"[区县市镇乡村旗](?:(?:各项|主要)?(?:指标|数据|情况|现状|部分|小计|合计))*$|街道|[片地新]区|新城|"
    r"(?<![a-z])(?:districts?|count(?:y|ies)|towns?|streets?|area|city)(?![a-z])",
    re.IGNORECASE,
)
"""What may be called by a part of the city, or the whole."""


@dataclass(frozen=True)
class Section:
    """What rows above a row say of it: the ``texts`` of each, the nearest first, and the number of that."""

    texts: tuple[tuple[str, ...], ...] = ()
    number: int = 0

    @property
    def said(self) -> Said:
        """What is said of units: where that is no more than how a text ends, it may be a part of a name."""
        for texts in self.texts:
            surely, perhaps = units_around(texts, below=True), tuple(text for text in texts if units_around([text]))
            if surely or perhaps:
                return surely or Said((), perhaps)
        return Said()

    @property
    def no_value(self) -> str:
        """The text by which values are targets or forecasts and nothing else, "" for none."""
        return next((text for texts in self.texts for text in texts if no_value_in(_plain(text))), "")

    def title(self, year: int) -> str:
        """Return the text by which values of a year may be targets, or are of another year, "" for none."""
        return next(
            (found for texts in self.texts for found in (asks_in(texts), other_years_in(texts, [year])) if found), ""
        )

    def place(self, zones: Sequence[str], whole: Sequence[str]) -> tuple[str, str]:
        """Return of which zone values are, or what they call the ``whole``, "" for none, and what may be one else."""
        for texts in self.texts:
            for text in texts:
                called = _plain(text)
                if text in zones or called in zones or "".join(called.casefold().split()) in whole:
                    return (text if text in zones else called), ""
                if _PLACE.search(called) or any(zone in text for zone in zones if len(zone) > 1):
                    return "", text
        return "", ""


def sections(
    rows: Rows, fields: Mapping[str, Sequence[str]], indicators: Callable[[int], Collection[str]]
) -> tuple[Mapping[int, Section], list[str]]:
    """Return what rows without a value say of those below them, by the numbers of these, and what of the whole table.

    ``fields``: those that a table has for what such a table tells; ``indicators``: which a row means, so that but its
    value is missing. What is said holds until the next such row of the same level: below （一） stands what belongs to
    一、.
    """
    found: dict[int, Section] = {}
    above: list[tuple[str, int, tuple[str, ...]]] = []
    of_all: list[str] = []
    told = of_values(rows, fields)
    last = max((at for at, its in enumerate(told) if its), default=-1)
    for at, own in enumerate(written(rows)):
        texts = tuple(dict.fromkeys(filter(None, own.values())))
        if told[at]:
            found[rows.numbers[at]] = Section(
                tuple(said for _, _, said in reversed(above)), above[-1][1] if above else 0
            )
        elif at > last or any(map(_OF_OTHERS.search, texts)):
            of_all += own.values()
        elif texts and not indicators(at):
            level = _level(texts[0])
            levels = [one for one, _, _ in above]
            above = [*(above[: levels.index(level)] if level in levels else above), (level, rows.numbers[at], texts)]
    return found, of_all


def without_sections(run: Run, rows: Rows, said: Mapping[int, Section]) -> Rows:
    """Return a table without the rows that by a row above them are targets, forecasts or changes; tell of them."""
    words = {at: said[number].no_value for at, number in enumerate(rows.numbers) if number in said}
    left_out = [at for at, word in words.items() if word]
    if left_out:
        text = tr(
            "“{layer}”: {count} rows are not used, for “{word}”, in row {row} above them, says that they are not "
            "values as they were in their year."
        )
        first, word = said[rows.numbers[left_out[0]]], words[left_out[0]]
        run.note(text.format(layer=rows.named, count=len(left_out), word=word, row=first.number))
    return without(rows, left_out)


def _level(text: str) -> str:
    """Return how a line is numbered: as 一、 and 二、 are, （一）, 1., 1.1; "" where it is not."""
    found = _NUMBERED.match(half_width(text))
    if found is None:
        return ""
    number = found["number"]
    kind = "1" + "." * number.count(".") if number[0].isdigit() else "a" if number.isascii() else "一"
    return found["open"] + kind + found["close"].strip()


def _plain(text: str) -> str:
    """Return a line without its number, and without what stands in brackets behind it."""
    plain = half_width(text)
    found = _NUMBERED.match(plain)
    plain = plain[found.end() :] if found is not None and found.end() < len(plain) else plain
    return _IN_BRACKETS.sub("", plain).strip(" :、。;,") or plain
