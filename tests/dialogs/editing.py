"""Edits layers as users do, and keeps what follows them told."""

import pytest
import shapely
from qgis.core import QgsFeature, QgsGeometry

EAST, NORTH = 500_000, 4_400_000


def square(random, side_m, least, most):
    x, y = random.uniform(0, side_m, 2)
    width, height = random.uniform(least, most, 2)
    found = shapely.affinity.rotate(shapely.box(x, y, x + width, y + height), random.uniform(0, 90))
    return shapely.affinity.translate(found, EAST, NORTH).wkt


_BAGS = {}


def drawn_way(random, ways, can=lambda way: True):
    """Return one of the ways at random, where none comes again before all have come that an editor can go.

    All editors that draw with the same ``random`` draw from one bag, so a few steps of a test go every way.
    """
    _, bag = _BAGS.setdefault(id(random), (random, []))
    if not any(map(can, bag)):
        bag += [str(way) for way in random.permutation(ways)]
    way = next(filter(can, bag))
    bag.remove(way)
    return way


class Editor:
    """Edits a layer as a user does: add, delete, move, reshape, change a value, undo, redo, save, cancel."""

    def __init__(self, random, layer, shape, field=None, value=None):
        self.random, self.layer, self.shape, self.field, self.value = random, layer, shape, field, value

    def step(self):
        if not self.layer.isEditable():
            assert self.layer.startEditing()
        ways = ["add", "add", "delete", "move", "reshape", "undo", "undo", "redo", "save", "cancel", "multiple"]
        way = drawn_way(self.random, [*ways, "set", "set"], lambda way: way != "set" or self.field is not None)
        getattr(self, way)()
        return way

    def some(self):
        fids = sorted(self.layer.allFeatureIds())
        return int(self.random.choice(fids)) if len(fids) > 3 else None

    def add(self):
        feature = QgsFeature(self.layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(self.shape()))
        if self.field:
            feature[self.field] = self.value()
        assert self.layer.addFeature(feature)

    def delete(self):
        fid = self.some()
        if fid is not None:
            assert self.layer.deleteFeature(fid)

    def move(self):
        fid = self.some()
        if fid is not None:
            moved = self.layer.getGeometry(fid)
            moved.translate(*self.random.uniform(-300, 300, 2))
            assert self.layer.changeGeometry(fid, moved)

    def reshape(self):
        fid = self.some()
        if fid is not None:
            assert self.layer.changeGeometry(fid, QgsGeometry.fromWkt(self.shape()))

    def set(self):
        fid = self.some()
        if fid is not None:
            assert self.layer.changeAttributeValue(fid, self.layer.fields().lookupField(self.field), self.value())

    def multiple(self):
        self.layer.beginEditCommand("multiple")
        for way in (self.add, self.move, self.delete, self.add):
            way()
        self.layer.endEditCommand()

    def undo(self):
        self.layer.undoStack().undo()

    def redo(self):
        self.layer.undoStack().redo()

    def save(self):
        assert self.layer.commitChanges()

    def cancel(self):
        assert self.layer.rollBack()


class Heard:
    """What a Live told."""

    def __init__(self, live):
        self.figures, self.failures, self.ends = [], [], []
        live.figured.connect(self.figures.append)
        live.failed.connect(self.failures.append)
        live.ended.connect(self.ends.append)


def same(live, fresh):
    """Hold that figures are equal: counts and verdicts to the last, measures to the rounding of another order."""
    assert live.keys() == {name for name in fresh if name in live}
    for name, value in live.items():
        if isinstance(value, float):
            assert value == pytest.approx(fresh[name], rel=1e-9, abs=1e-12), name
        else:
            assert value == fresh[name], name


def feature(layer, shape):
    found = QgsFeature(layer.fields())
    found.setGeometry(QgsGeometry.fromWkt(shape))
    return found
