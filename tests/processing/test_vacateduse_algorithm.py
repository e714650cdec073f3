"""greenvein:vacateduse in QGIS: plots made by hand, every rule, chains with the other algorithms, sentences, report."""

import html
import json
import re

import pytest
import shapely
from greenvein import i18n
from greenvein.processing import profiles
from qgis.core import (
    Qgis,
    QgsFeature,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProject,
    QgsRenderContext,
    QgsSettings,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

X, Y = 500_000, 4_400_000
FIRST = ("RED_LINE", "BASIC_FARMLAND", "BLUE_LINES", "KEY_AREAS")
ALL = {"USES": "TEMPORARY_OUTPUT", "SUMMARY": "TEMPORARY_OUTPUT"}
ADDED = ["gv_first", "gv_use_after", "gv_use_rule", "gv_done", "gv_fills_blind_m2", "gv_area_m2", "gv_source"]


def land(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return shapely.box(X + west, Y + south, X + east, Y + north)


# Five plots of one hectare, 1 km apart, and what lies where.
PLOTS = [land(1000 * at, 0, 1000 * at + 100, 100) for at in range(5)]
AREAS = {
    "BLUE_LINES": land(-10, -10, 110, 110),  # the first plot
    "FARMLAND_SPACE": shapely.union_all([land(990, -10, 1110, 110), land(2120, -500, 2500, 500)]),  # in, 20 m beside
    "FLOOD_STORAGE": land(2990, -10, 3050, 110),  # half of the fourth
}


@pytest.fixture
def use(provider, log):
    """Run vacateduse; return the outputs. ``log`` keeps what was said."""

    def start(vacated, feedback=None, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {"VACATED": vacated, **parameters}
        return processing.run("greenvein:vacateduse", parameters, context=context, feedback=feedback or log)

    return start


@pytest.fixture
def areas(layer):
    """The layers of ``AREAS``, or others by their parameters."""

    def make(crs="EPSG:4548", **changed):
        shapes = AREAS | changed
        return {name: layer([shape], name=name.lower(), crs=crs) for name, shape in shapes.items() if shape is not None}

    return make


@pytest.fixture
def plots(layer):
    return layer(PLOTS, {"code": list("ABCDE")}, name="plots")


def test_each_rule_decides_its_plot(use, plots, areas, table):
    found = use(plots, **areas(), **ALL)
    assert [(row["gv_use_after"], row["gv_use_rule"]) for row in table(found["USES"])] == [
        ("water", "blue_lines"),
        ("farmland", "farmland_space"),
        ("farmland", "farmland_space_beside"),
        ("flood_wetland", "flood_storage"),
        ("green", "otherwise"),
    ]
    names = ("FARMLAND_HA", "WATER_HA", "FLOOD_WETLAND_HA", "GREEN_HA", "FIRST_HA")
    assert [found[name] for name in names] == pytest.approx([2, 1, 1, 1, 1])
    assert found["TO_FARMLAND_AT_LEAST_TO_GREEN"] is False
    assert "BLIND_SERVED_HA" not in found
    assert [tuple(row.values()) for row in table(found["SUMMARY"])] == [
        ("use", "water", 1, pytest.approx(1), 0, pytest.approx(1), 1, pytest.approx(1), None),
        ("use", "farmland", 2, pytest.approx(2), 0, pytest.approx(2), 0, 0, None),
        ("use", "flood_wetland", 1, pytest.approx(1), 0, pytest.approx(1), 0, 0, None),
        ("use", "green", 1, pytest.approx(1), 0, pytest.approx(1), 0, 0, None),
        ("all", None, 5, pytest.approx(5), 0, pytest.approx(5), 1, pytest.approx(1), None),
    ]


def test_size_distance_and_share_come_from_the_parameters(use, plots, areas, table):
    def uses(**parameters):
        return [
            row["gv_use_after"] for row in table(use(plots, **areas(), USES="TEMPORARY_OUTPUT", **parameters)["USES"])
        ]

    assert uses(MIN_FARMLAND_M2=10_000) == ["water", "farmland", "farmland", "flood_wetland", "green"]
    assert uses(MIN_FARMLAND_M2=10_001) == ["water", "green", "green", "flood_wetland", "green"]
    assert uses(MAX_FARMLAND_DISTANCE=19.9) == ["water", "farmland", "green", "flood_wetland", "green"]
    assert uses(SHARE=0.51) == ["water", "farmland", "farmland", "green", "green"]


def test_as_much_farmland_as_green_and_water_is_enough(use, layer, areas):
    found = use(layer([PLOTS[0], PLOTS[1]]), **areas())
    assert found["TO_FARMLAND_AT_LEAST_TO_GREEN"] is True


@pytest.mark.parametrize("name", FIRST)
def test_each_named_area_makes_its_plot_come_first(use, plots, layer, table, name):
    found = use(plots, **{name: layer([land(1000, 0, 1100, 100)])}, **ALL)
    assert [row["gv_first"] for row in table(found["USES"])] == [None, name.lower(), None, None, None]
    assert found["FIRST_HA"] == pytest.approx(1)


def test_all_reasons_to_come_first_are_named(use, plots, layer, table):
    everywhere = layer([land(-100, -100, 200, 200)])
    found = use(plots, **dict.fromkeys(reversed(FIRST), everywhere), USES="TEMPORARY_OUTPUT")
    assert [row["gv_first"] for row in table(found["USES"])][:2] == [
        "red_line; basic_farmland; blue_lines; key_areas",
        None,
    ]


def test_plots_keep_their_own_fields_and_shapes(use, plots, table):
    found = use(plots, USES="TEMPORARY_OUTPUT")["USES"]
    assert list(table(found)[0]) == ["code", *ADDED]
    assert [row["code"] for row in table(found)] == list("ABCDE")
    shapes = [shapely.from_wkb(feature.geometry().asWkb().data()) for feature in found.getFeatures()]
    assert [shape.wkt for shape in shapes] == [plot.wkt for plot in PLOTS]


def test_a_second_run_over_the_uses_replaces_their_fields(use, plots, table):
    once = use(plots, USES="TEMPORARY_OUTPUT")["USES"]
    twice = use(once, USES="TEMPORARY_OUTPUT")["USES"]
    assert table(twice) == table(once)


def test_without_any_area_everything_becomes_green_and_the_log_says_why(use, plots, table, log):
    found = use(plots, **ALL)
    assert {row["gv_use_rule"] for row in table(found["USES"])} == {"otherwise"}
    assert [row["gv_fills_blind_m2"] for row in table(found["USES"])] == [None] * 5
    assert (found["GREEN_HA"], found["FIRST_HA"]) == (pytest.approx(5), 0)
    assert any("No area was given" in line for line in log.info)


def test_areas_that_were_not_given_are_named(use, plots, areas, log):
    use(plots, **areas())
    assert (
        "Not given, and so not looked at: Ecological red line, Permanent basic farmland, Key remediation areas, "
        "Drinking-water source zones." in log.info
    )


def test_only_what_a_field_calls_vacated_is_used_and_written(use, layer, table, log):
    kinds = ["vacated", "added", None, "vacated", "other"]
    changes = layer(PLOTS, {"gv_kind": kinds, "code": list("ABCDE")}, name="changes")
    found = use(changes, **ALL)
    assert [row["code"] for row in table(found["USES"])] == ["A", "D"]
    assert found["GREEN_HA"] == pytest.approx(2)
    sentence = next(line for line in log.info if "2 of 5 features are vacated land" in line)
    assert "3 were left out ((none): 1, added: 1, other: 1)" in sentence
    assert log.counts("changes").endswith("2 features read, 0 repaired, 0 skipped, 2 used.")


def test_a_vacated_feature_without_a_shape_stays_with_nulls(use, layer, table, log):
    changes = layer([PLOTS[0], None, PLOTS[1]], {"gv_kind": ["vacated", "vacated", "added"]}, name="changes")
    rows = table(use(changes, USES="TEMPORARY_OUTPUT")["USES"])
    assert [row["gv_use_after"] for row in rows] == ["green", None]
    assert log.counts("changes").endswith("2 features read, 0 repaired, 1 skipped, 1 used.")


def test_changes_in_a_file_and_selected_ones_are_used_alike(use, layer, saved, table, tmp_path):
    changes = layer(PLOTS[:3], {"gv_kind": ["added", "vacated", "vacated"], "code": list("ABC")}, name="changes")
    found = use(saved(changes, tmp_path / "changes.gpkg"), USES="TEMPORARY_OUTPUT")
    assert [row["code"] for row in table(found["USES"])] == ["B", "C"]
    changes.selectByExpression("code in ('A', 'C')")
    QgsProject.instance().addMapLayer(changes, False)
    selected = QgsProcessingFeatureSourceDefinition(changes.id(), True)
    found = use(selected, USES="TEMPORARY_OUTPUT")
    QgsProject.instance().takeMapLayer(changes)
    assert [row["code"] for row in table(found["USES"])] == ["C"]


@pytest.mark.parametrize("crs", ["EPSG:4490", "EPSG:3857"])
def test_layers_in_another_crs_give_the_same_uses_in_the_crs_of_vacated_land(use, plots, areas, table, crs):
    import processing

    def moved(one):
        parameters = {"INPUT": one, "TARGET_CRS": crs, "OUTPUT": "TEMPORARY_OUTPUT"}
        return processing.run("native:reprojectlayer", parameters)["OUTPUT"]

    # One metre, so that what lies exactly at a limit does not depend on the last digit.
    given = areas(FLOOD_STORAGE=land(2990, -10, 3051, 110), FARMLAND_SPACE=land(2119, -500, 2500, 500))
    plain = [row["gv_use_after"] for row in table(use(plots, **given, **ALL)["USES"])]
    elsewhere = {name: moved(one) for name, one in given.items()}
    assert [row["gv_use_after"] for row in table(use(plots, **elsewhere, **ALL)["USES"])] == plain
    found = use(moved(plots), **given, **ALL)
    assert found["USES"].crs().authid() == crs
    assert [row["gv_use_after"] for row in table(found["USES"])] == plain
    assert found["FARMLAND_HA"] == pytest.approx(1, rel=2e-3)


def test_areas_may_be_measured_on_the_ellipsoid(use, plots, log):
    found = use(plots, AREA=1)
    assert found["GREEN_HA"] == pytest.approx(5, rel=1e-3)
    assert found["GREEN_HA"] != 5
    assert "How areas are measured: On the ellipsoid CGCS2000 (EPSG:1024)." in log.info


def test_overlapping_plots_keep_their_areas_and_count_the_ground_once(use, layer, table, log):
    found = use(layer([land(0, 0, 100, 100), land(50, 0, 250, 100)]), **ALL)
    assert [row["gv_area_m2"] for row in table(found["USES"])] == pytest.approx([10_000, 20_000])
    assert found["GREEN_HA"] == pytest.approx(2.5)
    assert any("overlap by 5,000.0 m²" in line for line in log.info)


def test_blind_ground_that_green_plots_reach_is_measured_and_counted_once(use, plots, areas, layer, table):
    # 500 m reach from the green plots A (0–100) and E (4000–4100), but only to 600 and from 3500 on.
    blind = layer([land(300, 0, 700, 100), land(3400, 0, 3600, 100)], {"gv_area_m2": [4e4, 2e4]}, name="blind")
    given = areas(BLUE_LINES=None)
    found = use(plots, **given, BLIND_AREAS=blind, **ALL)
    fills = [row["gv_fills_blind_m2"] for row in table(found["USES"])]
    assert fills == pytest.approx([30_000, 0, 0, 0, 10_000], rel=1e-4)
    assert found["BLIND_SERVED_HA"] == pytest.approx(4, rel=1e-4)
    assert use(plots, BLIND_AREAS=blind, TIERS="20000, 500")["BLIND_SERVED_HA"] == 0
    assert use(plots, BLIND_AREAS=blind, TIERS="0, 250")["BLIND_SERVED_HA"] == pytest.approx(0.5, rel=1e-4)


def test_no_blind_areas_left_serves_none(use, plots, layer, table, log):
    found = use(plots, BLIND_AREAS=layer([], name="blind"), **ALL)
    assert found["BLIND_SERVED_HA"] == 0
    assert [row["gv_fills_blind_m2"] for row in table(found["USES"])] == [0] * 5
    assert log.warnings == ["The layer “blind (Blind areas)” has no features; check that it is the right layer."]


def test_that_a_check_has_found_no_blind_area_is_an_answer(use, plots, layer, log):
    found = use(plots, BLIND_AREAS=layer([], {"gv_area_m2": [], "gv_rank": []}, name="blind"), **ALL)
    assert found["BLIND_SERVED_HA"] == 0 and log.warnings == []


def test_polygons_of_a_layer_that_overlap_count_once_for_the_share(use, plots, layer, table):
    third = layer([land(4000, 0, 4040, 100)] * 2)
    assert table(use(plots, FLOOD_STORAGE=third, **ALL)["USES"])[4]["gv_use_after"] == "green"


# Chains with the other algorithms.

CITY = {"u": "0701", "f": "0102", "w": "0301", "t": "1003"}
BEFORE, AFTER = "uuff uuuf ffuu", "ufuf wuuf ffut"


@pytest.fixture
def city(layer):
    """Make a layer of hectares, one per letter, the first row in the north."""

    def make(text, name):
        cells = [
            (land(100 * x, -100 * (y + 1), 100 * (x + 1), -100 * y), CITY[letter])
            for y, row in enumerate(text.split())
            for x, letter in enumerate(row)
        ]
        return layer([cell for cell, _ in cells], {"DLBM": [code for _, code in cells]}, name=name)

    return make


@pytest.fixture
def account(provider, log):
    def start(**parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run("greenvein:landreduction", parameters, context=context, feedback=log)

    return start


@pytest.mark.parametrize("as_file", [False, True])
def test_changes_of_the_land_reduction_account_are_taken_as_they_are(
    use, account, city, areas, table, log, tmp_path, as_file
):
    changes = str(tmp_path / "changes.gpkg") if as_file else "TEMPORARY_OUTPUT"
    reduction = account(BEFORE=city(BEFORE, "before"), AFTER=city(AFTER, "after"), CHANGES=changes)
    # Three cells are vacated: (1, 0) to farmland, (0, 1) to forest, (3, 2) to transport; (2, 0) is added.
    given = {"BLUE_LINES": land(0, -200, 100, -100), "FARMLAND_SPACE": land(100, -100, 200, 0), "FLOOD_STORAGE": None}
    found = use(reduction["CHANGES"], **areas(**given), **ALL)
    rows = {(row["gv_kind"], row["gv_to"]): row["gv_use_after"] for row in table(found["USES"])}
    assert rows == {
        ("vacated", "farmland"): "farmland",
        ("vacated", "forest"): "green",  # has become so, though it lies inside a blue line
        ("vacated", "transport_water_special"): "built",
    }
    assert {row["gv_to"]: (row["gv_done"], row["gv_use_rule"]) for row in table(found["USES"])} == {
        "farmland": (True, "done"),
        "forest": (True, "done"),
        "transport_water_special": (False, "built"),
    }
    assert {
        row["gv_use_after"] or row["gv_scope"]: (row["gv_done_ha"], row["gv_proposed_ha"])
        for row in table(found["SUMMARY"])
    } == {
        "water": (0, 0),
        "farmland": pytest.approx((1, 0)),
        "flood_wetland": (0, 0),
        "green": pytest.approx((1, 0)),
        "built": (0, 0),
        "all": pytest.approx((2, 0)),
    }
    assert [found[name] for name in ("FARMLAND_HA", "WATER_HA", "GREEN_HA", "BUILT_HA", "FIRST_HA")] == pytest.approx(
        [1, 0, 1, 1, 0]
    )
    assert found["TO_FARMLAND_AT_LEAST_TO_GREEN"] is True
    assert any("1 plots (1.00 ha) are construction land again" in line for line in log.info)
    assert found["FARMLAND_HA"] + found["GREEN_HA"] + found["BUILT_HA"] == pytest.approx(100 * reduction["VACATED_KM2"])
    assert any("3 of 4 features are vacated land" in line and "added: 1" in line for line in log.info)


def test_blind_areas_of_park_coverage_are_taken_as_they_are(use, run, plots, layer):
    # Homes 600 m north of plot A; a park far in the south serves none of them.
    homes = layer([land(0, 500, 100, 700)], name="homes")
    coverage = run(homes, layer([land(0, -5000, 100, -4900)], name="parks"), BLIND_AREAS="TEMPORARY_OUTPUT")
    assert coverage["BLIND_HA"] == pytest.approx(2)
    # From the northern edge at 100 m the 500 m reach to 600.
    assert use(plots, BLIND_AREAS=coverage["BLIND_AREAS"])["BLIND_SERVED_HA"] == pytest.approx(1, rel=1e-6)


def test_both_serve_in_one_model(provider, log, city, layer):
    model = QgsProcessingModelAlgorithm("use of vacated land", "")
    inputs = {
        "before": city(BEFORE, "before"),
        "after": city(AFTER, "after"),
        "homes": layer([land(300, -200, 400, -100)], name="homes"),
        "parks": layer([land(0, -5000, 100, -4900)], name="parks"),
    }
    for name in inputs:
        model.addModelParameter(QgsProcessingParameterFeatureSource(name, name), QgsProcessingModelParameter(name))
    source = QgsProcessingModelChildParameterSource

    def child(algorithm, sources):
        made = QgsProcessingModelChildAlgorithm(f"greenvein:{algorithm}")
        made.setChildId(algorithm)
        for name, value in sources.items():
            made.addParameterSources(name, [value])
        return made

    one, other = source.fromModelParameter, source.fromChildOutput
    model.addChildAlgorithm(child("landreduction", {"BEFORE": one("before"), "AFTER": one("after")}))
    model.addChildAlgorithm(child("parkcoverage", {"RESIDENTIAL": one("homes"), "PARKS": one("parks")}))
    last = child(
        "vacateduse",
        {"VACATED": other("landreduction", "CHANGES"), "BLIND_AREAS": other("parkcoverage", "BLIND_AREAS")},
    )
    output = QgsProcessingModelOutput("uses", "uses")
    output.setChildOutputName("USES")
    output.setChildId("vacateduse")
    last.setModelOutputs({"uses": output})
    model.addChildAlgorithm(last)
    model.initAlgorithm()

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    results, finished = model.run({**inputs, "uses": "TEMPORARY_OUTPUT"}, context, log)
    assert finished
    numbers = results["CHILD_RESULTS"]["vacateduse"]
    # One plot has become forest and is no park to come, the other two are farmland and transport.
    assert (numbers["GREEN_HA"], numbers["BLIND_SERVED_HA"]) == pytest.approx((1, 0))
    assert "TO_FARMLAND_AT_LEAST_TO_GREEN" not in numbers
    found = context.getMapLayer(results["uses"])
    assert [feature["gv_fills_blind_m2"] for feature in found.getFeatures()] == [0, 0, 0]
    assert {feature["gv_kind"] for feature in found.getFeatures()} == {"vacated"}


# Bad input, cancel, order.


def test_changes_without_vacated_land_get_one_sentence(use, layer):
    changes = layer(PLOTS[:2], {"gv_kind": ["added", "other"]}, name="changes")
    with pytest.raises(
        QgsProcessingException,
        match=r"“changes \(Vacated land\)” has no vacated land: its field “gv_kind” .* 2 features",
    ):
        use(changes)


def test_bad_layers_get_one_sentence(use, layer, plots):
    with pytest.raises(QgsProcessingException, match="“empty \\(Vacated land\\)” has no features"):
        use(layer([], name="empty"))
    with pytest.raises(QgsProcessingException, match="has no vacated land: none of its features has an area"):
        use(layer([shapely.Polygon([(X, Y), (X + 1, Y), (X + 2, Y), (X, Y)])], name="flat"))
    with pytest.raises(QgsProcessingException, match="no coordinate reference system"):
        use(plots, RED_LINE=layer([PLOTS[0]], crs=""))
    with pytest.raises(QgsProcessingException, match="has no polygons"):
        use(plots, BLUE_LINES=layer([f"LINESTRING({X} {Y}, {X + 1} {Y})"], kind="LineString"))


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"SHARE": 1.01}, "SHARE|Share"),
        ({"SHARE": -0.1}, "SHARE|Share"),
        ({"MIN_FARMLAND_M2": -1}, "MIN_FARMLAND_M2|Smallest"),
        ({"MAX_FARMLAND_DISTANCE": -1}, "MAX_FARMLAND_DISTANCE|Largest"),
        ({"TIERS": ";"}, "is empty"),
        ({"TIERS": "0, -5"}, "service radius more than 0"),
        ({"ID_FIELD": "name"}, "no field “name”"),
    ],
)
def test_bad_parameters_get_one_sentence(use, plots, parameters, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        use(plots, **parameters)


def test_a_layer_in_feet_is_measured_in_metres(use, layer):
    # EPSG:2264 counts in US survey feet: 1 foot = 1200/3937 m.
    plot = shapely.box(1_500_000, 500_000, 1_501_000, 501_000)
    assert use(layer([plot], crs="EPSG:2264"))["GREEN_HA"] == pytest.approx((1000 * 1200 / 3937) ** 2 / 1e4, rel=1e-3)


def test_invalid_shapes_are_repaired_and_counted(use, layer, log):
    bow = f"POLYGON(({X} {Y}, {X + 100} {Y + 100}, {X + 100} {Y}, {X} {Y + 100}, {X} {Y}))"
    assert use(layer([bow, None], name="plots"))["GREEN_HA"] == pytest.approx(0.5)
    assert log.counts("plots").endswith("2 features read, 1 repaired, 1 skipped, 1 used.")


@pytest.mark.parametrize("check", [3, 8, 14])
def test_a_cancelled_run_leaves_nothing_behind(use, plots, areas, logs, tmp_path, check):
    files = {
        name: tmp_path / f"{name}.{end}" for name, end in (("USES", "gpkg"), ("SUMMARY", "csv"), ("REPORT", "html"))
    }
    feedback = logs(cancel_at_check=check)
    use(plots, feedback=feedback, **areas(), **{name: str(path) for name, path in files.items()})
    assert feedback.warnings == ["Cancelled: nothing was written."]
    assert list(tmp_path.iterdir()) == []


def test_the_order_of_features_changes_nothing_and_a_run_is_the_same_to_the_byte(use, layer, areas, tmp_path):
    texts, uses = [], []
    for order in (range(5), range(5), range(4, -1, -1)):
        path = tmp_path / f"{len(texts)}.csv"
        plots = layer([PLOTS[at] for at in order], {"code": ["ABCDE"[at] for at in order]})
        found = use(plots, **areas(), SUMMARY=str(path), USES="TEMPORARY_OUTPUT", ID_FIELD="code")
        texts.append(path.read_bytes())
        uses.append({feature["code"]: feature.attributes()[1:] for feature in found["USES"].getFeatures()})
    assert texts[0] == texts[1] == texts[2]
    assert uses[0] == uses[1] == uses[2]


def test_progress_runs_to_the_end_and_says_what_is_done(use, plots, areas, log):
    use(plots, **areas(), **ALL)
    assert log.steps == ["Reading the layers…", "Finding the use of each plot…", "Writing the uses of vacated land…"]
    assert log.shares == sorted(log.shares)


# The report, and how the layer looks.


@pytest.fixture(params=["en", "zh"])
def reader(request, qgis_app):
    """A reader of each language; QGIS's language is what its settings say."""
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "zh_CN" if request.param == "zh" else "en_US")
    translator = i18n.load_translator()
    yield request.param
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
    settings.remove("locale/overrideFlag")
    settings.remove("locale/userLocale")


@pytest.fixture
def report(use, plots, areas, layer, tmp_path):
    """Run with everything and return the report's source and its text without markup."""

    def make(**parameters):
        path = tmp_path / "report.html"
        blind = layer([land(4300, 0, 4700, 100)], name="blind")
        red = layer([land(-100, -100, 1500, 200)], name="red")
        use(plots, **areas(), RED_LINE=red, BLIND_AREAS=blind, ID_FIELD="code", REPORT=str(path), **parameters)
        source = path.read_text(encoding="utf-8")
        shown = re.sub(r"<script.*?</script>", "", source, flags=re.DOTALL)  # the document is not for the eye
        return source, re.sub(r"\s+", " ", html.unescape(re.sub(r"<(style|[^>]+)>", " ", shown)))

    return make


def test_the_report_has_headline_tables_map_and_rules_in_both_languages(reader, report):
    source, text = report()
    assert f'<html lang="{reader}' in source
    assert source.count("image/png") == 1
    assert "2.00 < 3.00" in text
    assert "3.00" in text
    if reader == "zh":
        assert "河道上开口" in text
        assert "亩 湿地水域 1 1.00 15.0 20.00%" in text or "亩 Wetland or water 1 1.00 15.0 20.00%" in text
        assert "第七章第三节" in text
    else:
        assert "Not met" in text
        assert "1.00 ha more become green space, wetland and water than become farmland." in text
        assert "is our reading" in text
        assert "亩" not in text
        assert "would serve 3.00 ha of the 4.00 ha of blind areas" in text
        assert "In, or at most 20 m away from: Farmland protection space; on plots of at least 400 m²" in text
        assert re.search(r" 1 A 1\.00 Ecological red line, River blue lines Wetland or water River blue lines ", text)
        assert re.search(r" 2 B 1\.00 Ecological red line Reclaimed as farmland Farmland protection space ", text)


def test_the_report_cites_clauses_only_of_numbers_that_are_the_profiles(report):
    assert "400 m² · The plan asks for land “of some size” without a number; 400 m² is ours" in report()[1]
    assert "500 m² · Set by the user" in report(MIN_FARMLAND_M2=500)[1]


def test_the_report_says_what_was_not_looked_at(use, plots, tmp_path):
    path = tmp_path / "report.html"
    use(plots, REPORT=str(path))
    text = html.unescape(path.read_text("utf-8"))
    assert "None of these layers was given, so nothing was looked at." in text
    assert "In: River blue lines (layer not given)" in text
    assert "0.00 < 5.00 ha" in text


def test_a_profile_whose_rules_leave_land_open_says_so(use, plots, areas, table, log, tmp_path):
    profile = json.loads((profiles.FOLDER / "beijing_2022.json").read_text("utf-8"))
    profile["vacated_use"]["chain"]["value"] = [["flood_storage", "water"], ["farmland_space", "farmland"]]
    path, report = tmp_path / "own.json", tmp_path / "report.html"
    path.write_text(json.dumps(profile), encoding="utf-8")
    QgsSettings().setValue(profiles.SETTING, str(path))
    try:
        found = use(plots, **areas(), REPORT=str(report), **ALL)
    finally:
        QgsSettings().remove(profiles.SETTING)
    assert [(row["gv_use_after"], row["gv_use_rule"]) for row in table(found["USES"])][2:] == [
        ("farmland", "farmland_space_beside"),
        ("water", "flood_storage"),
        (None, None),
    ]
    rows = [(row["gv_scope"], row["gv_use_after"], row["gv_count"]) for row in table(found["SUMMARY"])]
    assert rows == [("use", "water", 1), ("use", "farmland", 2), ("undecided", None, 2), ("all", None, 5)]
    assert found["TO_FARMLAND_AT_LEAST_TO_GREEN"] is True
    assert log.warnings == ["No rule of the plan profile holds for 2 plots (2.00 ha); their use is left open."]
    text = html.unescape(report.read_text("utf-8"))
    assert "2.00 ≥ 1.00 ha" in text
    assert "Use not decided" in text


@pytest.mark.slow
def test_the_report_is_the_same_each_time(report):
    assert report()[0] == report()[0]


@pytest.mark.parametrize("use_after", ["farmland", "water", "flood_wetland", "green"])
def test_style_and_report_share_their_colours(qgis_app, use_after):
    from greenvein.core.drawing import palette
    from greenvein.processing.framework.styling import apply_style

    fields = "field=gv_use_after:string&field=gv_first:string"
    layer = QgsVectorLayer(f"MultiPolygon?crs=EPSG:4548&{fields}", "uses", "memory")
    apply_style(layer, "vacateduse_uses")

    def symbols(**values):
        made = QgsFeature(layer.fields())
        for name, value in values.items():
            made.setAttribute(name, value)
        context = QgsRenderContext()
        context.expressionContext().setFeature(made)
        renderer = layer.renderer().clone()
        renderer.startRender(context, layer.fields())
        found = [
            (one.fillColor().name().upper(), one.strokeColor().name().upper(), one.strokeWidth(), one.renderingPass())
            for symbol in renderer.originalSymbolsForFeature(made, context)
            for one in symbol.symbolLayers()
        ]
        renderer.stopRender(context)
        return found

    casing, band, fill = symbols(gv_use_after=use_after)
    assert fill[:2] == (palette.USES[use_after], palette.USE_EDGES[use_after])
    assert (casing[1], band[1]) == (palette.PAPER, palette.USES[use_after])
    # What comes first: a dark ring in white around a plot and under all plots, so that their use can be seen.
    *plot, around, ring = symbols(gv_use_after=use_after, gv_first="red_line")
    assert plot == [casing, band, fill]
    assert (around[1], ring[1]) == (palette.PAPER, palette.FIRST)
    assert around[2] > ring[2] > casing[2] > band[2]
    assert around[3] < ring[3] < band[3] < fill[3]


def test_fields_and_parameters_of_the_contract_are_there(provider):
    algorithm = provider.algorithm("vacateduse")
    names = [one.name() for one in algorithm.parameterDefinitions() if not one.isDestination()]
    own, takes = names[:17], names[17:]
    assert own == [
        "VACATED", "AFTER_FIELD", "RED_LINE", "BASIC_FARMLAND", "BLUE_LINES", "KEY_AREAS", "FARMLAND_SPACE",
        "FLOOD_STORAGE", "WATER_SOURCES", "BLIND_AREAS", "MIN_FARMLAND_M2", "MAX_FARMLAND_DISTANCE", "SHARE", "TIERS",
        "AFTER_SYSTEM", "ID_FIELD", "AREA",
    ]  # fmt: skip
    layers = [*names[:1], *names[2:10]]
    assert takes == [f"{name}_{end}" for name in layers for end in ("TAKE", "CODE", "SYSTEM")]
    advanced = Qgis.ProcessingParameterFlag.Advanced
    hidden = [one.name() for one in algorithm.parameterDefinitions() if one.flags() & advanced]
    assert hidden == ["TIERS", "AFTER_SYSTEM", "ID_FIELD", "AREA", *takes]


# What plots have become, source zones, and the balance that needs farmland.


def test_classes_by_code_and_by_chinese_name_are_read_in_a_field_of_choice(use, layer, areas, table):
    classes = ["farmland", "湿地", "林地", "特交水", "未利用地"]
    found = use(layer(PLOTS, {"became": classes}), AFTER_FIELD="became", **areas(), **ALL)
    assert [(row["gv_use_after"], row["gv_done"]) for row in table(found["USES"])] == [
        ("farmland", True), ("water", True), ("green", True), ("built", False), ("green", False),
    ]  # fmt: skip
    assert found["BUILT_HA"] == pytest.approx(1)


def done(rows):
    return [(row["gv_use_after"], row["gv_done"]) for row in rows]


BECOME = [("farmland", True), ("water", True), ("green", True), ("built", False), ("green", False)]


@pytest.mark.parametrize(
    ("codes", "system"),
    [
        (["0101", "1106", "0301", "05H1", "1206"], 0),
        (["旱地", "湖泊水面", "果园", "铁路用地", "沙地"], 1),
        (["0103", "1701", "0201", "1201", "2305"], 3),
        (["水田", "陆地水域", "林地", "二类城镇住宅用地", "设施农用地"], 0),
    ],
)
def test_codes_and_names_of_a_system_say_what_plots_have_become(use, layer, areas, table, log, codes, system):
    plots = layer(PLOTS, {"became": codes})
    found = use(plots, AFTER_FIELD="became", AFTER_SYSTEM=system, **areas(), **ALL)
    assert done(table(found["USES"])) == BECOME
    assert any("what plots have become is read as codes of" in line for line in log.info)


def test_letters_that_do_not_split_farmland_leave_the_use_to_the_rules(use, layer, areas, table):
    plots = layer(PLOTS, {"became": ["E2", "E1", "E2", "R2/B1", "E9"]})
    found = table(use(plots, AFTER_FIELD="became", **areas(), **ALL)["USES"])
    assert [row["gv_done"] for row in found] == [False, True, False, False, False]
    assert (found[1]["gv_use_after"], found[3]["gv_use_after"]) == ("water", "built")


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (["0301", "1101", "0101", "1201", "0601"], "System of the codes of what a plot has become"),
        (["red", "blue", "red", "blue", "red"], "choose a field of classes or codes"),
        ([201, 203, None, 201, 0], "settlement codes"),
        (["R2", "C2", "E6", "T1", "G1"], "GBJ 137-90"),
        (["013", "031", "203", "117", "111"], "013, 031, 111, 117, 203 of GB/T 21010-2007"),
    ],
)
def test_what_cannot_be_told_to_be_codes_of_one_system_is_asked_about(use, layer, areas, codes, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        use(layer(PLOTS, {"became": codes}), AFTER_FIELD="became", **areas(), **ALL)


@pytest.mark.parametrize("system", [0, 1])
def test_a_zero_or_a_number_that_may_be_two_codes_leaves_the_use_to_the_rules(use, layer, areas, table, log, system):
    plots = layer(PLOTS, {"became": [101, 0, 203, 701, 1106]})
    found = table(use(plots, AFTER_FIELD="became", AFTER_SYSTEM=system, **areas(), **ALL)["USES"])
    ruled = table(use(layer(PLOTS, {"became": [101, None, None, 701, 1106]}), AFTER_FIELD="became", AFTER_SYSTEM=1,
                      **areas(), **ALL)["USES"])  # fmt: skip
    assert done(found) == done(ruled)
    assert [row["gv_done"] for row in found] == [True, False, False, False, True]
    assert any("203 (Urban–rural construction land as 203, Orchard as 0203)" in line for line in log.warnings)


@pytest.mark.parametrize("zero", [0, "0", "000"])
def test_zeros_alone_say_nothing_of_what_plots_have_become(use, layer, areas, table, zero):
    found = table(use(layer(PLOTS, {"became": [zero] * 5}), AFTER_FIELD="became", **areas(), **ALL)["USES"])
    assert [row["gv_done"] for row in found] == [False] * 5


def test_classes_of_a_table_of_the_users_own_in_the_accounts_field_are_still_to_be_decided(use, layer, areas, table):
    plots = layer(PLOTS, {"gv_to": ["solar", "water", "forest", "urban_rural", "solar"]})
    found = table(use(plots, **areas(), **ALL)["USES"])
    assert [row["gv_done"] for row in found] == [False, True, True, False, False]


def test_in_a_source_zone_no_rule_leads_to_farmland(use, plots, areas, layer, table):
    zone = layer([land(900, -50, 2300, 150)], name="source zones")
    found = use(plots, **areas(), WATER_SOURCES=zone, **ALL)
    assert [row["gv_use_after"] for row in table(found["USES"])] == [
        "water", "green", "green", "flood_wetland", "green",
    ]  # fmt: skip


def test_basic_farmland_alone_is_enough_to_judge_the_balance(use, plots, areas, layer):
    basic = layer([land(-100, -100, 2200, 200)], name="basic farmland")
    found = use(plots, BASIC_FARMLAND=basic)
    assert found["TO_FARMLAND_AT_LEAST_TO_GREEN"] is True
    assert found["FARMLAND_HA"] == pytest.approx(3)


def test_without_farmland_areas_the_balance_is_not_judged_in_the_report(use, plots, areas, tmp_path):
    path = tmp_path / "report.html"
    found = use(plots, **{**areas(FARMLAND_SPACE=None), "REPORT": str(path)})
    assert "TO_FARMLAND_AT_LEAST_TO_GREEN" not in found
    text = html.unescape(path.read_text("utf-8"))
    assert "give a layer that reaches the plots to get a verdict" in text
    assert "Not judged" in text
    assert "Not met" not in text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("codes", "become"),
    [
        (["0301", "1101", "0101", "0702", "1206"], ["green", "water", "farmland", "built", None]),
        (["farmland", "0103", "forest", "0702", "unknown"], ["farmland", "farmland", "green", "built", None]),
    ],
)
def test_codes_in_the_accounts_own_field_are_read_as_in_a_chosen_one(use, layer, areas, table, log, codes, become):
    for field, chosen in (("gv_to", {}), ("gv_to", {"AFTER_FIELD": "gv_to"}), ("now", {"AFTER_FIELD": "now"})):
        plots = layer(PLOTS, {field: codes})
        rows = table(use(plots, AFTER_SYSTEM=1, **chosen, **areas(), **ALL)["USES"])
        assert [row["gv_use_after"] if row["gv_done"] or row["gv_use_after"] == "built" else None for row in rows] == (
            become
        )
        assert any("is read as codes of" in line for line in log.info)


def test_what_is_neither_class_nor_code_in_the_accounts_field_is_told(use, layer, areas, log):
    use(layer(PLOTS, {"gv_to": ["solar", "water", "forest", "urban_rural", "solar"]}), **areas())
    assert any("SOLAR are neither classes nor codes" in line for line in log.info)


@pytest.mark.parametrize(
    ("codes", "system", "green"),
    [
        (["G1", "G2", "G3", "R2", "G12"], 0, [True, True, False, False, True]),
        (["1401", "1402", "1403", "0701", "公园绿地"], 3, [True, True, False, False, True]),
        (["0810", "0810A", "公园与绿地", "0701", "0702"], 1, [True, False, True, False, False]),
        (["0810", "0809", "公园与绿地", "0701", "0702"], 2, [True, False, True, False, False]),
        (
            ["公园绿地/商业用地", "商业用地/公园绿地", "G1/B1", "B1/G1", "广场用地"],
            4,
            [True, False, True, False, False],
        ),
    ],
)
def test_a_plot_that_became_a_park_is_green_and_done_and_a_square_is_built(use, layer, table, codes, system, green):
    farm = layer([land(-100, -100, 9000, 900)], name="farm")
    plots = layer(PLOTS, {"now": codes})
    found = use(plots, AFTER_FIELD="now", AFTER_SYSTEM=system, FARMLAND_SPACE=farm, **ALL)
    assert done(table(found["USES"])) == [("green", True) if one else ("built", False) for one in green]
    assert (found["GREEN_HA"], found["FARMLAND_HA"]) == (pytest.approx(sum(green)), 0)
    assert found["TO_FARMLAND_AT_LEAST_TO_GREEN"] is False  # parks stand in the balance


def test_plots_that_are_all_built_upon_leave_nothing_to_hold_against_each_other(use, layer, tmp_path):
    path = tmp_path / "report.html"
    farm = layer([land(-100, -100, 9000, 900)], name="farm")
    use(layer(PLOTS, {"gv_to": ["urban_rural"] * 5}), FARMLAND_SPACE=farm, REPORT=str(path))
    text = path.read_text("utf-8")
    assert "nothing to hold against each other" in text
    assert "Without farmland protection space" not in text


def whole(found, table):
    """Return why the balance is not judged, from the last row of the summary."""
    return table(found["SUMMARY"])[-1]["gv_open"]


@pytest.mark.parametrize("ids", [None, "id"])
def test_two_plots_on_one_another_are_told_and_not_judged_whatever_their_order(use, layer, table, log, ids):
    farm, plot, numbers = layer([land(500, 0, 600, 100)], name="farm"), land(0, 0, 100, 100), []
    for order in ([0, 1], [1, 0]):
        columns = {"gv_to": ["forest", "farmland"], "id": ["A", "B"]}
        plots = layer(
            [plot, plot], {name: [cells[at] for at in order] for name, cells in columns.items()}, name="plots"
        )
        found = use(plots, FARMLAND_SPACE=farm, **ALL, **({"ID_FIELD": ids} if ids else {}))
        assert whole(found, table) == "overlap"
        assert "TO_FARMLAND_AT_LEAST_TO_GREEN" not in found
        numbers.append([found[name] for name in ("FARMLAND_HA", "GREEN_HA")])
    assert numbers[0] == numbers[1]
    assert ids is None or numbers[0] == [0, 1]  # A, of lower id, is forest
    assert sum("say different things of the same ground" in line for line in log.warnings) == 2


@pytest.mark.parametrize("parameter", ["FARMLAND_SPACE", "BASIC_FARMLAND"])
@pytest.mark.parametrize(
    ("ground", "reason"),
    [(None, "no_farmland"), (land(50_000, 0, 50_100, 100), "no_farmland"), (land(300, 0, 400, 9), None)],
)
@pytest.mark.slow
def test_farmland_that_holds_nothing_or_lies_elsewhere_gives_no_verdict(
    use, layer, table, tmp_path, parameter, ground, reason
):
    report = tmp_path / "report.html"
    plot = layer([land(0, 0, 100, 100)], {"gv_to": ["unused"]}, name="plots")
    found = use(plot, **{parameter: layer([ground], name="farm")}, REPORT=str(report), **ALL)
    assert whole(found, table) == reason
    assert found.get("TO_FARMLAND_AT_LEAST_TO_GREEN") is (None if reason else False)
    assert ("lies near the plots" in report.read_text("utf-8")) == bool(reason)
