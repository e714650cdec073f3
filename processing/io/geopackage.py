"""Tables of a GeoPackage that exists are replaced within one transaction of the database.

The file itself is never renamed over: a program that has it open, as QGIS has, would go on with a journal that is not
this file's. So whoever has a layer of it open sees the old table until the new one is whole, and other tables stay.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from osgeo import gdal

from .sqlite import DatabaseError, Transaction
from .sqlite import quoted_name as _name
from .sqlite import quoted_text as _text


class Replacement(Transaction):
    """The tables of one GeoPackage on their way into another, where they take the place of those of the same names.

    ``target``, ``made``: the files.
    """

    KINDS, DRIVER = gdal.OF_VECTOR | gdal.OF_RASTER, "GPKG"
    NO_CHANGE = "UPDATE gpkg_contents SET table_name = table_name WHERE 0"

    def _bring(self, stop: Callable[[], None]) -> None:
        schema = self._rows("SELECT type, name, tbl_name, sql FROM made.sqlite_master WHERE sql IS NOT NULL")
        for (table,) in self._rows("SELECT table_name FROM made.gpkg_contents"):
            self._drop(table)
            self._copy(table, schema, stop)

    def _drop(self, table: str) -> None:
        """Remove the table of this name in any case of letters, and all that the database knows of it."""
        names = [name for name in self._names("main") if name.casefold() == table.casefold()]
        for name in names:
            if self._rows(f"SELECT 1 FROM gpkg_contents WHERE table_name = {_text(name)} AND data_type LIKE '%tile%'"):
                raise DatabaseError(f"{name} is a raster.")
            ((kind,),) = self._rows(f"SELECT type FROM main.sqlite_master WHERE name = {_text(name)}")
            for (index,) in self._rows(
                "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%' "
                f"AND name IN (SELECT 'rtree_' || table_name || '_' || column_name FROM gpkg_geometry_columns "
                f"WHERE table_name = {_text(name)})"
            ):
                self._run(f"DROP TABLE main.{_name(index)}")
            for register in self._registers("main"):
                self._run(f"DELETE FROM main.{_name(register)} WHERE table_name = {_text(name)}")
            self._run(f"DROP {kind} main.{_name(name)}")

    def _copy(self, table: str, schema: list[list], stop: Callable[[], None]) -> None:
        create = {name: sql for kind, name, _, sql in schema if kind == "table"}
        self._run(create[table])
        reference = self._reference(table)
        columns = [self._column(name, reference) for name in self._columns(table)]
        self._copy_rows(table, ", ".join(columns), stop)
        for index in [name for name, sql in create.items() if name.startswith(f"rtree_{table}_") and "VIRTUAL" in sql]:
            self._run(create[index])
            for part in ("node", "parent", "rowid"):  # an index is its three tables, ready as they are
                self._run(f"DELETE FROM main.{_name(f'{index}_{part}')}")
                self._run(f"INSERT INTO main.{_name(f'{index}_{part}')} SELECT * FROM made.{_name(f'{index}_{part}')}")
        for kind, _, of, sql in schema:
            if kind in ("trigger", "index") and of == table:
                self._run(sql)
        for register in self._registers("made"):
            if register not in self._names("main"):
                self._run(create[register])
            self._take_over(register, f"WHERE table_name = {_text(table)}")
        if reference is not None:
            old, new = reference
            for register in ("gpkg_contents", "gpkg_geometry_columns"):
                where = f"WHERE table_name = {_text(table)} AND srs_id = {old}"
                self._run(f"UPDATE main.{register} SET srs_id = {new} {where}")

    def _reference(self, table: str) -> tuple[int, int] | None:
        """See to it that the database knows the table's CRS; return its ids in both where they differ."""
        found = self._rows(f"SELECT srs_id FROM made.gpkg_contents WHERE table_name = {_text(table)}")
        ids = [int(number) for (number,) in found if number is not None]
        if not ids:
            return None
        same = "one.organization = other.organization AND one.organization_coordsys_id = other.organization_coordsys_id"
        known = self._rows(
            f"SELECT other.srs_id FROM made.gpkg_spatial_ref_sys one, main.gpkg_spatial_ref_sys other WHERE one.srs_id "
            f"= {ids[0]} AND {same} AND (one.organization <> 'NONE' AND upper(one.organization) = 'EPSG' OR "
            f"one.definition = other.definition)"
        )
        if known:
            new = int(known[0][0])
            return None if new == ids[0] else (ids[0], new)
        taken = self._rows(f"SELECT 1 FROM main.gpkg_spatial_ref_sys WHERE srs_id = {ids[0]}")
        ((largest,),) = self._rows("SELECT max(srs_id) FROM main.gpkg_spatial_ref_sys")
        new = max(int(largest), 100_000) + 1 if taken else ids[0]
        self._take_over("gpkg_spatial_ref_sys", f"WHERE srs_id = {ids[0]}", {"srs_id": str(new)})
        return None if new == ids[0] else (ids[0], new)

    def _column(self, column: tuple[str, bool], reference: tuple[int, int] | None) -> str:
        """Return a column as it is brought over; a geometry carries the id of its CRS."""
        name, is_geometry = column
        if reference is None or not is_geometry:
            return _name(name)
        # Behind two letters, a version and flags; GDAL writes numbers as the machine has them.
        number = reference[1].to_bytes(4, sys.byteorder).hex()
        shape = _name(name)
        return f"CAST(substr({shape}, 1, 4) || x'{number}' || substr({shape}, 9) AS BLOB)"

    def _columns(self, table: str) -> list[tuple[str, bool]]:
        """Return the columns of a table, and of each whether it holds geometries."""
        known = self._rows(f"SELECT column_name FROM made.gpkg_geometry_columns WHERE table_name = {_text(table)}")
        shapes = {name for (name,) in known}
        found = self._rows(f"SELECT name FROM pragma_table_info({_text(table)}, 'made') ORDER BY cid")
        return [(name, name in shapes) for (name,) in found]

    def _take_over(self, register: str, where: str, values: dict[str, str] | None = None) -> None:
        """Copy rows of a table that describes others."""
        here, there = (
            [name for (name,) in self._rows(f"SELECT name FROM pragma_table_info({_text(register)}, '{schema}')")]
            for schema in ("main", "made")
        )
        both = [name for name in there if name in here]
        given = ", ".join((values or {}).get(name, _name(name)) for name in both)
        names = ", ".join(map(_name, both))
        self._run(f"INSERT OR REPLACE INTO main.{register} ({names}) SELECT {given} FROM made.{register} {where}")

    def _registers(self, schema: str) -> list[str]:
        """Return the tables that describe others, by their names."""
        return [
            name
            for name in self._names(schema)
            if name.startswith("gpkg_")
            and self._rows(f"SELECT 1 FROM pragma_table_info({_text(name)}, '{schema}') WHERE name = 'table_name'")
        ]

    def _names(self, schema: str) -> list[str]:
        found = self._rows(f"SELECT name FROM {schema}.sqlite_master WHERE type IN ('table', 'view')")
        return [name for (name,) in found]
