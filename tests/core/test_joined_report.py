"""Several reports as one: what the first page says, and that nothing of the chapters is lost."""

from dataclasses import replace

import pytest
from greenvein.core import report
from greenvein.core.report import HeadLine, Report, Section, Text, Verdict
from greenvein.core.report.joined import Words, join

WORDS = Words(
    "综合体检报告",
    "各项结论",
    ("事项", "指标", "结果", "目标", "结论"),
    ("达标", "进度正常", "未达标", "无结论"),
    "目录",
)


def job(title, state, *credits, plan="规划"):
    verdict = Verdict(f"{title}率", "86.8%", "", "目标 95%", "未达标", state)
    section = Section("量算", (Text(("一段。",)),))
    footer = (*credits, "GreenVein 0.1")
    return Report("zh", title, plan=plan, verdict=verdict, sections=(section,), footer=footer)


PARKS, WIDTHS = job("公园", report.MISSED, "© OSM"), job("廊道", report.MET, "© OSM", "© 规自委")


def test_first_page_has_the_verdict_of_each_job():
    joined = join([PARKS, WIDTHS], WORDS)
    (table,) = joined.sections[0].parts
    assert table.rows[0] == ("公园", "公园率", "86.8%", "目标 95%", "未达标")
    assert table.states == (report.MISSED, report.MET)
    assert [(figure.label, figure.value) for figure in joined.figures] == [
        ("达标", "1"),
        ("进度正常", "0"),
        ("未达标", "1"),
        ("无结论", "0"),
    ]


def test_chapters_are_the_reports_themselves():
    assert join([PARKS, WIDTHS], WORDS).chapters == (PARKS, WIDTHS)


def test_footers_become_one_with_the_program_last_and_nothing_twice():
    assert join([PARKS, WIDTHS], WORDS).footer == ("© OSM", "© 规自委", "GreenVein 0.1")


def test_plans_and_titles_stand_once():
    joined = join([PARKS, WIDTHS, PARKS], WORDS)
    assert (joined.plan, joined.subtitle) == ("规划", "公园 · 廊道")


def test_joined_report_joins_as_its_chapters():
    first = join([PARKS, WIDTHS], WORDS)
    other = job("另一公园", report.MISSED)
    assert join([first, other], WORDS).chapters == (PARKS, WIDTHS, other)


def test_a_report_that_comes_twice_alone_or_in_a_joined_one_counts_once():
    head = (HeadLine(report.PROJECT, "项目", "体检"),)
    later = replace(PARKS, head=(HeadLine(report.DATE, "日期", "2026-01-02"),))
    first = join([replace(PARKS, head=head), WIDTHS], WORDS, head)
    for reports in ([PARKS, PARKS, WIDTHS], [first, PARKS, WIDTHS], [PARKS, WIDTHS, later, first]):
        joined = join(reports, WORDS)
        assert [chapter.title for chapter in joined.chapters] == ["公园", "廊道"]
        assert [figure.value for figure in joined.figures] == ["1", "0", "1", "0"]
    of_others = replace(PARKS, head=(HeadLine(report.DATA, "数据", "另一图层"),))
    assert len(join([PARKS, of_others], WORDS).chapters) == 2


def test_job_without_a_verdict_stands_with_dashes():
    joined = join([Report("zh", "记录")], WORDS)
    assert joined.sections[0].parts[0].rows == (("记录", "–", "–", "–", "–"),)
    assert joined.figures[3].value == "1"


def test_chapters_and_their_sections_are_found_from_the_contents():
    html = report.render(join([PARKS, WIDTHS], WORDS))
    for target in ("chapter-1", "chapter-2", "section-1-1", "section-2-1"):
        assert html.count(f'href="#{target}"') == html.count(f'id="{target}"') == 1
    assert html.index("各项结论") < html.index("目录") < html.index('id="chapter-1"')
    assert html.count('class="chapter"') == 2  # by which they are numbered


def test_nothing_to_join_is_refused():
    with pytest.raises(ValueError, match="no report"):
        join([], WORDS)


def test_project_and_organisation_stand_once_and_each_chapter_keeps_its_day():
    whole = (HeadLine(report.PROJECT, "项目名称", "体检"), HeadLine(report.ORGANISATION, "编制单位", "规划院"),
             HeadLine(report.DATE, "报告日期", "2026 年 5 月 2 日"))  # fmt: skip
    day = HeadLine(report.DATE, "报告日期", "2026 年 5 月 1 日")
    joined = join([replace(PARKS, head=(*whole[:2], day)), WIDTHS], WORDS, whole)
    assert joined.head == whole
    assert joined.chapters[0].head == (day,)


@pytest.mark.parametrize("state", [report.MET, report.ON_TRACK, report.MISSED])
def test_a_figure_that_another_chapter_judges_for_the_year_counts_once(state):
    """A coverage below its target of 2035, which for the year of the data is on its way, or not, or enough."""
    one = report.figure_id("parkcoverage", "gv_coverage_pct", 93.4)
    parks = replace(PARKS, verdict=replace(PARKS.verdict, figure=one))
    card = job("体检", state)
    judging = replace(card, verdict=replace(card.verdict, judges=(one,)))
    order = (report.MET, report.ON_TRACK, report.MISSED, report.NONE)
    for reports in ([parks, judging], [judging, parks]):
        joined = join(reports, WORDS)
        assert [figure.value for figure in joined.figures] == [str(int(one == state)) for one in order]
        marks = dict(zip((row[0] for row in joined.sections[0].parts[0].rows), joined.sections[0].parts[0].states))
        assert marks == {"公园": report.NONE, "体检": state}
    # Of another value it judges another figure.
    other = replace(parks, verdict=replace(parks.verdict, figure="parkcoverage.gv_coverage_pct=50"))
    assert sum(int(figure.value) for figure in join([other, judging], WORDS).figures) == 2
