"""Areas in the tables of reports; Chinese readers get the 亩 too."""

from __future__ import annotations

from ...core.report import Column
from ...i18n import language, tr
from .units import hectares, mu


def area_columns(title: str) -> tuple[Column, ...]:
    """Return the columns of an area in hectares, and in 亩 where these are shown."""
    return (Column(title, "right", tr("ha")), *mu_columns(title))


def area_cells(area_m2: float) -> tuple[str, ...]:
    """Return the cells of these columns."""
    return (hectares(area_m2), *mu_cells(area_m2))


def mu_columns(title: str) -> tuple[Column, ...]:
    """Return the column in 亩 that stands behind that of an area in another unit; none where 亩 are not shown."""
    return (Column(title, "right", "亩"),) if language() == "zh" else ()


def mu_cells(area_m2: float) -> tuple[str, ...]:
    """Return the cell of this column."""
    return (mu(area_m2),) if language() == "zh" else ()
