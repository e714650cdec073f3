"""What the fields of the outputs are called in the user's language; those of this job hold no codes of its own."""

from __future__ import annotations

from collections.abc import Callable

from ....i18n import tr


def field_names(output: str) -> dict[str, str]:
    """Return what the fields of an output are called, with their unit."""
    return {
        "gv_rank": tr("Rank by size"),
        "gv_source": tr("Feature"),
        "gv_area_ha": tr("Area (ha)"),
        "gv_share_pct": tr("Share of all (%)"),
    }


def words(output: str) -> dict[str, Callable[[object], str]]:
    """Return what the codes of each field of an output say."""
    return {}
