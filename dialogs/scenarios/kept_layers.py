"""The layers of a kept result, in the project and in the file that keeps them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.core import (
    QgsDataProvider,
    QgsLayerTreeGroup,
    QgsLayerTreeNode,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProject,
    QgsProviderRegistry,
    QgsReadWriteContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtXml import QDomDocument

from ...processing.comparison import kept_runs
from ...processing.comparison.kept_runs import KeptRun
from ...processing.comparison.scenarios import address
from ...processing.framework import styling
from ..panel import run_groups
from ..panel.layer_state import moved


class Edited:
    """Knows which of some layers the user has begun to edit."""

    def __init__(self, layers: list[QgsVectorLayer]):
        self.layers = {layer.id() for layer in layers if layer.isEditable()}
        self._links = [(layer.id(), layer.editingStarted, partial(self.layers.add, layer.id())) for layer in layers]
        for _, signal, slot in self._links:
            signal.connect(slot)

    def stop(self) -> None:
        """Leave no connection behind."""
        for key, signal, slot in self._links:
            if QgsProject.instance().mapLayer(key) is not None:  # else it took the connection along
                signal.disconnect(slot)


def style_of(layer: QgsVectorLayer) -> str:
    """Return how a layer looks, with the names of its fields, as QGIS writes it."""
    document = QDomDocument()
    layer.exportNamedStyle(document, QgsReadWriteContext(), QgsMapLayer.StyleCategory.AllStyleCategories)
    return document.toString(-1)


def place(layer: QgsMapLayer) -> tuple[Path, str]:
    """Return the file of a layer and its table."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return Path(parts.get("path") or ""), parts.get("layerName") or ""


def gone(job: str) -> str:
    """Return the sentence that the file is gone that layers of a job in the project point to; "" where it is not."""
    for layer in QgsProject.instance().mapLayers().values():
        file, table = place(layer)
        if table.startswith(f"{job}_") and kept_runs.is_kept(file) and not file.is_file():
            return kept_runs.gone(file)
    return ""


def is_of(layer: QgsMapLayer, run: KeptRun) -> bool:
    """Tell whether a layer shows a table of a run."""
    file, table = place(layer)
    return file.name == run.file.name and table.startswith(f"{run.key}_")


def group_of(layer: QgsMapLayer) -> QgsLayerTreeNode | None:
    """Return the group of the legend that a layer stands in."""
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    return None if node is None else node.parent()


def in_project(run: KeptRun) -> dict[str, QgsVectorLayer]:
    """Return the layers of a run that the project has, by output."""
    assert run.record is not None
    layers = QgsProject.instance().mapLayers()
    there = {output: layers.get(key) for output, key in run.record.layers.items()}
    for output, table in run.record.tables.items():
        if there.get(output) is None:
            there[output] = next((one for one in layers.values() if is_of(one, run) and place(one)[1] == table), None)
    return {output: layer for output, layer in there.items() if isinstance(layer, QgsVectorLayer)}


def point_to(layer: QgsVectorLayer, run: KeptRun, output: str) -> None:
    """Have a layer show what is kept of it, where it is in memory, or its file was elsewhere; it looks as before."""
    assert run.record is not None
    if layer.isValid() and layer.providerType() != "memory":
        return
    source, options = address(run.file, run.record.tables[output]), QgsDataProvider.ProviderOptions()
    moved(layer, lambda: layer.setDataSource(source, layer.name(), "ogr", options))


def found(run: KeptRun, output: str, context: QgsProcessingContext) -> str | None:
    """Return a layer of a run as Processing names it: that of the project, else one of the file."""
    layer = in_project(run).get(output)
    if layer is not None:
        if not layer.isValid() or not layer.featureCount():  # else it is there, or was edited in memory
            point_to(layer, run, output)
        return layer.id()
    opened = kept_runs.layer_of(run, output, output)
    if opened is not None:
        context.temporaryLayerStore().addMapLayer(opened)
    return None if opened is None else opened.id()


def load(run: KeptRun, title: str) -> None:
    """Show the layers of a run on the map: those that the project lacks in a group, as the file says they look."""
    assert run.record is not None
    _load_missing(run, title)
    for layer in in_project(run).values():
        group = group_of(layer)
        if isinstance(group, QgsLayerTreeGroup) and group.parent() is not None:  # the user may have moved it out
            run_groups.bring_back(run.job, group)
            return


def _load_missing(run: KeptRun, title: str) -> None:
    """Load the layers of a run that the project lacks into a group of their own, as the file says they look."""
    assert run.record is not None
    names, there = styling.layer_names(), in_project(run)
    missing = [output for output in run.record.tables if output not in there]
    opened = {one: kept_runs.layer_of(run, one, names[f"{run.job}_{one.lower()}"], styled=True) for one in missing}
    layers = [layer for layer in opened.values() if layer is not None]
    if not layers:
        return
    name = run_groups.name_of(title, run.record.content.time.replace("T", " "))
    run_groups.set_aside(run.job)
    group = QgsProject.instance().layerTreeRoot().insertGroup(0, name)
    for layer in layers:
        QgsProject.instance().addMapLayer(layer, False)
        group.addLayer(layer)
    run_groups.mark(name, run.job)
