"""A table of PostgreSQL on its way: made beside its place under another name, and put there in one transaction.

The transaction is open from the beginning of a run, and holds nothing but a lock by which two runs that write the
same table know of each other. So what a run that ended early has left beside its table belongs to nobody, and is
replaced by the next.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import NoReturn

from qgis.core import Qgis, QgsDataSourceUri, QgsMessageLog, QgsProcessingException, QgsTransaction

from ...i18n import tr
from . import postgis
from .places import Place
from .postgis import quoted, rows, text
from .sinks import Sink

_PREFIX = "greenvein_new_"
_LONGEST = 63 - len("_geom_geom_idx")  # bytes of a name, and what indexes and sequences have behind their table's
_WAIT = "5s"
_SAVED = "before_replacing"
# Indexes and sequences bear the name of their table; constraints follow their indexes.
_RENAMED = """
DO $greenvein$
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT relname, relkind, replace(relname, {made}, {final}) AS final FROM pg_class WHERE oid IN (
            SELECT indexrelid FROM pg_index WHERE indrelid = {table}::regclass
            UNION SELECT objid FROM pg_depend JOIN pg_class held ON held.oid = objid AND held.relkind = 'S'
                WHERE refobjid = {table}::regclass AND deptype IN ('a', 'i')
        )
    LOOP
        IF octet_length(one.final) < 64 AND to_regclass(format('%I.%I', {schema}, one.final)) IS NULL THEN
            EXECUTE format('ALTER %s %I.%I RENAME TO %I', CASE one.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'INDEX' END,
                {schema}, one.relname, one.final);
        END IF;
    END LOOP;
END
$greenvein$
"""
_READERS = """
SELECT DISTINCT space.nspname, reader.relname FROM pg_depend needed
    JOIN pg_rewrite rule ON needed.classid = 'pg_rewrite'::regclass AND needed.objid = rule.oid
    JOIN pg_class reader ON reader.oid = rule.ev_class AND reader.oid <> needed.refobjid
    JOIN pg_namespace space ON space.oid = reader.relnamespace
    WHERE needed.refclassid = 'pg_class'::regclass AND needed.refobjid = to_regclass({table}) ORDER BY 1, 2
"""


class PostgisMaking:
    """What becomes one table. Raises QgsProcessingException, where it cannot, with one sentence that names it."""

    fills = True
    """What is refused is refused before files are moved."""

    def __init__(self, place: Place):
        self.place = place
        self.sink: Sink | None = None
        """What it is being filled by, or was."""
        uri = QgsDataSourceUri(place.uri)
        self._schema, self._table = uri.schema() or postgis.schema_of(place.uri), uri.table()
        self._beside, self._is_ours = _beside(self._table), False
        self._transaction = QgsTransaction.create(place.uri, postgis.PROVIDER)
        begun, message = self._transaction.begin()
        if not begun:
            self._transaction = None
            self.fail(place, [message])
        try:
            self._prepare()
        except QgsProcessingException:
            self.give_up()
            raise

    def _prepare(self) -> None:
        """Keep other runs from the table; see to it that nothing hinders replacing it."""
        self._run(f"SELECT set_config('lock_timeout', {text(_WAIT)}, true)")
        self._run(f"SELECT pg_advisory_xact_lock(hashtext('greenvein'), hashtext({text(self._final)}))")
        self._run(f"SAVEPOINT {_SAVED}")
        self._is_ours = True
        readers = rows(self.place.uri, _READERS.format(table=text(self._final)))
        if readers:
            sentence = tr("“{path}” cannot be replaced: {views} is made from it; choose another table.")
            views = tr(", ").join(f"{schema}.{name}" for schema, name in readers)
            raise QgsProcessingException(sentence.format(path=self.place.name(), views=views))

    @property
    def _final(self) -> str:
        return quoted(self._schema, self._table)

    @property
    def _made(self) -> str:
        return quoted(self._schema, self._beside)

    def begin(self, place: Place, named: bool = False) -> str:
        """Return where to write the table, as QGIS names it; it replaces what an earlier run has left there."""
        uri = QgsDataSourceUri(place.uri)
        uri.setDataSource(self._schema, self._beside, uri.geometryColumn(), uri.sql(), uri.keyColumn())
        return f"{postgis.PROVIDER}:{uri.uri(False)}"

    def start_over(self) -> None:
        """Make way for a table that is written once more; QGIS does it itself."""

    def destination(self, place: Place, found: str) -> str:
        """Return as what QGIS will load it."""
        return f"{postgis.PROVIDER}:{place.uri}"

    def check(self, place: Place, found: str, written: int, complaints: list[str]) -> None:
        """See to it that what was written is there."""
        if rows(self.place.uri, f"SELECT count(*)::text FROM {self._made}") != [[str(written)]]:
            self.fail(place, complaints)

    def fail(self, place: Place, messages: Iterable[str]) -> NoReturn:
        """Stop the run; the log has what the server says."""
        for message in messages:
            QgsMessageLog.logMessage(message, "GreenVein", Qgis.MessageLevel.Warning)
        sentence = tr(
            "“{path}” cannot be written: the database does not answer, gives no right to, or another program holds "
            "the table. The log says more."
        )
        raise QgsProcessingException(sentence.format(path=place.name()))

    def fill(self, stop: Callable[[], None]) -> None:
        """Replace the table, so that nobody sees it yet."""
        if not rows(self.place.uri, f"SELECT 1 WHERE to_regclass({text(self._made)}) IS NOT NULL"):
            return
        self._run(f"DROP TABLE IF EXISTS {self._final}")
        self._run(f"ALTER TABLE {self._made} RENAME TO {quoted('', self._table)}")
        names = {"made": self._beside, "final": self._table, "schema": self._schema, "table": self._final}
        self._run(_RENAMED.format(**{key: text(name) for key, name in names.items()}))

    def put_in_place(self) -> None:
        """Let the table be seen."""
        done, message = self._transaction.commit()
        self._transaction = None
        if not done:
            self.fail(self.place, [message])

    def give_up(self) -> None:
        """Leave the old table as it is, and nothing beside it."""
        if self.sink is not None:
            self.sink.give_up(lambda: None)
        if self._transaction is None:
            return
        transaction, self._transaction = self._transaction, None
        if not self._is_ours:
            transaction.rollback()
            return
        # While the lock is held: else another run might be making its own there.
        transaction.executeSql(f"ROLLBACK TO {_SAVED}")
        transaction.executeSql(f"DROP TABLE IF EXISTS {self._made}")
        done, message = transaction.commit()
        if not done:
            QgsMessageLog.logMessage(message, "GreenVein", Qgis.MessageLevel.Warning)

    def _run(self, statement: str) -> None:
        done, message = self._transaction.executeSql(statement)
        if not done:
            self.fail(self.place, [message])


def _beside(table: str) -> str:
    """Return what a table is called as long as it is made: always the same, so that the next run finds it."""
    if len(_PREFIX + table) <= _LONGEST and table.isascii():
        return _PREFIX + table
    return _PREFIX + hashlib.sha256(table.encode()).hexdigest()[:16]
