"""Use of vacated land: what the plots have become by now, from a field of classes or of codes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..core import landclass
from ..i18n import tr
from .io.read import Features, Polygons
from .landreduction_names import system_names
from .run import Run

AFTER_FIELD = "gv_to"
"""In changes of land use, the class after; taken where no other field is chosen."""
_SHOWN = 8


@dataclass(frozen=True)
class Become:
    """Where it stands what plots have become: the field, None without one, and the systems its codes may be of."""

    field: str | None
    chosen: bool
    numeric: bool
    tables: list[landclass.ClassTable]
    label: str

    def values(self, features: Features) -> np.ndarray:
        """Return what stands in the field, None without one, shape (n,)."""
        values = np.full(len(features.fid), None, dtype=object)
        if self.field is not None:
            values[:] = features.columns[self.field]
        return values


def after_field(run: Run) -> str | None:
    """Return the field of ``VACATED`` with what plots have become: the one given, or the account's own."""
    given = run.field_name("AFTER_FIELD", "VACATED")
    if given:
        return given
    fields = run.source("VACATED").fields()
    at = fields.lookupField(AFTER_FIELD)
    return fields.at(at).name() if at >= 0 else None


def become_of(run: Run, vacated: Polygons, field: str | None) -> Become:
    """Return where it stands what plots have become."""
    tables, fields = landclass.system_tables(), run.source("VACATED").fields()
    system = run.algorithm.parameterAsEnum(run.parameters, "AFTER_SYSTEM", run.context)
    return Become(
        field,
        bool(run.field_name("AFTER_FIELD", "VACATED")),
        field is not None and fields.field(field).isNumeric(),
        [tables[system - 1]] if system else tables,
        vacated.named,
    )


def classes_of(run: Run, become: Become, values: np.ndarray) -> tuple[np.ndarray, str]:
    """Return the class of each plot, ``unknown`` where none is known, and a sentence on how it was read.

    Which system codes are from hangs on all of them. The account's own field holds classes, some of which a table of
    the user's own may have named.
    """
    words = landclass.class_words()
    named = [words.code_of(text) in words.classes for text in {landclass.written(value) for value in values} if text]
    if not become.chosen or all(named):
        return landclass.read(values.tolist(), [words]).class_, ""
    found = landclass.read(values.tolist(), become.tables, numeric=become.numeric, field=become.field or "")
    if found.table is None and any(named):
        return landclass.read(values.tolist(), [words]).class_, ""
    _must_be_clear(run, become, found)
    system = system_names().get(found.table.id) if found.table else None
    if system is None:
        return found.class_, ""
    text = tr("“{layer}”, field “{field}”: what plots have become is read as codes of {system}.")
    return found.class_, text.format(layer=become.label, field=become.field, system=system)


def _must_be_clear(run: Run, become: Become, found: landclass.Reading) -> None:
    """Stop where it cannot be told what values mean."""
    words = {"field": become.field, "layer": become.label, "parameter": run.title("AFTER_SYSTEM")}
    if found.ambiguous:
        text = tr(
            "The field “{field}” of the layer “{layer}” holds the numbers {codes}, which may be settlement codes "
            "(201 city) or codes that lost their zero (0201 orchard); give the codes as text."
        )
        run.fail(text, **words, codes=", ".join(found.ambiguous))
    if found.old:
        text = tr(
            "The field “{field}” of the layer “{layer}” holds the codes {codes} of GBJ 137-90, in which other letters "
            "mean other land than in GB 50137-2011 as well; bring the codes to GB 50137-2011, or give classes."
        )
        run.fail(text, **words, codes=", ".join(found.old[:_SHOWN]))
    if found.table is None:
        text = tr(
            "It cannot be told which system the values {values} in the field “{field}” of the layer “{layer}” are "
            "from; say it in “{parameter}”, or choose a field of classes or codes."
        )
        run.fail(text, **words, values=", ".join(sorted({one for one in found.code if one})[:_SHOWN]))
