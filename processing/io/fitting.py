"""Fields as a format can hold them: called so that it can, in columns that hold their values, and what is not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from qgis.core import QgsDataSourceUri, QgsFields
from qgis.PyQt.QtCore import QVariant

from .columns import KNOWN, Column, columns, has_no_null, is_nan
from .names import named
from .places import Place


class Fitting:
    """Fields on their way to a place; None is a temporary layer, which holds everything.

    ``fields``: what is written; ``as_text``: names of those that become text; ``renamed``: pairs of names, old and new.
    ``encoding``: of texts, as Python calls it; ``steps``: how many ways to write a field, by its number, were in vain.
    """

    def __init__(
        self,
        fields: QgsFields,
        place: Place | None,
        encoding: str = "utf-8",
        steps: Mapping[int, int] | None = None,
    ):
        self.fields, self.as_text, self.renamed = QgsFields(), [], []
        self.changed: Counter[str] = Counter()
        """How many values of which field are not what they were."""
        self.empty: Counter[str] = Counter()
        """How many that are missing are 0."""
        self.is_known = place is None or place.provider != "ogr" or place.driver in KNOWN
        """Whether it is known what the format holds."""
        self._given, self._place, self._encoding = fields, place, encoding
        self._steps, self._narrow = dict(steps or {}), set()
        self._checked: list[tuple[int, str, Column, bool, bool]] = []
        taken = {fields.at(number).name().casefold() for number in range(len(fields))}
        seen = {QgsDataSourceUri(place.uri).geometryColumn().casefold()} if place is not None and place.uri else set()
        for number, given in enumerate(fields):
            if place is None:
                self.fields.append(given)
                continue
            name = given.name()
            ways = columns(given, place, encoding)
            column = ways[self._steps.get(number, 0)]
            new = named(name, seen, place, encoding)
            if new != name:
                new = named(name, seen | taken, place, encoding)
                self.renamed.append((name, new))
            column.field.setName(new)
            seen.add(new.casefold())
            self.fields.append(column.field)
            if column.is_text:
                self.as_text.append(name)
            no_null = has_no_null(column.field, place)
            if column.change or column.holds or no_null:
                self._checked.append((number, name, column, no_null, self._steps.get(number, 0) + 1 < len(ways)))

    def fit(self, values: list) -> list:
        """Return the values of a feature as the fields hold them."""
        for number, name, column, no_null, has_wider in self._checked:
            value = values[number]
            if value is None or isinstance(value, QVariant):
                if no_null:
                    self.empty[name] += 1
                continue
            if column.change is not None:
                value = values[number] = column.change(value)
            if column.holds is not None and not column.holds(value):
                if has_wider:
                    self._narrow.add(number)
                else:
                    if not is_nan(value):  # which is as good as missing
                        self.changed[name] += 1
                    if column.cut is not None:
                        values[number] = column.cut(value)
        return values

    @property
    def is_narrow(self) -> bool:
        """Whether a field has values that there is another way to write; ``wider`` is to be written then instead."""
        return bool(self._narrow)

    def wider(self) -> Fitting:
        """Return the fields with the next way for those that had such values."""
        steps = {**self._steps, **{number: self._steps.get(number, 0) + 1 for number in self._narrow}}
        return Fitting(self._given, self._place, self._encoding, steps)
