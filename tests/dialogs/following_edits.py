"""Edits the sample with QGIS's own tools while its pages follow, inside QGIS Desktop; imported by scripts there.

``answer`` has for each step what the page tells before it, after it and once it is undone, the figures that were heard,
what QGIS measures, and what is wrong with the dock; in English also what a fresh run finds.
"""

from drive import (
    LEFT,
    act,
    answer,
    delete_selected,
    draw,
    drawn,
    follow_edits,
    grab,
    iface,
    look_at,
    move_vertex,
    page,
    press,
    run,
    select,
    set_selected,
    tick,
    wait,
)
from faults import all_faults
from qgis.core import QgsGeometry, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLineEdit

# The third part of the Binnenkanal: a bend of its western bank, 294 m from any building, and the banks around it.
BEND, WEST, EAST = 27, slice(25, 30), slice(34, 47)
# A plot that becomes farmland, a factory of both dates, and the same ground at the first date.
PLOT, FACTORY, FACTORY_BEFORE = 16, 586, 181
# Construction land outside the baseline tier, and a unit outside the key areas.
SITE, UNIT = 92, 73


def edit_all(language, every):
    """Take ``every`` step of each page, or the first one only; then no page follows any more."""
    shown = [edit_corridors(language, every), edit_vacated(language, every)]
    shown += [edit(language) for edit in (edit_account, edit_pattern, edit_priority)]
    for one in shown:
        one.following.box.setChecked(False)


def begin(name):
    """Let a page follow edits of what its result was made from, which is made where there is none that holds."""
    shown = page(name)
    if shown.outcome is None or shown.results.standing.isVisible():
        run(shown)
    follow_edits(shown)
    tick(shown, shown.following.covering)
    shown.heard = []
    shown.following.live.figured.connect(lambda figures: shown.heard.append(figures.values))
    return shown


def layer_of(shown, name):
    return shown.form.inputs[name].layer()


def plain(values):
    return {name: value for name, value in values.items() if isinstance(value, (bool, int, float))}


def fresh(shown):
    import processing

    made = {one.name() for one in shown.algorithm.destinationParameterDefinitions()}
    asked = {name: value for name, value in shown.outcome.parameters.items() if name not in made}
    return plain(processing.run(shown.ALGORITHM, asked))


def told(shown):
    return [shown.results.verdict.value.text(), shown.following.line.text()]


def hear(shown, do):
    count = len(shown.heard)
    found = do()
    wait(lambda: len(shown.heard) > count and shown.following.live.settled())
    return found


def middle_of_map():
    image = iface.mapCanvas().grab().toImage()
    return image.pixelColor(image.rect().center()).name().upper()


def step(language, name, shown, layer, do):
    """Edit a layer, note what comes of it, and undo it."""
    note = answer[name] = {"run": plain(shown.outcome.values), "before": told(shown)}
    note["measured"] = hear(shown, do)
    shown.area.verticalScrollBar().setValue(0)
    note |= {"edited": told(shown), "live": plain(shown.heard[-1])}
    note["fresh"] = fresh(shown) if language == "en" else None  # figures know no language
    drawn()
    note["faults"] = all_faults(language)
    grab(name)
    note["middle"] = middle_of_map()
    hear(shown, lambda: act("mActionUndo"))
    note |= {"undone": told(shown), "live undone": plain(shown.heard[-1])}
    layer.rollBack()
    wait(shown.following.live.settled)


def require(shown, level, width_m):
    table = shown.form.inputs["WIDTHS"].table
    row = next(row for row in range(table.rowCount()) if table.item(row, 0).text() == level)
    shown.inputs_box.setCollapsed(False)
    QTest.qWait(100)
    shown.area.ensureWidgetVisible(table)
    place = table.visualItemRect(table.item(row, 1)).center()
    press(table.viewport(), place)
    QTest.mouseDClick(table.viewport(), LEFT, pos=place)
    cell = table.viewport().findChild(QLineEdit)
    cell.selectAll()
    QTest.keyClicks(cell, str(width_m))
    QTest.keyClick(cell, Qt.Key.Key_Return)
    wait(lambda: table.item(row, 1).text() == str(width_m))


def edit_corridors(language, every):
    require(page("corridors"), "2", 70)
    shown = begin("corridors")
    corridors, buildings = layer_of(shown, "CORRIDORS"), layer_of(shown, "OBSTACLES")
    (canal,) = [one.geometry() for one in corridors.getFeatures() if one["name"] == "Binnenkanal 3"]
    ring = canal.asMultiPolygon()[0][0]
    bend, west, east = ring[BEND], *(QgsGeometry.fromPolylineXY(ring[part]) for part in (WEST, EAST))

    def build():
        draw(buildings, QgsRectangle(bend.x() + 15, bend.y() - 20, bend.x() + 140, bend.y() + 20))
        (drawn,) = buildings.editBuffer().addedFeatures().values()
        return drawn.geometry().distance(west)

    def narrow():
        move_vertex(corridors, (bend.x(), bend.y()), (bend.x() + 110, bend.y()))
        (moved,) = corridors.editBuffer().changedGeometries().values()
        return QgsGeometry.fromPointXY(moved.asMultiPolygon()[0][0][BEND]).distance(east)

    look_at(buildings, bend.x() + 80, bend.y(), 400)
    step(language, "building", shown, buildings, build)
    if every:
        look_at(corridors, bend.x() + 60, bend.y(), 400)
        step(language, "bank", shown, corridors, narrow)
    return shown


def edit_vacated(language, every):
    # Where the account was run before, its page takes what that found to be vacated.
    (sample,) = [one for one in QgsProject.instance().mapLayers().values() if "layername=vacated" in one.source()]
    page("vacated").form.inputs["VACATED"].set_value(sample.id())
    shown = begin("vacated")
    plots, lines = layer_of(shown, "VACATED"), layer_of(shown, "BLUE_LINES")
    plot = plots.getFeature(PLOT).geometry()
    place = plot.pointOnSurface().asPoint()

    def delete():
        select(plots, place.x(), place.y())
        delete_selected(plots)
        return plot.area() / 10_000

    def widen():
        box = plot.boundingBox()
        box.grow(5)
        draw(lines, box)
        return plot.area() / 10_000

    look_at(plots, place.x(), place.y(), 600)
    step(language, "plot", shown, plots, delete)
    if every:
        look_at(lines, place.x(), place.y(), 600)
        step(language, "blue_line", shown, lines, widen)
    return shown


def edit_account(language):
    shown = begin("account")
    before, after = layer_of(shown, "BEFORE"), layer_of(shown, "AFTER")
    factory = after.getFeature(FACTORY).geometry()
    place = factory.pointOnSurface().asPoint()

    def reclaim():
        select(after, place.x(), place.y())
        table = set_selected(after, "DLBM", "'0103'")
        grab("class_table", table)
        table.close()
        return factory.intersection(before.getFeature(FACTORY_BEFORE).geometry()).area() / 1e6

    look_at(after, place.x(), place.y(), 800)
    step(language, "class", shown, after, reclaim)
    return shown


def union(*layers):
    return QgsGeometry.unaryUnion([one.geometry() for layer in layers for one in layer.getFeatures()])


def edit_pattern(language):
    shown = begin("pattern")
    red, land = layer_of(shown, "RED_LINE"), layer_of(shown, "CONSTRUCTION")
    baseline = union(*(layer_of(shown, name) for name in ("RED_LINE", "BASIC_FARMLAND", "WATERS")))
    box = land.getFeature(SITE).geometry().boundingBox()
    box.grow(5)

    def widen():
        draw(red, box)
        (drawn,) = red.editBuffer().addedFeatures().values()
        return union(land).intersection(drawn.geometry()).difference(baseline).area() / 10_000

    look_at(red, box.center().x(), box.center().y(), 400)
    step(language, "red_line", shown, red, widen)
    return shown


def edit_priority(language):
    shown = begin("priority")
    areas, ranked = layer_of(shown, "KEY_AREAS"), shown.outcome.layer("RANKED")
    box = layer_of(shown, "UNITS").getFeature(UNIT).geometry().boundingBox()
    box.grow(5)

    def draw_area():
        draw(areas, box)
        (drawn,) = areas.editBuffer().addedFeatures().values()
        units = [one.geometry() for one in ranked.getFeatures() if one["gv_phase"] == "long"]
        inside = [one for one in units if one.intersection(drawn.geometry()).area() > 0.5 * one.area()]
        return sum(one.area() for one in inside) / 10_000

    look_at(areas, box.center().x(), box.center().y(), 1_600)
    step(language, "key_area", shown, areas, draw_area)
    return shown
