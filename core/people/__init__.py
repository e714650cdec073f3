"""People on residential ground: of features, streets, communities, or cells of a raster."""
