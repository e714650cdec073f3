"""Maps of reports carry the numbers of the tables beside them, and what tells where one is."""

import re

import numpy as np
import pytest
import shapely
from greenvein.core.report.file import read
from greenvein.processing.reports import maps as report_maps
from qgis.core import QgsProcessingContext, QgsProject

X, Y = 500_000, 4_400_000


def box(west, south, east, north):
    return shapely.box(X + west, Y + south, X + east, Y + north)


@pytest.fixture
def mapped(provider, log, monkeypatch, tmp_path):
    """Run a job; return its report and the layers that its map was drawn from."""

    def start(job, **parameters):
        import processing

        drawn = []
        own = report_maps.draw_map
        monkeypatch.setattr(report_maps, "draw_map", lambda layers, **more: drawn.append(layers) or own(layers, **more))
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        path = tmp_path / "report.html"
        processing.run(f"greenvein:{job}", {**parameters, "REPORT": str(path)}, context=context, feedback=log)
        (layers,) = drawn
        return read(path.read_text(encoding="utf-8")), layers

    return start


def numbers(layers):
    return [name for layer in layers for name in layer.names if re.fullmatch(r"\d+", name)]


def labels(layers):
    return [layer.label for layer in layers if layer.label]


def column(report, caption, title):
    """Return the cells of a column of the table with a caption."""
    tables = [part for section in report.sections for part in section.parts if part.kind == "table"]
    (table,) = [table for table in tables if table.caption == caption]
    at = [one.title for one in table.columns].index(title)
    return [row[at] for row in table.rows]


def test_blind_areas_bear_their_ranks_and_districts_their_names(mapped, layer):
    homes = [box(1000 * row, 0, 1000 * row + 50 + row, 50) for row in range(6)]
    zones = layer([box(-100, -100, 2500, 1000), box(2500, -100, 9000, 1000)], {"n": ["甲区", "乙区"]})
    report, layers = mapped(
        "parkcoverage", RESIDENTIAL=layer(homes), PARKS=layer([box(0, 9000, 10, 9010)]), ZONES=zones, ZONE_FIELD="n",
        HISTORIC_AREAS=layer([box(0, 0, 10, 10)]),
    )  # fmt: skip
    ranks = column(report, "The largest blind areas", "Rank")
    assert numbers(layers) == ranks == ["1", "2", "3", "4", "5", "6"]
    assert {"甲区", "乙区"} <= {name for one in layers for name in one.names}
    assert "Historic quarters" in labels(layers)
    # The largest is the eastern one.
    ranked = next(one for one in layers if one.names and one.names[0] == "1")
    assert ranked.geometry[0].equals(homes[-1])


@pytest.mark.slow
def test_pinches_bear_the_numbers_of_their_corridors_lists(mapped, layer):
    corridors = layer([box(0, 0, 500, 5000), box(2000, 0, 2500, 5000)], {"level": [1, 1], "name": ["甲", "乙"]})
    blocks = [box(0, 1000, 200, 1100), box(0, 3000, 150, 3100), box(2000, 2000, 2300, 2100)]
    report, layers = mapped(
        "corridorwidth", CORRIDORS=corridors, LEVEL_FIELD="level", ID_FIELD="name", OBSTACLES=layer(blocks)
    )
    sections = {section.title: section for section in report.sections}
    listed = []
    for name in ("甲", "乙"):
        parts = sections[f"Corridor {name}"].parts
        listed += [row[0] for part in parts if part.kind == "table" for row in part.rows]
    assert numbers(layers) == listed == ["1", "2", "1"]
    assert {"甲", "乙"} <= {name for one in layers for name in one.names}


def test_conflicts_bear_one_number_each_in_lists_and_map(mapped, layer):
    red, farm = box(0, 0, 1000, 1000), box(900, 0, 1900, 1000)
    report, layers = mapped(
        "securitypattern",
        RED_LINE=layer([red]), BASIC_FARMLAND=layer([farm]),
        CONSTRUCTION=layer([box(100, 100, 200, 200), box(300, 100, 350, 150)]),
    )  # fmt: skip
    lines = column(report, "The largest of them", "No.")
    built = column(report, "The largest places in the strictest tier that has any", "No.")
    assert lines + built == ["1", "2", "3"]
    assert sorted(numbers(layers)) == ["1", "2", "3"]
    assert {"Ecological red line", "Permanent basic farmland"} <= set(labels(layers))
    overlap = next(one for one in layers if one.names == ("1",))
    assert shapely.area(overlap.geometry).tolist() == pytest.approx([100 * 1000])


def test_a_plot_has_one_number_in_all_lists_and_on_the_map(mapped, layer):
    plots = [box(0, 0, 100, 100), box(300, 0, 350, 50), box(600, 0, 720, 100)]
    report, layers = mapped(
        "vacateduse", VACATED=layer(plots), RED_LINE=layer([box(0, 0, 500, 500)]),
        BLIND_AREAS=layer([box(0, 0, 1000, 300)]),
    )  # fmt: skip
    first = dict(zip(column(report, "The largest plots that come first", "Plot"),
                     column(report, "The largest plots that come first", "No.")))  # fmt: skip
    caption = "Green plots that reach the most blind ground"
    green = dict(zip(column(report, caption, "Plot"), column(report, caption, "No.")))
    assert first == {"1": "1", "2": "2"}
    assert green == {"1": "1", "2": "2", "3": "3"}
    on_map = {}
    for one in layers:
        for shape, name in zip(one.geometry, one.names):
            if name:
                on_map[name] = next(str(number) for number, plot in enumerate(plots, 1) if shape.equals(plot))
    assert on_map == {"1": "1", "2": "2", "3": "3"}
    assert "Ecological red line" in labels(layers)


def test_units_bear_their_ranks_over_the_layers_that_they_were_judged_by(mapped, layer):
    units = layer([box(300 * row, 0, 300 * row + 100, 100) for row in range(4)], {"d": [0.1, 0.9, 0.5, 0.7]})
    report, layers = mapped(
        "restorationpriority", UNITS=units, DEGRADATION_FIELD="d", RUNS=10,
        KEY_AREAS=layer([box(0, 0, 400, 400)], name="浅山区"),
    )  # fmt: skip
    assert numbers(layers) == column(report, "The first units", "Priority rank") == ["1", "2", "3", "4"]
    assert labels(layers)[0] == "浅山区"


def test_background_has_another_shade_for_each_input():
    made = report_maps.background((str(number), np.array([box(0, 0, 1, 1)])) for number in range(6))
    assert len({one.face for one in made}) == 6
