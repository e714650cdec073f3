"""greenvein:corridorwidth in QGIS: parameters, fields, sentences."""

import pytest
import shapely
from greenvein.processing.corridorwidth_inputs import level_of
from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProject

X, Y = 500_000, 4_400_000
CORRIDOR = shapely.box(X, Y, X + 5000, Y + 500)
HOUSE = shapely.box(X + 2450, Y + 200, X + 2550, Y + 300)


@pytest.fixture
def check(provider, log):
    def start(corridors, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {"CORRIDORS": corridors, **parameters}
        return processing.run("greenvein:corridorwidth", parameters, context=context, feedback=log)

    return start


def test_a_house_in_the_middle_is_a_pinch_of_200_m(check, layer, table):
    corridors = layer([CORRIDOR], {"name": ["north"], "level": ["一级"]}, name="corridors")
    houses = layer([HOUSE], {"name": ["house"]}, name="houses")
    outputs = {name: "TEMPORARY_OUTPUT" for name in ("CHECKED", "PINCHES", "AXIS", "PROFILE", "SUMMARY")}
    found = check(corridors, LEVEL_FIELD="level", ID_FIELD="name", OBSTACLES=houses, **outputs)
    assert (found["CORRIDORS_CHECKED"], found["FAILED"], found["PINCH_COUNT"]) == (1, 1, 1)
    assert found["NARROWEST_M"] == pytest.approx(200, abs=0.1)
    (row,) = table(found["CHECKED"])
    assert (row["name"], row["gv_level"], row["gv_verdict"]) == ("north", 1, "narrow")
    (pinch,) = table(found["PINCHES"])
    assert (pinch["gv_corridor"], pinch["gv_cause"], pinch["gv_obstacles"]) == ("north", "obstacle", "1")
    assert pinch["gv_deficit_m"] == pytest.approx(300, abs=0.1)
    profile = table(found["PROFILE"])
    assert min(sample["gv_width_m"] for sample in profile) == pytest.approx(200, abs=0.1)
    assert [row["gv_scope"] for row in table(found["SUMMARY"])] == ["level", "level", "level", "all"]


def test_a_run_without_outputs_returns_the_numbers(check, layer):
    found = check(layer([CORRIDOR], {"level": [1]}), LEVEL_FIELD="level")
    assert (found["FAILED"], found["PINCH_COUNT"]) == (0, 0)


def test_a_width_of_its_own_wins_over_the_level(check, layer, table):
    corridors = layer([CORRIDOR], {"level": [2], "width": [600.0]})
    found = check(corridors, LEVEL_FIELD="level", WIDTH_FIELD="width", CHECKED="TEMPORARY_OUTPUT")
    assert table(found["CHECKED"])[0]["gv_required_m"] == 600


def test_other_text_in_the_level_field_is_told_and_not_judged(check, layer, log):
    check(layer([CORRIDOR], {"level": ["main"]}, name="corridors"), LEVEL_FIELD="level")
    assert any("main" in warning for warning in log.warnings)


def test_without_level_and_width_field_it_says_so(check, layer):
    with pytest.raises(QgsProcessingException, match="Field with the level"):
        check(layer([CORRIDOR]))


@pytest.mark.parametrize(
    ("value", "level"),
    [(1, 1), (2.0, 2), ("3", 3), ("一级", 1), ("二级通风廊道", 2), ("三", 3), ("2级", 2), ("main", None), (None, None)],
)
def test_levels_are_read_as_planners_write_them(value, level):
    assert level_of(value) == level


def test_the_report_has_a_page_for_each_corridor(check, layer, tmp_path):
    corridors = layer([CORRIDOR], {"name": ["north"], "level": [1]})
    check(corridors, LEVEL_FIELD="level", ID_FIELD="name", REPORT=str(tmp_path / "report.html"))
    text = (tmp_path / "report.html").read_text("utf-8")
    assert "Corridor north" in text
    assert "image/svg+xml" in text
