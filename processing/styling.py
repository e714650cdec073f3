"""How outputs look once QGIS has loaded them: style, legend texts and field names in the user's language."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication

from ..i18n import CONTEXT, tr
from . import landreduction_names, restorationpriority_names, securitypattern_names, vacateduse_names

STYLES = Path(__file__).parent.parent / "resources" / "styles"

# From the uppermost down: what says where something is wrong lies over what says where all is.
_STACK = (
    "parkcoverage_blind_areas",
    "parkcoverage_coverage",
    "parkcoverage_service_area",
    "corridorwidth_pinches",
    "corridorwidth_profile",
    "corridorwidth_axis",
    "corridorwidth_checked",
    "landreduction_issues",
    "vacateduse_uses",
    "landreduction_changes",
    "securitypattern_conflicts",
    "restorationpriority_ranked",
    "securitypattern_pattern",
)


def field_aliases() -> dict[str, str]:
    """Return what each field of the plugin is called, with its unit."""
    return {
        "gv_area_m2": tr("Area (m²)"),
        "gv_covered_m2": tr("Covered area (m²)"),
        "gv_coverage": tr("Coverage (0–1)"),
        "gv_park_m": tr("Distance to the nearest park (m)"),
        "gv_source": tr("Residential feature"),
        "gv_zone": tr("Zone"),
        "gv_rank": tr("Rank by size"),
        "gv_scope": tr("Scope"),
        "gv_residential_ha": tr("Residential land (ha)"),
        "gv_covered_ha": tr("Covered residential land (ha)"),
        "gv_blind_ha": tr("Blind areas (ha)"),
        "gv_coverage_pct": tr("Coverage (%)"),
        "gv_target_pct": tr("Target (%)"),
        "gv_gap_pct": tr("Gap to the target (percentage points)"),
        "gv_to_cover_ha": tr("Still to cover (ha)"),
        "gv_target_met": tr("Target met"),
        "gv_population": tr("Population"),
        "gv_population_covered": tr("Population covered"),
        "gv_population_pct": tr("Population covered (%)"),
        "gv_park_ha": tr("Park area (ha)"),
        "gv_park_m2_per_head": tr("Park area per head (m²)"),
        "gv_blind_count": tr("Number of blind areas"),
        "gv_corridor": tr("Corridor"),
        "gv_arm": tr("Arm"),
        "gv_level": tr("Level"),
        "gv_required_m": tr("Required width (m)"),
        "gv_clear_m": tr("Clear width (m)"),
        "gv_mean_m": tr("Mean width (m)"),
        "gv_length_m": tr("Length (m)"),
        "gv_below_m": tr("Length below the requirement (m)"),
        "gv_below_share": tr("Share below the requirement (0–1)"),
        "gv_pinches": tr("Number of pinches"),
        "gv_parts": tr("Number of parts"),
        "gv_gap_m": tr("Widest gap between parts (m)"),
        "gv_arms": tr("Number of arms"),
        "gv_at_limit": tr("At the limit"),
        "gv_obstacle_ratio": tr("Obstacle ratio (0–1)"),
        "gv_angle": tr("Angle to the wind (°)"),
        "gv_verdict": tr("Verdict"),
        "gv_checks": tr("Further checks"),
        "gv_from_m": tr("From chainage (m)"),
        "gv_to_m": tr("To chainage (m)"),
        "gv_width_m": tr("Width (m)"),
        "gv_deficit_m": tr("Width missing (m)"),
        "gv_cause": tr("Cause"),
        "gv_edge_m": tr("Width without obstacles (m)"),
        "gv_obstacles": tr("Obstacle ids"),
        "gv_chainage_m": tr("Chainage (m)"),
        "gv_corridors": tr("Number of corridors"),
        "gv_passed": tr("Meet the requirement"),
        "gv_narrow": tr("Narrow"),
        "gv_broken": tr("Broken"),
        "gv_unknown": tr("Requirement not known"),
        "gv_length_km": tr("Length (km)"),
        "gv_below_km": tr("Length below the requirement (km)"),
        "gv_narrowest_m": tr("Narrowest clear width (m)"),
        **landreduction_names.field_names(),
        **restorationpriority_names.field_names(),
        **securitypattern_names.field_names(),
        **vacateduse_names.field_names(),
    }


def layer_names() -> dict[str, str]:
    """Return what the layer of each style is called."""
    return {
        "parkcoverage_coverage": tr("Residential land with coverage"),
        "parkcoverage_blind_areas": tr("Blind areas"),
        "parkcoverage_service_area": tr("Service area"),
        "parkcoverage_summary": tr("Coverage summary"),
        "parkcoverage_parks": tr("Parks"),
        "corridorwidth_checked": tr("Checked corridors"),
        "corridorwidth_pinches": tr("Pinches"),
        "corridorwidth_axis": tr("Axes"),
        "corridorwidth_profile": tr("Width profile"),
        "corridorwidth_summary": tr("Width summary"),
        "corridorwidth_corridors": tr("Corridors"),
        "corridorwidth_obstacles": tr("Obstacles"),
        "landreduction_changes": tr("Changes of land use"),
        "landreduction_issues": tr("Issues of the land-use layers"),
        "landreduction_districts": tr("Districts"),
        "landreduction_key_areas": tr("Key remediation areas"),
        "landreduction_matrix": tr("Transition matrix"),
        "landreduction_balance": tr("Land balance"),
        "restorationpriority_ranked": tr("Ranked units"),
        "restorationpriority_summary": tr("Priority summary"),
        "securitypattern_pattern": tr("Security pattern"),
        "securitypattern_conflicts": tr("Conflicts with the pattern"),
        "securitypattern_summary": tr("Pattern summary"),
        "vacateduse_uses": tr("Uses of vacated land"),
        "vacateduse_summary": tr("Summary of uses"),
    }


def style_on_load(context: QgsProcessingContext, destination: str, style: str, name: str, group: str = "") -> None:
    """Have an output named and styled, and put into a group, once the run has ended and QGIS loads it.

    ``destination`` is what ``parameterAsSink`` returned, ``style`` a file in
    ``resources/styles`` without its ending; an output without such a file gets
    its field names only.
    """
    if not context.willLoadLayerOnCompletion(destination):
        return
    details = context.layerToLoadOnCompletionDetails(destination)
    details.name, details.forceName = _told_apart(name, destination), True
    details.groupName = details.groupName or group
    if style in _STACK:
        details.layerSortKey = len(_STACK) - _STACK.index(style)  # QGIS puts the greatest on top of a group
    details.setPostProcessor(_styler(style))


def _told_apart(name: str, destination: str) -> str:
    """Return the name of a layer, with that of its file where the user chose one: a batch makes many layers alike."""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", destination)
    file = Path(parts.get("path") or destination)
    if not file.is_file() or Path(QgsProcessingUtils.tempFolder()) in file.parents:
        return name
    return tr("{layer} ({file})").format(layer=name, file=file.stem)


def style_outputs(context: QgsProcessingContext, algorithm: str, outputs: dict[str, str | None]) -> None:
    """Have all layers and tables among the outputs of an algorithm named and styled once QGIS loads them."""
    names = layer_names()
    job = QgsApplication.processingRegistry().algorithmById(f"greenvein:{algorithm}")
    group = job.displayName() if job is not None else ""
    for output, destination in outputs.items():
        style = f"{algorithm}_{output.lower()}"
        if destination and style in names:
            style_on_load(context, destination, style, names[style], group)


def style_of(layer: QgsMapLayer) -> str:
    """Return the style of an output that was saved before, known by the name of its table or file; "" for others."""
    if not isinstance(layer, QgsVectorLayer) or not any(name.startswith("gv_") for name in layer.fields().names()):
        return ""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    name = (parts.get("layerName") or Path(parts.get("path") or layer.name()).stem).lower()
    outputs = {style: style.partition("_")[2] for style in _STACK}
    return next((style for style, output in outputs.items() if f"_{name}".endswith(f"_{output}")), "")


def apply_style(layer: QgsVectorLayer, style: str) -> None:
    """Give ``layer`` a style of the plugin and the names of its fields."""
    path = STYLES / f"{style}.qml"
    if path.is_file():
        layer.loadNamedStyle(str(path), True, QgsMapLayer.StyleCategory.AllStyleCategories)
        _translate_legend(layer)
    own = restorationpriority_names.own_field_names(style, layer.fields().names())
    aliases = field_aliases() | own
    for index, field in enumerate(layer.fields()):
        if field.name() in aliases:
            layer.setFieldAlias(index, aliases[field.name()])
    layer.triggerRepaint()


def _translate_legend(layer: QgsVectorLayer) -> None:
    renderer = layer.renderer()
    if isinstance(renderer, QgsRuleBasedRenderer):
        renderer = renderer.clone()
        for rule in renderer.rootRule().descendants():
            # scripts/translations finds these texts in the style files.
            rule.setLabel(QCoreApplication.translate(CONTEXT, rule.label()))
        layer.setRenderer(renderer)  # tells the legend that is already shown


class _Styler(QgsProcessingLayerPostProcessorInterface):
    """Styles a layer after it was loaded."""

    def __init__(self, style: str):
        super().__init__()
        self.style = style

    def postProcessLayer(self, layer, context, feedback):  # noqa: N802 - QGIS's name
        if isinstance(layer, QgsVectorLayer):
            apply_style(layer, self.style)


_alive: list[_Styler] = []


def _styler(style: str) -> _Styler:
    """Return a new post-processor, which the context owns and deletes.

    Until then Python must hold on to it: a wrapper that is gone takes its method with it.
    """
    _alive[:] = [styler for styler in _alive if not sip.isdeleted(styler)]
    _alive.append(_Styler(style))
    return _alive[-1]
