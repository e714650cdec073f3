"""The use of vacated land that follows edits of real layers: after every step that of a fresh run."""

import numpy as np
import pytest
from greenvein.processing.jobs.vacateduse.live import UseFollower
from qgis.core import QgsGeometry

from .editing import Editor, feature, same, square
from .scene import box

pytestmark = pytest.mark.slow

USE = "greenvein:vacateduse"


def compare(figures, asked):
    import processing

    fresh = processing.run(USE, asked)
    assert figures.values.keys() == {name for name in fresh if name.isupper()} - {"USES", "SUMMARY", "REPORT"}
    same(figures.values, fresh)


@pytest.fixture
def land(add):
    """Changes of land use, most of them vacated, and every area that a rule asks for."""
    random = np.random.default_rng(6)

    def shapes(count, least=100, most=700):
        return [square(random, 3_000, least, most) for _ in range(count)]

    kinds = [["vacated" if at % 4 else "added"] for at in range(30)]
    areas = ("RED_LINE", "BASIC_FARMLAND", "BLUE_LINES", "KEY_AREAS", "FARMLAND_SPACE", "FLOOD_STORAGE", "BLIND_AREAS")
    vacated = add("变更", shapes(30, 30, 300), ("gv_kind:string",), kinds)
    return random, vacated, {name: add(name.lower(), shapes(4)) for name in areas}


def asked_of(vacated, areas, **more):
    return {"VACATED": vacated.id(), **{name: layer.id() for name, layer in areas.items()}, **more}


@pytest.mark.parametrize(("steps", "area"), [(110, 0), (25, 1)])
def test_figures_are_those_of_a_fresh_run_after_every_edit(follow, land, cases, wait, steps, area):
    random, vacated, areas = land
    tiers = [0, 100, 10_000, 300, 40_000, 600]
    asked = asked_of(vacated, areas, AREA=area, TIERS=tiers, MIN_FARMLAND_M2=8_000, MAX_FARMLAND_DISTANCE=120)
    live, heard = follow(USE, asked, UseFollower)
    compare(heard.figures[-1], asked)

    def shape():
        return square(random, 3_000, 30, 500)

    editors = [Editor(random, layer, shape) for layer in areas.values()]
    kind = Editor(random, vacated, shape, "gv_kind", lambda: str(random.choice(["vacated", "vacated", "added"])))
    done, count = set(), cases(steps, first=steps // 4)
    for _ in range(count):
        done.add((kind if random.random() < 0.5 else editors[int(random.integers(len(editors)))]).step())
        wait(live.settled)
        compare(heard.figures[-1], asked)
    assert len(done) == 10 or count < 13
    assert heard.failures == heard.ends == []


@pytest.fixture
def one_plot(add):
    """A plot of 4 ha that becomes green, and blind ground around it."""
    vacated = add("腾退", [box(0, 0, 200, 200)], ("gv_kind:string",), [["vacated"]])
    return vacated, add("blind", [box(-5_000, -5_000, 10_200, 10_200)])


def figure(heard, name):
    return [round(figures.values[name], 4) for figures in heard.figures]


def test_plot_that_comes_into_the_farmland_space_serves_no_blind_ground_any_more(follow, one_plot, add, wait):
    vacated, blind = one_plot
    space = add("农业空间", [box(3_000, 0, 100, 100)])
    asked = asked_of(vacated, {"BLIND_AREAS": blind, "FARMLAND_SPACE": space}, TIERS=[0, 500])
    live, heard = follow(USE, asked, UseFollower)
    space.startEditing()
    space.changeGeometry(1, QgsGeometry.fromWkt(box(-100, -100, 400, 400)))
    wait(live.settled)
    space.undoStack().undo()
    wait(live.settled)
    assert figure(heard, "FARMLAND_HA") == [0, 4, 0]
    assert figure(heard, "GREEN_HA") == [4, 0, 4]
    # The plot, four strips of 500 m and a circle, of whose arcs each is drawn in 32 chords.
    circle = 128 / 2 * np.sin(2 * np.pi / 128) * 500**2
    served = (200**2 + 4 * 200 * 500 + circle) / 10_000
    assert heard.figures[0].values["BLIND_SERVED_HA"] == pytest.approx(served, rel=1e-3)
    assert figure(heard, "BLIND_SERVED_HA") == [
        figure(heard, "BLIND_SERVED_HA")[0],
        0,
        figure(heard, "BLIND_SERVED_HA")[0],
    ]
    space.rollBack()


def test_without_vacated_land_there_are_no_figures_until_the_kind_is_back(follow, one_plot, wait):
    vacated, blind = one_plot
    live, heard = follow(USE, asked_of(vacated, {"BLIND_AREAS": blind}), UseFollower)
    vacated.startEditing()
    vacated.changeAttributeValue(1, 0, "added")
    wait(live.settled)
    assert len(heard.failures) == 1
    vacated.addFeature(feature(vacated, box(500, 500, 100, 100)))
    vacated.undoStack().undo()
    vacated.undoStack().undo()
    wait(live.settled)
    assert figure(heard, "GREEN_HA") == [4, 4]
    vacated.rollBack()


def test_layers_without_any_feature_are_followed_from_the_first_one_on(follow, one_plot, add, wait):
    vacated, _ = one_plot
    space = add("农业空间", [])
    asked = asked_of(vacated, {"BLIND_AREAS": add("none", []), "FARMLAND_SPACE": space})
    live, heard = follow(USE, asked, UseFollower)
    compare(heard.figures[-1], asked)
    space.startEditing()
    space.addFeature(feature(space, box(-100, -100, 400, 400)))
    wait(live.settled)
    compare(heard.figures[-1], asked)
    assert figure(heard, "FARMLAND_HA") == [0, 4]
    space.rollBack()


def test_one_code_may_decide_what_all_plots_have_become(follow, add, wait):
    """0303 is mangroves in the survey of 2019, which alone has 08H1, and shrubs in the guide of 2023, with its 1401."""
    shapes = [box(500 * at, 0, 200, 200) for at in range(3)]
    vacated = add("腾退", shapes, ("became:string",), [["0303"], ["08H1"], ["0102"]])
    asked = asked_of(vacated, {}, AFTER_FIELD="became")
    live, heard = follow(USE, asked, UseFollower)
    vacated.startEditing()
    vacated.changeAttributeValue(2, 0, "1401")
    wait(live.settled)
    compare(heard.figures[-1], asked)
    assert figure(heard, "WATER_HA") == [4, 0]
    assert figure(heard, "GREEN_HA") == [0, 8]  # shrubs, and a park
    vacated.rollBack()


def test_contested_ground_of_a_plot_opens_the_balance_and_leaves_it_again(follow, add, wait):
    """4 ha become farmland and 1 ha green; of the 4 ha, 1.5 are contested or 1.6."""
    shapes = [box(0, 0, 200, 200), box(500, 0, 100, 100)]
    vacated = add("变更", shapes, ("gv_to:string", "gv_contested_m2:double"), [["farmland", 15e3], ["forest", 0.0]])
    asked = asked_of(vacated, {"FARMLAND_SPACE": add("农业空间", [box(0, 500, 100, 100)])})
    live, heard = follow(USE, asked, UseFollower)
    compare(heard.figures[-1], asked)
    vacated.startEditing()
    for contested, judged in ((16e3, False), (None, True), (20e3, False), (14e3, True)):
        assert vacated.changeAttributeValue(1, 1, contested)
        wait(live.settled)
        compare(heard.figures[-1], asked)
        assert ("TO_FARMLAND_AT_LEAST_TO_GREEN" in heard.figures[-1].values) == judged
    vacated.rollBack()
