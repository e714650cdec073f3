"""The title block of every report, and the order of zones in charts and tables."""

import time

import pytest
from greenvein.core.report import DATA, DATE, ORGANISATION, PLAN, PROJECT
from greenvein.core.report.file import read
from greenvein.processing.jobs import JOBS
from greenvein.processing.jobs.landreduction.charts import zones_in_order as by_gap
from greenvein.processing.jobs.parkcoverage.charts import coverage_chart, zones_in_order
from greenvein.processing.reports import settings as report_settings
from qgis.core import QgsProject, QgsSettings, QgsVectorLayer


@pytest.fixture
def kept(qgis_app):
    """Settings of reports, which are gone after the test."""
    yield report_settings.keep
    for name in (report_settings.PROJECT, report_settings.ORGANISATION, report_settings.WORST_FIRST):
        QgsSettings().remove(name)
    QgsProject.instance().setTitle("")


@pytest.mark.parametrize("job", JOBS)
def test_every_report_says_whose_it_is_when_it_was_run_and_from_what(write_report, few, kept, job):
    kept("绿隔减量评估", "规划院", False)
    before = time.strftime("%Y-%m-%d")
    html = write_report(job).read_text(encoding="utf-8")
    report = read(html)
    assert (report.said(PROJECT), report.said(ORGANISATION)) == ("绿隔减量评估", "规划院")
    assert report.said(DATE) in (before, time.strftime("%Y-%m-%d"))
    assert report.said(PLAN) == report.plan != ""
    given = [one.name() for value in few(job).values() for one in (value if isinstance(value, list) else [value])
             if isinstance(one, QgsVectorLayer)]  # fmt: skip
    assert report.said(DATA) == ", ".join(given)
    assert '<meta name="author" content="规划院">' in html


@pytest.mark.slow
def test_what_was_not_set_is_left_out_and_the_project_has_a_title(write_report, kept):
    report = read(write_report("parkcoverage").read_text(encoding="utf-8"))
    assert {line.kind for line in report.head} == {DATE, PLAN, DATA}
    QgsProject.instance().setTitle("城市体检")
    report = read(write_report("parkcoverage").read_text(encoding="utf-8"))
    assert report.said(PROJECT) == "城市体检"


def zone(name, share, scope="zone"):
    met = None if share is None else share >= 95
    return {"gv_scope": scope, "gv_zone": name, "gv_coverage_pct": share, "gv_target_pct": 95.0, "gv_target_met": met}


ROWS = [zone("甲", 80.0), zone("乙", 40.0), zone("丙", None), zone("丁", 60.0), zone("", 10.0, "outside"),
        zone("", 55.0, "all")]  # fmt: skip


def test_zones_come_as_in_their_layer_or_the_worst_first(kept):
    kept("", "", False)
    assert [row["gv_zone"] for row in zones_in_order(ROWS)] == ["甲", "乙", "丙", "丁", ""]
    kept("", "", True)
    # What has nothing to judge comes after what has; what lies in no zone is always last.
    assert [row["gv_zone"] for row in zones_in_order(ROWS)] == ["乙", "丁", "甲", "丙", ""]
    chart = coverage_chart(ROWS).content
    assert chart.index("乙") < chart.index("丁") < chart.index("甲") < chart.index("丙")


def test_the_worst_zone_of_the_account_is_furthest_above_its_target(kept):
    kept("", "", True)

    def row(name, gap, reduction):
        return {"gv_scope": "zone", "gv_zone": name, "gv_gap_km2": gap, "gv_net_reduction_km2": reduction}

    judged = [row("甲", -1.0, 0.1), row("乙", 5.0, 0.2), row("丙", None, 0.0)]
    assert [one["gv_zone"] for one in by_gap(judged)] == ["乙", "甲", "丙"]
    unjudged = [row("甲", None, 0.3), row("乙", None, -0.2)]
    assert [one["gv_zone"] for one in by_gap(unjudged)] == ["乙", "甲"]
