"""The synthetic city: the account finds the changes that it was made with, in real files and real QGIS."""

import csv
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).parents[2] / "scripts" / "synthetic_city"
PARCELS = 3_000


@pytest.fixture(scope="module")
def script():
    loader = SourceFileLoader("synthetic_city", str(SCRIPT))
    module = module_from_spec(spec_from_loader("synthetic_city", loader))
    # Dataclasses look their module up.
    import sys

    sys.modules["synthetic_city"] = module
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def file(script, tmp_path_factory):
    path = tmp_path_factory.mktemp("synthetic") / "synthetic_city.gpkg"
    script.write(path, PARCELS)
    return path


@pytest.fixture(scope="module")
def known(file):
    with file.with_suffix(".known.csv").open(encoding="utf-8") as source:
        return {(row["from"], row["to"]): float(row["area_m2"]) for row in csv.DictReader(source)}


@pytest.fixture
def account(provider, file, log):
    def start(**parameters):
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        layers = {"BEFORE": "synthetic_2020", "AFTER": "synthetic_2025", "ZONES": "districts", "KEY_AREAS": "key_areas"}
        inputs = {name: f"{file}|layername={layer}" for name, layer in layers.items()}
        parameters = {**inputs, "ZONE_FIELD": "name", **parameters}
        return processing.run("greenvein:landreduction", parameters, context=context, feedback=log)

    return start


def test_districts_are_clean_and_parcels_tile_them(script):
    zones, names, centre = script.clean_districts(script.DISTRICTS)
    assert shapely.is_valid(zones).all()
    assert len(names) == 16
    whole = shapely.area(shapely.union_all(zones))
    assert shapely.area(zones).sum() == pytest.approx(whole, abs=1)
    made = script.city(zones, centre, PARCELS)
    for land in (made.before, made.after):
        assert shapely.is_valid(land.geometry).all()
        assert shapely.area(land.geometry).sum() == pytest.approx(whole, abs=1)


def test_the_account_finds_every_change_that_the_city_was_made_with(account, known, table):
    found = account(MATRIX="TEMPORARY_OUTPUT", BALANCE="TEMPORARY_OUTPUT")
    matrix = {
        (row["gv_from"], row["gv_to"]): row["gv_area_ha"] * 1e4
        for row in table(found["MATRIX"])
        if row["gv_scope"] == "all"
    }
    assert {pair: area for pair, area in matrix.items() if area > 1} == pytest.approx(known, abs=1)
    assert sum(area for pair, area in matrix.items() if pair not in known) < 1
    assert found["CLOSURE_M2"] < 1
    balance = table(found["BALANCE"])
    for name in ("before", "vacated", "added", "after"):
        parts = sum(row[f"gv_{name}_km2"] for row in balance[:-1])
        assert parts == pytest.approx(balance[-1][f"gv_{name}_km2"], abs=1e-6)
    vacated = sum(area for (was, is_), area in known.items() if was == "urban_rural" != is_)
    assert found["VACATED_KM2"] == pytest.approx(vacated / 1e6, abs=1e-6)


# In the synthetic city some 2 460 km² are urban–rural construction land: below 2 790, and above with 500 km² more.
@pytest.mark.parametrize(
    ("approved", "state", "reason"),
    [("", "open", "approved"), ("74.38", "met", None), ("500", "missed", None)],
)
def test_the_city_inside_the_real_borders_is_the_ground_that_the_plan_speaks_of(
    account, known, table, approved, state, reason
):
    targets = f"全市, 2790, with_approved, {approved}; 东城区, 10, existing"
    found = account(BALANCE="TEMPORARY_OUTPUT", TARGETS=targets, BEFORE_YEAR=2020, AFTER_YEAR=2025)
    rows = table(found["BALANCE"])
    urban = sum(area for (_, is_), area in known.items() if is_ == "urban_rural") / 1e6
    assert rows[-1]["gv_after_km2"] == pytest.approx(urban, abs=1e-6)
    assert (urban <= 2790, urban + 500 <= 2790) == (True, False)
    assert rows[-1]["gv_mapped_after_km2"] == pytest.approx(16_410, rel=0.001)
    assert (rows[-1]["gv_state"], rows[-1]["gv_reason"]) == (state, reason)
    (east,) = (row for row in rows if row["gv_zone"] == "东城区")
    assert east["gv_state"] == ("met" if east["gv_after_km2"] <= 10 else "missed")


def test_on_the_ellipsoid_the_account_closes_to_a_square_metre_too(account):
    found = account(AREA=1)
    assert found["CLOSURE_M2"] < 1
    assert 0.9990 < found["BEFORE_KM2"] / account()["BEFORE_KM2"] < 1.0010


def test_every_layer_and_the_report_say_that_it_is_synthetic(account, file, tmp_path):
    report = tmp_path / "report.html"
    account(REPORT=str(report))
    text = report.read_text("utf-8")
    assert "synthetic_2020" in text
    assert "Synthetic land use, not a survey" in text
    for name in ("districts", "key_areas", "synthetic_2020", "synthetic_2025"):
        layer = QgsVectorLayer(f"{file}|layername={name}", name, "ogr")
        assert "not a survey" in " ".join(layer.metadata().rights())


def test_the_same_size_gives_the_same_city(script):
    zones, _, centre = script.clean_districts(script.DISTRICTS)
    one, other = (script.city(zones, centre, 500) for _ in range(2))
    assert one.known == other.known
    assert (one.after.geometry == other.after.geometry).all()
    assert one.after.code.tolist() == other.after.code.tolist()
