"""What tells one content of a table of a GeoPackage from another, whoever wrote it.

The file's own time would not do: QGIS changes it by opening the file, and so do other tables. Nor does what the
GeoPackage says of its last change, which programs that write to it as to any database leave alone. So the rows
themselves tell, which are read again only once something has been written to the file.
"""

from __future__ import annotations

from pathlib import Path

from osgeo import gdal

from .complaints import ERRORS, complaints, kept_quiet
from .row_digests import digest
from .sqlite import is_locked, without_waiting

_last: dict[tuple[Path, str], tuple] = {}
"""The state that each table was in when it could be read last."""


def table_state(path: Path, table: str) -> tuple | None:
    """Return what tells one content of a table from another; None where the file does not say what it has.

    ``table``: "" for the first one. It is when the table was last changed by what the file says, its number of rows,
    and a digest of them, "" where nobody can read them, the mark of ``digests`` where they are still being read.
    While another program keeps the file locked, a table is as it was last: nobody waits for that program, and nobody is
    to think that it has changed the table.
    """
    with kept_quiet(), without_waiting():
        try:
            state = _state(path, table)
            said = complaints()
        except ERRORS as error:  # GDAL says so in the place of None, where it is set up to throw
            state, said = None, [str(error)]
    if is_locked(said):
        return _last.get((path, table))
    if state is not None:
        _last[path, table] = state
    return state


def _state(path: Path, table: str) -> tuple | None:
    base = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_READONLY, ["GPKG"])
    if base is None or base.GetLayerCount() == 0:
        return None
    layer = base.GetLayerByName(table) if table else base.GetLayer(0)
    if layer is None:
        return None
    name = layer.GetName().replace("'", "''")
    found = base.ExecuteSQL(f"SELECT last_change FROM gpkg_contents WHERE table_name = '{name}'")
    changed = [row.GetField(0) for row in found or ()]
    if found is not None:
        base.ReleaseResultSet(found)
    return (table, *changed, layer.GetFeatureCount(), digest(path, layer.GetName(), layer.GetGeometryColumn()))
