"""The report in both languages: its figures are the run's, its words the reader's."""

import html
import re

import pytest
import shapely
from greenvein import i18n
from greenvein.processing import profiles
from greenvein.processing.reports import units
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication

pytestmark = pytest.mark.slow

PARK = shapely.box(38_500_000 - 100, 4_400_000 - 2_000, 38_500_000, 4_400_000 + 3_000)
# Half of a square kilometre lies within 500 m of the long park in the west.
HOMES = shapely.box(38_500_000, 4_400_000, 38_501_000, 4_401_000)
WEST = shapely.box(38_500_000, 4_400_000, 38_500_600, 4_401_000)
EAST = shapely.box(38_500_600, 4_400_000, 38_501_000, 4_401_000)


@pytest.fixture(params=["en", "zh"])
def reader(request, qgis_app):
    """A reader of each language; QGIS's language is what its settings say."""
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "zh_CN" if request.param == "zh" else "en_US")
    translator = i18n.load_translator()
    yield request.param
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
    settings.remove("locale/overrideFlag")
    settings.remove("locale/userLocale")


@pytest.fixture
def report(run, layer, tmp_path):
    """Run with zones and population and return the report's text without its markup."""

    def make(**parameters):
        homes = layer([HOMES], {"people": [8_000]}, name="居住<用地>", crs="EPSG:4526")
        zones = layer([WEST, EAST], {"name": ["西区", "东区"]}, crs="EPSG:4526")
        path = tmp_path / "report.html"
        run(
            homes,
            layer([PARK], crs="EPSG:4526"),
            ZONES=zones,
            ZONE_FIELD="name",
            POPULATION_FIELD="people",
            REPORT=str(path),
            **parameters,
        )
        source = path.read_text(encoding="utf-8")
        assert f'<html lang="{"zh" if i18n.language() == "zh" else "en"}' in source
        assert "<用地>" not in source
        shown = re.sub(r"<script.*?</script>", "", source, flags=re.DOTALL)  # the document is not for the eye
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<(style|[^>]+)>", " ", shown)))

    return make


def test_report_carries_figures_zones_and_verdict(reader, report):
    text = report()
    assert "居住<用地>" in text
    for figure in ("100.00", "50.00", "45.00", "83.33", "3,200"):
        assert figure in text
    assert "西区" in text
    assert "东区" in text
    if reader == "zh":
        assert "2035年目标未达到" in text
        assert "亩" in text
        assert "1,500.0 亩" in text
    else:
        assert "Target of 2035 not met" in text
        assert "亩" not in text


def test_report_says_when_the_target_is_met(reader, report):
    assert ("已达到设定的目标" if reader == "zh" else "meets the target that was set") in report(TARGET=50)


def test_only_the_plans_target_is_said_to_be_its_citys(reader, report):
    said = (
        "以全市目标衡量本次给出的范围" if reader == "zh" else "The plan's target for its city is held against the area"
    )
    assert [said in report(TARGET=target) for target in (95, 94)] == [True, False]


def test_report_cites_the_clause_only_of_numbers_that_are_the_plans(reader, report):
    clause, own = ("第二章第三节", "用户设定") if reader == "zh" else ("ch. 2 §3.2", "Set by the user")
    assert report().count(clause) == 2
    changed = report(TARGET=80)
    assert changed.count(clause) == 1
    assert own in changed


@pytest.mark.slow
def test_same_run_gives_the_same_report(reader, report):
    assert report() == report()


def test_percentage_never_looks_like_a_target_that_it_misses(qgis_app):
    assert units.percent(94.996, 95) == "94.996 %"
    assert units.percent(94.9999996, 95) == "94.9999996 %"
    assert units.percent(95.0, 95) == "95.00 %"
    assert units.percent(94.5, 95) == "94.50 %"
    assert units.percent(float("nan"), 95) == "–"


def test_the_target_of_a_standard_is_not_said_to_be_a_citys(reader, report):
    QgsSettings().setValue(profiles.SETTING, "national")
    try:
        for target in (85, 1):
            text = report(TARGET=target, TIERS=[5000, 500, 400, 300])
            for city in ("全市目标", "for its city", "The plan's target"):
                assert city not in text
    finally:
        QgsSettings().remove(profiles.SETTING)
