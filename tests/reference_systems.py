"""The coordinate reference systems of the tests, made in the thread that stays.

QGIS gives every thread the system that was made first of a name. Where a thread made it that is over, and nobody had
used it elsewhere before, it has lost its definition: a layer with it is written without one (QGIS 3.40). A task of
QGIS is such a thread, half a minute after its end.
"""

from qgis.core import QgsCoordinateReferenceSystem

_EPSG = (
    *(2056, 2154, 2193, 2263, 2363, 2384, 3035, 3067, 3577, 3857, 3879, 4326, 4490, 4498, 4526, 4527, 4547, 4548, 4549),
    *(4610, 5070, 5880, 6677, 6933, 27700, 28404, 31467, 32601, 32650, 32723, 32760),
)


def make_here():
    """Make them, by whichever way QGIS may look one up."""
    for number in _EPSG:
        made = QgsCoordinateReferenceSystem(f"EPSG:{number}")
        QgsCoordinateReferenceSystem.fromEpsgId(number)
        QgsCoordinateReferenceSystem.fromOgcWmsCrs(f"EPSG:{number}")
        for kind in (made.WKT_PREFERRED, made.WKT_PREFERRED_GDAL):
            QgsCoordinateReferenceSystem.fromWkt(made.toWkt(kind))
