"""The jobs: a folder for each, which declares it."""
