"""The planning measures: arrays and tables in, arrays and tables out; no QGIS here."""
