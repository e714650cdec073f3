"""Give up a file whose closing takes long, and end QGIS meanwhile; a program for test_cancelling.py.

usage: endings.py ROOT PATH
"""

import importlib.util
import os
import sys
import time

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFields,
    QgsProcessingContext,
    QgsWkbTypes,
)

root, path = sys.argv[1:]
application = QgsApplication([], False)
application.initQgis()
spec = importlib.util.spec_from_file_location("greenvein", f"{root}/__init__.py", submodule_search_locations=[root])
sys.modules["greenvein"] = importlib.util.module_from_spec(spec)
from greenvein.processing.io.places import Place  # noqa: E402
from greenvein.processing.io.sinks import Sink, open_file  # noqa: E402

close = Sink._close


def close_slowly(sink):
    time.sleep(3)
    return close(sink)


Sink._close = close_slowly
options, crs = {"fileEncoding": "UTF-8"}, QgsCoordinateReferenceSystem("EPSG:4548")
kind, context = QgsWkbTypes.Type.Polygon, QgsProcessingContext()
sink = open_file(path, "", Place(path), QgsFields(), kind, crs, options, [], context, False)
sink.add([QgsFeature() for _ in range(100)])
begun = time.monotonic()
sink.give_up(lambda: os.remove(path))
assert time.monotonic() - begun < 2
assert os.path.exists(path)
application.exitQgis()
print("there" if os.path.exists(path) else "gone")
