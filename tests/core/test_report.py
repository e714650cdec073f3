"""The report frame: what stands in the HTML, and that it is safe, whole and always the same."""

from html.parser import HTMLParser

import pytest
from greenvein.core import report
from greenvein.core.report import Column, Facts, KeyFigure, Picture, Report, Section, Table, Text, Verdict

VOID = {"meta", "img", "br", "hr", "link"}


class Page(HTMLParser):
    """Collects tags and texts, and fails where a tag is not closed."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.cells, self.links = [], [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.links += [value for name, value in attrs if name in ("src", "href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("td", "th", "dd", "dt", "h1", "h2", "p"):
            self.cells.append(data)

    def classes(self, tag):
        return [attributes.get("class") for name, attributes in self.tags if name == tag]


def coverage_report(**changes):
    content = {
        "language": "zh",
        "title": "公园绿地服务半径覆盖率",
        "verdict": Verdict("覆盖率", "86.8%", "未达到目标。", "目标 95%", "未达标", report.MISSED, (0.868, 0.95)),
        "figures": (KeyFigure("居住用地", "1 283.5", "公顷"),),
        "sections": (
            Section(
                "分区统计",
                (
                    Table(
                        (Column("区"), Column("覆盖率", "right", "%")),
                        (("海淀区", "95.0"), ("朝阳区", "60.1")),
                        total=("全部", "86.8"),
                        states=(report.MET, report.MISSED),
                    ),
                    Text(("一段话。",)),
                    Picture(b"\x89PNG", "地图"),
                    Facts((("服务半径", "500 m"),)),
                ),
            ),
        ),
        "footer": ("© OpenStreetMap",),
    }
    return Report(**{**content, **changes})


def test_every_text_of_the_document_stands_on_the_page():
    page = Page(report.render(coverage_report()))
    for text in (
        "公园绿地服务半径覆盖率",
        "海淀区",
        "60.1",
        "全部",
        "一段话。",
        "500 m",
        "1 283.5",
        "© OpenStreetMap",
    ):
        assert text in page.cells
    assert ("html", {"lang": "zh"}) in page.tags


def test_rows_carry_their_state_and_numbers_stand_right():
    page = Page(report.render(coverage_report()))
    assert page.classes("tr") == [None, "met", "missed", "total"]
    assert page.classes("td") == ["left", "right"] * 3
    assert "verdict missed" in page.classes("div")


def test_markup_in_a_layer_name_stays_text():
    name = '<script>alert("x")</script>'
    html = report.render(
        coverage_report(
            title=name,
            sections=(Section(name, (Facts(((name, name),)), Picture("<svg/>", alt=f'"{name}'))),),
        )
    )
    page = Page(html)
    (script,) = [attributes for tag, attributes in page.tags if tag == "script"]
    assert script == {"type": "application/json", "id": "greenvein-report"}
    assert page.cells.count(name) == 4
    assert f'"{name}' in [attributes.get("alt") for tag, attributes in page.tags if tag == "img"]


def test_file_needs_nothing_from_outside():
    html = report.render(coverage_report())
    assert Page(html).links == ["data:image/png;base64,iVBORw=="]
    assert "@import" not in html
    assert "url(" not in html


def test_template_holds_no_words():
    page = Page(report.render(Report("en", "")))
    assert [cell for cell in page.cells if cell.strip()] == []


def test_same_report_gives_the_same_bytes():
    assert report.render(coverage_report()) == report.render(coverage_report())


def numbered(count, **changes):
    sections = tuple(Section(f"廊道 {number}", (Text(("一段话。",)),), **changes) for number in range(1, count + 1))
    return coverage_report(sections=sections, contents="目录", figures=())


def test_contents_of_a_long_report_lead_to_each_section():
    page = Page(report.render(numbered(60)))
    targets = [attributes["id"] for tag, attributes in page.tags if tag == "section"]
    assert page.links == [f"#{target}" for target in targets]
    assert len(set(targets)) == 60
    assert "目录" in page.cells


def test_short_report_and_one_without_a_title_for_them_have_no_contents():
    assert Page(report.render(numbered(8))).links == []
    assert Page(report.render(numbered(9))).links != []
    assert Page(report.render(coverage_report(sections=numbered(60).sections))).links == []


def test_contents_tell_how_each_section_stands():
    narrow = Verdict("最窄净宽", "63.2 m", badge="偏窄", state=report.MISSED)
    assert Page(report.render(numbered(9, verdict=narrow))).classes("small") == ["missed"] * 9
    assert Page(report.render(numbered(9))).classes("small") == []


def test_verdict_of_a_section_is_smaller_than_the_reports():
    narrow = Verdict("最窄净宽", "63.2 m", "有 3 处堵点。", "要求 80 m", "偏窄", report.MET)
    html = report.render(numbered(1, verdict=narrow))
    assert [name for name in Page(html).classes("div") if name and "verdict" in name] == [
        "verdict missed",
        "verdict small met",
    ]
    assert html.index("<h2>") < html.index("63.2 m") < html.index("一段话。")


def test_verdict_without_a_sentence_leaves_no_empty_paragraph():
    html = report.render(numbered(1, verdict=Verdict("最窄净宽", "63.2 m")))
    assert html.count('class="sentence"') == 1  # the report's own


def test_section_starts_a_page_only_where_it_is_asked_to():
    assert Page(report.render(numbered(2, page=True))).classes("section") == ["page", "page"]
    assert Page(report.render(numbered(2))).classes("section") == [None, None]


def test_table_is_kept_on_one_page_only_if_it_fits_on_one():
    def figures(rows):
        table = Table((Column("序号"),), (("1",),) * rows)
        return Page(report.render(coverage_report(sections=(Section("堵点", (table,), page=True),)))).classes("figure")

    assert figures(30) == ["whole"]
    assert figures(31) == [None]


def test_row_with_a_cell_too_few_is_refused():
    with pytest.raises(ValueError, match="2 cells"):
        Table((Column("a"), Column("b")), (("1",),))


def test_states_must_be_as_many_as_rows():
    with pytest.raises(ValueError, match="one state"):
        Table((Column("a"),), (("1",), ("2",)), states=(report.MET,))
