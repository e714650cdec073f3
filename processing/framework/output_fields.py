"""The fields of outputs as people read them: what each is called, what its codes say, with how many decimals.

Both belong to the job and its output: ``gv_source`` of blind areas is a residential feature, of conflicts one of
construction land. The outputs themselves keep their codes; styles, lists, exports and reports say them in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...i18n import tr
from ..jobs import JOBS
from ..reports.units import counting_decimals, figure
from .declared import Job

_OURS = "gv_"
# How figures end, and how many decimals they are read with.
_DECIMALS = (
    ("_population", 0), ("_population_covered", 0), ("_per_head", 2), ("_pct", 2), ("_km2", 4), ("_m2", 1), ("_ha", 2),
    ("_km", 3), ("_m", 1), ("_angle", 1), ("_share", 3), ("_ratio", 3), ("_coverage", 3), ("_score", 4),
)  # fmt: skip
_DIGITS = 6
"""Digits that count, of a figure in whatever unit that goes out as a number: no plan's own figure has more."""
_FAMILIES = tuple(family for job in JOBS.values() for family in job.families)


def titles(style: str, fields: Iterable[str] = ()) -> dict[str, str]:
    """Return what the fields of an output are called, with their unit.

    ``style``: job and output as in styles, written «job_output»; ``fields``: those that it has,
    among which a job may know some by how they begin.
    """
    job, output = _parts(style)
    if job is None:
        return {}
    shared = {
        "gv_area_m2": tr("Area (m²)"),
        "gv_zone": tr("Zone"),
        "gv_scope": tr("Scope"),
        "gv_population": tr("Population"),
    }
    names = job.load("names")
    found = shared | names.field_names(output)
    return found | names.family_names(fields) if job.families else found


def words(style: str) -> dict[str, Callable[[object], str]]:
    """Return what the codes of each field of an output say."""
    job, output = _parts(style)
    if job is None:
        return {}
    own = job.load("names").words(output)
    of_job = own.get("gv_scope", str)

    def scope(code: object) -> str:
        shared = {
            "all": tr("All"),
            "outside": tr("Outside all zones"),
            "not_placed": tr("Not placed"),
            "zone": tr("Zone"),
        }
        return shared.get(str(code)) or of_job(code) or str(code)

    return own | {"gv_scope": scope}


def decimals(field: str) -> int | None:
    """Return with how many decimals a figure of ours is read.

    None for fields of the user's, and of figures in whatever unit, of which digits count, as in reports.
    """
    for family in _FAMILIES:
        if field.startswith(family.prefix):
            return family.decimals
    if not field.startswith(_OURS):
        return None
    return next((number for ending, number in _DECIMALS if field.endswith(ending)), None)


def rounded(field: str, value: float) -> float:
    """Return a figure with the decimals it is read with, as a number."""
    places = decimals(field)
    if places is None and field.startswith(_OURS):
        places = counting_decimals(value, _DIGITS)
    return value if places is None else round(value, places)


def text(field: str, value: object, said: dict[str, Callable[[object], str]]) -> str:
    """Return a value as a list shows it; ``said``: the words of its output."""
    if value is None:
        return "–"
    if field in said:
        return said[field](value)
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, float):
        places = decimals(field)
        if places is None and field.startswith(_OURS):
            return figure(value)
        return f"{value:,.{(3 if abs(value) < 1 else 1) if places is None else places}f}"
    return f"{value:,}" if isinstance(value, int) and field.startswith("gv_population") else str(value)


def yes_no(value: object) -> str:
    """Return yes or no."""
    return tr("yes") if value else tr("no")


def _parts(style: str) -> tuple[Job | None, str]:
    """Return the job and the output of a style; no job where it is a style of something else."""
    job, _, output = style.partition("_")
    return JOBS.get(job), output
