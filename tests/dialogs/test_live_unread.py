"""Features that an edit throws out of their CRS, or brings back: what is said is what a fresh run says."""

from itertools import chain

import pytest
import shapely
from greenvein.dialogs.pages.page import Page
from greenvein.processing.framework.declared import defined, load_module
from greenvein.processing.framework.following import follower_of
from greenvein.processing.jobs import JOBS
from qgis.core import NULL, QgsGeometry, QgsVectorLayer

from .editing import EAST, NORTH, same

pytestmark = pytest.mark.slow

NUMBERS = (int, float, bool)


def box(x, y, width, height=None):
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + (height or width)).wkt


def homes(add):
    given = {
        "RESIDENTIAL": add("居住用地", [box(1000 * at, 0, 100) for at in range(4)]),
        "PARKS": add("公园绿地", [box(1000 * at, 150, 50) for at in range(3)]),
    }
    return given, {"TIERS": [0, 500], "TARGET": 40}


def strips(add):
    given = {
        "CORRIDORS": add("廊道", [box(0, 3000 * at, 5000, 500) for at in range(3)], ("level:integer",), [[1]] * 3),
        "OBSTACLES": add("建筑", [box(2000, 3000 * at, 20, 5) for at in range(3)]),
        "AXES": add("轴线", [f"LINESTRING({EAST} {NORTH + 250 + 3000 * at},{EAST + 5000} {NORTH + 250 + 3000 * at})"
                            for at in range(3)], kind="LineString"),
    }  # fmt: skip
    return given, {"LEVEL_FIELD": "level", "WIDTHS": [1, 390]}


def dates(add):
    ground = [box(1000 * at, 0, 1000) for at in range(4)]
    given = {name: add(name, ground, ("DLBM:string",), [["0701"]] * 4) for name in ("BEFORE", "AFTER")}
    return given, {"TARGETS": "all, 5, existing", "SYSTEM": 1}


def plots(add):
    ground, kinds = [box(500 * at, 0, 200) for at in range(4)], [["vacated"], ["vacated"], ["vacated"], ["added"]]
    given = {"VACATED": add("腾退", ground, ("gv_kind:string",), kinds)}
    given |= {name: add(name, ground) for name in ("FARMLAND_SPACE", "RED_LINE")}
    return given, {}


def lines(add):
    given = {name: add(name, [box(500 * at, 1000 * row, 200) for at in range(3)]) for row, name in enumerate(
        ("RED_LINE", "BASIC_FARMLAND", "GROWTH_BOUNDARY", "CONSTRUCTION"))}  # fmt: skip
    return given, {}


DRAWN = {
    "parkcoverage": (homes, "SUMMARY", ("gv_open", "gv_target_met", "gv_coverage_most_pct")),
    "corridorwidth": (strips, "CHECKED", ("gv_verdict", "gv_checks")),
    "landreduction": (dates, "BALANCE", ("gv_state", "gv_reason")),
    "vacateduse": (plots, "SUMMARY", ("gv_open",)),
    "securitypattern": (lines, "SUMMARY", ("gv_open",)),
}
"""Layers whose every feature decides, and the output and fields that say what is decided; of other jobs ``few`` do."""
DECIDE_NOTHING = {("parkcoverage", "PARKS"), ("vacateduse", "RED_LINE")}  # one park more; no rule asks for it


@pytest.fixture
def drawn(add, few, project):
    """Return the layers and settings of a job, an output, and its fields to look at; none for all that hold codes."""

    def make(job):
        if job in DRAWN:
            draw, output, fields = DRAWN[job]
            return *draw(add), output, fields
        given = few(job)
        layers = {name: value for name, value in given.items() if isinstance(value, QgsVectorLayer)}
        several = {name: value for name, value in given.items() if isinstance(value, list) and value}
        several = {name: value for name, value in several.items() if isinstance(value[0], QgsVectorLayer)}
        project.addMapLayers([*layers.values(), *chain(*several.values())])
        given |= {name: [layer.id() for layer in value] for name, value in several.items()}
        page = defined(load_module(f"greenvein.dialogs.pages.{job}"), Page)
        output, *_ = page.NEEDS or (JOBS[job].summary,)
        return layers, {name: given[name] for name in given.keys() - layers}, output, ()

    return make


def told(rows, fields):
    """Return fields of the row for all, or of all rows where there is none; features not read have none of them.

    A feature that comes back is the last one, and with it its zone.
    """
    found = [tuple(row[name] for name in fields) for row in rows if row.get("gv_scope", "all") == "all"]
    return sorted((one for one in found if any(value is not None for value in one)), key=str)


@pytest.mark.parametrize("job", JOBS)
def test_what_is_said_of_features_thrown_out_of_their_crs_is_what_a_fresh_run_says(follow, drawn, wait, job):
    import processing

    layers, settings, output, fields = drawn(job)
    asked = {name: layer.id() for name, layer in layers.items()} | settings
    live, heard = follow(f"greenvein:{job}", asked, follower_of(JOBS[job]))

    def judged():
        """Hold the figures against a fresh run; tell whether all that is asked for is judged."""
        fresh = processing.run(f"greenvein:{job}", {**asked, output: "memory:"})
        figures = heard.figures[-1]
        same(figures.values, fresh)
        assert {name for name, value in fresh.items() if isinstance(value, NUMBERS)} == figures.values.keys()
        own = fresh[output].fields()
        rows = [
            {name: None if value == NULL else value for name, value in zip(own.names(), one.attributes())}
            for one in fresh[output].getFeatures()
        ]
        followed = figures.rows(output)
        codes = fields or [one.name() for one in own if not one.isNumeric() and one.name() in followed[0]]
        found = told(rows, codes)
        assert codes and told(followed, codes) == found
        return "unread" not in str(found) and not (job in DRAWN and figures.values.get("NOT_JUDGED"))

    assert judged()
    several = {name: layer for name, layer in layers.items() if layer.featureCount() > 1}
    assert several, f"job {job}: draw two features of one layer in tests/processing/few/{job}.py"
    for name, layer in several.items():
        layer.startEditing()
        fid = min(layer.allFeatureIds())
        odd = layer.getGeometry(fid)
        odd.translate(39e6, 0)
        assert layer.changeGeometry(fid, odd)
        wait(live.settled)
        decided = judged()
        assert job not in DRAWN or decided == ((job, name) in DECIDE_NOTHING), name
        layer.undoStack().undo()
        wait(live.settled)
        assert judged()
    assert heard.failures == heard.ends == []


def test_land_that_is_not_vacated_may_be_anywhere(follow, add, wait):
    layers, _ = plots(add)
    asked = {name: layer.id() for name, layer in layers.items()}
    live, heard = follow("greenvein:vacateduse", asked, follower_of(JOBS["vacateduse"]))
    layer = layers["VACATED"]
    layer.startEditing()
    for fid, judged in zip(sorted(layer.allFeatureIds())[:1:-1], (True, False)):
        odd = QgsGeometry(layer.getGeometry(fid))
        odd.translate(39e6, 0)
        assert layer.changeGeometry(fid, odd)
        wait(live.settled)
        assert ("TO_FARMLAND_AT_LEAST_TO_GREEN" in heard.figures[-1].values) == judged
