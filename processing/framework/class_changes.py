"""What a project says of land-use codes: rows of the tables of classes that are another's there.

A project keeps them, as JSON, so that every run in it reads its codes alike.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingException, QgsProject

from ...core.land.codes import CLASSES, SYSTEMS, UNKNOWN, USES
from ...i18n import tr

if TYPE_CHECKING:
    from ...core.land.classes import ClassTable

Changes = Mapping[str, Mapping[str, "tuple[str, str]"]]
"""Class and use, by system and code; the use as ``core.land.classes.with_changes`` takes it."""

_SCOPE, _ENTRY = "greenvein", "land_classes"


def kept_in(project: QgsProject | None) -> str:
    """Return the text in which a project keeps its changes, "" where it has none."""
    return "" if project is None else project.readEntry(_SCOPE, _ENTRY)[0]


def changes_in(text: str) -> Changes:
    """Return the changes that a project keeps; raises QgsProcessingException where they cannot be read."""
    try:
        kept = json.loads(text) if text else {}
        return {system: _rows(rows) for system, rows in kept.items() if system in SYSTEMS}
    except (ValueError, AttributeError, TypeError) as error:
        sentence = tr(
            "What this project says of land-use codes cannot be read ({reason}); reset it in the table of classes on "
            "the page of the land reduction account."
        )
        raise QgsProcessingException(sentence.format(reason=error)) from error


def keep(project: QgsProject, changes: Changes) -> None:
    """Have a project keep changes; nothing is kept of a system without any."""
    kept = {system: {code: list(row) for code, row in rows.items()} for system, rows in changes.items() if rows}
    if kept:
        project.writeEntry(_SCOPE, _ENTRY, json.dumps(kept, ensure_ascii=False, sort_keys=True))
    else:
        project.removeEntry(_SCOPE, _ENTRY)


def changed_tables(changes: Changes) -> tuple[ClassTable, ...]:
    """Return the tables of all systems, in their order, as a project has them; codes that none has are left out."""
    from ...core.land.classes import system_tables, with_changes

    tables = {table.id: table for table in system_tables()}
    for system, rows in changes.items():
        known = {code: row for code, row in rows.items() if code in tables[system].classes}
        tables[system] = with_changes(tables[system], known)
    return tuple(tables.values())


def changed_sentence(table: ClassTable, codes: Sequence[str], layer: str) -> str:
    """Say which of the codes of a layer are read as the project says; "" where none is."""
    from ..words.land_classes import class_name, kind_names

    entries = sorted({table.entry(code) for code in codes} & table.changed - {None})
    if not entries:
        return ""
    names = kind_names()
    kinds = [names.get(table.uses.get(entry, ""), class_name(table.classes[entry])) for entry in entries]
    rows = [tr("{code} as {kind}").format(code=table.called(entry), kind=kind) for entry, kind in zip(entries, kinds)]
    text = tr("“{layer}”: codes are read as this project says: {codes}.")
    return text.format(layer=layer, codes=tr(", ").join(rows))


def _rows(rows: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    found = {}
    for code, (class_, use) in rows.items():
        if class_ not in (*CLASSES, UNKNOWN) or use.rstrip("+") not in ("", *USES):
            raise ValueError(f"{code}: {class_}, {use}")
        found[code] = (class_, use)
    return found
