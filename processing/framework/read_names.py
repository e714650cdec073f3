"""What a run reads of the names of its layers, beyond calling them so: the year, whether it is a plan's, what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.indicators.roles import role_of
from ...core.named_plans import is_plan
from ...core.named_years import year_of
from ...core.people.named import by_layer, by_name
from ..io.places import TABLE_MARK
from ..jobs import JOBS
from .declared import BrokenJobError
from .layer_meaning import names_by, own_names_by

if TYPE_CHECKING:
    from .declared import Job

_RASTER, _LAYER, _TAKES = "POPULATION_RASTER", "POPULATION_LAYER", "_TAKES"
_NAMING = {name for job in JOBS.values() for name in job.naming}


def read_of_name(job: Job, parameter: str, name: str, provider: str, source: str) -> tuple:
    """Return what a job reads of the names of a layer that an input is given; equal for names that say the same.

    ``name``: in the legend; ``provider``, ``source``: of the layer, whose file may say more.
    """
    names = names_by(name, provider, source)
    planned = is_plan(own_names_by(name, provider, source))
    years = (year_of(names), planned) if parameter in job.dated else ()
    table = source.partition(TABLE_MARK)[2].partition("|")[0] if provider == "ogr" else ""
    # As Sources.label has it: the table of a file may say what the legend does not.
    called = f"{name} › {table}" if table not in name else name
    role = role_of(called) if parameter in job.known_by_name else ""
    people = by_name([name]) if parameter == _RASTER else by_layer(called, []) if parameter == _LAYER else ""
    return years, role, people


def calls_layers(parameter: str) -> bool:
    """Tell whether a parameter, of a job or, in small letters, of a model, is a table that calls layers by name."""
    name = parameter.upper()
    return name in _NAMING or name.endswith(_TAKES)


def must_be_dated(job: Job, parameter: str) -> None:
    """Raise BrokenJobError where a job reads a year of names of which it does not say so."""
    if parameter not in job.dated:
        raise BrokenJobError(f"job {job.id} reads the year of {parameter}; name it in `dated` of __init__.py")
