"""How the figures of the land reduction account stand to their targets, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from typing import Any

import pandas as pd

from ....core.land import codes as landcodes
from ....core.land import standing as standings
from ....core.land.codes import MET, OPEN, WIDER
from ....core.land.targets import FLOWS, RATIOS, WITH_APPROVED
from ....i18n import tr
from ...reports.units import KM2, square_kilometres


@dataclass(frozen=True)
class Standing:
    """How urban–rural construction land of a zone stands to its target; areas in m², NaN where unknown.

    ``state``, ``reason``, ``counts``: codes of ``gv_state`` ("" without a target), ``gv_reason`` and ``gv_counts``.
    """

    state: str
    reason: str
    counts: str
    after: float
    target: float
    about: float
    approved: float
    gap: float
    mapped: float
    extent: float
    unknown: float
    missing: float
    contested: float
    later: float
    year: str
    target_year: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Standing:
        """Return what a row of the output ``BALANCE`` says."""

        def code(name: str) -> str:
            return row[f"gv_{name}"] or ""

        def area(name: str) -> float:
            value = row[f"gv_{name}_km2"]
            return nan if pd.isna(value) else KM2 * value

        return cls(
            state=code("state"),
            reason=code("reason"),
            counts=code("counts"),
            after=area("after"),
            target=area("target"),
            about=area("about"),
            approved=area("approved"),
            gap=area("gap"),
            mapped=area("mapped_after"),
            extent=area("extent"),
            unknown=area("unknown_after"),
            missing=area("missing"),
            contested=area("contested"),
            later=area("later_more") + area("later_less"),
            year=_year(row["gv_after_year"]),
            target_year=_year(row["gv_target_year"]),
        )

    def sentence(self) -> str:
        """Say it."""
        if not self.state:
            return tr("No target was set for this.")
        if self.state == OPEN:
            text = self._open()
        elif self.state != MET:
            text = tr("What counts lies {gap} km² above the target of {target} km².")
        elif self.about > 0 and self.gap > 0:
            text = tr(
                "What counts lies {gap} km² above the target of about {target} km², "
                "within the {about} km² that “about” allows."
            )
        else:
            text = tr("What counts stays {gap} km² below the target of {target} km².")
        return text.format(
            after=square_kilometres(self.after),
            target=plain(self.target / KM2),
            about=plain(self.about / KM2),
            approved=square_kilometres(self.approved),
            gap=square_kilometres(abs(self.gap)),
            mapped=plain(self.mapped / KM2),
            extent=plain(self.extent / KM2),
            unknown=square_kilometres(self.unknown),
            missing=square_kilometres(self.missing),
            contested=square_kilometres(self.contested),
            later=square_kilometres(self.later),
            year=self.year,
            target_year=self.target_year,
        )

    def stock(self) -> str:
        """Return the land that was judged by the target, and it: that is what is left, not by how much it shrinks."""
        text = tr("What counts {land} km², target {target} km²")
        if self.about > 0:
            text = tr("What counts {land} km², target about {target} km²")
        return text.format(land=square_kilometres(self.target + self.gap), target=plain(self.target / KM2))

    def _open(self) -> str:
        """Return what is said for its reason."""
        return {
            landcodes.NOTHING: tr(
                "The later date maps no land here, so there is no verdict against the target of {target} km²."
            ),
            landcodes.EXTENT: tr(
                "{after} km² are mapped. The target of {target} km² is the plan's for {extent} km² of ground, and the "
                "later date covers {mapped} km² here, so there is no verdict."
            ),
            landcodes.NO_EXTENT: tr(
                "{after} km² are mapped. The plan profile does not say for how large an area its target of {target} "
                "km² is set, so there is no verdict."
            ),
            landcodes.UNKNOWN_CLASS: tr(
                "{after} km² are mapped. Against the target of {target} km² there is no verdict, since {unknown} km² "
                "have codes that no class knows: were they construction land, the answer would be another."
            ),
            landcodes.MISSING: tr(
                "{after} km² are mapped. Against the target of {target} km² there is no verdict, since the later date "
                "does not cover {missing} km² that were construction land before or of no known class: were they such "
                "land still, the answer would be another."
            ),
            landcodes.CONTESTED: tr(
                "{after} km² are mapped. Against the target of {target} km² there is no verdict, since on {contested} "
                "km² polygons of the later date lie on each other that do not agree: whichever of them is right "
                "decides the answer."
            ),
            landcodes.TOGETHER: tr(
                "{after} km² are mapped. Against the target of {target} km² there is no verdict, since {unknown} km² "
                "have codes that no class knows, {missing} km² of construction land before are not covered by the "
                "later date, polygons that do not agree lie on each other on {contested} km², and {later} km² have "
                "mixed codes with other land in a later part: together they could make the answer another."
            ),
            landcodes.LATER_PARTS: tr(
                "{after} km² are mapped. Against the target of {target} km² there is no verdict, since {later} km² "
                "have mixed codes whose later part is construction land where the first is not, or the reverse: were "
                "they that, the answer would be another."
            ),
            landcodes.PLANNED: tr(
                "{after} km² are mapped. By its name the later land use is a plan's, which shows what is to be, so "
                "there is no verdict against the target of {target} km². Give the land as it is, or, for the plan "
                "itself, the year to come that it is for; if it is no plan's, call the layer otherwise."
            ),
            landcodes.NO_CLASS: tr(
                "The own table of codes has no urban–rural construction land, so there is no verdict against the "
                "target of {target} km²."
            ),
            landcodes.UNREAD: tr(
                "{after} km² are mapped. Against the target of {target} km² there is no verdict, since features could "
                "not be read: with them the answer might be another; the notices of a run name their layers and how "
                "many there are."
            ),
            landcodes.PLANE: tr(
                "{after} km² are mapped. Areas in the plane of this coordinate reference system are off by more than "
                "lies between that and the target of {target} km², so there is no verdict; measure areas on the "
                "ellipsoid (AREA = 1)."
            ),
            landcodes.YEARS: tr(
                "{after} km² are mapped at the end of {year}. The target of {target} km² is for the end of "
                "{target_year}, so there is no verdict."
            ),
            landcodes.READINGS: tr(
                "{after} km² are mapped. The plan does not say whether its target of {target} km² counts land approved "
                "but unbuilt ({approved} km²), and with it the answer would be another."
            ),
            landcodes.APPROVED: tr(
                "{after} km² are mapped. The target of {target} km² also counts land approved but unbuilt, which no "
                "map of existing land shows; give its area to get a verdict."
            )
            if self.counts == WITH_APPROVED
            else tr(
                "{after} km² are mapped. The plan does not say whether its target of {target} km² counts land approved "
                "but unbuilt; give its area to get a verdict."
            ),
        }[self.reason]


def indicator_sentence(one: standings.Judged, row: Mapping[str, Any]) -> str:
    """Say how an indicator stands to its target, or why there is no verdict; ``row``: its row of the balance, in m²."""
    asked = one.indicator
    start, stop = asked.years or (0, 0)
    values = {
        "extent": plain(asked.extent.km2) if asked.extent else "",
        "mapped_before": plain(row["mapped_before"] / KM2),
        "mapped": plain(row["mapped_after"] / KM2),
        "start": start,
        "stop": stop,
        "before": _year(row["before_year"]),
        "after": _year(row["after_year"]),
        "about": f"{asked.about:,.3g} %" if asked.measure in RATIOS else f"{asked.about:,.6g} {tr('km²')}",
    }
    return _indicator_text(one).format(**values)


def _indicator_text(one: standings.Judged) -> str:
    if one.reason:
        return _reasons(one)[one.reason]
    if one.indicator.about:
        return tr("The plan says “about”: a difference of {about} counts as reached.")
    return tr("A map shows just what it counts.")


def _reasons(one: standings.Judged) -> dict[str, str]:
    """Return what is said for each reason that an indicator may have; some go by what is asked."""
    wider, years = one.indicator.counts == WIDER, one.indicator.years
    return {
        landcodes.KIND: (
            tr("A map also shows what the plan does not count here, so there is no verdict.")
            if wider
            else tr(
                "The plan may also count land approved but unbuilt, which no map of existing land shows, "
                "so there is no verdict."
            )
        ),
        landcodes.EXTENT: tr(
            "The target is the plan's for {extent} km² of ground, and the two dates cover {mapped_before} and {mapped} "
            "km² here, so there is no verdict."
        ),
        landcodes.NO_EXTENT: tr(
            "The plan profile does not say for how large an area this target is set, so there is no verdict."
        ),
        landcodes.YEARS: (
            tr(
                "The target is for the end of {stop}, and the later date here stands at the end of {after}, so there "
                "is no verdict."
            )
            if years and one.indicator.measure not in FLOWS
            else tr(
                "The plan counts from the end of {start} to the end of {stop}; the years of the two dates here are "
                "{before} and {after}, so there is no verdict."
            )
            if years
            else tr("The plan profile does not say for which years this target is set, so there is no verdict.")
        ),
        landcodes.NOTHING: tr("These layers give no figure for it."),
        landcodes.UNKNOWN_CLASS: tr(
            "With the ground whose codes no class knows the answer might be another, so there is no verdict."
        ),
        landcodes.TOGETHER: tr(
            "With ground of no known class, of one date only, of mixed codes, or on which polygons do not agree the "
            "answer might be another, so there is no verdict."
        ),
        landcodes.PLANNED: tr(
            "By its name the later land use is a plan's, which shows what is to be, so there is no verdict."
        ),
        landcodes.NO_CLASS: tr("The own table of codes has no urban–rural construction land, so there is no verdict."),
        landcodes.UNREAD: tr(
            "With the features that could not be read, or whose codes do not say what they are, the answer might be "
            "another, so there is no verdict."
        ),
        landcodes.PLANE: tr(
            "Areas in the plane are off by more than the figure is from its target, so there is no verdict; measure "
            "areas on the ellipsoid (AREA = 1)."
        ),
        landcodes.ELSEWHERE: tr("The plan's target for its own area is held against the {mapped} km² given here."),
    }


def plain(value: float) -> str:
    """Return a number as a plan writes it."""
    return f"{value:,.6g}"


def _year(year: Any) -> str:
    return tr("not given") if pd.isna(year) else str(year)
