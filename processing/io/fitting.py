"""Fields as a format can hold them: called so that it can, in columns that hold their values, and what is not told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from qgis.core import QgsDataSourceUri, QgsField, QgsFields
from qgis.PyQt.QtCore import QMetaType, QVariant

from .columns import KNOWN, FieldType, columns, has_no_null, is_nan
from .names import named
from .places import Place

_NUMBERS = (float, int)


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
        self.with_time: list[str] = []
        """Names of dates that have a time there."""
        self.empty: Counter[str] = Counter()
        """How many that are missing are 0."""
        self.is_known = place is None or place.provider != "ogr" or place.driver in KNOWN
        """Whether it is known what the format holds."""
        self._given, self._place, self._encoding = fields, place, encoding
        self._steps = dict(steps or {})
        self._narrow: set[int] = set()
        self._checked: dict[int, tuple[str, FieldType, bool, bool]] = {}
        taken = {fields.at(number).name().casefold() for number in range(len(fields))}
        seen = {QgsDataSourceUri(place.uri).geometryColumn().casefold()} if place is not None and place.uri else set()
        for number, given in enumerate(fields):
            if place is None:
                self.fields.append(_plain(given))
                continue
            name = given.name()
            ways = columns(given, place, encoding)
            column = ways[self._steps.get(number, 0)]
            new = named(name, seen, place, encoding)
            if new.casefold() != name.casefold():
                new = named(name, seen | taken, place, encoding)
            if new != name:
                self.renamed.append((name, new))
            column.field.setName(new)
            seen.add(new.casefold())
            self.fields.append(column.field)
            if column.is_text:
                self.as_text.append(name)
            no_null = has_no_null(column.field, place)
            if column.change or column.holds or no_null:
                self._checked[number] = name, column, no_null, self._steps.get(number, 0) + 1 < len(ways)
        self._numbers = [(number, *one[1].sure) for number, one in self._checked.items() if one[1].sure]
        self._texts = [(number, one[1].short) for number, one in self._checked.items() if one[1].short]
        quick = {number for number, *_ in (*self._numbers, *self._texts)}
        self._others = [number for number in self._checked if number not in quick]

    def fit(self, values: list) -> list:
        """Return the values of a feature as the fields hold them."""
        # Most values are looked at no further: this is done for each of all features.
        for number, lowest, highest in self._numbers:
            value = values[number]
            if not (type(value) in _NUMBERS and (lowest <= value <= highest or not value)):
                self._look_at(number, values)
        for number, longest in self._texts:
            value = values[number]
            if not (type(value) is str and len(value) <= longest and value.isprintable()):
                self._look_at(number, values)
        for number in self._others:
            self._look_at(number, values)
        return values

    def _look_at(self, number: int, values: list) -> None:
        """See to it that the field holds a value."""
        name, column, no_null, has_wider = self._checked[number]
        value = values[number]
        if value is None or isinstance(value, QVariant):
            if no_null:
                self.empty[name] += 1
            return
        if column.change is not None:
            value = values[number] = column.change(value)
        if column.holds is None or column.holds(value):
            return
        if has_wider:
            self._narrow.add(number)
            return
        if not is_nan(value):  # which is as good as missing
            self.changed[name] += 1
        if column.cut is not None:
            values[number] = column.cut(value)

    def compare(self, header: list[tuple[str, bool]]) -> None:
        """Take from a file how its fields are called, and whether they are dates with a time.

        They stand last: a CSV may have columns of the geometry before them.
        """
        for given, field, (name, is_moment) in zip(self._given, self.fields, header[-len(self.fields) :]):
            if name != field.name():
                self.renamed = [pair for pair in self.renamed if pair[0] != given.name()]
                if name != given.name():
                    self.renamed.append((given.name(), name))
            if is_moment and field.type() == QMetaType.Type.QDate:
                self.with_time.append(given.name())

    @property
    def is_narrow(self) -> bool:
        """Whether a field has values that there is another way to write; ``wider`` is to be written then instead."""
        return bool(self._narrow)

    def wider(self) -> Fitting:
        """Return the fields with the next way for those that had such values."""
        steps = {**self._steps, **{number: self._steps.get(number, 0) + 1 for number in self._narrow}}
        return Fitting(self._given, self._place, self._encoding, steps)


def _plain(field: QgsField) -> QgsField:
    """Return a field as a temporary layer takes it, which has neither alias nor comment, and says so of each field."""
    found = QgsField(field)
    found.setAlias("")
    found.setComment("")
    return found
