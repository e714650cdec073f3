"""The page of land: the account of vacated and added construction land, and what vacated land becomes."""

from __future__ import annotations

from typing import ClassVar

from ..i18n import tr
from ..processing import profiles
from ..processing.landreduction_names import class_name
from ..processing.units import HA, KM2, hectares, signed
from ..processing.vacateduse_names import area_names, rule_name, use_names
from .page import Page
from .places import Places
from .running import Outcome

_FIRST_FLOWS = 25  # narrower bands cannot be told apart
NO_CHANGE_KM2, NO_CHANGE_HA = 1e-8, 1e-6  # a hundredth of a square metre


def _kinds() -> dict:
    return {
        "vacated": tr("Vacated"),
        "added": tr("Added"),
        "other": tr("Other changes"),
        "overlap": tr("Overlap inside a date"),
        "gap": tr("Covered by one date only"),
        "unknown": tr("Code that no class knows"),
        "sliver": tr("Sliver of a change"),
    }


def _counts() -> dict[str, str]:
    """Return what a target may count, in words that fit into a column."""
    return {"existing": tr("existing"), "with_approved": tr("with approved"), "unstated": tr("unstated")}


def _kind(code) -> str:
    return _kinds().get(code, str(code))


def _date(code) -> str:
    return {"before": tr("Before"), "after": tr("After")}.get(code, str(code))


def _areas(codes) -> str:
    return tr(", ").join(area_names().get(code, code) for code in str(codes).split("; "))


class AccountPage(Page):
    """Land reduction account."""

    ALGORITHM = "greenvein:landreduction"
    UP_FRONT = (
        "BEFORE", "BEFORE_CODE", "AFTER", "AFTER_CODE", "SYSTEM", "AFTER_SYSTEM", "BEFORE_YEAR", "AFTER_YEAR",
        "ZONES", "ZONE_FIELD", "KEY_AREAS", "TARGETS",
    )  # fmt: skip
    CLAUSES = (("TARGETS", "land_reduction.targets"),)
    WORDS: ClassVar = {"TARGETS": (2, _counts)}
    NEEDS = ("BALANCE",)

    def title(self):
        """Return what the job is called beside the other."""
        return tr("1 Account")

    def verdict(self, outcome: Outcome):
        """Return the net reduction against the target for all."""
        from ..processing.landreduction_standing import Standing
        from ..processing.verdicts import reduction

        standing = Standing.of(outcome.rows("BALANCE")[-1])
        return reduction(KM2 * outcome.values["NET_REDUCTION_KM2"], standing)

    def follower(self):
        """Return what takes in edits of both dates."""
        from ..processing.landreduction_live import LandFollower

        return LandFollower

    def since(self, before, now):
        """Say by how much the net reduction has changed, and what it is made of."""
        change = {name: now[name] - before[name] for name in ("NET_REDUCTION_KM2", "VACATED_KM2", "ADDED_KM2")}
        if all(abs(value) < NO_CHANGE_KM2 for value in change.values()):
            return tr("Live: as much vacated and added as in the run")
        net, vacated, added = (signed(value * KM2 / HA) for value in change.values())
        text = tr("Live: net reduction {net} ha since the run (vacated {vacated} ha, added {added} ha)")
        return text.format(net=net, vacated=vacated, added=added)

    def lists(self):
        """Return the changes, and what is wrong with the layers."""
        words = {
            "gv_kind": _kind,
            "gv_from": class_name,
            "gv_to": class_name,
            "gv_date": _date,
        }
        changes = (
            "gv_kind",
            "gv_from",
            "gv_to",
            "gv_area_m2",
            "gv_zone",
            "gv_in_key_area",
            "gv_from_code",
            "gv_to_code",
        )
        issues = ("gv_kind", "gv_date", "gv_area_m2", "gv_code", "gv_from", "gv_to", "gv_features", "gv_count")
        return (
            Places(tr("Changes of land use"), "CHANGES", changes, "gv_area_m2", words=words),
            Places(tr("Issues of the land-use layers"), "ISSUES", issues, "gv_area_m2", words=words),
        )

    def chart(self, outcome, width_in, output="", row=None):
        """Return the flows of land from class to class."""
        from ..core.flow_chart import Flow, flow_chart
        from ..core.landclass import OUTSIDE

        # What only one date covers is no change of land; the list of issues has it.
        rows = [one for one in outcome.rows("MATRIX") if one["gv_scope"] == "all" and one["gv_from"] != one["gv_to"]]
        rows = [one for one in rows if OUTSIDE not in (one["gv_from"], one["gv_to"])]
        rows = sorted((one for one in rows if one["gv_area_ha"] > 0), key=lambda one: -one["gv_area_ha"])[:_FIRST_FLOWS]
        if row is not None or not rows:
            return None
        sums: dict[tuple[str, str], float] = {}
        for one in rows:
            for side, field in (("start", "gv_from"), ("end", "gv_to")):
                sums[side, one[field]] = sums.get((side, one[field]), 0.0) + one["gv_area_ha"]
        return flow_chart(
            [Flow(one["gv_from"], one["gv_to"], one["gv_area_ha"]) for one in rows],
            names={name: class_name(name) for _, name in sums},
            values={key: tr("{area} ha").format(area=hectares(HA * area)) for key, area in sums.items()},
            heads=(tr("Before"), tr("After")),
            width_in=width_in,
        )


class VacatedPage(Page):
    """Use of vacated land afterwards."""

    ALGORITHM = "greenvein:vacateduse"
    UP_FRONT = (
        "VACATED", "AFTER_FIELD", "RED_LINE", "BASIC_FARMLAND", "BLUE_LINES", "KEY_AREAS", "FARMLAND_SPACE",
        "FLOOD_STORAGE", "WATER_SOURCES", "BLIND_AREAS", "MIN_FARMLAND_M2", "MAX_FARMLAND_DISTANCE", "SHARE",
    )  # fmt: skip
    CLAUSES = (
        ("MIN_FARMLAND_M2", "vacated_use.min_farmland_m2"),
        ("MAX_FARMLAND_DISTANCE", "vacated_use.max_farmland_distance_m"),
        ("SHARE", "vacated_use.share"),
    )

    def title(self):
        """Return what the job is called beside the other."""
        return tr("2 Use of vacated land")

    def verdict(self, outcome: Outcome):
        """Return what goes to farmland against what goes to green space, wetland and water."""
        from ..processing.verdicts import vacated_use

        values = outcome.values
        others = values["WATER_HA"] + values["FLOOD_WETLAND_HA"] + values["GREEN_HA"]
        asked = profiles.active().value("vacated_use.farmland_balance")
        met = values.get("TO_FARMLAND_AT_LEAST_TO_GREEN")
        return vacated_use(HA * values["FARMLAND_HA"], HA * others, asked, met)

    def follower(self):
        """Return what takes in edits of plots and areas."""
        from ..processing.vacateduse_live import UseFollower

        return UseFollower

    def since(self, before, now):
        """Say by how much the land of each use has changed."""
        uses = ("FARMLAND_HA", "WATER_HA", "FLOOD_WETLAND_HA", "GREEN_HA")
        farmland, *others = (now[name] - before[name] for name in uses)
        if all(abs(change) < NO_CHANGE_HA for change in (farmland, *others)):
            return tr("Live: the same uses as in the run")
        text = tr("Live: {farmland} ha to farmland and {others} ha to green space, wetland and water since the run")
        return text.format(farmland=signed(farmland), others=signed(sum(others)))

    def lists(self):
        """Return the plots."""
        plots = ("gv_use_after", "gv_done", "gv_area_m2", "gv_first", "gv_use_rule", "gv_fills_blind_m2", "gv_zone")
        words = {
            "gv_use_after": lambda code: use_names().get(code, str(code)),
            "gv_use_rule": rule_name,
            "gv_first": _areas,
        }
        return (Places(tr("Uses of vacated land"), "USES", plots, "gv_area_m2", words=words),)


PAGES = (AccountPage, VacatedPage)
