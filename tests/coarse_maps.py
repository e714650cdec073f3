"""Maps of reports drawn with a tenth of their points, for hardly any test in QGIS looks at one, and drawing takes long.

tests/core/test_maps.py looks at maps as users have them, and so does all that starts QGIS itself.
"""

from greenvein.processing import dependencies

FINE_DPI, COARSE_DPI = 200, 60


def draw_coarsely():
    """Draw so from now on; whatever the resolution is, maps have the same size."""
    assert not dependencies.load()
    from greenvein.core.drawing import maps

    assert maps.DPI in (FINE_DPI, COARSE_DPI)
    maps.DPI = COARSE_DPI
