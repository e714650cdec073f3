"""Layers and fields that go while an input has them: no input moves on to a neighbour, and what comes back is taken."""

import pytest
from greenvein.dialogs.panel.inputs import MultipleInput
from greenvein.dialogs.panel.layer_inputs import FieldInput, LayerInput
from qgis.core import QgsField, QgsProject, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtCore import QMetaType, Qt
from qgis.PyQt.QtTest import QTest

from .scene import box

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("bare_reports")]

LEFT = Qt.MouseButton.LeftButton
ALL_PAGES = ("parkcoverage", "corridorwidth", "landreduction", "vacateduse", "securitypattern", "restorationpriority")


@pytest.fixture
def stored(tmp_path, add, project):
    """Add a layer that is stored in a file, by which it is known when it comes back."""

    def stored(name, shapes, fields=(), rows=()):
        made = add(name, shapes, fields, rows)
        path = tmp_path / f"{name}.gpkg"
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), project.transformContext(), options)
        project.removeMapLayer(made)
        return come(path, name)

    return stored


def come(path, name):
    layer = QgsVectorLayer(str(path), name, "ogr")
    assert layer.isValid()
    return QgsProject.instance().addMapLayer(layer)


def confirm(one):
    """Choose what an input has guessed, as a click on it does."""
    one.combo.activated.emit(one.combo.currentIndex())


def lines(add, name):
    return add(name, ["LINESTRING(500000 4400000, 500100 4400000)"], kind="LineString")


@pytest.mark.parametrize("job", ALL_PAGES)
def test_no_input_of_any_page_moves_on_to_a_neighbour(page, add, project, job):
    for letter in "abc":
        add(f"area {letter}", [box(0, 0, 10, 10)])
        lines(add, f"line {letter}")
    shown = page(job)
    names = [name for name, one in shown.form.inputs.items() if isinstance(one, LayerInput)]
    assert names
    for name in names:
        one = shown.form.inputs[name]
        middle = one.combo.layer(2)
        one.set_value(middle.id())
        title = middle.name()
        project.removeMapLayer(middle)
        assert one.layer() is None
        assert one.value() is None
        assert one.note.isVisibleTo(one)
        assert one.note.label.text() == f"The layer “{title}” is no longer in the project."
        kind = add if title.startswith("area") else None
        kind(title, [box(0, 0, 10, 10)]) if kind else lines(add, title)
        assert one.layer() is None
        one.set_value(None)


@pytest.mark.parametrize("how", ["all at once", "one by one", "cleared"])
def test_input_is_empty_when_every_layer_goes(page, add, project, how):
    for letter in "abc":
        add(f"area {letter}", [box(0, 0, 10, 10)])
    parks = page("parkcoverage").form.inputs["PARKS"]
    parks.set_value(parks.combo.layer(2).id())
    if how == "cleared":
        project.clear()
    elif how == "all at once":
        project.removeAllMapLayers()
    else:
        for key in list(project.mapLayers()):
            project.removeMapLayer(key)
    assert parks.layer() is None
    assert (parks.lost is None) == (how == "cleared")
    assert parks.note.isVisibleTo(parks) == (how != "cleared")


def test_layer_of_the_same_source_is_taken_again_with_its_field(page, stored, project, tmp_path):
    zones = stored("街道", [box(0, 0, 10, 10)], ("别名:string", "名称:string"), [("a", "b")])
    add_to = page("parkcoverage").form
    add_to.inputs["ZONES"].set_value(zones.id())
    add_to.inputs["ZONE_FIELD"].set_value("别名")  # not the one that is guessed
    project.removeMapLayer(zones)
    assert "ZONES" not in add_to.values()
    assert "ZONE_FIELD" not in add_to.values()
    again = come(tmp_path / "街道.gpkg", "under another name")
    assert add_to.values()["ZONES"] == again.id()
    assert add_to.values()["ZONE_FIELD"] == "别名"
    assert not add_to.inputs["ZONES"].note.isVisibleTo(add_to)


def test_layer_of_the_same_name_is_taken_once_the_user_says_so(page, add, project):
    parks = page("parkcoverage").form.inputs["PARKS"]
    add("公园绿地", [box(0, 0, 10, 10)])
    confirm(parks)
    add("neighbour", [box(0, 0, 10, 10)])
    project.removeMapLayer(parks.layer())
    assert not parks.note.use_button.isVisibleTo(parks)
    other = add("公园绿地", [box(0, 0, 20, 20)])
    assert parks.layer() is None
    assert parks.note.use_button.isVisibleTo(parks)
    QTest.mouseClick(parks.note.use_button, LEFT)
    assert parks.layer() is other
    assert not parks.note.isVisibleTo(parks)


def test_no_guess_takes_the_place_of_a_layer_that_was_chosen_and_is_gone(page, add, project):
    parks = page("parkcoverage").form.inputs["PARKS"]
    add("公园绿地", [box(0, 0, 10, 10)])
    confirm(parks)
    project.removeMapLayer(parks.layer())
    add("公园", [box(0, 0, 10, 10)])
    assert parks.layer() is None


@pytest.mark.parametrize("where", ["parkcoverage", "checkup"])
@pytest.mark.parametrize("others", [False, True], ids=["alone", "among others"])
def test_what_was_but_guessed_is_guessed_anew_where_it_goes(page, dock, add, project, wait, where, others):
    """Among others, or as the last layer of its kind, with which QGIS's boxes tell of a choice that nobody made."""
    fields, row = ("名称:string", "常住人口:integer"), [("a", 9)]
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None)
    form = dock.checkup.form if where == "checkup" else page(where).form
    if others:
        add("水系", [box(0, 0, 10, 10)])
    streets = [name for name, one in form.inputs.items() if name.upper() == "ZONES"]
    (zones,) = (form.inputs[name] for name in streets)
    for name in ("街道", "街道", "乡镇"):
        add(name, [box(0, 0, 10, 10)], fields, row)
        assert zones.layer() is not None and zones.layer().name() == name
        project.removeMapLayer(zones.layer())
        assert (zones.layer(), zones.lost, form._touched) == (None, None, set())
        assert not zones.note.isVisibleTo(zones)
        assert not [text for text in map(form.wrong, streets) if text]
    parks = [add(name, [box(0, 0, 10, 10)]) for name in ("公园", "公园绿地")]
    box_of_parks = next(one for name, one in form.inputs.items() if form.meaning(name) == "PARKS")
    assert box_of_parks.layer() is parks[1]
    project.removeMapLayer(parks[1])
    assert box_of_parks.layer() is parks[0]


@pytest.mark.parametrize("where", ["landreduction", "checkup"])
def test_who_chooses_one_of_two_dates_keeps_the_other(page, dock, add, project, wait, where):
    dock.setUserVisible(True)
    wait(lambda: dock.checkup is not None)
    form = dock.checkup.form if where == "checkup" else page(where).form
    maps = {
        year: add(f"土地利用{year}", [box(0, 0, 10, 10)], ("DLBM:string",), [("0701",)]) for year in (2018, 2020, 2025)
    }
    names = {form.meaning(name): name for name in form.inputs}
    before, after = (form.inputs[names[one]] for one in ("BEFORE", "AFTER"))
    assert (before.layer(), after.layer()) == (maps[2018], maps[2025])
    before.set_value(maps[2020].id())
    add("建成区", [box(0, 0, 10, 10)])
    assert (before.layer(), after.layer()) == (maps[2020], maps[2025])
    form.forget()
    form.guess()
    confirm(after)
    add("生态保护红线", [box(0, 0, 10, 10)])
    assert (before.layer(), after.layer()) == (maps[2018], maps[2025])
    if where == "checkup":
        form.forget()
        form.guess()
        form.inputs[names["LANDUSE"]].set_value(maps[2020].id())
        add("街道", [box(0, 0, 10, 10)])
        assert (before.layer(), after.layer()) == (maps[2018], maps[2025])
        assert form.inputs[names["LANDUSE"]].layer() is maps[2020]


def test_a_field_that_was_but_guessed_keeps_no_layer_where_it_goes(page, add):
    corridors = add("廊道", [box(0, 0, 10, 10)], ("等级:integer",), [(1,)])
    form = page("corridorwidth").form
    assert form.values()["LEVEL_FIELD"] == "等级"
    corridors.dataProvider().deleteAttributes([0])
    corridors.updateFields()
    assert form.inputs["LEVEL_FIELD"].lost() == "等级"
    add("通风廊道", [box(0, 0, 10, 10)], ("等级:integer",), [(1,)])
    assert form.inputs["CORRIDORS"].layer().name() == "通风廊道"
    assert form.values()["LEVEL_FIELD"] == "等级"


def test_run_waits_for_a_word_on_an_optional_layer_that_is_gone(page, add, wait, project):
    add("居住用地", [box(0, 0, 1_000, 1_000)])
    add("公园绿地", [box(0, 0, 10, 10)])
    zones = add("街道", [box(0, 0, 1_000, 1_000)], ("名称:string",), [("a",)])
    shown = page("parkcoverage")
    assert shown.form.inputs["ZONES"].layer() is zones
    confirm(shown.form.inputs["ZONES"])
    project.removeMapLayer(zones)
    QTest.mouseClick(shown.run_button, LEFT)
    assert shown.notice.text() == (
        "The layer “街道” of “Zones to report by” is no longer in the project; choose another one, or do without."
    )
    note = shown.form.inputs["ZONES"].note
    assert not shown.form.inputs["PARKS"].note.leave_button.isVisibleTo(shown)
    QTest.mouseClick(note.leave_button, LEFT)
    assert not note.isVisibleTo(shown)
    QTest.mouseClick(shown.run_button, LEFT)
    wait(shown.run_button.isEnabled)
    assert shown.outcome is not None


def test_input_of_several_layers_tells_which_is_gone_and_takes_it_again(page, add, stored, project, tmp_path):
    first, second = stored("一", [box(0, 0, 10, 10)]), add("二", [box(0, 0, 10, 10)])
    add("三", [box(0, 0, 10, 10)])
    form = page("securitypattern").form
    tier = form.inputs["TIER_1"]
    assert isinstance(tier, MultipleInput)
    tier.set_value([first.id(), second.id()])
    project.removeMapLayers([first.id(), second.id()])
    assert "TIER_1" not in form.values() or not form.values()["TIER_1"]
    assert tier.note.label.text().count("is no longer in the project") == 2
    assert "Further layers of the baseline tier" in form.missing()
    again = come(tmp_path / "一.gpkg", "一")
    assert tier.layers() == [again]
    other = add("二", [box(0, 0, 10, 10)])
    assert tier.layers() == [again]
    QTest.mouseClick(tier.note.use_button, LEFT)
    assert set(tier.layers()) == {again, other}
    assert form.missing() == ""


@pytest.mark.parametrize("change", ["delete", "rename"])
def test_field_that_goes_leaves_its_input_empty_until_it_is_back(page, add, change):
    layer = add("通风廊道", [box(0, 0, 10, 10)], ("等级:integer", "other:integer"), [(1, 2)])
    form = page("corridorwidth").form
    level = form.inputs["LEVEL_FIELD"]
    assert isinstance(level, FieldInput)
    assert level.value() == "等级"
    layer.startEditing()
    if change == "delete":
        layer.deleteAttribute(0)
    else:
        layer.renameAttribute(0, "级")
    assert level.value() is None
    assert level.note.text() == "The layer has no field “等级” any more."
    assert "等级" in form.missing()
    layer.rollBack()
    assert level.value() == "等级"
    assert not level.note.isVisibleTo(form)
    layer.startEditing()
    layer.addAttribute(QgsField("new", QMetaType.Type.Int))
    layer.commitChanges()
    assert level.value() == "等级"
    level.combo.setField("other")
    layer.startEditing()
    layer.deleteAttribute(0)
    assert level.value() == "other"
    layer.rollBack()


def test_field_is_chosen_by_its_name_whatever_the_user_calls_it(page, add, project):
    layer = add("通风廊道", [box(0, 0, 10, 10)], ("等级:integer", "level:integer"), [(1, 2)])
    layer.setFieldAlias(0, "<廊道> & 级别")
    form = page("corridorwidth").form
    level = form.inputs["LEVEL_FIELD"]
    assert (level.fields(), level.value()) == (["等级", "level"], "等级")
    assert not level.note.isVisibleTo(form)
    layer.setFieldAlias(1, "等级")  # the name of the other, which stays that other's
    assert (level.fields(), level.value()) == (["等级", "level"], "等级")
    layer.startEditing()
    layer.deleteAttribute(0)
    assert level.note.text() == "The layer has no field “等级” any more."
    layer.rollBack()
    layer.setFieldAlias(0, "")
    assert level.value() == "等级"


def test_field_is_guessed_by_what_the_user_calls_it_where_no_name_speaks(page, add):
    layer = add("通风廊道", [box(0, 0, 10, 10)], ("F1:integer", "F2:integer"), [(1, 2)])
    layer.setFieldAlias(0, "备注")
    layer.setFieldAlias(1, "廊道等级")
    level = page("corridorwidth").form.inputs["LEVEL_FIELD"]
    assert level.value() == "F2"


def test_loss_is_kept_when_the_plan_profile_changes(page, add, dock, project):
    parks = page("parkcoverage")
    add("公园绿地", [box(0, 0, 10, 10)])
    confirm(parks.form.inputs["PARKS"])
    project.removeMapLayer(parks.form.inputs["PARKS"].layer())
    dock.follow_profile()
    assert parks.form.inputs["PARKS"].lost.name == "公园绿地"
    add("公园绿地", [box(0, 0, 10, 10)])
    assert parks.form.inputs["PARKS"].layer() is None
    assert parks.form.inputs["PARKS"].note.use_button.isVisibleTo(parks)


def test_layer_that_cannot_be_opened_is_not_guessed_and_named_where_it_is_chosen(page, add, project, wait):
    add("居住用地", [box(0, 0, 1_000, 1_000)])
    broken = QgsVectorLayer("Polygon?crs=EPSG:4548", "公园绿地", "memory")
    project.addMapLayer(broken)
    broken.setDataSource("/no/such/park.gpkg", "公园绿地", "ogr")
    assert not broken.isValid()
    shown = page("parkcoverage")
    shown.form.guess()
    assert shown.form.inputs["PARKS"].layer() is None
    shown.form.inputs["PARKS"].set_value(broken.id())
    shown.run()
    wait(shown.run_button.isEnabled)
    assert shown.outcome is None
    assert shown.notice.text() == (
        "The layer “公园绿地 (Parks)” cannot be read: “/no/such/park.gpkg” is gone or cannot be opened any more. "
        "Put it back, or choose another layer."
    )


@pytest.mark.parametrize("chosen", [False, True], ids=["guessed", "chosen"])
def test_of_a_layer_whose_file_is_gone_no_field_is_missed_but_the_layer(page, stored, add, tmp_path, chosen):
    add("居住用地", [box(0, 0, 1_000, 1_000)])
    add("公园绿地", [box(0, 0, 1_000, 1_000)])
    zones = stored("街道", [box(0, 0, 10, 10)], ("别名:string", "名称:string"), [("a", "b")])
    shown = page("parkcoverage")
    form, path = shown.form, str(tmp_path / "街道.gpkg")
    if chosen:
        form.inputs["ZONE_FIELD"].combo.setField("别名")
    field = form.values()["ZONE_FIELD"]
    assert form.missing() == ""
    zones.setDataSource("/no/such/streets.gpkg", "街道", "ogr")
    assert form.inputs["ZONES"].layer() is zones
    assert not form.inputs["ZONE_FIELD"].note.isVisibleTo(form)
    assert form.missing() == (
        "The layer “街道 (Zones to report by)” cannot be read: “/no/such/streets.gpkg” is gone or cannot be opened any "
        "more. Put it back, or choose another layer."
    )
    shown.run()
    assert (shown.notice.text(), shown.outcome) == (form.missing(), None)
    zones.setDataSource(path, "街道", "ogr")
    assert form.missing() == ""
    assert (form.values()["ZONES"], form.values()["ZONE_FIELD"]) == (zones.id(), field)


def test_field_of_the_tier_is_chosen_among_those_of_the_pattern_else_of_the_units(page, add, project):
    units = add("修复单元", [box(0, 0, 10, 10)], ("own:integer", "d:double"), [(1, 0.5)])
    pattern = add("格局", [box(0, 0, 10, 10)], ("gv_tier:integer", "级别:integer"), [(1, 2)])
    form = page("restorationpriority").form
    tier = form.inputs["TIER_FIELD"]

    def offered():
        return [tier.combo.itemText(row) for row in range(tier.combo.count())]

    form.inputs["UNITS"].set_value(units.id())
    form.inputs["PATTERN"].set_value(None)
    assert (offered(), tier.value()) == (["own", "d"], "gv_tier")
    form.inputs["PATTERN"].set_value(pattern.id())
    assert (offered(), tier.value()) == (["gv_tier", "级别"], "gv_tier")
    tier.combo.setCurrentIndex(1)
    assert form.values()["TIER_FIELD"] == "级别"
    form.inputs["PATTERN"].set_value(None)
    assert tier.value() == "级别"  # what the user chose is not taken away
    tier.set_value(None)
    assert form.values()["TIER_FIELD"] == ""  # left out, it would be the default
    project.clear()
    assert tier.value() == "gv_tier"
