"""Layers that a test session still holds at its end: they must not outlive QGIS, which takes the process down."""

import gc

from qgis.core import QgsMapLayer
from qgis.PyQt import sip


def let_go_of_layers():
    """Delete the layers that are held by objects which hold each other, or by the last test."""
    gc.collect()
    for held in gc.get_objects():
        if isinstance(held, QgsMapLayer) and not sip.isdeleted(held) and sip.ispyowned(held):
            sip.delete(held)
