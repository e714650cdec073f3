"""The page of the land reduction account: what construction land was vacated and added."""

from __future__ import annotations

from typing import ClassVar

from ...i18n import tr
from ...processing.reports.units import HA, KM2, signed
from .page import Page

NO_CHANGE_KM2 = 1e-8  # a hundredth of a square metre


def _counts() -> dict[str, str]:
    """Return what a target may count, in words that fit into a column."""
    return {"existing": tr("existing"), "with_approved": tr("with approved"), "unstated": tr("unstated")}


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
            self.places(tr("Changes of land use"), "CHANGES", changes, "gv_area_m2"),
            self.places(tr("Issues of the land-use layers"), "ISSUES", issues, "gv_area_m2"),
        )
