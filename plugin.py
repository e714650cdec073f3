"""The door: registers what GreenVein adds to QGIS, and takes it away again."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

from .dialogs.install_packages import PackageOffer
from .i18n import load_translator
from .processing.provider import GreenVeinProvider


class GreenVein:
    """The plugin as QGIS knows it; ``iface`` is None in headless runs."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.translator = None
        self.offer = None
        self.dock = None
        self.batch_results = None
        self.model_actions = None

    def initProcessing(self):  # QGIS's name; headless runs call this alone
        self.translator = load_translator()
        self.provider = GreenVeinProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):  # QGIS's name
        # A headless run has no window that a dock could be in.
        from .dialogs.batch_results import BatchResults
        from .dialogs.dock import Dock
        from .dialogs.modeling import ModelActions

        self.initProcessing()
        self.batch_results = BatchResults()
        self.batch_results.start()
        self.model_actions = ModelActions()
        self.model_actions.register()
        self.dock = Dock(self.iface)
        self.dock.register()
        self.offer = PackageOffer(self.iface)
        self.offer.start()

    def unload(self):
        if self.offer is not None:
            self.offer.close()
            self.offer = None
        if self.batch_results is not None:
            self.batch_results.close()
            self.batch_results = None
        if self.model_actions is not None:
            self.model_actions.unregister()
            self.model_actions = None
        if self.dock is not None:
            self.dock.unregister()
            self.dock = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
