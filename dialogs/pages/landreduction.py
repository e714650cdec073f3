"""The page of the land reduction account: what construction land was vacated and added."""

from __future__ import annotations

from typing import ClassVar

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QPushButton

from ...core.land.codes import STANDARD_FIELDS, SYSTEMS
from ...i18n import tr
from ...processing.framework.class_changes import kept_in
from ...processing.reports.units import HA, KM2, signed
from ..classes.class_table import ClassTableDialog
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

    def _build(self):
        super()._build()
        self.classes_button = QPushButton(tr("Table of land-use classes…"), self)
        self.classes_button.setToolTip(tr("Which class and use each code has, and to change it for this project"))
        self.classes_button.clicked.connect(self._open_classes)
        self.inputs_box.layout().insertWidget(1, self.classes_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _open_classes(self):
        dialog = ClassTableDialog(self, self._system())
        before = kept_in(QgsProject.instance())
        if dialog.exec() and kept_in(QgsProject.instance()) != before:
            self.classes_changed.emit()

    def _system(self):
        """Return the standard that was chosen, or is meant by the field's name; the first where none is."""
        chosen = self.form.inputs["SYSTEM"].value() or 0
        field = self.form.inputs["BEFORE_CODE"].value() or ""
        return SYSTEMS[chosen - 1] if chosen else STANDARD_FIELDS.get(field.upper(), SYSTEMS)[0]

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
