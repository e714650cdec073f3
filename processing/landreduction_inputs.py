"""Land reduction account: from parameters to the kernel's inputs, and what there is to say of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ..core import landclass
from ..core.area import Measure
from ..core.landreduction import Layer
from ..core.landtargets import COUNTS, EXISTING, UNSTATED, WITH_APPROVED, Indicator, Target
from ..core.zones import Zones
from ..i18n import tr
from . import profiles
from .io.read import Polygons
from .landreduction_names import system_names
from .run import Run

CLASSES = Path(__file__).parent.parent / "resources" / "classes"
_SHOWN = 8
_COUNTS = {
    "现状": EXISTING,
    "现有": EXISTING,
    "含批而未建": WITH_APPROVED,
    "现状和批而未建": WITH_APPROVED,
    "未说明": UNSTATED,
    **dict(zip(COUNTS, COUNTS)),
}


@dataclass(frozen=True)
class Date:
    """One date: its features in an order that does not hang on the file's, their codes, and the table that reads them.

    ``why`` says which table it is, and how that was found.
    """

    polygons: Polygons
    layer: Layer
    ids: np.ndarray
    code: np.ndarray
    table: landclass.ClassTable
    why: str


@dataclass(frozen=True)
class Inputs:
    """What the kernel is given, and what the outputs need to name things."""

    before: Date
    after: Date
    zones: Zones | None
    key_areas: np.ndarray | None
    targets: tuple[Target, ...]
    indicators: tuple[Indicator, ...]
    targets_from_profile: bool
    sliver_m: float
    measure: Measure


def read(run: Run) -> Inputs:
    """Read and check every input."""
    step = run.step(tr("Reading the layers…"), 0, 30)
    algorithm, parameters, context = run.algorithm, run.parameters, run.context
    targets = _targets(run)
    tables = [landclass.load(CLASSES / f"{name}.csv") for name in landclass.SYSTEMS]
    own = _own_table(run)
    id_field = run.field_name("ID_FIELD", "BEFORE")
    zone_field = run.field_name("ZONE_FIELD", "ZONES")
    before = _date(run, "BEFORE", id_field, tables, own)
    step(0.45)
    after = _date(run, "AFTER", None, tables, own)
    step(0.9)
    zones = run.zones(zone_field)
    key_areas = run.polygons("KEY_AREAS")
    step(1.0)
    whole = profiles.active().value("land_reduction.whole")
    given = profiles.active().value("land_reduction.indicators")
    return Inputs(
        before=before,
        after=after,
        zones=zones,
        key_areas=None if key_areas is None else key_areas.geometry,
        targets=targets,
        indicators=tuple(
            Indicator(name, "" if zone in whole else zone, value, counts) for name, zone, value, counts in given
        ),
        targets_from_profile=targets == _default_targets(),
        sliver_m=algorithm.parameterAsDouble(parameters, "SLIVER", context),
        measure=run.measure_of_parts(),
    )


def _date(
    run: Run, name: str, id_field: str | None, tables: list[landclass.ClassTable], own: landclass.ClassTable | None
) -> Date:
    field = _code_field(run, name)
    polygons = run.polygons(name, tuple(dict.fromkeys(column for column in (field, id_field) if column)))
    run.must_have(polygons, tr("The layer “{layer}” has no land in it: none of its features has an area."))
    numeric = run.source(name).fields().field(field).isNumeric()
    values = polygons.columns[field]
    if own is not None:
        codes, table = landclass.read_own(values, own), own
        why = tr("“{layer}”, field “{field}”: read by the user's own table of {count} codes.")
        why = why.format(layer=polygons.label, field=field, count=len(own.classes))
    else:
        codes = landclass.read_codes(values, tables, numeric)
        if codes.ambiguous:
            run.fail(
                tr(
                    "The field “{field}” of the layer “{layer}” holds the numbers {codes}, which may be settlement "
                    "codes (201 city) or codes that lost their zero (0201 orchard); "
                    "give the codes as text, or a table of your own in “{parameter}”."
                ),
                field=field,
                layer=polygons.label,
                codes=", ".join(codes.ambiguous),
                parameter=run.title("CLASSES"),
            )
        table, why = _system(run, name, polygons, field, codes.code, tables)
    run.feedback.pushInfo(why)
    if codes.restored:
        text = tr("“{layer}”, field “{field}”: zeros that codes had lost at the front were put back (101 is 0101).")
        run.feedback.pushInfo(text.format(layer=polygons.label, field=field))
    number, distinct = pd.factorize(codes.code, sort=True)
    class_ = np.array([table.class_of(code) for code in distinct], dtype=object)[number]
    # Of equals that lie on each other, which one is on top must not hang on the file's order.
    rank = np.empty(len(number), dtype=np.intp)
    rank[np.lexsort((polygons.fid, number))] = np.arange(len(number))
    layer = Layer(polygons.geometry, class_, rank)
    ids = np.array(run.identifiers(polygons, id_field), dtype=object)
    return Date(polygons, layer, ids, codes.code, table, why)


def _code_field(run: Run, name: str) -> str:
    """Return the field with the codes: the one given, or the first that a standard names."""
    parameter = f"{name}_CODE"
    given = run.field_name(parameter, name)
    if given:
        return given
    source = run.source(name)
    own = {field.upper(): field for field in source.fields().names()}
    found = next((own[field.upper()] for field in landclass.CODE_FIELDS if field.upper() in own), None)
    if found is None:
        run.fail(
            tr(
                "The layer “{layer}” has none of the usual fields of land-use codes ({usual}); "
                "choose one in “{parameter}”. Its fields are: {fields}."
            ),
            layer=run.label(name, source),
            usual=", ".join(landclass.CODE_FIELDS[:4]),
            parameter=run.title(parameter),
            fields=", ".join(source.fields().names()),
        )
    return found


def _system(
    run: Run, name: str, polygons: Polygons, field: str, codes: np.ndarray, tables: list[landclass.ClassTable]
) -> tuple[landclass.ClassTable, str]:
    """Return the table that reads a layer's codes, and a sentence that says why this one."""
    names = system_names()
    chosen = run.algorithm.parameterAsEnum(run.parameters, "SYSTEM", run.context)
    if chosen:
        text = tr("“{layer}”, field “{field}”: read as {system}, as set.")
        table = tables[chosen - 1]
        return table, text.format(layer=polygons.label, field=field, system=names[table.id])
    found = landclass.detect(field, codes.tolist(), tables)
    if found.table is None:
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
            field=field,
            layer=polygons.label,
            systems=", ".join(names[one] for one in found.fitting),
            values=", ".join(sorted({code for code in codes.tolist() if code})[:_SHOWN]),
            parameter=run.title("SYSTEM"),
            classes=run.title("CLASSES"),
        )
    if found.deciding:
        text = tr("“{layer}”, field “{field}”: read as {system}, because only this has the codes {codes}.")
    elif found.alike:
        text = tr("“{layer}”, field “{field}”: read as {system}; {others} would give the same classes.")
    elif found.table.id in found.field_says:
        text = tr("“{layer}”, field “{field}”: read as {system}, whose standard names the field so.")
    else:
        text = tr("“{layer}”, field “{field}”: read as {system}, which knows most of the codes.")
    return found.table, text.format(
        layer=polygons.label,
        field=field,
        system=names[found.table.id],
        codes=", ".join(found.deciding),
        others=", ".join(names[one] for one in found.alike),
    )


def _own_table(run: Run) -> landclass.ClassTable | None:
    """Return the user's own table, of a file or of rows; None where neither is given."""
    file = run.algorithm.parameterAsFile(run.parameters, "CLASSES_FILE", run.context)
    rows = run.text_rows("CLASSES", 2, 2)
    if file and rows:
        run.fail(
            tr("“{rows}” and “{file}” are both given; keep one of them."),
            rows=run.title("CLASSES"),
            file=run.title("CLASSES_FILE"),
        )
    if not file and not rows:
        return None
    title = run.title("CLASSES_FILE" if file else "CLASSES")
    try:
        if file:
            return landclass.load(Path(file))
        return landclass.table(Path(title), [(at, code, class_, "") for at, (code, class_) in enumerate(rows, 1)])
    except OSError:
        run.fail(tr("The file “{path}” cannot be read; check where it lies."), path=file)
    except landclass.ClassTableError as error:
        texts: dict[str, Callable[[], str]] = {
            "empty": lambda: tr("“{table}”, line {line}: a code and its class are needed; fill in both."),
            "twice": lambda: tr("“{table}”, line {line}: this code has another class already; keep one of the two."),
        }
        run.fail(texts[error.reason](), table=title, line=error.line)
    raise AssertionError  # fail() does not return


def _default_targets() -> tuple[Target, ...]:
    whole = profiles.active().value("land_reduction.whole")
    rows = profiles.active().value("land_reduction.targets")
    return tuple(Target("" if zone in whole else zone, km2, counts, approved) for zone, km2, counts, approved in rows)


def _targets(run: Run) -> tuple[Target, ...]:
    """Return the targets of the table; a blank zone, *, all or the whole area's name is the row for all."""
    whole = {"", "*", "all", *profiles.active().value("land_reduction.whole")}
    found = []
    for zone, km2, counts, approved in run.text_rows("TARGETS", 4, 3):
        number = _number(km2)
        extra = _number(approved) if approved else None
        if number is None or (approved and extra is None):
            run.fail(
                tr(
                    "The table “{parameter}” has the row {row}; the target, and the land approved but unbuilt where "
                    "it is known, must be numbers of km², 0 or more."
                ),
                parameter=run.title("TARGETS"),
                row=", ".join((zone, km2, counts, approved)),
            )
        if counts not in _COUNTS:
            run.fail(
                tr("The table “{parameter}” says “{given}” of what a target counts; it may say: {known}."),
                parameter=run.title("TARGETS"),
                given=counts,
                known=", ".join(_COUNTS),
            )
        found.append(Target("" if zone in whole else zone, number, _COUNTS[counts], extra))
    if len({target.zone for target in found}) < len(found):
        run.fail(
            tr("The table “{parameter}” has two rows for the same zone; keep one of them."),
            parameter=run.title("TARGETS"),
        )
    return tuple(found)


def _number(text: str) -> float | None:
    """Return a finite number of 0 or more; None for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None
