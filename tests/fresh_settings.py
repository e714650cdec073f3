"""QGIS's settings, which pytest-qgis keeps from one run of the tests to the next."""

from qgis.core import QgsSettings


def forget_settings():
    """Forget the language and the plugin's own settings, which a run that was killed may have left."""
    for group in ("locale", "greenvein"):
        QgsSettings().remove(group)
