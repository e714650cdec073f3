"""The formats that QGIS can write, whatever the version."""

from qgis.core import QgsVectorFileWriter


def endings():
    """Return the endings of the formats that QGIS can write."""
    found = set()
    for one in QgsVectorFileWriter.supportedFiltersAndFormats():
        about = QgsVectorFileWriter.MetaData()
        assert QgsVectorFileWriter.driverMetadata(one.driverName, about)
        found |= set(about.ext.split())
    return sorted(found)
