"""The land reduction account that follows edits of real layers: after every step that of a fresh run."""

import numpy as np
import pytest
import shapely
from greenvein.processing.jobs.landreduction.live import LandFollower
from qgis.core import NULL, Qgis, QgsFeature, QgsField, QgsGeometry, QgsLineString, QgsProcessingException
from qgis.PyQt.QtCore import QMetaType

from .editing import EAST, NORTH, Editor, drawn_way
from .scene import run

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bare_reports")]

# Towns, a village, roads, fields, orchard, wood, river, ponds, and one that no table has.
CODES = ("0701", "0601", "0702", "1003", "0103", "0201", "0301", "1101", "1104", "77")
ACCOUNT = "greenvein:landreduction"


def box(x, y, width, height):
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)


def tiles(count, size=100):
    return [box(x * size, y * size, size, size) for y in range(count) for x in range(count)]


class Planner(Editor):
    """Edits a layer of land use, codes and borders."""

    def __init__(self, random, layer):
        super().__init__(random, layer, None)

    def step(self):
        if not self.layer.isEditable():
            assert self.layer.startEditing()
        ways = ("code", "code", "vertex", "move", "split", "add", "delete", "undo", "undo", "redo", "save", "cancel")
        way = drawn_way(self.random, ways)
        getattr(self, way)()
        return way

    def one(self):
        return int(self.random.choice(sorted(self.layer.allFeatureIds())))

    def a_code(self):
        return str(self.random.choice(CODES))

    def code(self):
        assert self.layer.changeAttributeValue(self.one(), 0, self.a_code())

    def vertex(self):
        fid, (dx, dy) = self.one(), self.random.uniform(-30, 30, 2)
        geometry = self.layer.getGeometry(fid)
        place = geometry.vertexAt(0)
        assert geometry.moveVertex(place.x() + dx, place.y() + dy, 0)
        assert self.layer.changeGeometry(fid, geometry)

    def move(self):
        fid = self.one()
        geometry = self.layer.getGeometry(fid)
        geometry.translate(*self.random.uniform(-80, 80, 2))
        assert self.layer.changeGeometry(fid, geometry)

    def split(self):
        """Cut a parcel in two as QGIS's own tool does, and give the new half a code."""
        fid = self.one()
        bounds = self.layer.getGeometry(fid).boundingBox()
        middle = bounds.center().x()
        line = QgsLineString([middle, middle], [bounds.yMinimum() - 1, bounds.yMaximum() + 1])
        self.layer.selectByIds([fid])
        self.layer.beginEditCommand("split")
        result, _ = self.layer.splitFeatures(curve=line)
        assert result == Qgis.GeometryOperationResult.Success
        self.layer.changeAttributeValue(fid, 0, self.a_code())
        self.layer.endEditCommand()
        self.layer.removeSelection()

    def add(self):
        x, y = self.random.uniform(0, 450, 2)
        self.put(box(x, y, *self.random.uniform(10, 150, 2)), self.a_code())

    def put(self, shape, code):
        feature = QgsFeature(self.layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(shape.wkt))
        feature.setAttribute(0, code)
        assert self.layer.addFeature(feature)

    def delete(self):
        if self.layer.featureCount() > 8:
            assert self.layer.deleteFeature(self.one())


@pytest.fixture
def dates(add):
    """Two dates of 25 parcels, some of another code, and a third of them cut otherwise."""
    random = np.random.default_rng(7)
    squares = tiles(5)
    codes = [str(random.choice(CODES[:-1])) for _ in squares]
    later = [str(random.choice(CODES)) if at % 4 == 0 else code for at, code in enumerate(codes)]
    shapes = [one if at % 3 else one.buffer(-7, join_style="mitre") for at, one in enumerate(squares)]
    fields = ("DLBM:string", "note:string")
    before = add("2020", [one.wkt for one in squares], fields, [[code, ""] for code in codes])
    after = add("2025", [one.wkt for one in shapes], fields, [[code, ""] for code in later])
    return before, after


def parameters(before, after, **more):
    return {"BEFORE": before.id(), "AFTER": after.id(), "SYSTEM": 1, "TARGETS": ["", 0.1, "existing", ""], **more}


def compare(figures, asked):
    """Hold the numbers and every figure of the balance against a fresh run."""
    import processing

    fresh = processing.run(ACCOUNT, {**asked, "BALANCE": "memory:"})
    for name, value in figures.values.items():
        assert value == pytest.approx(fresh[name], rel=1e-9, abs=1e-12), name
    assert {name for name in fresh if name != "BALANCE" and fresh[name] is not None} == figures.values.keys()
    rows, features = figures.rows("BALANCE"), list(fresh["BALANCE"].getFeatures())
    assert len(rows) == len(features)
    for row, feature in zip(rows, features):
        for name, value in row.items():
            expected = None if feature[name] == NULL else feature[name]
            if isinstance(value, float) and expected is not None:
                assert value == pytest.approx(expected, rel=1e-9, abs=1e-12), name
            else:
                assert value == expected, name


@pytest.mark.parametrize(("steps", "area"), [(100, 0), (30, 1)])
def test_figures_are_those_of_a_fresh_run_after_every_edit(follow, dates, add, cases, wait, steps, area):
    before, after = dates
    zones = add("区", [box(-50, -50, 260, 600).wkt, box(210, -50, 200, 600).wkt], ("name:string",), [["东"], ["西"]])
    key = add("生态整治重点地区", [box(100, 100, 170, 333).wkt])
    asked = parameters(before, after, ZONES=zones.id(), ZONE_FIELD="name", KEY_AREAS=key.id(), AREA=area)
    live, heard = follow(ACCOUNT, asked, LandFollower)
    compare(heard.figures[-1], asked)
    random = np.random.default_rng(11)
    planners = Planner(random, before), Planner(random, after)
    done, count = set(), cases(steps, first=steps // 4)
    for _ in range(count):
        done.add(planners[int(random.integers(2))].step())
        wait(live.settled)
        compare(heard.figures[-1], asked)
    assert len(done) == 10 or count < 12
    assert heard.failures == heard.ends == []
    for layer in dates:
        layer.rollBack()


def km2(heard, name):
    return [round(figures.values[name], 9) for figures in heard.figures]


@pytest.fixture
def two_squares(add):
    """A town and a field, the same at both dates."""
    shapes, fields = [box(0, 0, 1_000, 1_000).wkt, box(1_000, 0, 1_000, 1_000).wkt], ("DLBM:string", "note:string")
    return [add(name, shapes, fields, [["0701", ""], ["0103", ""]]) for name in ("before", "after")]


def test_class_that_is_changed_is_vacated_until_that_is_undone_and_again_when_redone(follow, two_squares, wait):
    before, after = two_squares
    live, heard = follow(ACCOUNT, parameters(before, after), LandFollower)
    after.startEditing()
    after.changeAttributeValue(1, 0, "0301")
    wait(live.settled)
    after.undoStack().undo()
    wait(live.settled)
    after.undoStack().redo()
    wait(live.settled)
    assert km2(heard, "VACATED_KM2") == [0, 1, 0, 1]
    assert km2(heard, "AFTER_KM2") == [1, 0, 1, 0]
    after.rollBack()
    wait(live.settled)
    assert km2(heard, "VACATED_KM2")[-1] == 0


def test_border_that_is_moved_at_the_first_date_counts_there(follow, two_squares, wait):
    before, after = two_squares
    live, heard = follow(ACCOUNT, parameters(before, after), LandFollower)
    before.startEditing()
    before.beginEditCommand("the town was larger")
    before.changeGeometry(1, QgsGeometry.fromWkt(box(0, 0, 1_200, 1_000).wkt))
    before.changeGeometry(2, QgsGeometry.fromWkt(box(1_200, 0, 800, 1_000).wkt))
    before.endEditCommand()
    wait(live.settled)
    before.undoStack().undo()
    wait(live.settled)
    assert km2(heard, "BEFORE_KM2") == [1, 1.2, 1]
    assert km2(heard, "NET_REDUCTION_KM2") == [0, 0.2, 0]
    before.rollBack()


def test_note_in_another_field_is_no_edit(follow, two_squares):
    before, after = two_squares
    live, heard = follow(ACCOUNT, parameters(before, after), LandFollower)
    after.startEditing()
    after.changeAttributeValue(1, 1, "seen on the spot")
    assert live.settled()
    assert len(heard.figures) == 1
    after.rollBack()


def test_parcel_without_a_code_or_without_a_shape(follow, two_squares, wait):
    before, after = two_squares
    asked = parameters(before, after)
    live, heard = follow(ACCOUNT, asked, LandFollower)
    after.startEditing()
    after.changeAttributeValue(1, 0, None)
    wait(live.settled)
    compare(heard.figures[-1], asked)
    assert heard.figures[-1].rows("BALANCE")[-1]["gv_unknown_after_km2"] == pytest.approx(1)
    after.changeGeometry(2, QgsGeometry())
    wait(live.settled)
    compare(heard.figures[-1], asked)
    assert heard.figures[-1].rows("BALANCE")[-1]["gv_outside_after_km2"] == pytest.approx(1)
    after.rollBack()


def failure(asked):
    import processing

    with pytest.raises(QgsProcessingException) as error:
        processing.run(ACCOUNT, asked)
    return str(error.value)


def test_one_code_may_decide_how_all_are_read(follow, add, wait):
    """The texts 201 and 301 have lost a zero, and 201 is an orchard; beside 1101 it is a city."""
    shapes = [box(0, 0, 1_000, 1_000).wkt, box(1_000, 0, 1_000, 1_000).wkt]
    before, after = (add(name, shapes, ("DLBM:string",), [["201"], ["301"]]) for name in ("before", "after"))
    asked = parameters(before, after)
    live, heard = follow(ACCOUNT, asked, LandFollower)
    assert (km2(heard, "BEFORE_KM2"), km2(heard, "AFTER_KM2")) == ([0], [0])
    after.startEditing()
    after.changeAttributeValue(2, 0, "1101")
    wait(live.settled)
    compare(heard.figures[-1], asked)
    assert km2(heard, "AFTER_KM2")[-1] == pytest.approx(1)
    after.rollBack()


@pytest.mark.parametrize("code", [0, 203])
def test_a_number_that_is_no_code_or_two_is_unknown_ground_while_it_is_edited(follow, add, wait, code):
    shapes = [box(x, 0, 1_000, 1_000).wkt for x in (0, 1_000, 2_000)]
    before, after = (add(name, shapes, ("DLBM:integer",), [[701], [701], [101]]) for name in ("before", "after"))
    asked = parameters(before, after)
    live, heard = follow(ACCOUNT, asked, LandFollower)
    after.startEditing()
    after.changeAttributeValue(2, 0, code)
    wait(live.settled)
    compare(heard.figures[-1], asked)
    row = heard.figures[-1].rows("BALANCE")[-1]
    assert (row["gv_unknown_after_km2"], row["gv_vacated_km2"], row["gv_after_km2"]) == pytest.approx((1, 0, 1))
    after.rollBack()


def test_code_of_one_parcel_tells_how_those_of_the_others_are_read(follow, add, wait):
    """0303 is mangroves in the survey of 2019, which alone has 08H1, and shrubs in the guide of 2023, with its 1401."""
    shapes = [box(x, 0, 1_000, 1_000).wkt for x in (0, 1_000, 2_000)]
    before = add("before", shapes, ("code:string",), [["0701"]] * 3)
    after = add("after", shapes, ("code:string",), [["0701"], ["0303"], ["08H1"]])
    asked = parameters(before, after, BEFORE_CODE="code", AFTER_CODE="code", SYSTEM=0)
    live, heard = follow(ACCOUNT, asked, LandFollower)

    def became():
        row = heard.figures[-1].rows("BALANCE")[-1]
        return row["gv_to_wetland_km2"], row["gv_to_forest_km2"]

    assert became() == pytest.approx((1, 0))
    after.startEditing()
    after.changeAttributeValue(3, 0, "1401")
    wait(live.settled)
    compare(heard.figures[-1], asked)
    assert became() == pytest.approx((0, 1))
    after.changeAttributeValue(3, 0, "0701")
    wait(live.settled)
    assert heard.failures == [failure(asked)]
    assert "say in “System of the land-use codes”" in heard.failures[0]
    after.undoStack().undo()
    wait(live.settled)
    assert became() == pytest.approx((0, 1))
    after.rollBack()
    wait(live.settled)
    assert became() == pytest.approx((1, 0))


def test_codes_of_two_systems_that_mean_the_same_ground_are_followed(follow, add, wait):
    """Rail transit is special use in the survey and urban in GB 50137; E2 holds farmland among other land."""
    shapes = [box(x, 0, 1_000, 1_000).wkt for x in (0, 1_000, 2_000)]
    before = add("before", shapes, ("DLBM:string",), [["1002"], ["0101"], ["0701"]])
    after = add("after", shapes, ("YDDM:string",), [["S2"], ["E2"], ["R2"]])
    asked = parameters(before, after, AFTER_SYSTEM=4)
    live, heard = follow(ACCOUNT, asked, LandFollower)
    assert km2(heard, "VACATED_KM2") + km2(heard, "ADDED_KM2") == [0, 0]
    after.startEditing()
    for feature, code in ((1, "S1"), (2, "R2"), (3, "E2"), (1, "S2")):
        after.changeAttributeValue(feature, 0, code)
        wait(live.settled)
        compare(heard.figures[-1], asked)
    assert (km2(heard, "VACATED_KM2")[-1], km2(heard, "ADDED_KM2")[-1]) == pytest.approx((1, 1))
    after.rollBack()


def test_without_any_land_there_are_no_figures(follow, two_squares, wait):
    before, after = two_squares
    asked = parameters(before, after)
    live, heard = follow(ACCOUNT, asked, LandFollower)
    after.startEditing()
    after.beginEditCommand("all")
    after.deleteFeatures([1, 2])
    after.endEditCommand()
    wait(live.settled)
    assert heard.failures == ["The layer “after (Land use after)” has no land in it: none of its features has an area."]
    after.undoStack().undo()
    wait(live.settled)
    assert km2(heard, "AFTER_KM2")[-1] == 1
    after.rollBack()


def test_new_code_field_is_read_from_then_on(follow, two_squares, wait):
    """A field that comes first among the standard ones takes the place of the one that was read."""
    before, after = two_squares
    after.startEditing()
    after.renameAttribute(0, "地类编码")
    after.commitChanges()
    asked = parameters(before, after)
    live, heard = follow(ACCOUNT, asked, LandFollower)
    assert km2(heard, "AFTER_KM2") == [1]
    after.startEditing()
    after.addAttribute(QgsField("DLBM", QMetaType.Type.QString))
    wait(live.settled)
    index = after.fields().lookupField("DLBM")
    for fid in (1, 2):
        after.changeAttributeValue(fid, index, "0601")
    wait(live.settled)
    compare(heard.figures[-1], asked)
    assert km2(heard, "AFTER_KM2")[-1] == 2
    after.rollBack()
    wait(live.settled)
    assert km2(heard, "AFTER_KM2")[-1] == 1


def test_page_tells_the_figures_as_they_are_and_the_change_since_the_run(page, two_squares, wait):
    before, after = two_squares
    account = page("landreduction")
    for name, layer in (("BEFORE", before), ("AFTER", after)):
        account.form.inputs[name].set_value(layer.id())
    run(account, wait)
    verdict, following = account.results.verdict, account.following
    assert verdict.value.text() == "0.0000 km²"
    following.box.setChecked(True)
    wait(following.live.settled)
    assert following.line.text() == "Live: as much vacated and added as in the run"
    after.startEditing()
    after.changeAttributeValue(1, 0, "0301")
    wait(lambda: verdict.value.text() == "1.0000 km²")
    assert following.line.text() == "Live: net reduction +100.00 ha since the run (vacated +100.00 ha, added 0.00 ha)"
    after.undoStack().undo()
    wait(lambda: verdict.value.text() == "0.0000 km²")
    after.rollBack()
