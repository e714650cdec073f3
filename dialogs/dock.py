"""The dock: the check-up of all jobs, and a page for each, built when it is first looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QStackedWidget, QTabBar, QTabWidget, QToolButton, QVBoxLayout, QWidget

from ..i18n import tr, translated
from ..processing.framework import themes
from ..processing.framework.declared import Job, Theme, defined, load_module
from ..processing.jobs import JOBS
from ..processing.provider import ICON
from .packages.install import PackageOffer
from .packages.missing import MissingPackages
from .sample import Sample, show_in, with_offer

if TYPE_CHECKING:
    from .checkup.page import CheckupPage

_TITLE = "GreenVein"
_NARROWEST = 340
_BESIDE = 6  # pixels on each side of the title of a tab


class Dock(QgsDockWidget):
    """The panel of GreenVein; hidden, and nearly nothing, until it is asked for."""

    settings_wanted = pyqtSignal()

    def __init__(self, iface, offer: PackageOffer | None = None):
        super().__init__(_TITLE, iface.mainWindow())
        self._iface, self._offer = iface, offer
        self.setObjectName("GreenVeinDock")  # by which QGIS remembers its place
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.tabs: QTabWidget | None = None
        self.action = QAction(QIcon(str(ICON)), tr("GreenVein panel"), iface.mainWindow())
        self.action.setObjectName("GreenVeinPanel")
        self.action.setToolTip(tr("Show or hide the GreenVein panel"))
        self.action.setCheckable(True)
        self.sample = Sample(iface, self._look_at_sample)

    def register(self) -> None:
        """Add the dock, its menu entry and its button to QGIS."""
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        self.hide()
        # Only now, for adding shows it for a moment, and that is nobody's wish.
        self.visibilityChanged.connect(self._build)
        self.setToggleVisibilityAction(self.action)
        self._iface.addToolBarIcon(self.action)
        self._iface.addPluginToMenu(_TITLE, self.action)
        self.sample.register()

    def unregister(self) -> None:
        """Take all of it away, with what runs."""
        self.sample.unregister()
        self._iface.removePluginMenu(_TITLE, self.action)
        self._iface.removeToolBarIcon(self.action)
        self._iface.removeDockWidget(self)
        for page in self._all_pages():
            page.close_down()
        self.action.deleteLater()
        self.deleteLater()

    def pages(self) -> list:
        """Return the pages of jobs that were built so far."""
        return [page for tab in self._tabs() for page in tab.pages]

    def page_of(self, job: str):
        """Return the page of a job, built where it was not yet."""
        tab = self._tab_of(job)
        tab.build()
        return tab.pages[tab.jobs.index(job)]

    def open_page(self, job: str) -> None:
        """Show the page of a job; a dock that nobody has seen yet comes up with it, and with no other tab built."""
        tabs = self._with_tabs()
        tabs.setCurrentWidget(self._tab_of(job))
        self._tab_of(job).show_page(self.page_of(job))
        self.setUserVisible(True)

    @property
    def checkup(self):
        """The page of the check-up of all jobs; None before its tab is seen, and where its model is broken."""
        return next((tab.first for tab in self._tabs() if tab.first is not None), None)

    def canvas(self):
        """Return the map."""
        return self._iface.mapCanvas()

    def follow_profile(self) -> None:
        """Let the pages take the defaults of the plan profile that is active now."""
        for page in self._all_pages():
            page.follow_profile()

    def follow_classes(self) -> None:
        """Let the pages read codes of land use as the project does now."""
        for page in self._all_pages():
            page.follow_classes()

    def _go_on(self) -> None:
        """Let the check-up look at what it needs packages for, which may be there now."""
        if self.checkup is not None:
            self.checkup.go_on()

    def _tab_of(self, job: str) -> _Jobs:
        return next(tab for tab in self._tabs() if job in tab.jobs)

    def _tabs(self) -> list[_Jobs]:
        return [self.tabs.widget(number) for number in range(self.tabs.count())] if self.tabs else []

    def _all_pages(self) -> list:
        """Return the pages of jobs, and that of the check-up."""
        return [*filter(None, [self.checkup]), *self.pages()]

    def _look_at_sample(self) -> None:
        """Come up, and let each page find its inputs among the layers of the sample."""
        self.setUserVisible(True)
        for page in self._all_pages():
            show_in(page.form)

    def _build(self, visible: bool) -> None:
        """Make the tabs once the dock is first seen, and what is in the one that is seen."""
        if visible:
            self._with_tabs().currentWidget().build()

    def _with_tabs(self) -> QTabWidget:
        """Return the tabs, made where they were not yet."""
        if self.tabs is not None:
            return self.tabs
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setMinimumWidth(_NARROWEST)
        # All tabs are to be seen at once, in whatever language: a style's own room beside the titles is too much.
        self.tabs.tabBar().setStyleSheet(f"QTabBar::tab {{ padding: 6px {_BESIDE}px; }}")
        canvas = self._iface.mapCanvas()
        # A job that is broken has no algorithm, and is told in the log.
        known = QgsApplication.processingRegistry().algorithmById
        there = [job for job in JOBS.values() if known(f"greenvein:{job.id}") is not None]
        whole = known("greenvein:checkup") is not None
        for theme in _in_order([job.page for job in there], whole):
            jobs = [job for job in there if job.page == theme]
            tab = _Jobs(jobs, canvas, self if whole and theme == themes.CHECKUP else None)
            tab.classes_changed.connect(self.follow_classes)
            self.tabs.addTab(tab, translated(theme.title))
        self.tabs.currentChanged.connect(lambda number: self.tabs.widget(number).build())
        self.gear = QToolButton(self.tabs)
        self.gear.setIcon(QgsApplication.getThemeIcon("/mActionOptions.svg"))
        self.gear.setAutoRaise(True)
        self.gear.setToolTip(tr("Plan profiles: the thresholds and where they come from"))
        self.gear.setAccessibleName(tr("Plan profiles"))
        self.gear.clicked.connect(self.settings_wanted)
        self.tabs.setCornerWidget(self.gear)
        whole = with_offer(self.tabs, self.sample)
        if self._offer is not None:
            whole.layout().insertWidget(0, MissingPackages(self._offer, whole))
            self._offer.changed.connect(self._go_on)
        self.setWidget(whole)
        return self.tabs


def _in_order(pages: list[Theme], whole: bool) -> list[Theme]:
    """Return the tabs in their order: that of the check-up, where there is anything for it, before those of jobs."""
    found = [*dict.fromkeys(pages)]
    front = [themes.CHECKUP] if whole or themes.CHECKUP in found else []
    return [*front, *(theme for theme in found if theme not in front)]


class _Jobs(QWidget):
    """The jobs of a tab: one, or several that follow each other; ``checkup_of``: before them the check-up of a dock."""

    classes_changed = pyqtSignal()

    def __init__(self, jobs: list[Job], canvas, checkup_of: Dock | None = None):
        super().__init__()
        self.jobs = [job.id for job in jobs]
        self._canvas, self._checkup_of = canvas, checkup_of
        self._built = False
        self.pages: list = []
        self.first: CheckupPage | None = None
        """The page of the check-up."""
        self.steps = QTabBar(self)
        self.steps.setDrawBase(False)
        self._stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(self.steps)
        layout.addWidget(self._stack, 1)
        self.steps.currentChanged.connect(self._stack.setCurrentIndex)

    def build(self) -> None:
        """Make the pages; later calls do nothing."""
        if self._built:
            return
        self._built = True
        from .checkup.page import CheckupPage
        from .pages.page import Page

        modules = [load_module(f"{__package__}.pages.{job}") for job in self.jobs]
        self.pages = [defined(one, Page)(self._canvas, self) for one in modules]
        for page in self.pages:
            page.classes_changed.connect(self.classes_changed)
        if self._checkup_of is not None:
            self.first = CheckupPage(self._checkup_of, self)
        for page in filter(None, [self.first, *self.pages]):
            self._stack.addWidget(page)
            self.steps.addTab(page.title())
        self.steps.setVisible(self.steps.count() > 1)

    def show_page(self, page: QWidget) -> None:
        """Show one of the pages."""
        self.steps.setCurrentIndex(self._stack.indexOf(page))
