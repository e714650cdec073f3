"""GreenVein 绿脉: checks a city's layers against the numbers of its plans, in QGIS."""


def classFactory(iface):  # noqa: N802 - the name that QGIS calls
    """Return the plugin; nothing is imported before QGIS asks for it."""
    from .plugin import GreenVein  # noqa: PLC0415

    return GreenVein(iface)
