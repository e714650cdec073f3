"""Files as planners get them."""

from osgeo import gdal, ogr, osr


def shapefile(path, field, kind, rows, name="名称"):
    """Write shapes with one value each, and their number in a second field, as planners get them: in GBK."""
    gdal.SetConfigOption("SHAPE_ENCODING", None)  # which QGIS sets, so that it may read as it likes
    place = osr.SpatialReference()
    place.ImportFromEPSG(4548)
    source = ogr.GetDriverByName("ESRI Shapefile").CreateDataSource(str(path))
    layer = source.CreateLayer(path.stem, place, ogr.wkbPolygon, ["ENCODING=GBK"])
    layer.CreateField(ogr.FieldDefn(field, kind))
    layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for number, (shape, value) in enumerate(rows):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(shape))
        feature.SetField(field, value)
        feature.SetField(name, f"第{number + 1}街道" if name == "名称" else f"Street {number + 1}")
        layer.CreateFeature(feature)
    del source
    gdal.SetConfigOption("SHAPE_ENCODING", "")
