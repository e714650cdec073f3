"""Outputs in QGIS: colours, legend, names and aliases after loading."""

import gc

import pytest
from qgis.core import (
    Qgis,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

FIELDS = "field=gv_area_m2:double&field=gv_coverage:double&field=gv_rank:int&field=name:string"


@pytest.fixture
def in_chinese(qgis_app):
    from greenvein import i18n

    translator = QTranslator()
    assert translator.load(str(i18n.Path(i18n.__file__).parent / "greenvein_zh_CN.qm"))
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def layer(qgis_app):
    return QgsVectorLayer(f"MultiPolygon?crs=EPSG:4526&{FIELDS}", "output", "memory")


def feature(layer, **values):
    made = QgsFeature(layer.fields())
    for name, value in values.items():
        made.setAttribute(name, value)
    return made


def colour_of(layer, made):
    """Return the colour that the layer's renderer gives a feature in the end."""
    context = QgsRenderContext()
    context.expressionContext().appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.expressionContext().setFeature(made)
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    symbols = renderer.originalSymbolsForFeature(made, context)
    top = symbols[-1].symbolLayer(symbols[-1].symbolLayerCount() - 1)
    colour = top.color() if symbols[-1].type() == Qgis.SymbolType.Marker else top.fillColor()
    renderer.stopRender(context)
    return colour.name().upper()


@pytest.mark.parametrize(
    ("coverage", "step"),
    [
        (1.0, 0),
        (1 - 1e-12, 0),
        (0.999, 1),
        (0.8, 1),
        (0.79, 2),
        (0.5, 2),
        (0.49, 3),
        (1e-6, 3),
        (0.0, 4),
        (-1e-12, 4),
    ],
)
def test_coverage_has_one_colour_for_each_class(layer, coverage, step):
    from greenvein.core.drawing import palette
    from greenvein.processing.framework.styling import apply_style

    apply_style(layer, "parkcoverage_coverage")
    assert colour_of(layer, feature(layer, gv_coverage=coverage)) == palette.COVERAGE[step].upper()


@pytest.mark.parametrize(
    ("style", "colour"),
    [("parkcoverage_blind_areas", "BLIND"), ("parkcoverage_service_area", "SERVICE_AREA"), ("parks", "PARK")],
)
def test_style_and_report_share_their_colours(layer, style, colour):
    from greenvein.core.drawing import palette
    from greenvein.processing.framework.styling import apply_style

    apply_style(layer, style)
    assert colour_of(layer, feature(layer)) == getattr(palette, colour).upper()


@pytest.mark.parametrize(
    ("style", "values", "colour"),
    [
        ("corridors", {}, "CORRIDOR"),
        ("obstacles", {}, "OBSTACLE"),
        ("corridorwidth_checked", {"gv_verdict": "pass"}, "CORRIDOR"),
        ("corridorwidth_pinches", {"gv_cause": "obstacle"}, "PINCH"),
        ("corridorwidth_profile", {"gv_width_m": 79.0, "gv_required_m": 80.0}, "MISSED"),
        ("corridorwidth_profile", {"gv_width_m": 80.0, "gv_required_m": 80.0}, "MET"),
        ("corridorwidth_profile", {"gv_width_m": 80.0}, "UNKNOWN"),
    ],
)
def test_corridor_styles_and_report_share_their_colours(qgis_app, style, values, colour):
    from greenvein.core.drawing import palette
    from greenvein.processing.framework.styling import apply_style

    kind = "Point" if style == "corridorwidth_profile" else "MultiPolygon"
    fields = "field=gv_verdict:string&field=gv_cause:string&field=gv_width_m:double&field=gv_required_m:double"
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:4526&{fields}", style, "memory")
    apply_style(layer, style)
    assert colour_of(layer, feature(layer, **values)) == getattr(palette, colour).upper()


@pytest.mark.parametrize(
    ("style", "kind", "colour"),
    [
        ("changes", "vacated", "VACATED"),
        ("changes", "added", "ADDED"),
        ("changes", "other", "CHANGED"),
        ("issues", "overlap", "OVERLAP"),
        ("issues", "gap", "GAP"),
        ("issues", "unknown", "STRANGE"),
        ("issues", "sliver", "SLIVER"),
    ],
)
def test_land_styles_and_report_share_their_colours(qgis_app, style, kind, colour):
    from greenvein.core.drawing import palette
    from greenvein.processing.framework.styling import apply_style

    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:4548&field=gv_kind:string", style, "memory")
    apply_style(layer, f"landreduction_{style}")
    assert colour_of(layer, feature(layer, gv_kind=kind)) == getattr(palette, colour).upper()


@pytest.mark.parametrize("verdict", ["pass", "narrow", "broken", "unknown"])
def test_every_verdict_has_a_colour_of_its_own(qgis_app, verdict):
    from greenvein.processing.framework.styling import apply_style

    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:4526&field=gv_verdict:string", "checked", "memory")
    apply_style(layer, "corridorwidth_checked")
    others = {"pass", "narrow", "broken", "unknown"} - {verdict}
    colour = colour_of(layer, feature(layer, gv_verdict=verdict))
    assert colour not in {colour_of(layer, feature(layer, gv_verdict=other)) for other in others}


def test_only_the_twenty_largest_blind_areas_are_labelled(layer):
    from greenvein.processing.framework.styling import apply_style

    apply_style(layer, "parkcoverage_blind_areas")
    assert layer.labelsEnabled()
    expression = QgsExpression(layer.labeling().settings().fieldName)

    def label(rank):
        context = QgsExpressionContext()
        context.setFields(layer.fields())
        context.setFeature(feature(layer, gv_rank=rank))
        return expression.evaluate(context)

    assert [label(rank) for rank in (1, 20, 21)] == [1, 20, None]


def test_legend_and_aliases_speak_the_users_language(layer, in_chinese):
    from greenvein.processing.framework.styling import apply_style

    apply_style(layer, "parkcoverage_coverage")
    legend = [item.label() for item in layer.renderer().legendSymbolItems()]
    assert legend == ["全部覆盖", "覆盖 80% 及以上", "覆盖 50%～80%", "覆盖不足 50%", "未覆盖"]
    assert [layer.attributeDisplayName(index) for index in range(4)] == [
        "面积（m²）",
        "覆盖率（0～1）",
        "面积排序",
        "name",
    ]


def test_without_a_translation_the_legend_is_english(layer):
    from greenvein.processing.framework.styling import apply_style

    apply_style(layer, "parkcoverage_coverage")
    assert layer.renderer().legendSymbolItems()[4].label() == "Not served"


def test_table_without_a_style_gets_its_aliases(qgis_app):
    from greenvein.processing.framework.styling import apply_style

    table = QgsVectorLayer("NoGeometry?field=gv_to_cover_ha:double", "summary", "memory")
    apply_style(table, "parkcoverage_summary")
    assert table.attributeDisplayName(0) == "Still to cover (ha)"


def test_output_is_named_and_styled_long_after_the_algorithm_is_gone(layer):
    from greenvein.processing.framework.styling import style_on_load

    context = QgsProcessingContext()
    details = QgsProcessingContext.LayerDetails("output", QgsProject.instance(), "BLIND_AREAS")
    context.addLayerToLoadOnCompletion(layer.id(), details)
    style_on_load(context, layer.id(), "parkcoverage_blind_areas", "服务盲区", credit=("© OpenStreetMap",))
    del details
    gc.collect()

    loaded = context.layersToLoadOnCompletion()[layer.id()]
    assert (loaded.name, loaded.forceName) == ("服务盲区", True)
    loaded.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.labelsEnabled()
    assert layer.metadata().rights() == ["© OpenStreetMap"]


def test_two_outputs_of_a_run_keep_their_own_styles(layer):
    from greenvein.processing.framework.styling import style_on_load

    context = QgsProcessingContext()
    other = layer.clone()
    for one, style in ((layer, "parkcoverage_coverage"), (other, "parkcoverage_service_area")):
        context.addLayerToLoadOnCompletion(one.id(), QgsProcessingContext.LayerDetails("x", QgsProject.instance(), "x"))
        style_on_load(context, one.id(), style, style)
    for one in (layer, other):
        context.layersToLoadOnCompletion()[one.id()].postProcessor().postProcessLayer(
            one, context, QgsProcessingFeedback()
        )
    assert len(layer.renderer().legendSymbolItems()) == 5
    assert len(other.renderer().legendSymbolItems()) == 1


def test_output_that_is_not_loaded_is_left_alone(layer):
    from greenvein.processing.framework.styling import style_on_load

    context = QgsProcessingContext()
    style_on_load(context, "/nowhere/out.gpkg", "parkcoverage_coverage", "x")
    assert not context.layersToLoadOnCompletion()


def test_outputs_lie_in_a_group_of_the_job_with_what_is_wrong_on_top(qgis_app, provider):
    from greenvein.processing.framework.styling import style_outputs
    from greenvein.processing.jobs import JOBS

    context = QgsProcessingContext()
    layers = {name: QgsVectorLayer(f"Polygon?crs=EPSG:4526&{FIELDS}", name, "memory") for name in ("A", "B", "C")}
    outputs = dict(zip(("COVERAGE", "BLIND_AREAS", "SERVICE_AREA"), (layer.id() for layer in layers.values())))
    for output, name in outputs.items():
        details = QgsProcessingContext.LayerDetails(output, QgsProject.instance(), output)
        details.groupName = "Mine" if output == "SERVICE_AREA" else ""
        context.addLayerToLoadOnCompletion(name, details)
    style_outputs(context, JOBS["parkcoverage"], outputs)
    loaded = {output: context.layersToLoadOnCompletion()[name] for output, name in outputs.items()}
    assert loaded["COVERAGE"].groupName == loaded["BLIND_AREAS"].groupName == "Park service coverage"
    assert loaded["SERVICE_AREA"].groupName == "Mine"
    keys = {output: details.layerSortKey for output, details in loaded.items()}
    assert keys["BLIND_AREAS"] > keys["COVERAGE"] > keys["SERVICE_AREA"]


def test_every_output_on_the_map_is_known_by_its_name_alone(qgis_app):
    from greenvein.processing.framework.styling import style_of
    from greenvein.processing.jobs import JOBS

    styles = {job.style(one.name): one.name.lower() for job in JOBS.values() for one in job.outputs if one.stack}
    for before in ("", "haidian_"):
        for style, name in styles.items():
            layer = QgsVectorLayer("Polygon?crs=EPSG:4526&field=gv_rank:int", before + name, "memory")
            assert style_of(layer) == style


def test_output_from_a_file_is_known_by_its_table_or_its_file(qgis_app, tmp_path):
    from greenvein.processing.framework.styling import style_of
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter

    layer = QgsVectorLayer(f"Polygon?crs=EPSG:4526&{FIELDS}", "x", "memory")
    plain = QgsVectorLayer("Polygon?crs=EPSG:4526&field=name:string", "blind_areas", "memory")

    def saved(source, file, table):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName = table
        path = str(tmp_path / file)
        QgsVectorFileWriter.writeAsVectorFormatV3(source, path, QgsCoordinateTransformContext(), options)
        return QgsVectorLayer(f"{path}|layername={table}", "y", "ogr")

    assert style_of(saved(layer, "result.gpkg", "blind_areas")) == "parkcoverage_blind_areas"
    assert style_of(saved(layer, "haidian.gpkg", "haidian_pattern")) == "securitypattern_pattern"
    assert style_of(saved(layer, "other.gpkg", "somepattern")) == ""
    assert style_of(saved(plain, "plain.gpkg", "blind_areas")) == ""
