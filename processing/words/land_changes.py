"""What the fields of changes of land use are called in the user's language, and what their codes say.

Vacated land is some of these changes, and what becomes of it is written beside their fields.
"""

from __future__ import annotations

from collections.abc import Callable

from ...core.land import codes
from ...i18n import tr
from .land_classes import class_names

CONTESTED_FIELD = "gv_contested_m2"
"""How much of each change lies on ground of which polygons of a date say different classes."""


def change_names() -> dict[str, str]:
    """Return what the kinds of changes are called."""
    return {
        codes.VACATED: tr("Vacated"),
        codes.ADDED: tr("Added"),
        codes.OTHER: tr("Other changes"),
    }


def field_names() -> dict[str, str]:
    """Return what the fields are called, with their unit; those that every job may have are not among them."""
    return {
        "gv_from": tr("From class"),
        "gv_to": tr("To class"),
        "gv_kind": tr("Kind"),
        "gv_farmland": tr("Farmland out or in"),
        "gv_in_key_area": tr("In a key area"),
        "gv_from_code": tr("Code before"),
        "gv_to_code": tr("Code after"),
        "gv_before": tr("Feature before"),
        "gv_after": tr("Feature after"),
        CONTESTED_FIELD: tr("On ground that polygons of a date contest (m²)"),
    }


def words() -> dict[str, Callable[[object], str]]:
    """Return what the codes of each field say."""

    def of(names: dict[str, str]) -> Callable[[object], str]:
        return lambda code: names.get(str(code), str(code))

    return {
        "gv_kind": of(change_names()),
        "gv_from": of(class_names()),
        "gv_to": of(class_names()),
        "gv_farmland": of({codes.OUT: tr("Farmland out"), codes.IN: tr("Farmland in")}),
    }
