"""The door: registers what GreenVein adds to QGIS, and takes it away again."""

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

from .i18n import load_translator
from .processing import profiles
from .processing.provider import GreenVeinProvider


class GreenVein:
    """The plugin as QGIS knows it; ``iface`` is None in headless runs."""

    def __init__(self, iface):
        self.iface = iface
        self.provider = None
        self.translator = None
        self.dock = None
        self.settings = None
        self.parts = []
        """What was added to QGIS's window, each with ``register`` and ``unregister``, in this order."""

    def initProcessing(self):  # QGIS's name; headless runs call this alone
        self.translator = load_translator()
        self.provider = GreenVeinProvider()
        # Every algorithm reads the plan profile; once is enough.
        with profiles.held(profiles.active()):
            QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):  # QGIS's name
        # A headless run has no window that these could be in.
        from .dialogs.batch_results import BatchResults
        from .dialogs.dock import Dock
        from .dialogs.modeling import ModelActions
        from .dialogs.packages.install import PackageOffer
        from .dialogs.settings.page import SettingsPage
        from .dialogs.threads import keep_threads

        keep_threads()
        self.initProcessing()
        offer = PackageOffer(self.iface)
        self.dock, self.settings = Dock(self.iface, offer), SettingsPage(self.iface)
        self.settings.changed.connect(self.dock.follow_profile)
        self.dock.settings_wanted.connect(self.settings.open)
        self.parts = [BatchResults(), ModelActions(), self.dock, self.settings, offer]
        for part in self.parts:
            part.register()

    def unload(self):
        for part in reversed(self.parts):
            part.unregister()
        self.parts, self.dock, self.settings = [], None, None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
