"""Names of zones: without blanks around, one word for all that have none, and the same in every job."""

import random

import pytest
import shapely
from greenvein.processing.comparison.rules import by_zone
from greenvein.processing.io.features import Rows
from greenvein.processing.jobs.scorecard import places
from greenvein.processing.reports.zone_order import zone_name
from qgis.core import QgsProcessingContext, QgsProject

X, Y = 500_000, 4_400_000
UNNAMED = "(no name)"


def box(west, east):
    return shapely.box(X + west, Y, X + east, Y + 1000)


@pytest.fixture
def zones_of(provider, layer, log, table, tmp_path):
    """Run a job with zones 100 m wide beside each other; return the widths of all zones, and the report."""

    def start(job, names):
        import processing

        ground = layer([box(0, 100 * len(names))], {"DLBM": ["0701"]}, name="ground")
        given = {
            "parkcoverage": {"RESIDENTIAL": ground, "PARKS": ground, "SUMMARY": "TEMPORARY_OUTPUT"},
            "landreduction": {"BEFORE": ground, "AFTER": ground, "SYSTEM": 1, "BALANCE": "TEMPORARY_OUTPUT"},
        }[job]
        strips = [box(100 * at, 100 * at + 100) for at in range(len(names))]
        path = tmp_path / "report.html"
        given |= {"ZONES": layer(strips, {"name": names}, name="zones"), "ZONE_FIELD": "name", "REPORT": str(path)}
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        found = processing.run(f"greenvein:{job}", given, context=context, feedback=log)
        rows = table(found["SUMMARY" if job == "parkcoverage" else "BALANCE"])
        size = {"parkcoverage": ("gv_residential_ha", 10), "landreduction": ("gv_before_km2", 0.1)}[job]
        areas = {row["gv_zone"]: row[size[0]] / size[1] for row in rows if row["gv_scope"] == "zone"}
        return areas, path.read_text("utf-8")

    return start


@pytest.mark.slow
@pytest.mark.parametrize("job", ["parkcoverage", "landreduction"])
@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([None, "", " "], {UNNAMED: 3}),
        (["西城", "西城 ", "　西城"], {"西城": 3}),
        (["西城", None, "东城"], {"西城": 1, UNNAMED: 1, "东城": 1}),
        ([1.0, float("nan"), 2.5], {"1": 1, UNNAMED: 1, "2.5": 1}),
        ([1, None, 2], {"1": 1, UNNAMED: 1, "2": 1}),
    ],
)
def test_zones_are_called_alike_in_every_job(zones_of, job, names, expected):
    areas, text = zones_of(job, names)
    assert areas == pytest.approx(expected)
    for word in (">None<", ">nan<", ">NULL<"):
        assert word not in text
    assert (UNNAMED in text) == (UNNAMED in expected)


@pytest.mark.slow
@pytest.mark.cases(5, first=2)
def test_random_names_with_blanks_around_are_those_without(zones_of, seed):
    choose = random.Random(seed)
    plain = [choose.choice(["西城", "A b", "2", ""]) for _ in range(6)]
    drawn = ["".join(choose.choices([" ", "　", "\t", ""], k=2)) + name + choose.choice(["", " "]) for name in plain]
    expected = {name or UNNAMED: plain.count(name) for name in plain}
    assert zones_of("parkcoverage", drawn)[0] == pytest.approx(expected)


def test_features_without_an_id_are_called_by_their_feature_id(provider, layer, table, log):
    import processing

    homes = layer(
        [box(0, 10), box(20, 30), box(40, 50), box(60, 70)], {"id": [7.0, None, float("nan"), 9.0]}, name="homes"
    )
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = {"RESIDENTIAL": homes, "PARKS": layer([box(5000, 5010)], name="parks"), "ID_FIELD": "id"}
    found = processing.run(
        "greenvein:parkcoverage", {**given, "BLIND_AREAS": "TEMPORARY_OUTPUT"}, context=context, feedback=log
    )
    assert sorted(row["gv_source"] for row in table(found["BLIND_AREAS"])) == ["2", "3", "7", "9"]


@pytest.mark.parametrize(
    ("scope", "zone", "name"), [("zone", "西城", "西城"), ("outside", None, "Outside all zones"), ("all", None, "All")]
)
def test_rows_of_zones_are_called_alike_in_reports_and_comparisons(qgis_app, scope, zone, name):
    row = {"gv_scope": scope, "gv_zone": zone}
    rows = by_zone()
    assert (zone_name(row), rows.name(rows.key(row))) == (name, name)


@pytest.mark.cases(20, first=5)
def test_a_blind_area_lies_in_the_zones_that_it_was_written_with(seed):
    """Names may hold the mark that stands between the zones of a place; zones are known by their own table."""
    drawn = random.Random(seed)
    letters = drawn.sample("甲乙丙丁戊己庚辛", 8)
    names = [f"{letters.pop()}; {letters.pop()}", letters.pop(), f"{letters.pop()};{letters.pop()}", letters.pop()]
    sets = [sorted(drawn.sample(names, drawn.randint(1, 4))) for _ in range(6)]
    columns = {"gv_area_m2": [1e4] * 6, "gv_source": [1] * 6, "gv_zone": ["; ".join(some) for some in sets]}
    blind = Rows("blind", (*columns, "gv_rank"), columns | {"gv_rank": [1] * 6}, tuple(range(6)))
    summary = Rows("summary", ("gv_scope", "gv_zone"), {"gv_scope": ["zone"] * 4, "gv_zone": names}, (1, 2, 3, 4))
    for found in (places.found([blind, summary], []), places.found([blind], names)):
        assert [one.zones for one in found.blind] == [tuple(some) for some in sets]
    unknown = places.found([blind], []).blind[0].zones
    assert "; ".join(unknown) == "; ".join(sets[0])
