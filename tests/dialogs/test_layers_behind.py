"""Results hold no longer once what stands behind a layer has changed: joins, computed fields, what it asks others."""

import json
import random
import sqlite3
from contextlib import closing

import pytest
from greenvein.dialogs.panel.basis import Basis
from greenvein.processing.framework.layer_meaning import names_by
from greenvein.processing.io.clashes import takes_layers
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QMetaType, QObject, Qt
from qgis.PyQt.QtTest import QTest

from .scene import box, run

SHAPES = [box(0, 0, 100, 100), box(200, 0, 100, 100), box(400, 0, 100, 100)]
FIELDS = ("code:string", "people:integer")
ROWS = [("a", 1), ("b", 2), ("c", 3)]
DRIVERS = {"gpkg": "GPKG", "shp": "ESRI Shapefile", "csv": "CSV"}


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr("greenvein.dialogs.panel.basis.GATHER_MS", 0)
    monkeypatch.setattr("greenvein.dialogs.panel.layer_state._PULSE_MS", 20)


@pytest.fixture
def make(add, project, tmp_path):
    """Add a layer as a format stores it: three squares with a code and people."""

    def make(name, ending):
        made = add(name, SHAPES, FIELDS, ROWS)
        if ending == "memory":
            return made
        path, options = tmp_path / f"{name}.{ending}", QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = DRIVERS[ending]
        code, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), project.transformContext(), options)
        assert code == QgsVectorFileWriter.WriterError.NoError
        project.removeMapLayer(made)
        return project.addMapLayer(QgsVectorLayer(str(path), name, "ogr"))

    return make


@pytest.fixture
def basis_on(provider):
    """Return what a run is made from that is given a layer, park service coverage on some homes if nothing is said."""
    owners = []

    def basis_on(layer, job="parkcoverage", parameter="RESIDENTIAL", asked=None):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"greenvein:{job}")
        owners.append((QObject(), algorithm))
        asked = {} if asked is None else asked
        if parameter not in asked:
            several = takes_layers(algorithm.parameterDefinition(parameter))
            asked[parameter] = [layer.id()] if several else layer.id()
        return Basis(algorithm, asked, lambda: asked, owners[-1][0])

    yield basis_on
    for owner, _ in owners:
        for one in owner.findChildren(Basis):
            one.stop()


def told(basis):
    return [one.sentence for one in basis.since()]


def read(layer):
    """Return all that a run could read of a layer."""
    rows = [(one.geometry().asWkt(1), *map(str, one.attributes())) for one in layer.getFeatures()]
    return [one.name() for one in layer.fields()], sorted(rows)


def join(layer, table, cached=False, target="code", prefix="t_"):
    info = QgsVectorLayerJoinInfo()
    info.setJoinLayer(table)
    info.setJoinFieldName("code")
    info.setTargetFieldName(target)
    info.setUsingMemoryCache(cached)
    info.setPrefix(prefix)
    assert layer.addJoin(info)


def computed(layer, expression):
    layer.addExpressionField(expression, QgsField("sum", QMetaType.Type.Int))


def asking(project, query):
    layer = QgsVectorLayer(f"?query={query}", "homes by query", "virtual")
    assert layer.isValid()
    return project.addMapLayer(layer)


def of_source(project, source, _):
    return source


def virtual(project, source, _):
    return asking(project, f'SELECT * FROM "{source.name()}"')


def virtual_of_virtual(project, source, table):
    virtual(project, source, table).setName("once")
    return asking(project, 'SELECT * FROM "once"')


def joined(project, source, table):
    join(source, table)
    return source


def joined_in_memory(project, source, table):
    join(source, table, cached=True)
    return source


def virtual_of_joined(project, source, table):
    join(source, table)
    return virtual(project, source, table)


def of_expression(project, source, table):
    computed(source, '"people" * 10')
    return source


def of_aggregate(project, source, table):
    computed(source, f"\"people\" * aggregate('{table.name()}', 'sum', \"people\")")
    return source


KINDS = [of_source, virtual, virtual_of_virtual, joined, joined_in_memory, virtual_of_joined, of_expression]
KINDS += [of_aggregate]


def set_value(layer, chance):
    layer.startEditing()
    fid = chance.choice(sorted(layer.allFeatureIds()))
    assert layer.changeAttributeValue(fid, layer.fields().lookupField("people"), chance.randrange(100, 999))


def move(layer, chance):
    layer.startEditing()
    shape = QgsGeometry.fromWkt(box(chance.randrange(1_000, 9_000), 0, 50, 50))
    assert layer.changeGeometry(chance.choice(sorted(layer.allFeatureIds())), shape)


def put_in(layer, chance):
    layer.startEditing()
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(box(chance.randrange(1_000, 9_000), 0, 50, 50)))
    feature["code"], feature["people"] = chance.choice("abc"), chance.randrange(100, 999)
    assert layer.addFeature(feature)


def take_out(layer, chance):
    layer.startEditing()
    assert layer.deleteFeature(chance.choice(sorted(layer.allFeatureIds())))


def undo(layer, chance):
    if layer.isEditable():
        layer.undoStack().undo()


def roll_back(layer, chance):
    if layer.isEditable():
        layer.rollBack()


def save(layer, chance):
    if layer.isEditable():
        assert layer.commitChanges(chance.random() < 0.5)


def rename(layer, chance):
    layer.setName(f"renamed {chance.randrange(99)}")


STEPS = [set_value, set_value, move, put_in, take_out, undo, undo, roll_back, save, save, rename]


@pytest.mark.cases(160, first=16)
def test_a_result_holds_just_as_long_as_a_run_would_read_the_same(make, project, basis_on, seed):
    chance = random.Random(seed)
    source, table = (make(name, chance.choice(("memory", "gpkg", "shp"))) for name in ("homes", "table"))
    kind = KINDS[seed % len(KINDS)]
    layer = kind(project, source, table)
    other = make("other", "memory")
    basis, was, of_both = basis_on(layer), read(layer), [read(source), read(table)]
    assert told(basis) == []
    done = [kind.__name__]
    for _ in range(10):
        step, on = chance.choice(STEPS), chance.choice((source, table, source, table, other))
        if step is move and on is table:  # of which nothing reads the shapes
            continue
        step(on, chance)
        QTest.qWait(1)
        done.append((step.__name__, on.name()))
        holds = told(basis) == []
        if read(layer) != was:
            assert not holds, f"{done}"
        elif [read(source), read(table)] == of_both and not (source.isModified() or table.isModified()):
            assert holds, f"{done} {told(basis)}"


def test_a_computed_field_whose_expression_is_another_is_noticed_though_nobody_tells(make, basis_on, wait):
    homes, heard = make("homes", "memory"), []
    computed(homes, '"people" * 10')
    basis = basis_on(homes)
    basis.changed.connect(lambda: heard.append(told(basis)))
    at = homes.fields().lookupField("sum")
    homes.updateExpressionField(at, '"people" * 20')
    wait(lambda: heard, 10)
    assert heard == [["The joins, computed fields or field aliases of the layer “homes” are no longer as in the run."]]
    homes.updateExpressionField(at, '"people" * 10')
    wait(lambda: len(heard) > 1, 10)
    assert heard[1:] == [[]]


def test_a_variable_of_a_computed_field_counts(make, basis_on, project):
    homes = make("homes", "memory")
    project.setCustomVariables({"factor": 10, "other": 1})
    computed(homes, '"people" * @factor')
    basis = basis_on(homes)
    project.setCustomVariables({"factor": 10, "other": 2})
    assert told(basis) == []
    project.setCustomVariables({"factor": 20, "other": 2})
    assert told(basis) == [
        "The joins, computed fields or field aliases of the layer “homes” are no longer as in the run."
    ]


def test_a_join_that_is_added_changed_or_taken_away_is_noticed(make, basis_on):
    homes, table = make("homes", "gpkg"), make("table", "csv")
    without = basis_on(homes)
    join(homes, table)
    assert told(without) == [
        "The joins, computed fields or field aliases of the layer “homes” are no longer as in the run."
    ]
    joined_to = basis_on(homes)
    homes.removeJoin(table.id())
    assert told(without) == []
    assert told(joined_to) == [
        "The joins, computed fields or field aliases of the layer “homes” are no longer as in the run."
    ]
    join(homes, table, target="people")
    assert told(joined_to) == [
        "The joins, computed fields or field aliases of the layer “homes” are no longer as in the run."
    ]
    homes.removeJoin(table.id())
    join(homes, table, cached=True)  # which changes nothing that is read
    assert told(joined_to) == []


def test_a_joined_file_that_another_program_has_written_is_noticed(make, basis_on, tmp_path):
    homes, table = make("homes", "memory"), make("table", "csv")
    join(homes, table)
    basis = basis_on(homes)
    (tmp_path / "table.csv").write_text("code,people\na,1000\n", encoding="utf-8")
    assert told(basis) == ["The layer “table”, from which “homes” takes values or shapes, has changed."]


def test_a_virtual_layer_of_files_is_out_of_date_once_its_file_is_another(make, basis_on, tmp_path, project):
    source = make("source", "gpkg")
    path = tmp_path / "source.gpkg"
    homes = QgsVectorLayer(f"?layer=ogr:{path}:source:UTF-8&query=SELECT * FROM source", "homes", "virtual")
    assert homes.isValid() and homes.featureCount() == 3
    project.addMapLayer(homes)
    basis = basis_on(homes)
    assert told(basis) == []
    project.removeMapLayer(source)
    assert told(basis) == []
    again = QgsVectorLayer(str(path), "again", "ogr")
    assert again.dataProvider().deleteFeatures([1])
    assert told(basis) == ["The layer “source”, from which “homes” takes values or shapes, has changed."]


def of_filter(base):
    return "homes", "code IN (SELECT code FROM places)"


def of_query(base):
    return "homes", "SELECT homes.* FROM homes JOIN places USING (code)"


def of_view(base):
    base.execute("CREATE VIEW seen AS SELECT homes.* FROM homes JOIN places USING (code)")
    base.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('seen', 'features', 'seen')")
    base.execute("INSERT INTO gpkg_geometry_columns SELECT 'seen', column_name, geometry_type_name, srs_id, z, m FROM "
                 "gpkg_geometry_columns WHERE table_name = 'homes'")  # fmt: skip
    return "seen", ""


@pytest.mark.parametrize("kind", [of_filter, of_query, of_view], ids=lambda one: one.__name__)
def test_a_table_that_a_filter_or_a_view_looks_at_counts(make, basis_on, project, tmp_path, kind):
    project.removeMapLayer(make("homes", "gpkg"))
    path = tmp_path / "homes.gpkg"

    def change(*statements):
        with closing(sqlite3.connect(path)) as base, base:
            for one in statements:
                base.execute(one)

    change("CREATE TABLE places (code TEXT)", "INSERT INTO places VALUES ('a'), ('b')", "CREATE TABLE others (x TEXT)")
    change(*(f"INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('{one}', 'attributes', '{one}')"
             for one in ("places", "others")))  # fmt: skip
    with closing(sqlite3.connect(path)) as base, base:
        table, asked = kind(base)
    layer = QgsVectorLayer(f"{path}|layername={table}", "homes", "ogr")
    assert layer.isValid() and (not asked or layer.setSubsetString(asked))
    assert len(list(layer.getFeatures())) == 2
    basis = basis_on(project.addMapLayer(layer))
    change("INSERT INTO others VALUES ('a')")
    assert told(basis) == []
    change("DELETE FROM places WHERE code = 'b'")
    assert told(basis) == ["The content of the layer “homes” has changed."]


def test_what_was_joined_and_is_removed_is_noticed_and_leaves_nothing_behind(make, basis_on, project):
    homes, table = make("homes", "memory"), make("table", "memory")
    join(homes, table)
    computed(table, '"people" * 10')
    basis = basis_on(homes)
    project.removeMapLayer(table)
    QTest.qWait(60)  # nobody looks at what it computed
    assert told(basis) == [
        "The joins, computed fields or field aliases of the layer “homes” are no longer as in the run."
    ]


def test_what_was_kept_of_a_layer_with_others_behind_it_says_the_same_when_it_is_read_again(
    make, basis_on, project, tmp_path
):
    homes, table = make("homes", "gpkg"), make("table", "gpkg")
    join(homes, table)
    computed(homes, '"people" * 10')
    file = tmp_path / "plan_greenvein.gpkg"
    basis = basis_on(homes)
    set_value(table, random.Random(1))
    kept_before = json.loads(json.dumps(basis.kept(file)))
    of_edit = basis_on(homes)
    assert table.commitChanges()
    kept_after = json.loads(json.dumps(of_edit.kept(file)))
    again = basis_on(homes)
    again.put_back(kept_after, file, basis.profile, basis.time)
    assert told(again) == []
    again.put_back(kept_before, file, basis.profile, basis.time)
    assert told(again) == ["The layer “table”, from which “homes” takes values or shapes, has changed."]


OTHER_YEAR = "The name of the layer “{}”, from which its year or meaning is read, has changed."


@pytest.mark.parametrize(
    ("job", "parameter", "name", "other", "holds"),
    [
        ("scorecard", "LANDUSE", "用地2025", "用地规划2040", False),
        ("scorecard", "LANDUSE", "用地2025", "2025年用地现状", True),
        ("scorecard", "LANDUSE", "用地", "用地现状", True),
        ("scorecard", "LANDUSE", "用地", "生态保护红线", True),  # of a land use no meaning is read
        ("scorecard", "RED_LINE", "红线2022", "红线2035", False),
        ("scorecard", "RED_LINE", "红线", "别的", True),
        ("scorecard", "LAYERS", "生态保护红线", "生态控制区", False),
        ("scorecard", "LAYERS", "生态保护红线", "北京市生态保护红线（最终）", True),
        ("scorecard", "LAYERS", "生态保护红线2022", "生态保护红线2035", False),
        ("scorecard", "ZONES", "街道2022", "街道2035", True),
        ("parkcoverage", "RESIDENTIAL", "居住用地2022", "居住用地2035", False),
        ("parkcoverage", "PARKS", "公园绿地", "公园绿地2035", False),
        ("parkcoverage", "PARKS", "公园绿地", "公园", True),
        ("parkcoverage", "ZONES", "街道2022", "街道2035", True),
    ],
)
def test_a_name_counts_where_something_else_is_read_of_it(make, basis_on, job, parameter, name, other, holds):
    layer = make(name, "memory")
    basis = basis_on(layer, job, parameter)
    layer.setName(other)
    assert told(basis) == ([] if holds else [OTHER_YEAR.format(other)])
    layer.setName(name)
    assert told(basis) == []


def test_a_name_that_said_something_else_before_the_project_was_saved_counts_when_it_is_opened(
    make, basis_on, tmp_path
):
    layer, file = make("用地2025", "gpkg"), tmp_path / "plan_greenvein.gpkg"
    basis = basis_on(layer, "scorecard", "LANDUSE")
    layer.setName("用地规划2040")
    kept = json.loads(json.dumps(basis.kept(file)))
    again = basis_on(layer, "scorecard", "LANDUSE")
    again.put_back(kept, file, basis.profile, basis.time)
    assert told(again) == [OTHER_YEAR.format("用地规划2040")]


def test_a_table_that_calls_layers_by_name_holds_as_long_as_it_calls_the_same_ones(make, basis_on):
    one, other = make("甲", "memory"), make("乙", "memory")
    asked = {"ROLES": ["甲", "red_line"], "LAYERS": [one.id(), other.id()]}
    basis = basis_on(one, "scorecard", "ZONES", asked)
    other.setName("丙")
    assert told(basis) == []
    one.setName("丁")
    assert told(basis) == ["“What the layers are” is no longer as in the run."]
    asked["ROLES"] = ["丁", "red_line"]
    assert told(basis) == []
    asked["ROLES"] = ["丙", "red_line"]
    assert told(basis) == ["“What the layers are” is no longer as in the run."]


def test_fields_that_their_alias_calls_something_else_count(make, basis_on):
    homes = make("homes", "memory")
    basis = basis_on(homes)
    homes.setFieldAlias(1, "常住人口")
    assert told(basis) == []
    for alias in ("常住人口（万人）", "就业人口", "规划人口", "人口2035"):
        homes.setFieldAlias(1, alias)
        assert told(basis) == [
            "The joins, computed fields or field aliases of the layer “homes” are no longer as in the run."
        ]


# QGIS opens a virtual layer before the joins of the layers that it asks, and so without their fields.
@pytest.mark.parametrize("kind", [one for one in KINDS if one is not virtual_of_joined], ids=lambda one: one.__name__)
def test_a_project_that_is_opened_again_says_the_same_of_every_kind(make, basis_on, project, tmp_path, kind):
    file = tmp_path / "plan_greenvein.gpkg"
    layer = kind(project, make("homes", "gpkg"), make("table", "gpkg"))
    basis, key = basis_on(layer), layer.id()
    kept = json.loads(json.dumps(basis.kept(file)))
    assert project.write(str(tmp_path / "plan.qgz"))
    project.clear()
    assert project.read(str(tmp_path / "plan.qgz"))
    again = basis_on(project.mapLayer(key))
    again.put_back(kept, file, again.profile, again.time)
    assert told(again) == []
    set_value(project.mapLayersByName("homes")[0], random.Random(1))
    assert told(again) != []


@pytest.mark.slow
def test_a_joined_table_that_excel_has_changed_is_read_anew_by_the_next_run(
    make, add, page, project, wait, tmp_path, bare_reports
):
    homes, table = make("居住用地", "memory"), make("台账", "csv")
    add("公园绿地", [box(-400, -2_000, 100, 5_000)])  # which serves the first square, 500 m around it
    join(homes, table, cached=True)
    shown = page("parkcoverage")
    shown.form.inputs["POPULATION_FIELD"].set_value("t_people")
    run(shown, wait)
    assert shown.outcome.values["PEOPLE_COVERED_PCT"] == pytest.approx(100 / 6)
    (tmp_path / "台账.csv").write_text("code,people\na,1\nb,2\nc,3000\n", encoding="utf-8")
    QgsApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    wait(lambda: shown.changes)
    run(shown, wait)
    assert shown.outcome.values["PEOPLE_COVERED_PCT"] == pytest.approx(100 / 3_003)
    assert shown.changes == []


def test_the_day_of_a_run_in_the_table_of_a_kept_result_is_no_year_of_its_data(provider):
    names = names_by("腾退用地", "ogr", "/city/plan_greenvein.gpkg|layername=landreduction_20261130_164043_changes")
    assert names == ("腾退用地",)
    assert names_by("用地", "ogr", "/city/plan.gpkg|layername=dltb2022") == ("用地", "dltb2022", "plan")
