"""How outputs look once QGIS has loaded them: style, legend texts and field names in the user's language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import (
    QgsMapLayer,
    QgsPalLayerSettings,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRuleBasedRenderer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QFont

from ...i18n import tr, translated
from ..jobs import JOBS
from . import output_fields
from .declared import Job

STYLES = Path(__file__).parents[2] / "resources" / "styles"

# From the uppermost down: what says where something is wrong lies over what says where all is.
_STACK = tuple(
    style
    for _, style in sorted(
        (output.stack, job.style(output.name)) for job in JOBS.values() for output in job.outputs if output.stack
    )
)


def layer_names() -> dict[str, str]:
    """Return what the layer of each style is called: those of outputs, and those of inputs."""
    outputs = {job.style(one.name): translated(one.title) for job in JOBS.values() for one in job.outputs}
    return outputs | {look.name: translated(look.title) for job in JOBS.values() for look in job.looks}


def style_on_load(
    context: QgsProcessingContext,
    destination: str,
    style: str,
    name: str,
    group: str = "",
    credit: Sequence[str] = (),
) -> None:
    """Have an output named and styled, and put into a group, once the run has ended and QGIS loads it.

    ``destination`` is what ``parameterAsSink`` returned, ``style`` a file in
    ``resources/styles`` without its ending; an output without such a file gets
    its field names only. ``credit``: to whom, on the maps that it is drawn on.
    """
    if not context.willLoadLayerOnCompletion(destination):
        return
    details = context.layerToLoadOnCompletionDetails(destination)
    details.name, details.forceName = _told_apart(name, destination), True
    details.groupName = details.groupName or group
    if style in _STACK:
        details.layerSortKey = len(_STACK) - _STACK.index(style)  # QGIS puts the greatest on top of a group
    details.setPostProcessor(_styler(style, credit))


def _told_apart(name: str, destination: str) -> str:
    """Return the name of a layer, with that of its file where the user chose one: a batch makes many layers alike."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", destination)
    file = Path(parts.get("path") or destination)  # which may still be on its way there
    is_file = QgsVectorFileWriter.driverForExtension(file.suffix[1:]) != ""
    if not is_file or Path(QgsProcessingUtils.tempFolder()) in file.parents:
        return name
    return tr("{layer} ({file})").format(layer=name, file=file.stem)


def style_outputs(
    context: QgsProcessingContext, job: Job, outputs: dict[str, str | None], credit: Sequence[str] = ()
) -> None:
    """Have all layers and tables among the outputs of a job named and styled once QGIS loads them.

    ``credit``: to whom, as the data is that they are made of.
    """
    names = layer_names()
    for output, destination in outputs.items():
        style = job.style(output)
        if destination and style in names:
            style_on_load(context, destination, style, names[style], translated(job.title), credit)


def style_of(layer: QgsMapLayer) -> str:
    """Return the style of an output that was saved before, known by the name of its table or file; "" for others."""
    if not isinstance(layer, QgsVectorLayer) or not any(name.startswith("gv_") for name in layer.fields().names()):
        return ""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    name = (parts.get("layerName") or Path(parts.get("path") or layer.name()).stem).lower()
    outputs = {style: style.partition("_")[2] for style in _STACK}
    return next((style for style, output in outputs.items() if f"_{name}".endswith(f"_{output}")), "")


_FAMILIES = (
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Arial",
    "Helvetica",
    "DejaVu Sans",
    "Liberation Sans",
)
"""Fonts of which every system has one."""


def apply_style(layer: QgsVectorLayer, style: str) -> None:
    """Give ``layer`` a style of the plugin and the names of its fields."""
    path = STYLES / f"{style}.qml"
    if path.is_file():
        layer.loadNamedStyle(str(path), True, QgsMapLayer.StyleCategory.AllStyleCategories)
        _translate_legend(layer)
        _choose_fonts(layer)
    aliases = output_fields.titles(style, layer.fields().names())
    for index, field in enumerate(layer.fields()):
        if field.name() in aliases:
            layer.setFieldAlias(index, aliases[field.name()])
    layer.triggerRepaint()


def _choose_fonts(layer: QgsVectorLayer) -> None:
    """Label in fonts that are there, on another computer too; QGIS warns of projects in which it finds none."""
    if layer.labeling() is None:
        return
    labeling = layer.labeling().clone()
    for provider in labeling.subProviders():
        settings = QgsPalLayerSettings(labeling.settings(provider))
        text = settings.format()
        font = text.font()
        font.setFamily(QFont().family())
        text.setFont(font)
        text.setFamilies(list(_FAMILIES))
        settings.setFormat(text)
        labeling.setSettings(settings, provider)
    layer.setLabeling(labeling)


def _translate_legend(layer: QgsVectorLayer) -> None:
    renderer = layer.renderer()
    if isinstance(renderer, QgsRuleBasedRenderer):
        renderer = renderer.clone()
        for rule in renderer.rootRule().descendants():
            # scripts/translations finds these texts in the style files.
            rule.setLabel(translated(rule.label()))
        layer.setRenderer(renderer)  # tells the legend that is already shown


class _Styler(QgsProcessingLayerPostProcessorInterface):
    """Styles a layer after it was loaded, and says to whom it is to be credited."""

    def __init__(self, style: str, credit: Sequence[str]):
        super().__init__()
        self.style, self.credit = style, [*credit]

    def postProcessLayer(  # noqa: N802 - QGIS's name
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        if isinstance(layer, QgsVectorLayer):
            apply_style(layer, self.style)
            metadata = layer.metadata()
            metadata.setRights(self.credit)
            layer.setMetadata(metadata)


_alive: list[_Styler] = []


def _styler(style: str, credit: Sequence[str]) -> _Styler:
    """Return a new post-processor, which the context owns and deletes.

    Until then Python must hold on to it: a wrapper that is gone takes its method with it.
    """
    _alive[:] = [styler for styler in _alive if not sip.isdeleted(styler)]
    _alive.append(_Styler(style, credit))
    return _alive[-1]
