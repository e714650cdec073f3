"""What there is to say of figures per head."""

from __future__ import annotations

from ...core.people import codes
from ...i18n import tr


def people_unknown() -> str:
    """Say why a figure per head is not judged where the people of part of the homes are unknown."""
    return tr("The people of part of the residential land are unknown, so that the figure is not judged.")


def in_rural_homes() -> str:
    """Say why a figure per head is not judged where people may live in rural homes that are not taken."""
    return tr(
        "The areas that people are counted in have rural homes too, which are not taken as residential land; some of "
        "these people may live there, so that the figure is not judged. Give people by smaller areas, such as "
        "communities and villages or cells, or those of the ground itself that is judged."
    )


def people_doubts() -> dict[str, str]:
    """Say why a figure per head is not judged where the people cannot be those who live there, by code."""
    return {
        codes.IN_TEN_THOUSANDS: tr("By the name of their field, people are given in tens of thousands; not judged."),
        codes.IN_THOUSANDS: tr("By the name of their field, people are given in thousands; not judged."),
        codes.IN_HUNDREDS: tr("By the name of their field, people are given in hundreds; not judged."),
        codes.HOUSEHOLDS: tr("By the name of their field, households are given, not people; not judged."),
        codes.DENSITY: tr("By the name of their field, people are given per area or as shares; not judged."),
        codes.OTHERS: tr("By the name of their field, others are given than all who live there; not judged."),
        codes.TOO_MANY: tr("So many people live nowhere on so much ground; check their unit. Not judged."),
        codes.TOO_FEW: tr("So few people live nowhere on so much residential land; check their unit. Not judged."),
        codes.TWICE: tr("Areas in which people are counted are drawn twice, so that people count twice; not judged."),
        codes.TWO_LEVELS: tr(
            "People are counted in areas of two levels, such as streets and communities, and so twice; not judged."
        ),
        codes.OVERLAPPING: tr("Areas in which people are counted lie on each other; not judged."),
        codes.NO_FLOOR_AREA: tr("Part of the homes has no floor area, by which people are spread; not judged."),
    }
