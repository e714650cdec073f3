"""The sample project: a real place on which every page can be run at once, opened from the menu or an empty dock."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFillSymbol,
    QgsProject,
    QgsRectangle,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtWidgets import QAction, QFrame, QPushButton, QVBoxLayout, QWidget

from ..core.drawing import palette
from ..i18n import tr
from ..processing.framework.styling import apply_style
from ..processing.words.land_classes import class_names
from .plain import PlainLabel, plain

if TYPE_CHECKING:
    from .panel.form import Form

_TITLE = "GreenVein"
RESOURCES = Path(__file__).parent.parent / "resources"
PLACE, PLAN = "liechtenstein_2015.gpkg", "liechtenstein_plan.gpkg"
CREDIT = "© OpenStreetMap contributors, ODbL 1.0"
_CRS = "EPSG:2056"
_YEAR = 2025
"""As of which the sample is judged, the first for which the plan has targets: its map is older than any plan."""
_CODES = RESOURCES / "classes" / "sandiao_2019.csv"
_LINE_MM = "0.5"
_PALE = 0.35


@dataclass(frozen=True)
class Sheet:
    """A layer of the sample: its file and table, what it is called, its look, and whether it is shown at first.

    ``look`` is a style of the plugin, or the colours of ground and edge, the ground "" for an edge alone.
    """

    file: str
    table: str
    title: str
    look: str | tuple[str, str]
    shown: bool = False


def groups() -> list[tuple[str, list[Sheet]]]:
    """Return the layers as the legend has them, from the top down, by the tab of the dock that they are for."""
    return [
        (
            tr("Parks"),
            [
                Sheet(PLACE, "parks", tr("Parks"), "parks", True),
                Sheet(PLACE, "residential", tr("Residential land"), ("#F5E7D5", "#B09A7C"), True),
                Sheet(PLAN, "zones", tr("Zones"), ("", palette.MUTED)),
            ],
        ),
        (
            tr("Corridors"),
            [
                Sheet(PLACE, "buildings", tr("Buildings"), "obstacles", True),
                Sheet(PLACE, "corridors", tr("Corridors"), "corridors", True),
            ],
        ),
        (
            tr("Land"),
            [
                Sheet(PLAN, "vacated", tr("Vacated land"), (palette.VACATED, palette.VACATED_EDGE)),
                Sheet(PLAN, "key_areas", tr("Key remediation areas"), "key_areas"),
                Sheet(PLAN, "blue_lines", tr("River blue lines"), ("", palette.USES["water"])),
                Sheet(PLAN, "farmland_space", tr("Farmland protection space"), ("", palette.USES["farmland"])),
                Sheet(PLAN, "land_2015", tr("Land use 2015"), "land"),
                Sheet(PLAN, "land_2013", tr("Land use 2013"), "land"),
            ],
        ),
        (
            tr("Restoration"),
            [
                Sheet(PLAN, "red_line", tr("Ecological red line"), ("", palette.BLIND)),
                Sheet(PLAN, "growth_boundary", tr("Urban growth boundary"), ("", palette.MUTED)),
                Sheet(
                    PLAN,
                    "basic_farmland",
                    tr("Permanent basic farmland"),
                    (palette.USES["farmland"], palette.USE_EDGES["farmland"]),
                ),
                Sheet(
                    PLAN,
                    "waters",
                    tr("Important rivers, lakes and wetlands"),
                    (palette.USES["flood_wetland"], palette.USE_EDGES["flood_wetland"]),
                ),
                Sheet(PLAN, "restoration_units", tr("Restoration units"), ("#D6C7A1", "#8A6D00")),
                Sheet(PLAN, "construction", tr("Construction land"), ("#E8B9A0", palette.MUTED)),
            ],
        ),
    ]


def show_in(form: Form) -> None:
    """Let a page find its inputs among the layers of the sample."""
    form.guess()
    form.set_values({name: _YEAR for name in form.inputs if form.meaning(name) == "YEAR"})


def copied() -> Path:
    """Return a folder of the user's with the sample's files as they were made.

    A copy that was edited is left as it is, and another one made beside it. OSError where nothing can be written.
    """
    home = Path(QgsApplication.qgisSettingsDirPath()) / "greenvein"
    number = 1
    while True:
        folder = home / ("sample" if number == 1 else f"sample_{number}")
        if not folder.exists():
            break
        if all(_same(RESOURCES / "sample" / name, folder / name) for name in (PLACE, PLAN)):
            return folder
        number += 1
    folder.mkdir(parents=True)
    for name in (PLACE, PLAN):
        shutil.copyfile(RESOURCES / "sample" / name, folder / name)  # without the rights, which may be read-only
    shutil.copyfile(RESOURCES / "sample" / "README.md", folder / "README.md")
    return folder


def _same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()


def fill(project: QgsProject, folder: Path) -> QgsRectangle:
    """Add the sample's layers, its CRS and its credit to an empty project; return where the layers lie."""
    project.setCrs(QgsCoordinateReferenceSystem(_CRS))
    project.setTitle(tr("GreenVein sample project"))
    metadata = project.metadata()
    metadata.setTitle(project.title())
    text = tr("It shows how the checks work and says nothing about the place. Data: {credit}.")
    metadata.setAbstract(text.format(credit=CREDIT))
    project.setMetadata(metadata)
    extent = QgsRectangle()
    for title, sheets in groups():
        group = project.layerTreeRoot().addGroup(title)
        for sheet in sheets:
            layer = QgsVectorLayer(f"{folder / sheet.file}|layername={sheet.table}", sheet.title, "ogr")
            _dress(layer, sheet.look)
            project.addMapLayer(layer, False)
            node = group.addLayer(layer)
            node.setExpanded(sheet.look == "land" and sheet.shown)
            node.setItemVisibilityChecked(sheet.shown)
            if sheet.shown:
                extent.combineExtentWith(layer.extent())
        group.setExpanded(any(sheet.shown for sheet in sheets))
    return extent


def _dress(layer: QgsVectorLayer, look: str | tuple[str, str]) -> None:
    if look == "land":
        layer.setRenderer(_classes())
        layer.setOpacity(_PALE)  # what a job finds in it stands out
    elif isinstance(look, str):
        apply_style(layer, look)
    else:
        layer.setRenderer(QgsSingleSymbolRenderer(_ground(*look)))


def _ground(colour: str, edge: str) -> QgsFillSymbol:
    style = {"color": colour, "outline_color": edge, "outline_width": "0.15"}
    if not colour:
        style |= {"style": "no", "outline_width": _LINE_MM}
    return QgsFillSymbol.createSimple(style)


def _classes() -> QgsCategorizedSymbolRenderer:
    """Return a look of land by the class of its code, in the colours of the flow chart."""
    with _CODES.open(encoding="utf-8", newline="") as file:
        classes = {row["code"]: row["class"] for row in csv.DictReader(file)}
    pairs = ", ".join(f"'{code}', '{class_}'" for code, class_ in classes.items())
    categories = [
        QgsRendererCategory(name, _ground(colour, palette.MUTED), class_names()[name])
        for name, colour in palette.FLOWS.items()
        if name in classes.values()
    ]
    return QgsCategorizedSymbolRenderer(f'map_get(map({pairs}), "DLBM")', categories)


class Sample:
    """The menu entry that opens the sample project; ``show`` brings up the dock."""

    def __init__(self, iface, show: Callable[[], None]):
        self._iface, self._show = iface, show
        self.action = QAction(tr("Load sample project"), iface.mainWindow())
        self.action.setObjectName("GreenVeinSample")
        self.action.triggered.connect(self.load)

    def register(self) -> None:
        """Add the entry to the plugin's menu."""
        self._iface.addPluginToMenu(_TITLE, self.action)

    def unregister(self) -> None:
        """Take the entry away."""
        self._iface.removePluginMenu(_TITLE, self.action)
        self.action.deleteLater()

    def load(self) -> None:
        """Open the sample in place of the project, which QGIS offers to save first."""
        if not self._iface.newProject(True):
            return
        bar = self._iface.messageBar()
        try:
            folder = copied()
        except OSError as error:
            text = tr("The sample data cannot be copied to your QGIS profile: {reason}")
            bar.pushMessage(_TITLE, plain(text.format(reason=error)), Qgis.MessageLevel.Critical)
            return
        project = QgsProject.instance()
        extent = fill(project, folder)
        extent.scale(1.05)
        canvas = self._iface.mapCanvas()
        canvas.setDestinationCrs(project.crs())
        canvas.setExtent(extent)
        canvas.refresh()
        project.setDirty(False)
        self._show()
        text = tr("The sample project is open, and every page has its inputs: press Run.")
        bar.pushMessage(_TITLE, text, Qgis.MessageLevel.Success)


class Offer(QFrame):
    """What stands above the pages as long as the project has no layers."""

    def __init__(self, sample: Sample, parent=None):
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        text = PlainLabel(
            tr(
                "This project has no layers yet. Open your own, or load the sample project, on which every page "
                "can be run at once."
            ),
            self,
        )
        text.setWordWrap(True)
        self.button = QPushButton(sample.action.text(), self)
        self.button.clicked.connect(sample.load)
        layout = QVBoxLayout(self)
        layout.addWidget(text)
        layout.addWidget(self.button)
        project = QgsProject.instance()
        project.layersAdded.connect(self._look)
        project.layersRemoved.connect(self._look)
        self._look()

    def _look(self, _layers=None) -> None:
        self.setVisible(not QgsProject.instance().mapLayers())


def with_offer(tabs: QWidget, sample: Sample) -> QWidget:
    """Return the tabs of the dock below the offer of the sample project."""
    both = QWidget()
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(Offer(sample, both))
    layout.addWidget(tabs, 1)
    return both
