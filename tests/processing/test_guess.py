"""Which layer and field a job means."""

import pytest
from greenvein.core.land.taking import KINDS
from greenvein.processing.framework import guess
from greenvein.processing.framework.declared import LINE, POLYGON
from greenvein.processing.framework.guess import CLUES, KnownLayer, field_for, layers_for, match
from greenvein.processing.framework.job import algorithm_of
from greenvein.processing.jobs import JOBS


def layers(*names, fields=(), geometry=POLYGON):
    return [KnownLayer(name, name, geometry, tuple(fields)) for name in names]


@pytest.mark.parametrize(
    ("parameter", "name"),
    [
        ("RESIDENTIAL", "居住用地"),
        ("RESIDENTIAL", "R2"),
        ("RESIDENTIAL", "海淀区_R2_2022"),
        ("RESIDENTIAL", "liechtenstein_2015 — residential"),
        ("PARKS", "公园绿地"),
        ("PARKS", "G1公园"),
        ("PARKS", "city parks"),
        ("CORRIDORS", "一级通风廊道"),
        ("CORRIDORS", "Ventilation_Corridors"),
        ("RED_LINE", "生态保护红线2022"),
        ("RED_LINE", "red_line"),
        ("BASIC_FARMLAND", "YJJBNTTB 永久基本农田图斑"),
        ("GROWTH_BOUNDARY", "城镇开发边界"),
        ("BLUE_LINES", "河道蓝线"),
        ("KEY_AREAS", "生态整治重点地区"),
        ("ZONES", "行政区划"),
        ("OBSTACLES", "现状建筑"),
    ],
)
def test_layer_is_known_by_its_name(parameter, name):
    others = layers("道路", "地形图", "survey2", "labels")
    assert layers_for([parameter], [*others, *layers(name)]) == {parameter: name}


@pytest.mark.parametrize("name", ["layer2", "grid12", "道路", "spark lines", "prairie", "2022", "图层"])
def test_nothing_is_guessed_where_nothing_speaks_for_it(name):
    assert layers_for(["RESIDENTIAL", "PARKS", "CORRIDORS"], layers(name)) == {}


def test_likelier_word_wins_over_the_place_in_the_legend():
    assert layers_for(["PARKS"], layers("防护绿地", "公园绿地")) == {"PARKS": "公园绿地"}


def test_each_layer_serves_once():
    found = layers_for(["RED_LINE", "NATURAL_FIRST"], layers("生态保护红线"))
    assert list(found.values()) == ["生态保护红线"]


@pytest.mark.parametrize("name", ["街道", "各社区常住人口", "乡镇2020", "census cells", "communities"])
def test_layer_of_people_is_known_by_its_name_and_a_field_of_people(name):
    assert layers_for(["POPULATION_LAYER"], layers(name, fields=["名称", "常住人口"])) == {"POPULATION_LAYER": name}
    assert layers_for(["POPULATION_LAYER"], layers(name, fields=["名称"])) == {}


def test_people_are_not_guessed_twice():
    homes, streets = layers("居住用地", fields=["人口"])[0], layers("街道", fields=["人口"])[0]
    assert layers_for(["RESIDENTIAL", "POPULATION_LAYER"], [homes, streets]) == {"RESIDENTIAL": "居住用地"}
    assert layers_for(["POPULATION_LAYER"], [homes, streets], held={"RESIDENTIAL": "居住用地"}) == {}


def test_streets_are_zones_first_where_districts_are_none():
    found = layers_for(["ZONES", "POPULATION_LAYER"], layers("街道", fields=["人口"]))
    assert found == {"ZONES": "街道"}
    both = [*layers("区界"), *layers("街道", fields=["人口"])]
    assert layers_for(["ZONES", "POPULATION_LAYER"], both) == {"ZONES": "区界", "POPULATION_LAYER": "街道"}


def test_layer_that_is_taken_is_not_guessed_again():
    assert layers_for(["PARKS"], layers("公园"), held={"RESIDENTIAL": "公园"}) == {}


def test_geometry_must_fit():
    assert layers_for(["PARKS"], layers("公园", geometry=LINE)) == {}
    assert layers_for(["AXES"], layers("廊道轴线", geometry=LINE)) == {"AXES": "廊道轴线"}


def test_results_are_not_taken_for_what_they_were_made_from():
    result = layers("居住用地覆盖情况", fields=("gv_coverage", "gv_area_m2"))
    assert layers_for(["RESIDENTIAL"], [*result, *layers("居住用地")]) == {"RESIDENTIAL": "居住用地"}


@pytest.mark.parametrize(
    ("parameter", "fields"),
    [
        ("VACATED", ("gv_from", "gv_to", "gv_kind", "gv_in_key_area", "gv_area_m2")),
        ("BLIND_AREAS", ("gv_area_m2", "gv_source", "gv_zone", "gv_rank", "gv_population")),
        ("PATTERN", ("gv_tier", "gv_zone", "gv_sources", "gv_area_m2")),
    ],
)
def test_results_are_what_the_next_job_goes_on_with(parameter, fields):
    newest, older = KnownLayer("new", "任意", POLYGON, fields), KnownLayer("old", "任意", POLYGON, fields)
    assert layers_for([parameter], [newest, older]) == {parameter: "new"}


def test_issues_are_not_taken_for_changes():
    fields = ("gv_kind", "gv_date", "gv_from", "gv_to", "gv_area_m2")
    assert layers_for(["VACATED"], layers("issues", fields=fields)) == {}


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_two_dates_are_told_apart_by_their_years(order):
    given = layers("DLTB_2020", "DLTB_2025", fields=("DLBM",))[order]
    assert layers_for(["BEFORE", "AFTER"], given) == {"BEFORE": "DLTB_2020", "AFTER": "DLTB_2025"}


def test_two_dates_are_told_apart_by_words():
    given = layers("期末土地利用", "期初土地利用")
    assert layers_for(["BEFORE", "AFTER"], given) == {"BEFORE": "期初土地利用", "AFTER": "期末土地利用"}


@pytest.mark.parametrize(
    ("name", "held", "other"),
    [
        ("AFTER", {"BEFORE": "DLTB_2020"}, "DLTB_2025"),
        ("BEFORE", {"AFTER": "DLTB_2025"}, "DLTB_2018"),
        ("AFTER", {"BEFORE": "DLTB_2025"}, None),
        ("BEFORE", {"AFTER": "DLTB_2018"}, None),
        ("AFTER", {"BEFORE": "DLTB_2018", "ZONES": "DLTB_2025"}, "DLTB_2020"),
    ],
)
def test_where_one_of_two_dates_is_given_the_other_is_told_apart_too(name, held, other):
    given = layers("DLTB_2018", "DLTB_2020", "DLTB_2025", fields=("DLBM",))
    assert layers_for([name], given, held) == ({} if other is None else {name: other})


def test_two_dates_that_look_alike_are_left_to_the_user():
    assert layers_for(["BEFORE", "AFTER"], layers("地类图斑", "地类图斑 副本", fields=("DLBM",))) == {}


@pytest.mark.parametrize(
    ("parameter", "fields", "expected"),
    [
        ("BEFORE_CODE", ("BSM", "DLMC", "DLBM"), "DLBM"),
        ("AFTER_CODE", ("fid", "地类名称"), "地类名称"),
        ("AFTER_CODE", ("用地名称", "用地代码"), "用地代码"),
        ("BEFORE_CODE", ("FID", "YDXZ"), "YDXZ"),
        ("LEVEL_FIELD", ("name", "廊道等级"), "廊道等级"),
        ("LEVEL_FIELD", ("fid", "level"), "level"),
        ("POPULATION_FIELD", ("area", "常住人口"), "常住人口"),
        ("ZONE_FIELD", ("XZQDM", "XZQMC"), "XZQMC"),
        ("LEVEL_FIELD", ("fid", "area"), None),
        ("LEVEL_FIELD", (), None),
        ("SOMETHING", ("name",), None),
    ],
)
def test_field_is_known_by_its_name(parameter, fields, expected):
    assert field_for(parameter, fields) == expected


def test_words_of_a_name_match_whole():
    assert match(("park",), "parks")
    assert not match(("park",), "spark")
    assert match(("red line",), "Red_Line_2022")
    assert not match(("R2",), "r21")


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_every_clue_is_for_a_parameter_of_the_job(job):
    algorithm = algorithm_of(job)()
    algorithm.initAlgorithm()
    known = {one.name() for one in algorithm.parameterDefinitions()}
    assert {name for name, _ in (*job.clues, *job.words)} <= known
    assert not job.dates or {job.dates.first, job.dates.last} <= known


def test_one_name_has_one_clue():
    for table, of_jobs in ((CLUES, "clues"), (guess.FIELD_WORDS, "words")):
        for job in JOBS.values():
            assert dict(getattr(job, of_jobs)).items() <= table.items()


def test_land_use_is_known_by_a_field_that_a_standard_names():
    roads, old, new = (
        layers("roads", fields=("name",)),
        layers("用地 2020", fields=("dlbm",)),
        layers("2023年用地", fields=("YDYHFLDM",)),
    )
    assert guess.land_use([*roads, *old, *new]).name == "2023年用地"
    assert guess.land_use([*roads, *new, *old]).name == "2023年用地"
    first, second = layers("现状", fields=("DLBM",)), layers("规划", fields=("DLBM",))
    assert guess.land_use([*first, *second]).name == "现状"
    # What a plan is to make of the land is not what there is.
    for planned in ("用地规划2035", "规划用地", "用地2099"):
        assert guess.land_use([*layers(planned, fields=("DLBM",)), *old]).name == old[0].name
    assert guess.land_use(layers("规划用地", fields=("DLBM",))).name == "规划用地"
    assert guess.land_use(roads) is None


@pytest.mark.parametrize("fields", [("DLBM", "gv_kind"), ("name",), ()])
def test_results_and_layers_without_codes_are_no_land_use(fields):
    assert guess.land_use(layers("用地", fields=fields)) is None
    assert guess.land_use(layers("用地", fields=("DLBM",), geometry=LINE)) is None


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_what_is_taken_of_land_use_is_a_known_class_and_an_input_that_takes(job):
    algorithm = algorithm_of(job)()
    algorithm.initAlgorithm()
    for name, kind in job.of_land_use.items():
        assert kind in KINDS
        assert algorithm.parameterDefinition(f"{name}_TAKE") is not None
