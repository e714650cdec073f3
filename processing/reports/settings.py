"""What users set once for all of their reports: whose project it is, and how zones are ordered."""

from __future__ import annotations

from qgis.core import QgsSettings

PROJECT, ORGANISATION, WORST_FIRST = (
    "greenvein/report_project", "greenvein/report_organisation", "greenvein/report_worst_first",
)  # fmt: skip


def project_name(title: str = "") -> str:
    """Return what the project is called on reports: as set, else by the ``title`` of the QGIS project."""
    return str(QgsSettings().value(PROJECT, "") or "").strip() or title.strip()


def organisation() -> str:
    """Return who makes the reports, "" where nobody is named."""
    return str(QgsSettings().value(ORGANISATION, "") or "").strip()


def worst_first() -> bool:
    """Tell whether zones come the worst first, and not in the order of their layer."""
    return QgsSettings().value(WORST_FIRST, False, type=bool)


def keep(project: str, organisation_: str, worst: bool) -> None:
    """Set all of it."""
    settings = QgsSettings()
    settings.setValue(PROJECT, project.strip())
    settings.setValue(ORGANISATION, organisation_.strip())
    settings.setValue(WORST_FIRST, worst)
