"""Where pages of a PDF end: no heading, line or row is left alone there, wherever on a page it would stand."""

import pytest
from greenvein.core.report import Column, Facts, Report, Section, Table, Text
from qgis.core import QgsLayoutFrame, QgsLayoutItemLabel, QgsProject

pytestmark = pytest.mark.slow

HEADING, LINE, LAST = "下一节", "一行。", "最后一行。"
FOOTER = "GreenVein"
FULL = 36
"""One-line paragraphs that fill more than a page."""
LONG = "水源涵养区的建设用地应当逐步减量，腾退用地优先恢复为林地、湿地和草地，并纳入年度实施计划。" * 3  # three lines


@pytest.fixture
def pages(provider):
    """Set a report after some lines; return what stands on each page: lines of labels, and how many frames of tables.

    ``first``: the number of lines.
    """
    from greenvein.processing.pdf.paper import Paper

    def pages(first, *sections):
        filling = Section("填充", (Text((LINE,) * first),))
        paper = Paper(Report("zh", "报告", sections=(filling, *sections), footer=(FOOTER,)), QgsProject.instance())
        paper.compose([], lambda share: None)
        found = [([], []) for _ in range(paper.sheets.page + 1)]
        for item in paper.sheets.layout.items():
            if isinstance(item, QgsLayoutItemLabel):
                found[item.page()][0].append(item.text())
            elif isinstance(item, QgsLayoutFrame):
                found[item.page()][1].append(item.multiFrame().tableContents())
        paper.sheets.close()
        return found

    return pages


def of(pages, text):
    """Return the numbers of the pages on which a label with a text stands."""
    return [number for number, (texts, _) in enumerate(pages) if any(text in one for one in texts)]


def table(rows, kind="table"):
    lines = tuple((f"第 {row} 行", str(row)) for row in range(rows))
    return Table((Column("名称"), Column("面积", "right")), lines) if kind == "table" else Facts(lines)


@pytest.mark.parametrize("kind", ["table", "facts"])
def test_a_heading_and_the_line_under_it_stand_with_the_table_that_they_lead_to(pages, kind):
    turned = set()
    for first in range(FULL - 22, FULL):
        found = pages(first, Section(HEADING, (Text((LAST,)), table(6, kind))))
        (heading,), (line,) = of(found, HEADING), of(found, LAST)
        assert heading == line and found[heading][1], first
        turned.add(heading)
    assert turned == {0, 1}


@pytest.mark.parametrize("kind", ["table", "facts"])
def test_the_last_lines_of_a_report_stand_with_rows_of_the_table_above_them(pages, kind):
    both = set()
    for first in range(FULL - 30, FULL - 4):
        found = pages(first, Section(HEADING, (table(9, kind), Text((LAST,)))))
        (last,) = of(found, LAST)
        assert len(found[last][1][0]) >= 3, first
        both.add(sum(bool(frames) for _, frames in found))
    assert both == {1, 2}  # the table on one page, and on two


def test_no_page_begins_or_ends_with_one_line_of_several_nor_with_a_last_line_alone(pages):
    split = False
    for first in range(FULL - 12, FULL):
        found = pages(first, Section(HEADING, (Text((LONG, LAST)),)))
        parts = [one.count("\n") + 1 for texts, _ in found for one in texts if "减量" in one]
        split |= len(parts) > 1
        assert min(parts) >= 2, first
        (last,) = of(found, LAST)
        assert any("减量" in one for one in found[last][0]), first
    assert not split  # three lines stay together


def test_a_long_table_leaves_three_rows_at_least_to_the_last_page(pages):
    for rows in range(40, 60):
        frames = [len(frame) for _, of_page in pages(5, Section(HEADING, (table(rows),))) for frame in of_page]
        assert sum(frames) == rows
        assert min(frames) >= 3, rows
