"""Land of which the polygons of a date say different classes: what the account hands on, and what is judged with it."""

import pytest
import shapely
from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer

pytestmark = pytest.mark.slow

X, Y = 500_000, 4_400_000
FORMS = {"memory": "TEMPORARY_OUTPUT", "gpkg": "changes.gpkg", "shp": "changes.shp"}
FARM, FOREST, URBAN = "0101", "0301", "0701"
VERDICT = "TO_FARMLAND_AT_LEAST_TO_GREEN"


def land(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return shapely.box(X + west, Y + south, X + east, Y + north)


KM2 = land(0, 0, 1000, 1000)
CITY = [(land(0, 0, 2000, 1000), URBAN)]
TWICE = {
    "the same ground twice": [(KM2, FARM), (KM2, FOREST)],
    "farmland on a forest": [(land(0, 0, 1200, 1000), FARM), (land(0, 0, 2000, 1000), FOREST)],
    "the same ground twice, beside more of either": [
        (land(0, 0, 1000, 500), FOREST), (land(0, 0, 1000, 500), FARM),
        (land(0, 500, 1000, 700), FARM), (land(0, 700, 1000, 1000), FOREST),
    ],
}  # fmt: skip


@pytest.fixture
def start(provider, log):
    """Run an algorithm; return the outputs. ``log`` keeps what was said."""

    def run(name, **parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run(f"greenvein:{name}", parameters, context=context, feedback=log)

    return run


@pytest.fixture
def dates(layer):
    """Make the two dates; before, all is a city."""

    def make(after, before=CITY):
        return [
            layer([ground for ground, _ in date], {"DLBM": [code for _, code in date]}, name=name)
            for name, date in (("before", before), ("after", after))
        ]

    return make


@pytest.fixture
def changes(start, dates, tmp_path):
    """Run the account; return its changes, in any form of file."""

    def make(after, form="memory"):
        target = FORMS[form] if form == "memory" else str(tmp_path / FORMS[form])
        before, after = dates(after)
        found = start("landreduction", BEFORE=before, AFTER=after, TARGETS="", SYSTEM=1, CHANGES=target)["CHANGES"]
        return QgsVectorLayer(found, "changes", "ogr") if isinstance(found, str) else found

    return make


@pytest.fixture
def farm(layer):
    return layer([land(0, 2000, 100, 2100)], name="farm")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("after", TWICE.values(), ids=TWICE)
def test_the_account_hands_on_what_leaves_the_balance_open(start, changes, farm, table, log, after, form):
    found = start("vacateduse", VACATED=changes(after, form), FARMLAND_SPACE=farm, SUMMARY="TEMPORARY_OUTPUT")
    assert VERDICT not in found
    assert table(found["SUMMARY"])[-1]["gv_open"] == "overlap"
    assert any("say different things of the same ground" in line for line in log.warnings)


@pytest.mark.slow
@pytest.mark.parametrize("after", TWICE.values(), ids=TWICE)
def test_so_it_is_in_the_model_of_both(start, dates, farm, table, log, after):
    before, later = dates(after)
    found = start("landchain", before=before, after=later, farmland_space=farm, uses_summary="memory:")
    assert VERDICT not in found
    assert table(found["uses_summary"])[-1]["gv_open"] == "overlap"
    assert any("say different things of the same ground" in line for line in log.warnings)


@pytest.mark.parametrize("area", [0, 1])
def test_a_change_has_the_share_of_it_that_is_contested(start, dates, table, area):
    """Before, 300 m to 540 m are forest or city, to 600 m city twice; after, 480 m to 600 m are farm or forest."""
    before = [*CITY, (land(300, 0, 540, 1000), FOREST), (land(300, 0, 600, 1000), URBAN)]
    after = [(land(0, 0, 600, 1000), FARM), (land(480, 0, 1200, 1000), FOREST), (land(1200, 0, 2000, 1000), URBAN)]
    earlier, later = dates(after, before)
    found = start(
        "landreduction", BEFORE=earlier, AFTER=later, TARGETS="", SYSTEM=1, AREA=area, CHANGES="TEMPORARY_OUTPUT"
    )
    rows = table(found["CHANGES"])
    expected = {"forest > farmland": [240], "urban_rural > farmland": [0, 60], "urban_rural > forest": [0]}
    for change, km_m in expected.items():
        contested = [row["gv_contested_m2"] for row in rows if f"{row['gv_from']} > {row['gv_to']}" == change]
        assert sorted(contested) == pytest.approx([1000 * one for one in km_m], rel=1e-3)
    assert len(rows) == 4


def test_what_cannot_turn_the_balance_leaves_it_and_other_layers_are_as_before(start, changes, layer, farm, log):
    after = [(land(0, 0, 1200, 1000), FARM), (land(1100, 0, 2000, 1000), FOREST)]
    assert start("vacateduse", VACATED=changes(after), FARMLAND_SPACE=farm)[VERDICT] is True
    plots = layer([land(0, 0, 1200, 1000), land(1200, 0, 2000, 1000)], {"gv_to": ["farmland", "forest"]})
    assert start("vacateduse", VACATED=plots, FARMLAND_SPACE=farm)[VERDICT] is True
    assert not any("say different things" in line for line in log.warnings)


@pytest.mark.parametrize(
    ("contested", "expected"),
    [([None, 0.0], True), ([0, 0], True), ([-5e6, None], True), ([1e5, 0], True), ([3e5, 0], None), (["x", "y"], True)],
)
def test_contested_ground_is_read_of_a_field_of_numbers(start, layer, farm, contested, expected):
    columns = {"gv_to": ["farmland", "forest"], "gv_contested_m2": contested}
    plots = layer([land(0, 0, 1200, 1000), land(1200, 0, 2000, 1000)], columns)
    assert start("vacateduse", VACATED=plots, FARMLAND_SPACE=farm).get(VERDICT) is expected
