"""The door: registers what GreenVein adds to QGIS, and takes it away again."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

from .i18n import load_translator
from .processing.provider import GreenVeinProvider


class GreenVein:
    """The plugin as QGIS knows it; ``iface`` is None in headless runs."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.translator = None
        self.offer = None

    def initProcessing(self):  # noqa: N802 - QGIS's name; headless runs call this alone
        self.translator = load_translator()
        self.provider = GreenVeinProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):  # noqa: N802 - QGIS's name
        self.initProcessing()

    def unload(self):
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
