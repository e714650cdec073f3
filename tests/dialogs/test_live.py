"""Figures that follow edits of real layers: after every step those of a fresh run of the algorithm."""

import numpy as np
import pytest
import shapely
from greenvein.dialogs.live import Live
from greenvein.processing.parkcoverage_live import CoverageFollower
from qgis.core import QgsApplication, QgsFeature, QgsGeometry

EAST, NORTH = 500_000, 4_400_000


def square(random, side_m, least, most):
    x, y = random.uniform(0, side_m, 2)
    width, height = random.uniform(least, most, 2)
    found = shapely.affinity.rotate(shapely.box(x, y, x + width, y + height), random.uniform(0, 90))
    return shapely.affinity.translate(found, EAST, NORTH).wkt


class Editor:
    """Edits a layer as a user does: add, delete, move, reshape, change a value, undo, redo, save, cancel."""

    def __init__(self, random, layer, shape, field=None, value=None):
        self.random, self.layer, self.shape, self.field, self.value = random, layer, shape, field, value

    def step(self):
        if not self.layer.isEditable():
            assert self.layer.startEditing()
        ways = ["add", "add", "delete", "move", "reshape", "undo", "undo", "redo", "save", "cancel", "several"]
        ways += ["set"] * 2 * (self.field is not None)
        way = str(self.random.choice(ways))
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

    def several(self):
        self.layer.beginEditCommand("several")
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


@pytest.fixture
def follow(provider, wait):
    """Follow the layers of a run; return what follows, and what it told."""
    begun = []

    def follow(name, parameters, follower):
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(name)
        live = Live(algorithm, parameters, follower)
        begun.append((live, algorithm))
        heard = Heard(live)
        if live.start():
            wait(live.settled)
        return live, heard

    yield follow
    for live, _ in begun:
        live.stop()
    QgsApplication.processEvents()


def same(live, fresh):
    """Hold that figures are equal: counts and verdicts to the last, measures to the rounding of another order."""
    assert live.keys() == {name for name in fresh if name in live}
    for name, value in live.items():
        if isinstance(value, float):
            assert value == pytest.approx(fresh[name], rel=1e-9, abs=1e-12), name
        else:
            assert value == fresh[name], name


@pytest.fixture
def rich_city(add):
    """Housing with people, parks, a historic quarter and districts that leave ground outside."""
    random = np.random.default_rng(5)
    homes = [square(random, 3_000, 50, 250) for _ in range(25)]
    people = [[int(random.integers(0, 900)), "x"] for _ in homes]
    residential = add("居住用地", homes, ("people:integer", "name:string"), people)
    parks = add("公园绿地", [square(random, 3_000, 10, 120) for _ in range(8)])
    quarter = shapely.box(EAST, NORTH, EAST + 1_500, NORTH + 1_500).wkt
    quarters, zones = add("quarters", [quarter]), add("zones", [quarter])
    return random, residential, parks, quarters, zones


def coverage(residential, parks, **more):
    return {"RESIDENTIAL": residential.id(), "PARKS": parks.id(), "TIERS": [400, 300, 5_000, 500], **more}


def test_figures_of_parks_are_those_of_a_fresh_run_after_every_edit(follow, rich_city, wait):
    import processing

    random, residential, parks, quarters, zones = rich_city
    parameters = coverage(
        residential, parks, POPULATION_FIELD="people", ZONES=zones.id(), HISTORIC_AREAS=quarters.id(),
        HISTORIC_TIERS=[100, 600],
    )  # fmt: skip
    live, heard = follow("greenvein:parkcoverage", parameters, CoverageFollower)
    people = lambda: int(random.integers(0, 900))  # noqa: E731 - a value each time
    editors = [
        Editor(random, residential, lambda: square(random, 3_000, 50, 250), "people", people),
        Editor(random, parks, lambda: square(random, 3_000, 10, 120)),
    ]
    same(heard.figures[-1].values, processing.run("greenvein:parkcoverage", parameters))
    done = set()
    for _ in range(110):
        done.add(editors[int(random.integers(2))].step())
        wait(live.settled)
        fresh = processing.run("greenvein:parkcoverage", {**parameters, "SUMMARY": "memory:"})
        same(heard.figures[-1].values, fresh)
        row = heard.figures[-1].rows("SUMMARY")[-1]
        summary = list(fresh["SUMMARY"].getFeatures())[-1]
        assert row["gv_population_covered"] == pytest.approx(summary["gv_population_covered"], rel=1e-9)
        assert row["gv_park_ha"] == pytest.approx(summary["gv_park_ha"], rel=1e-9)
    assert done == {"add", "delete", "move", "reshape", "undo", "redo", "save", "cancel", "several", "set"}
    assert heard.failures == heard.ends == []
