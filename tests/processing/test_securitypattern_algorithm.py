"""greenvein:securitypattern in QGIS: tiers, sources, conflicts, control lines, sentences, outputs."""

import json

import pytest
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterMultipleLayers,
    QgsProject,
)

X, Y = 500_000, 4_400_000
OUTPUTS = ("PATTERN", "CONFLICTS", "SUMMARY")


def box(west, south, east, north):
    return shapely.box(X + west, Y + south, X + east, Y + north)


@pytest.fixture
def pattern(provider, log):
    """Run securitypattern with every output; return what came out. ``log`` keeps what was said."""

    def start(feedback=None, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {**dict.fromkeys(OUTPUTS, "TEMPORARY_OUTPUT"), **parameters}
        return processing.run("greenvein:securitypattern", parameters, context=context, feedback=feedback or log)

    return start


def by(rows, *names):
    """Return the areas of rows by the values of fields."""
    found = {}
    for row in rows:
        key = tuple(row[name] for name in names)
        found[key if len(names) > 1 else key[0]] = found.get(key if len(names) > 1 else key[0], 0) + row["gv_area_m2"]
    return found


def test_the_strictest_tier_holds_and_names_every_layer_that_gives_it(pattern, layer, table):
    first = layer([box(0, 0, 100, 100)], name="reserve")
    second = layer([box(50, 0, 150, 100)], name="wetland")
    third = layer([box(0, 0, 200, 100)], name="greenway")
    found = pattern(TIER_1=[first, second], TIER_3=[third])
    rows = table(found["PATTERN"])
    assert by(rows, "gv_tier", "gv_zone", "gv_sources") == pytest.approx(
        {
            (1, "一级管控区", "reserve"): 5_000,
            (1, "一级管控区", "reserve; wetland"): 5_000,
            (1, "一级管控区", "wetland"): 5_000,
            (3, "三级管控区", "greenway"): 5_000,
        }
    )
    assert (found["TIER_1_KM2"], found["TIER_2_KM2"], found["TIER_3_KM2"]) == pytest.approx((0.015, 0, 0.005))
    assert found["PATTERN_KM2"] == pytest.approx(0.02)


def test_the_red_line_is_both_a_part_of_the_baseline_tier_and_a_control_line(pattern, layer, table):
    found = pattern(
        RED_LINE=layer([box(0, 0, 100, 100)]),
        BASIC_FARMLAND=layer([box(90, 0, 190, 100)]),
        GROWTH_BOUNDARY=layer([box(300, 0, 400, 100)]),
    )
    assert by(table(found["PATTERN"]), "gv_tier") == pytest.approx({1: 19_000})
    (row,) = table(found["CONFLICTS"])
    assert (row["gv_kind"], row["gv_pair"], row["gv_area_m2"]) == ("overlap", "red_line/basic_farmland", 1_000)
    assert (row["gv_first_ids"], row["gv_second_ids"]) == ("1", "1")
    assert (found["LINE_CONFLICTS"], found["LINE_CONFLICT_HA"]) == (1, pytest.approx(0.1))


def test_control_lines_that_cross_or_hold_each_other_are_told_apart(pattern, layer, table):
    found = pattern(
        RED_LINE=layer([box(0, 0, 100, 100)]),
        BASIC_FARMLAND=layer([box(40, -50, 60, 150)]),
        GROWTH_BOUNDARY=layer([box(-200, -200, 300, 300)]),
    )
    kinds = {row["gv_pair"]: row["gv_kind"] for row in table(found["CONFLICTS"])}
    assert kinds == {
        "red_line/basic_farmland": "crossing",
        "red_line/growth_boundary": "containment",
        "basic_farmland/growth_boundary": "containment",
    }


def test_an_overlap_as_wide_as_a_pencil_line_is_a_sliver_and_no_conflict(pattern, layer, table, log):
    found = pattern(RED_LINE=layer([box(0, 0, 100, 100)]), BASIC_FARMLAND=layer([box(99.95, 0, 200, 100)]))
    (row,) = table(found["CONFLICTS"])
    assert row["gv_sliver"] and row["gv_area_m2"] == pytest.approx(5, rel=1e-6)
    assert found["LINE_CONFLICTS"] == 0
    assert "1 overlaps of control lines are narrower than 0.1 m" in "".join(log.info)


def test_construction_land_is_a_conflict_in_tier_1_and_to_check_in_2_and_3(pattern, layer, table):
    found = pattern(
        TIER_1=[layer([box(0, 0, 100, 100)], name="one")],
        TIER_2=[layer([box(0, 0, 200, 100)], name="two")],
        TIER_3=[layer([box(0, 0, 300, 100)], name="three")],
        CONSTRUCTION=layer([box(50, 0, 400, 10), box(0, 90, 10, 100)], {"name": ["plant", "house"]}),
        ID_FIELD="name",
    )
    rows = table(found["CONFLICTS"])
    assert by(rows, "gv_kind", "gv_tier", "gv_source", "gv_sources") == pytest.approx(
        {
            ("conflict", 1, "plant", "one"): 500,
            ("conflict", 1, "house", "one"): 100,
            ("conditions", 2, "plant", "two"): 1_000,
            ("list", 3, "plant", "three"): 1_000,
        }
    )
    assert {row["gv_pair"] for row in rows} == {"construction/pattern"}
    assert (found["CONFLICT_HA"], found["TO_CHECK_HA"]) == pytest.approx((0.06, 0.2))


def test_construction_features_that_lie_on_each_other_count_once(pattern, layer, table, log):
    built = layer([box(0, 0, 100, 100), box(0, 0, 10, 10)])
    found = pattern(TIER_1=[layer([box(0, 0, 100, 100)])], CONSTRUCTION=built)
    assert by(table(found["CONFLICTS"]), "gv_source") == pytest.approx({"1": 9_900, "2": 100})
    assert "overlaps itself by 100.0 m²" in "".join(log.info)


def test_tiers_come_from_a_field_in_words_or_numbers(pattern, layer, table, log):
    tiered = layer(
        [box(0, 0, 10, 10), box(10, 0, 20, 10), box(20, 0, 30, 10), box(30, 0, 40, 10)],
        {"级别": ["底线", "二级管控区", "3", None]},
        name="要素格局",
    )
    found = pattern(TIERED=[tiered], TIER_FIELD="级别")
    assert by(table(found["PATTERN"]), "gv_tier") == pytest.approx({1: 100, 2: 100, 3: 100})
    layer = "要素格局 (Layers with the tier in a field)"
    assert log.warnings == [f"1 features of “{layer}” have no tier and are not in the pattern."]


@pytest.mark.parametrize("wrong", ["4", "0", "central"])
def test_a_tier_that_is_none_is_told_with_layer_and_feature(pattern, layer, wrong):
    tiered = layer([box(0, 0, 10, 10), box(10, 0, 20, 10)], {"t": ["1", wrong]}, name="patterns")
    with pytest.raises(
        QgsProcessingException, match=rf"“t” of the layer “patterns \(.*\)” has the tier “{wrong}” in the feat"
    ):
        pattern(TIERED=[tiered], TIER_FIELD="t")


def test_a_missing_tier_field_is_told_with_the_fields_there_are(pattern, layer):
    tiered = layer([box(0, 0, 10, 10)], {"level": ["1"]}, name="patterns")
    with pytest.raises(
        QgsProcessingException, match=r"“patterns \(.*\)” has no field “gv_tier”; its fields are: level"
    ):
        pattern(TIERED=[tiered])


def test_without_any_layer_the_run_says_what_to_choose(pattern, layer):
    with pytest.raises(QgsProcessingException, match="No layer of the pattern is given; choose at least one"):
        pattern(CONSTRUCTION=layer([box(0, 0, 10, 10)]))


EMPTY = "has no features; check that it is the right layer."


@pytest.mark.parametrize("name", ["RED_LINE", "PROTECTED_AREAS", "TIER_1"])
def test_a_layer_without_any_feature_is_told_and_left_out_though_it_is_read_first(pattern, layer, table, log, name):
    nothing = layer([], name="nothing", crs="EPSG:4326")
    wetland = layer([box(0, 0, 100, 100)], name="wetland")
    given = {"TIER_1": [nothing, wetland]} if name == "TIER_1" else {name: nothing, "TIER_1": [wetland]}
    found = pattern(**given, CONSTRUCTION=layer([box(0, 0, 10, 10)], name="homes"))
    assert by(table(found["PATTERN"]), "gv_sources") == pytest.approx({"wetland": 10_000})
    assert found["PATTERN"].crs().authid() == wetland.crs().authid()
    assert found["CONFLICT_HA"] == pytest.approx(0.01)
    (told,) = (text for text in log.warnings if text.endswith(EMPTY))
    assert told.startswith("The layer “nothing")


def test_a_file_that_holds_nothing_and_says_not_what_is_left_out_too(pattern, layer, log, tmp_path):
    nothing = tmp_path / "nothing.geojson"
    nothing.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    found = pattern(RED_LINE=str(nothing), TIER_1=[layer([box(0, 0, 100, 100)])])
    assert found["TIER_1_KM2"] == pytest.approx(0.01)
    assert [text for text in log.warnings if text.endswith(EMPTY)]


def test_where_no_layer_has_a_feature_the_run_says_so(pattern, layer):
    nothing = [layer([], name=name) for name in ("lakes", "woods")]
    with pytest.raises(QgsProcessingException, match=f"“lakes.*{EMPTY}"):
        pattern(RED_LINE=nothing[0])
    with pytest.raises(QgsProcessingException, match="None of the layers of the pattern has a feature"):
        pattern(RED_LINE=nothing[0], TIER_2=[nothing[1]])


def test_a_layer_that_overlaps_itself_counts_its_ground_once(pattern, layer):
    found = pattern(TIER_2=[layer([box(0, 0, 100, 100), box(50, 0, 150, 100)])])
    assert found["TIER_2_KM2"] == pytest.approx(0.015)


def test_the_extent_cuts_the_pattern_and_gives_shares(pattern, layer, table):
    found = pattern(TIER_1=[layer([box(0, 0, 100, 100)])], EXTENT_LAYER=layer([box(50, 0, 250, 100)]))
    assert found["TIER_1_KM2"] == pytest.approx(0.005)
    summary = {(row["gv_scope"], row["gv_tier"]): row for row in table(found["SUMMARY"])}
    assert summary["tier", 1]["gv_share_pct"] == pytest.approx(25)


def test_the_summary_says_what_each_layer_decides_and_decides_alone(pattern, layer, table):
    one, two = layer([box(0, 0, 100, 100)], name="one"), layer([box(50, 0, 150, 100)], name="two")
    below = layer([box(0, 0, 300, 100)], name="below")
    found = pattern(TIER_1=[one, two], TIER_2=[below])
    rows = {row["gv_layer"]: row for row in table(found["SUMMARY"]) if row["gv_scope"] == "layer"}
    figures = {name: [row[f"gv_{one}_ha"] for one in ("area", "decides", "alone")] for name, row in rows.items()}
    assert figures == {
        "one": pytest.approx([1, 1, 0.5]),
        "two": pytest.approx([1, 1, 0.5]),
        "below": pytest.approx([3, 1.5, 1.5]),
    }


def test_layers_of_one_name_are_numbered(pattern, layer, table):
    found = pattern(TIER_1=[layer([box(0, 0, 10, 10)], name="a"), layer([box(10, 0, 20, 10)], name="a")])
    assert {row["gv_sources"] for row in table(found["PATTERN"])} == {"a (1)", "a (2)"}


def test_layers_in_other_crs_are_brought_to_the_first(pattern, layer):
    import processing

    second = layer([box(100, 0, 200, 100)], name="second")
    parameters = {
        "INPUT": second,
        "TARGET_CRS": QgsCoordinateReferenceSystem("EPSG:4490"),
        "OUTPUT": "TEMPORARY_OUTPUT",
    }
    moved = processing.run("native:reprojectlayer", parameters)["OUTPUT"]
    found = pattern(TIER_1=[layer([box(0, 0, 100, 100)])], TIER_2=[moved])
    assert (found["TIER_1_KM2"], found["TIER_2_KM2"]) == pytest.approx((0.01, 0.01), rel=1e-6)


def test_ellipsoidal_areas_add_up_too(pattern, layer):
    found = pattern(TIER_1=[layer([box(0, 0, 1_000, 1_000)])], TIER_2=[layer([box(0, 0, 3_000, 1_000)])], AREA=1)
    whole = pattern(TIER_1=[layer([box(0, 0, 3_000, 1_000)])], AREA=1)
    assert found["PATTERN_KM2"] == pytest.approx(whole["PATTERN_KM2"], rel=1e-9)
    assert found["TIER_2_KM2"] == pytest.approx(2 * found["TIER_1_KM2"], rel=1e-6)
    assert found["PATTERN_KM2"] != 3  # near the central meridian the plane is true to 1e-7


def test_a_model_wires_several_layers(provider, layer, log):
    model = QgsProcessingModelAlgorithm("check-up", "")
    multiple = QgsProcessingParameterMultipleLayers("layers", "layers")
    model.addModelParameter(multiple, QgsProcessingModelParameter("layers"))
    child = QgsProcessingModelChildAlgorithm("greenvein:securitypattern")
    child.setChildId("pattern")
    child.addParameterSources("TIER_1", [QgsProcessingModelChildParameterSource.fromModelParameter("layers")])
    output = QgsProcessingModelOutput("joined", "joined")
    output.setChildOutputName("PATTERN")
    output.setChildId("pattern")
    child.setModelOutputs({"joined": output})
    model.addChildAlgorithm(child)
    model.initAlgorithm()
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    layers = [layer([box(0, 0, 10, 10)], name="a"), layer([box(10, 0, 20, 10)], name="b")]
    QgsProject.instance().addMapLayers(layers)
    results, finished = model.run({"layers": [one.id() for one in layers], "joined": "TEMPORARY_OUTPUT"}, context, log)
    assert finished
    found = context.getMapLayer(results["joined"])
    assert sorted(feature["gv_sources"] for feature in found.getFeatures()) == ["a", "b"]


def test_the_same_layers_in_another_order_of_features_give_the_same_file(pattern, layer, tmp_path):
    shapes = [box(0, 0, 100, 100), box(50, 50, 150, 150), box(120, 0, 220, 80)]
    found = []
    for number, some in enumerate((shapes, shapes[::-1])):
        path = tmp_path / f"{number}.geojson"
        pattern(TIER_1=[layer(some, name="a")], TIER_3=[layer([box(-50, -50, 300, 90)], name="b")], PATTERN=str(path))
        content = json.loads(path.read_text())
        found.append([(one["properties"], one["geometry"]) for one in content["features"]])
    assert found[0] == found[1]


def test_the_report_tells_tiers_conflicts_and_whose_reading_it_is(pattern, layer, tmp_path):
    path = tmp_path / "report.html"
    pattern(
        RED_LINE=layer([box(0, 0, 100, 100)]),
        BASIC_FARMLAND=layer([box(90, 0, 190, 100)]),
        CONSTRUCTION=layer([box(50, 0, 60, 10)]),
        REPORT=str(path),
    )
    text = path.read_text("utf-8")
    # 10 × 100 m lie in both lines, which must not be: the headline, above construction land in the baseline tier.
    assert "Control lines conflict in 1 places. In 1 places construction land, 0.01 ha, lies in the baseline" in text
    assert text.index("Overlap of control lines") < text.index("Construction land by what to do")
    assert text.index("Conflicts between control lines</figcaption>") < text.index("Construction land by what to do")
    assert "Ecological red line × Permanent basic farmland" in text
    assert "the strictest wins is our reading" in text and "data:image/png" in text


def test_a_cancelled_run_leaves_nothing(pattern, layer, tmp_path, logs):
    path, feedback = tmp_path / "pattern.gpkg", logs(cancel_at_check=6)
    pattern(feedback=feedback, TIER_1=[layer([box(0, 0, 10, 10)])], PATTERN=str(path))
    assert feedback.warnings == ["Cancelled: nothing was written."]
    assert not path.exists()
