"""Tables of values as cells, read as the scorecard reads them, without a run of QGIS."""

from types import SimpleNamespace

from greenvein.core.indicators.indicator import of_profile
from greenvein.processing import profiles
from greenvein.processing.io.features import Rows
from greenvein.processing.jobs.scorecard import given
from qgis.core import QgsProcessingException


class Asked(Exception):  # noqa: N818 - no fault
    """The run stops, and asks."""


def figures(cells, named="values", zones=(), notes=None):
    """Return the figures of a table that is written in cells, as GDAL reads them; ``notes``: where notices go."""
    width = max(map(len, cells))
    cells = [[*row, *[""] * (width - len(row))] for row in cells]
    heads = tuple(name or f"field_{at}" for at, name in enumerate(cells[0], 1))
    columns = {name: [row[at] or None for row in cells[1:]] for at, name in enumerate(heads)}
    rows = Rows(named, heads, columns, tuple(range(2, len(cells) + 1)))

    def stop(text, **values):
        raise Asked(text.format(**values))

    note = (lambda text: None) if notes is None else notes.append
    run = SimpleNamespace(rows=lambda name: (rows,), note=note, fail=stop, title=lambda name: name)
    try:
        return [one for _, one in given.read(run, of_profile(profiles.active()), zones)]
    except QgsProcessingException as error:
        raise Asked(str(error)) from error


def read(cells, named="values"):
    """Return the values of such a table by indicator, each with its doubt."""
    return {one.id: (one.value, one.doubt) for one in figures(cells, named)}
