"""The table of land-use classes, in which a project changes what codes mean."""
