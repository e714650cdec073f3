"""What there is to say of how areas are measured."""

from __future__ import annotations

from ...i18n import tr


def in_the_plane() -> str:
    """Say that an amount of area is so near to its target that the plane of the CRS decides, and what to do."""
    text = tr(
        "The figure is nearer to the target than areas in the plane of this coordinate reference system are to those "
        "on the ellipsoid, so that it is not judged; run this check by itself with “{ellipsoid}” in “{parameter}” "
        "(AREA = 1)."
    )
    return text.format(ellipsoid=tr("On the ellipsoid"), parameter=tr("How areas are measured"))
