"""Land reduction account: what the plan profile and the user ask of land, and of which years the two dates tell."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ....core.geometry.earth import SURFACE_M2
from ....core.land.targets import (
    COUNTS,
    EXISTING,
    LAND,
    UNSTATED,
    WITH_APPROVED,
    Extent,
    Indicator,
    Target,
    tolerance,
)
from ....core.plaintext import number_in
from ....core.targets import ROUNDING
from ....i18n import tr
from ... import profiles
from ...framework.cleared import is_empty
from ...framework.run import Run
from ...reports.units import KM2

_COUNTS = {
    "现状": EXISTING,
    "现有": EXISTING,
    "含批而未建": WITH_APPROVED,
    "现状和批而未建": WITH_APPROVED,
    "未说明": UNSTATED,
    **dict(zip(COUNTS, COUNTS)),
}


@dataclass(frozen=True)
class _Asked:
    """What the profile says of the zone that a target speaks of; the names of the whole area are zone ""."""

    whole: frozenset[str]
    extents: dict[str, Extent]
    about: dict[tuple[str, str], tuple[float | None, float, float]]

    def zone(self, name: str) -> str:
        return "" if name in self.whole else name

    def of(self, figure: str, zone: str, value: float) -> dict:
        """Return the fields of a target that come from its zone: by how much it may be missed, and its extent."""
        about = self.about.get((figure, zone))
        extent = self.extents.get(zone)
        return {"about": 0.0 if about is None else tolerance(value, *about), "extent": extent}


def _asked() -> _Asked:
    profile = profiles.active()
    whole = frozenset(profile.value("land_reduction.whole"))

    def own(name: str) -> str:
        return "" if name in whole else name

    return _Asked(
        whole,
        {own(zone): Extent(km2, pct / 100) for zone, km2, pct in profile.value("land_reduction.extents")},
        {
            (figure, own(zone)): (base, share / 100, way / 100)
            for figure, zone, base, share, way in profile.value("land_reduction.about")
        },
    )


def plan_targets() -> tuple[Target, ...]:
    """Return how much urban–rural construction land the active profile allows."""
    asked, profile = _asked(), profiles.active()
    found = []
    for name, km2, counts, approved in profile.value("land_reduction.targets"):
        zone = asked.zone(name)
        about = asked.of(LAND, zone, km2)
        found.append(Target(zone, km2, counts, approved, True, year=profile.value("land_reduction.to_year"), **about))
    return tuple(found)


def plan_indicators() -> tuple[Indicator, ...]:
    """Return what else the active profile asks of land."""
    asked, profile = _asked(), profiles.active()
    start, stop = (profile.value(f"land_reduction.{name}_year") for name in ("from", "to"))
    years = None if start is None or stop is None else (start, stop)
    found = []
    for measure, name, value, counts in profile.value("land_reduction.indicators"):
        zone = asked.zone(name)
        found.append(Indicator(measure, zone, value, counts, **asked.of(measure, zone, value), years=years))
    return tuple(found)


def read_targets(run: Run) -> tuple[Target, ...]:
    """Return the targets of the table; a blank zone, *, all or the whole area's name is the row for all.

    A row of the profile stays the plan's whoever passes it, whatever land approved but unbuilt it is given.
    """
    whole = {"", "*", "all", *profiles.active().value("land_reduction.whole")}
    plan = plan_targets()
    found = []
    for zone, km2, counts, approved in run.text_rows("TARGETS", 4, 3):
        number = _number(km2)
        extra = _number(approved) if approved else None
        if number is None or (approved and extra is None):
            run.fail(
                tr(
                    "The table “{parameter}” has the row {row}; the target, and the land approved but unbuilt where "
                    "it is known, must be numbers of km², 0 or more and no larger than the Earth."
                ),
                parameter=run.title("TARGETS"),
                row=", ".join((zone, km2, counts, approved)),
            )
        if counts not in _COUNTS:
            run.fail(
                tr("The table “{parameter}” says “{given}” of what a target counts; it may say: {known}."),
                parameter=run.title("TARGETS"),
                given=counts,
                known=tr(", ").join(_COUNTS),
            )
        own = Target("" if zone in whole else zone, number, _COUNTS[counts], extra)
        found.append(next((replace(one, approved_km2=extra) for one in plan if _same(one, own)), own))
    if len({target.zone for target in found}) < len(found):
        run.fail(
            tr("The table “{parameter}” has two rows for the same zone; keep one of them."),
            parameter=run.title("TARGETS"),
        )
    return tuple(found)


def read_years(run: Run) -> tuple[int | None, int | None]:
    """Return the years at whose end the two dates stand, None where none is given."""
    before, after = (_year(run, name) for name in ("BEFORE_YEAR", "AFTER_YEAR"))
    if before is not None and after is not None and before >= after:
        run.fail(
            tr("The land use after must be of a later year than the land use before; {after} is not after {before}."),
            before=before,
            after=after,
        )
    return before, after


def _year(run: Run, name: str) -> int | None:
    if is_empty(run.parameters.get(name)):
        return None
    return run.algorithm.parameterAsInt(run.parameters, name, run.context)


def _same(one: Target, other: Target) -> bool:
    close = math.isclose(one.km2, other.km2, rel_tol=ROUNDING)
    return close and (one.zone, one.counts) == (other.zone, other.counts)


def _number(text: str) -> float | None:
    """Return a number of km² that the Earth has; None for anything else."""
    try:
        value = number_in(text)
    except ValueError:
        return None
    return value if 0 <= value <= SURFACE_M2 / KM2 else None
