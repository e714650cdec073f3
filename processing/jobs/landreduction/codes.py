"""Land reduction account: where the land-use codes of a layer stand, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsProcessingException

from ....core.land import classes as landclass
from ....core.land import reading as landreading
from ....core.land.written import is_missing
from ....i18n import tr
from ...framework.run import Run
from ...framework.taking import first_code_field, no_code_field
from ...words.land_classes import no_codes, system_names, unclear_sentence

_SHOWN = 8


@dataclass(frozen=True)
class CodeField:
    """The field of a layer that holds its codes, and the tables that may read them; ``own``, if given, is the one.

    One table only: the system that was set.
    """

    field: str
    numeric: bool
    tables: Sequence[landclass.ClassTable]
    own: landclass.ClassTable | None


@dataclass(frozen=True)
class Known:
    """What was read by one table, and a sentence that says why by this one.

    ``unclear``: a sentence on numbers that may be two codes, "" where there are none.
    """

    reading: landreading.Reading
    table: landclass.ClassTable
    why: str
    unclear: str


def code_field(
    run: Run, name: str, tables: Sequence[landclass.ClassTable], own: landclass.ClassTable | None
) -> CodeField:
    """Return where the codes of an input stand.

    The later date has the system, or the user's own table, of the earlier one unless a system is set for it.
    """
    field = _field(run, name)
    system, other = (
        run.algorithm.parameterAsEnum(run.parameters, parameter, run.context)
        for parameter in ("SYSTEM", "AFTER_SYSTEM")
    )
    if name == "AFTER" and other:
        system, own = other, None
    known = [tables[system - 1]] if system else tables
    return CodeField(field, run.needed_source(name).fields().field(field).isNumeric(), known, own)


def read_codes(run: Run, codes: CodeField, label: str, values: list) -> Known:
    """Return what the values of a layer's field mean; which table they are from depends on all of them."""
    if codes.own is not None:
        why = tr("“{layer}”, field “{field}”: read by the user's own table of {count} codes.")
        why = why.format(layer=label, field=codes.field, count=len(codes.own.classes))
        found = landreading.read_own(values, codes.own, numeric=codes.numeric)
        return Known(found, codes.own, why, unclear_sentence(found, codes.field, label, run.title("CLASSES")))
    found = landreading.read(values, codes.tables, numeric=codes.numeric, field=codes.field)
    if found.second:
        run.fail(
            tr(
                "The field “{field}” of the layer “{layer}” holds the codes {codes} of GB/T 21010-2007 (second "
                "national land survey), which mean other land in the later standards; bring the codes to one of "
                "these, or give a table of your own in “{parameter}”."
            ),
            field=codes.field,
            layer=label,
            codes=tr(", ").join(found.second[:_SHOWN]),
            parameter=run.title("CLASSES"),
        )
    if found.table is None and found.ambiguous and not found.found.fitting:
        run.fail(
            tr(
                "The field “{field}” of the layer “{layer}” holds the numbers {codes}, which may be settlement "
                "codes (201 city) or codes that lost their zero (0201 orchard); "
                "give the codes as text, or a table of your own in “{parameter}”."
            ),
            field=codes.field,
            layer=label,
            codes=tr(", ").join(found.ambiguous),
            parameter=run.title("CLASSES"),
        )
    if found.old:
        run.fail(
            tr(
                "The field “{field}” of the layer “{layer}” holds the codes {codes} of GBJ 137-90, in which other "
                "letters mean other land than in GB 50137-2011 as well (E6 is a village there); "
                "bring the codes to GB 50137-2011, or give a table of your own in “{parameter}”."
            ),
            field=codes.field,
            layer=label,
            codes=tr(", ").join(found.old[:_SHOWN]),
            parameter=run.title("CLASSES"),
        )
    table, why = _system(run, codes, label, found)
    return Known(found, table, why, unclear_sentence(found, codes.field, label, run.title("SYSTEM")))


def _field(run: Run, name: str) -> str:
    """Return the field with the codes: the one given, or the first that a standard names."""
    parameter = f"{name}_CODE"
    source = run.needed_source(name)
    found = run.field_name(parameter, name) or first_code_field(source)
    if found is None:
        raise QgsProcessingException(no_code_field(run.named(name, source), run.title(parameter), source))
    return found


def _system(run: Run, codes: CodeField, label: str, reading: landreading.Reading) -> tuple[landclass.ClassTable, str]:
    """Return the table that reads a layer's codes, and a sentence that says why this one."""
    names, table, found = system_names(), reading.table, reading.found
    if table is None:
        values = sorted({one for one in reading.code.tolist() if not is_missing(one)})
        if not values:
            raise QgsProcessingException(no_codes(codes.field, label))
        text = (
            tr(
                "The codes in the field “{field}” of the layer “{layer}” fit {systems}, which give them different "
                "classes; say in “{parameter}” which one they are from."
            )
            if found.fitting
            else tr(
                "The field “{field}” of the layer “{layer}” holds no codes of a known system ({values}); "
                "choose another field, or give a table of your own in “{classes}”."
            )
        )
        run.fail(
            text,
            field=codes.field,
            layer=label,
            systems=tr(", ").join(names[one] for one in found.fitting),
            values=tr(", ").join(values[:_SHOWN]),
            parameter=run.title("SYSTEM"),
            classes=run.title("CLASSES"),
        )
    if found is None:
        text = tr("“{layer}”, field “{field}”: read as {system}, as set.")
    elif table.id not in names:
        text = tr("“{layer}”, field “{field}”: holds classes of the account, not codes.")
    elif found.by_field and found.alike and not reading.ambiguous:
        text = tr(
            "“{layer}”, field “{field}”: read as {system}, whose standard names the field so; {others} would give the "
            "same classes."
        )
    elif found.by_field:
        text = tr("“{layer}”, field “{field}”: read as {system}, whose standard names the field so.")
    elif found.alike and reading.ambiguous:
        text = tr(
            "“{layer}”, field “{field}”: read as {system}; {others} would give the same classes, but for {unclear}."
        )
    elif found.alike:
        text = tr("“{layer}”, field “{field}”: read as {system}; {others} would give the same classes.")
    elif found.deciding:
        text = tr("“{layer}”, field “{field}”: read as {system}, because only this has the codes {codes}.")
    else:
        text = tr("“{layer}”, field “{field}”: read as {system}, which knows most of the codes.")
    return table, text.format(
        layer=label,
        field=codes.field,
        system=names.get(table.id),
        codes=tr(", ").join(found.deciding) if found else "",
        others=tr(", ").join(names[one] for one in found.alike) if found else "",
        unclear=tr(", ").join(reading.ambiguous[:_SHOWN]),
    )
