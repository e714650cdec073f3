"""Tables of numbers as parameters: every form they come in, and the sentence each mistake gets."""

import json
import math

import pytest
from qgis.core import QgsProcessingException
from shapely import box

EAST, NORTH = 500_000, 4_420_000


def land(west, south, east, north):
    """A rectangle in metres from a corner in Beijing."""
    return box(EAST + west, NORTH + south, EAST + east, NORTH + north)


# A strip of 4 000 m with a park at either end: 10 000 m² in the west, 400 m² in the east.
# Both stand at least as high as the strip, so their service areas end in straight lines across it.
STRIP = land(0, 0, 4000, 20)
TWO_PARKS = [land(-100, 0, 0, 100), land(4000, 0, 4020, 20)]

FORMS = {
    "flat list": [5000, 500, 400, 300],
    "list of rows": [[5000, 500], [400, 300]],
    "rows as tuples": [(5000, 500), (400, 300)],
    "texts in a flat list": ["5000", "500", "400", "300"],
    "text": "5000, 500; 400, 300",
    "text with full-width marks": "5000，500；400，300",
    "text over two lines": "5000, 500\n400, 300\n",
    "text with blanks alone": "5000 500; 400 300",
    "smallest first": "400, 300; 5000, 500;",
    "a line left blank in the dialog": ["5000", "500", "", "", "400", "300"],
}
BAD_PARTS = {
    "a word in a text": ("0, far", "far"),
    "a word in a list": (["0", "far"], "far"),
    "a word in a row": ([[0, "far"]], "far"),
    "half a row in a text": ("5000, 500; 400", "400"),
    "half a row in a list": ([5000, 500, 400], "400"),
    "a row too long": ([[5000, 500, 400]], "5000, 500, 400"),
    "nothing where a number belongs": ([[None, 500]], "None"),
}


def test_a_table_that_is_not_given_has_no_rows():
    from greenvein.processing.framework.tables import number_rows

    assert number_rows(None, 2) == number_rows("", 2) == number_rows([], 2) == ()


@pytest.mark.parametrize("value", FORMS.values(), ids=FORMS)
def test_rows_are_read_from_every_form(value):
    from greenvein.processing.framework.tables import number_rows

    assert sorted(number_rows(value, 2)) == [(400.0, 300.0), (5000.0, 500.0)]


@pytest.mark.parametrize(("value", "part"), BAD_PARTS.values(), ids=BAD_PARTS)
def test_what_is_no_table_is_told_by_its_part(value, part):
    from greenvein.processing.framework.tables import number_rows

    with pytest.raises(ValueError) as mistake:
        number_rows(value, 2)
    assert str(mistake.value) == part


@pytest.fixture
def strip(layer):
    return layer([STRIP], name="homes"), layer(TWO_PARKS, name="parks")


@pytest.mark.parametrize("tiers", FORMS.values(), ids=FORMS)
def test_the_algorithm_takes_tiers_in_every_form(run, strip, tiers):
    # 500 m of the strip's 4 000 m from one end and 300 m from the other.
    assert run(*strip, TIERS=tiers)["COVERAGE_PCT"] == pytest.approx(20, rel=1e-9)


def test_without_tiers_the_profile_of_beijing_counts(run, strip, table):
    """500 m from every park, and 95 per cent as the target."""
    found = run(*strip, SUMMARY="TEMPORARY_OUTPUT")
    assert found["COVERAGE_PCT"] == pytest.approx(25, rel=1e-9)
    assert table(found["SUMMARY"])[-1]["gv_target_pct"] == 95


@pytest.mark.parametrize("target", [24.9, 25, 25.1])
def test_the_target_is_met_from_itself_upwards(run, strip, target):
    assert run(*strip, TARGET=target)["TARGET_MET"] is (target <= 25)


def refusal(run, strip, tiers):
    with pytest.raises(QgsProcessingException) as refused:
        run(*strip, TIERS=tiers)
    return str(refused.value)


@pytest.mark.parametrize("radius", [0, -500, math.nan, math.inf])
def test_a_radius_that_is_none_is_refused(run, strip, radius):
    assert refusal(run, strip, [0, radius]) == (
        f"The table “Service radius by park area” has the row 0, {radius:g}; "
        "a park area must be 0 or more and a service radius more than 0, and neither larger than the Earth."
    )


def test_a_negative_park_area_is_refused(run, strip):
    assert "has the row -1, 500;" in refusal(run, strip, "-1, 500")


@pytest.mark.parametrize(("tiers", "part"), BAD_PARTS.values(), ids=BAD_PARTS)
def test_a_table_that_is_none_is_refused_with_the_part(run, strip, tiers, part):
    assert refusal(run, strip, tiers) == (
        f"The table “Service radius by park area” needs 2 numbers in every row; this is not so: {part}."
    )


def test_an_empty_table_of_tiers_is_refused(run, strip):
    assert refusal(run, strip, " ; ") == ("The table “Service radius by park area” is empty; give at least one row.")


def test_two_radii_for_one_park_area_are_refused(run, strip):
    assert refusal(run, strip, "0, 500; 0, 300") == (
        "The table “Service radius by park area” has two rows for the same park area; keep one of them."
    )


def test_a_broken_historic_table_is_refused_by_its_own_name(run, strip):
    with pytest.raises(
        QgsProcessingException, match="The table “Service radius by park area in historic quarters” needs"
    ):
        run(*strip, HISTORIC_TIERS="1000")


@pytest.mark.slow
def test_qgis_process_takes_tiers_as_text(profile, layer, saved, tmp_path):
    profile.link_packages()
    city = tmp_path / "city.gpkg"
    homes, parks = saved(layer([STRIP], name="homes"), city), saved(layer(TWO_PARKS, name="parks"), city)
    finished = profile.qgis_process(
        "--json", "run", "greenvein:parkcoverage", "--",
        f"RESIDENTIAL={homes}", f"PARKS={parks}", "TIERS=5000, 500; 400, 300",
    )  # fmt: skip
    assert finished.returncode == 0, finished.stderr
    assert json.loads(finished.stdout)["results"]["COVERAGE_PCT"] == pytest.approx(20, rel=1e-9)
