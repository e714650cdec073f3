"""Use of vacated land: what the plots have become by now, from a field of classes or of codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ....core.land import classes as landclass
from ....core.land import reading as landreading
from ....core.land.codes import PARK, UNKNOWN
from ....core.land.decision import PARK_CODES
from ....core.land.written import is_missing, written
from ....i18n import tr
from ...framework.run import Run
from ...io.features import Features, Polygons
from ...words.land_classes import system_names, unclear_sentence

AFTER_FIELD = "gv_to"
"""In changes of land use, the class after; taken where no other field is chosen."""
_SHOWN = 8


@dataclass(frozen=True)
class Become:
    """Where it stands what plots have become: the field, None without one, and the systems its codes may be of."""

    field: str | None
    chosen: bool
    numeric: bool
    tables: Sequence[landclass.ClassTable]
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
    fields = run.needed_source("VACATED").fields()
    at = fields.lookupField(AFTER_FIELD)
    return fields.at(at).name() if at >= 0 else None


def become_of(run: Run, vacated: Polygons, field: str | None) -> Become:
    """Return where it stands what plots have become."""
    tables, fields = run.class_tables(), run.needed_source("VACATED").fields()
    system = run.algorithm.parameterAsEnum(run.parameters, "AFTER_SYSTEM", run.context)
    return Become(
        field,
        bool(run.field_name("AFTER_FIELD", "VACATED")),
        field is not None and fields.field(field).isNumeric(),
        [tables[system - 1]] if system else tables,
        vacated.named,
    )


def classes_of(run: Run, become: Become, values: np.ndarray) -> tuple[np.ndarray, str]:
    """Return the class of each plot or ``PARK``, ``unknown`` where none is known, and a sentence on how it was read.

    Which system codes are from depends on all of them. The account's own field holds classes, some of which a table of
    the user's own may have named.
    """
    words = landclass.class_words()
    texts = np.array(["" if is_missing(text) else text for text in map(written, values)], dtype=object)
    named = np.array([words.code_of(text) in words.classes for text in texts], dtype=bool)
    class_ = landreading.read(values.tolist(), [words]).class_
    if (named | (texts == "")).all():
        return class_, ""
    # A class that is no name in any system says nothing of the system that the codes beside it are from.
    foreign = named & ~np.array([any(one.knows(one.code_of(text)) for one in become.tables) for text in texts])
    codes = np.where(foreign, np.array(None, dtype=object), values).tolist()
    found = landreading.read(codes, become.tables, numeric=become.numeric, field=become.field or "")
    unclear = found.table is None and found.ambiguous
    if (become.chosen and not named.any()) or unclear or found.old:
        _must_be_clear(run, become, found)
    if found.table is None:
        return class_, _not_known(become, texts[~named & (texts != "")])
    sentence = unclear_sentence(found, become.field or "", become.label, run.title("AFTER_SYSTEM"))
    if sentence:
        run.note(sentence)
    class_ = np.where(found.class_ == UNKNOWN, class_, found.class_)
    parks = PARK_CODES.get(found.table.id, ())
    class_[[found.table.entry(code) in parks for code in found.code]] = PARK
    system = system_names().get(found.table.id)
    if system is None:
        return class_, ""
    text = tr("“{layer}”, field “{field}”: what plots have become is read as codes of {system}.")
    return class_, text.format(layer=become.label, field=become.field, system=system)


def _not_known(become: Become, texts: np.ndarray) -> str:
    text = tr(
        "“{layer}”, field “{field}”: {values} are neither classes nor codes of a known system; what these plots have "
        "become is not known, and the rules decide."
    )
    values = tr(", ").join(sorted(set(texts.tolist()))[:_SHOWN])
    return text.format(layer=become.label, field=become.field, values=values)


def _must_be_clear(run: Run, become: Become, found: landreading.Reading) -> None:
    """Stop where it cannot be told what values mean."""
    words = {"field": become.field, "layer": become.label, "parameter": run.title("AFTER_SYSTEM")}
    if found.second:
        text = tr(
            "The field “{field}” of the layer “{layer}” holds the codes {codes} of GB/T 21010-2007 (second national "
            "land survey), which mean other land in the later standards; bring the codes to one of these, or give "
            "classes."
        )
        run.fail(text, **words, codes=tr(", ").join(found.second[:_SHOWN]))
    if found.table is None and found.ambiguous and not found.found.fitting:
        text = tr(
            "The field “{field}” of the layer “{layer}” holds the numbers {codes}, which may be settlement codes "
            "(201 city) or codes that lost their zero (0201 orchard); give the codes as text."
        )
        run.fail(text, **words, codes=tr(", ").join(found.ambiguous))
    if found.old:
        text = tr(
            "The field “{field}” of the layer “{layer}” holds the codes {codes} of GBJ 137-90, in which other letters "
            "mean other land than in GB 50137-2011 as well; bring the codes to GB 50137-2011, or give classes."
        )
        run.fail(text, **words, codes=tr(", ").join(found.old[:_SHOWN]))
    if found.table is None:
        text = tr(
            "It cannot be told which system the values {values} in the field “{field}” of the layer “{layer}” are "
            "from; say it in “{parameter}”, or choose a field of classes or codes."
        )
        some = sorted({one for one in found.code if not is_missing(one)})
        run.fail(text, **words, values=tr(", ").join(some[:_SHOWN]))
