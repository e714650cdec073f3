"""greenvein:reportpdf in QGIS: what poppler reads in the PDF is what stands in the report, and nothing is cut."""

import os
import re
import subprocess
import time
import unicodedata
import xml.etree.ElementTree as ET

import pytest
import shapely
from greenvein.core.report import Column, Facts, HeadLine, Picture, Report, Section, Table, Text, Verdict, render
from greenvein.core.report.file import read
from greenvein.core.report.joined import join
from greenvein.processing.jobs import JOBS
from greenvein.processing.reports.joinreports import _words
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsRendererCategory,
)

pytestmark = pytest.mark.slow

PT = 72 / 25.4
LEFT, RIGHT = 14.4 * PT, (210 - 15.5) * PT  # of what may be printed; marks of rows stand left of the margin
LONG = (
    "北京市国土空间生态修复规划（2021—2035年）第七章第三节：耕地保护空间或耕地集中连片区附近的复垦复耕，"
    "河湖蓝线内的修复为湿地水域，其余复绿还绿；规划未定先后。"
)


@pytest.fixture
def pdf(provider, log, tmp_path):
    """Write a report, or take its file, and set it; return the path of the PDF and the number of pages."""

    def make(report, name="report", **parameters):
        import processing

        source = report
        if isinstance(report, Report):
            source = tmp_path / f"{name}.html"
            source.write_text(render(report), encoding="utf-8")
        path = tmp_path / f"{name}.pdf"
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {"REPORT": str(source), "OUTPUT": str(path), **parameters}
        found = processing.run("greenvein:reportpdf", parameters, context=context, feedback=log)
        return path, found["PAGES"]

    yield make
    QgsProject.instance().clear()


def poppler(tool, path, *options):
    run = subprocess.run([tool, *options, path, "-"], capture_output=True, encoding="utf-8", check=True)
    return run.stdout


def pages(path):
    """Return the text of each page."""
    return poppler("pdftotext", path, "-raw").split("\f")[:-1]


def plain(text):
    """Leave spaces and line ends away, where a text may be broken, and take ligatures apart."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def words(path):
    """Return page, text and box in points of each word."""
    root = ET.fromstring(poppler("pdftotext", path, "-bbox").replace("\x00", ""))
    found = []
    for number, page in enumerate(root.iter("{http://www.w3.org/1999/xhtml}page"), 1):
        for word in page.iter("{http://www.w3.org/1999/xhtml}word"):
            box = [float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")]
            found.append((number, word.text, box))
    return found


def texts(report):
    """Return every text of a report that must be on paper."""
    yield from (report.title, report.subtitle, *report.footer)
    yield from (text for line in report.head for text in (line.label, line.value))
    for verdict in (report.verdict, *(section.verdict for section in report.sections)):
        if verdict:
            yield from (verdict.label, verdict.value, verdict.sentence, verdict.target, verdict.badge)
    for figure in report.figures:
        yield from (figure.label, figure.value, figure.unit)
    for section in report.sections:
        if not all(part.kind == "picture" for part in section.parts):
            yield section.title  # a section with nothing but the map leaves it to the first page
        for part in section.parts:
            if part.kind == "text":
                yield from part.paragraphs
            elif part.kind == "facts":
                yield from (text for pair in part.pairs for text in pair)
            elif part.kind == "table":
                yield from (part.caption, part.note, *part.total)
                yield from (text for column in part.columns for text in (column.title, column.unit))
                yield from (cell for row in part.rows for cell in row)


def table(rows, **options):
    columns = (Column("序号", "right"), Column("面积", "right", "公顷"), Column("依据"))
    lines = tuple((str(row), f"{row * 1234.5:,.1f}", f"第 {row} 块") for row in range(1, rows + 1))
    return Table(columns, lines, caption="地块", **options)


def report(*parts, code="zh", **content):
    return Report(code, "核查报告", sections=(Section("明细", parts),), footer=("© 数据", "GreenVein"), **content)


@pytest.mark.parametrize("job", JOBS)
def test_report_of_every_algorithm_is_on_paper_word_for_word(pdf, write_report, job):
    source = write_report(job)
    path, count = pdf(source)
    found = plain("".join(pages(path)))
    missing = [text for text in texts(read(source.read_text(encoding="utf-8"))) if plain(text) not in found]
    assert missing == []
    assert f"Page {count} of {count}" in pages(path)[-1]
    # Nothing leaves the page, and no page is empty.
    found = words(path)
    for _, word, (left, top, right, bottom) in found:
        assert LEFT < left < right < RIGHT, word
        assert 14 * PT < top < bottom < 287 * PT, word
    above = {page for page, _, box in found if box[3] < 270 * PT}
    assert above == set(range(1, count + 1))


def test_long_table_goes_on_with_its_head_and_every_row(pdf):
    path, count = pdf(report(table(120, total=("合计", "8,962,470.0", ""))))
    assert count == 4
    text = pages(path)
    assert [page.count("序号") for page in text] == [1] * 4
    rows = [int(number) for page in text for number in re.findall(r"第 (\d+) 块", page)]
    assert rows == list(range(1, 121))
    assert "8,962,470.0" in text[-1]


def test_numbers_end_at_one_edge_and_are_never_broken(pdf):
    columns = (Column("区"), *(Column(f"面积{number}", "right", "平方公里") for number in range(9)))
    rows = tuple((f"第{row}区", *(f"{1234567.8901 * (row + n):,.4f}" for n in range(9))) for row in range(3))
    path, _ = pdf(report(Table(columns, rows)))
    found = [(word, box) for _, word, box in words(path)]
    for column in range(1, 10):
        ends = [box[2] for row in rows for word, box in found if word == row[column]]
        assert len(ends) >= 3, column
    first = [box[2] for row in rows for word, box in found if word == row[9] and box[2] > 500]
    assert max(first) - min(first) < 0.5


def test_long_chinese_is_broken_and_not_cut(pdf):
    columns = (Column("依据"), Column("说明"), Column("面积", "right"))
    rows = tuple((LONG, LONG * 2, "1.0") for _ in range(3))
    path, _ = pdf(report(Table(columns, rows), Facts((("出处" * 30, LONG * 3),)), Text((LONG * 20,))))
    found = plain("".join(re.sub(r"© 数据.*\n.*", "", page) for page in pages(path)))
    assert found.count(plain(LONG)) >= 3 * 3 + 3
    for _, word, box in words(path):
        assert box[2] < RIGHT, word


def test_row_longer_than_a_page_goes_on(pdf):
    numbers = "、".join(str(number) for number in range(1, 4001))
    path, count = pdf(report(Facts((("编号", numbers),))))
    assert count > 2
    found = [int(number) for page in pages(path) for number in re.findall(r"\d+", page.split("© 数据")[0])]
    digits = "".join(map(str, found))
    assert "".join(map(str, range(1, 4001))) in digits


def test_same_report_gives_the_same_text(pdf, write_report):
    source = write_report("landreduction")
    assert pages(pdf(source, "a")[0]) == pages(pdf(source, "b")[0])


def test_pages_are_a4(pdf):
    path, count = pdf(report(table(2)))
    said = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    width, height = re.search(r"Page size: +([\d.]+) x ([\d.]+) pts", said).groups()
    assert (float(width) / PT, float(height) / PT) == pytest.approx((210, 297), abs=0.5)
    assert f"Pages:           {count}" in said


HEAD = (
    HeadLine("project", "项目名称", "绿隔减量评估"),
    HeadLine("organisation", "编制单位", "规划院"),
    HeadLine("date", "报告日期", "2025 年 3 月 9 日"),
    HeadLine("plan", "规划", "北京市 2022 年四项专项规划"),
    HeadLine("data", "数据来源", "居住用地、公园绿地"),
)


def test_date_is_that_of_the_run_unless_given_and_never_the_files(pdf, tmp_path):
    source = tmp_path / "old.html"
    source.write_text(render(report(table(2), head=HEAD)), encoding="utf-8")
    day = time.mktime((2001, 2, 3, 12, 0, 0, 0, 0, -1))
    os.utime(source, (day, day))
    first = pages(pdf(source, "a")[0])[0]
    for line in HEAD:
        assert line.label in first and line.value in first
    assert "2001" not in first
    assert "语言" not in first and "中文" not in first
    other = pages(pdf(source, "b", DATE="二〇二五年春")[0])[0]
    assert "二〇二五年春" in other and "3 月 9 日" not in other


def test_report_without_a_date_gets_none(pdf, tmp_path):
    first = pages(pdf(report(table(2), plan="四项专项规划"), "a")[0])[0]
    assert "四项专项规划" in first
    assert "日期" not in first
    assert str(time.localtime().tm_year) not in first.replace("2022", "")


def test_document_says_its_title_and_author(pdf):
    path, _ = pdf(report(table(2), head=HEAD), "a")
    about = subprocess.run(["pdfinfo", path], capture_output=True, encoding="utf-8", check=True).stdout
    assert re.search("Title: +核查报告", about)
    assert re.search("Author: +规划院", about)


@pytest.mark.parametrize("classes", [3, 60, 400])
def test_legend_stays_in_its_frame_however_many_classes(pdf, layer, classes):
    x, y = 500_000, 4_400_000
    names = [f"第{number}类用地，名称相当长的一类城乡建设用地" for number in range(classes)]
    many = layer([shapely.box(x + 10 * row, y, x + 10 * row + 9, y + 900) for row in range(classes)], {"code": names})
    categories = [QgsRendererCategory(name, QgsFillSymbol.createSimple({}), name) for name in names]
    many.setRenderer(QgsCategorizedSymbolRenderer("code", categories))
    blind = layer([shapely.box(x, y, x + 900, y + 900)], {"gv_rank": [1]}, name="服务盲区")
    QgsProject.instance().addMapLayers([blind, many])
    path, _ = pdf(report(table(2)), LAYERS=[blind, many])
    text = plain("".join(pages(path)))
    assert all(plain(name) in text for name in names)
    assert plain("服务盲区") in text
    # Nothing of the legend runs into the margins or the footer: 16 mm at the sides, the footer from 275 mm on.
    boxes = [box for _, _, box in words(path)]
    assert min(box[0] for box in boxes) / PT >= 15
    assert max(box[2] for box in boxes) / PT <= 210 - 15
    assert max(box[3] for box in boxes) / PT <= 285
    for page in range(1, len(pages(path)) + 1):
        own = [box for number, _, box in words(path) if number == page]
        # No two words lie on each other.
        for at, one in enumerate(own):
            for other in own[at + 1 :]:
                wide = min(one[2], other[2]) - max(one[0], other[0])
                high = min(one[3], other[3]) - max(one[1], other[1])
                assert wide < 1 or high < 3, (page, one, other)


def test_words_of_the_page_are_in_the_reports_language(pdf):
    chinese = "".join(pages(pdf(report(table(2)), "a")[0]))
    assert "一、明细" in chinese
    assert "Page 1" not in chinese
    english = "".join(pages(pdf(report(table(2), code="en"), "b")[0]))
    assert "Page 1 of 1" in english
    assert "1 明细" in english


def test_map_has_legend_crs_and_credit_and_shows_the_layer(pdf, layer, tmp_path):
    from greenvein.core.drawing import palette
    from greenvein.processing.framework.styling import apply_style
    from qgis.PyQt.QtGui import QImage

    x, y = 500_000, 4_400_000
    blind = layer([shapely.box(x, y, x + 4000, y + 4000)], {"gv_rank": [1]}, name="服务盲区")
    apply_style(blind, "parkcoverage_blind_areas")
    far = layer([shapely.box(x - 90_000, y, x - 80_000, y + 10_000)], name="别处")
    metadata = blind.metadata()
    metadata.setRights(["© 测试数据"])
    blind.setMetadata(metadata)
    QgsProject.instance().addMapLayers([blind, far])
    path, _ = pdf(report(table(2)), LAYERS=[blind, far])
    text = pages(path)[0]
    for part in ("图例", "服务盲区", "别处", "EPSG:4548", "© 测试数据", "1,000 m"):
        assert part in text
    png = tmp_path / "page"
    subprocess.run(["pdftoppm", "-r", "50", "-f", "1", "-l", "1", "-png", "-singlefile", path, png], check=True)
    image = QImage(f"{png}.png")
    colours = [image.pixelColor(column, row).name() for column in range(image.width()) for row in range(image.height())]
    # The map shows the result, not all of the layers: four kilometres square fill much of the page's width.
    assert colours.count(palette.BLIND.lower()) > 0.2 * len(colours)


def test_layer_without_a_crs_is_named(pdf, layer):
    lost = layer([shapely.box(0, 0, 1, 1)], name="无坐标", crs="")
    QgsProject.instance().addMapLayer(lost)
    with pytest.raises(QgsProcessingException, match="无坐标” has no coordinate reference system"):
        pdf(report(table(2)), LAYERS=[lost])


@pytest.mark.usefixtures("fine_maps")
def test_charts_are_vectors_and_maps_sharp_images(pdf, write_report):
    source = write_report("landreduction")
    pictures = [
        part
        for section in read(source.read_text(encoding="utf-8")).sections
        for part in section.parts
        if isinstance(part, Picture)
    ]
    maps = [picture for picture in pictures if isinstance(picture.content, bytes)]
    assert len(pictures) > len(maps) == 1
    path, _ = pdf(source)
    listed = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True).stdout
    images = [line.split() for line in listed.splitlines()[2:] if " image " in line]
    assert len(images) == 1
    assert images[0][8] == "image"  # not jpeg, which blurs lines
    assert int(images[0][12]) >= 140  # pixels per inch


def test_joined_report_has_contents_with_the_pages_of_its_chapters(pdf, write_report):
    reports = [read(write_report(job).read_text(encoding="utf-8")) for job in [*JOBS][:3]]
    path, count = pdf(join(reports, _words("Check-up", "en")))
    text = pages(path)
    assert "How each job stands" in text[0]
    (contents,) = [page for page in text if page.startswith("Contents")]
    for letter, chapter in zip("ABC", reports):
        number = int(re.search(rf"{letter} {chapter.title} .*?(\d+)\n", contents)[1])
        assert text[number - 1].startswith(f"{letter} {chapter.title}")
    assert f"Page {count} of {count}" in text[-1]


def test_text_that_looks_like_an_expression_stays_text(pdf):
    text = "".join(pages(pdf(report(Text(("[% 1 + 1 %]",)), Facts((("[% @layout_page %]", "x"),))))[0]))
    assert "1 + 1 %]" in text
    assert "@layout_page %]" in text


def test_verdict_and_state_of_a_section_are_on_paper(pdf):
    verdict = Verdict("净宽", "63.2 m", "有 3 处堵点。", "要求 80 m", "窄于要求", "missed")
    section = Section("廊道", (table(3, states=("met", "missed", "none")),), verdict, page=True)
    path, count = pdf(Report("zh", "廊道宽度核查", verdict=verdict, sections=(section,)))
    assert count == 2
    assert all("63.2 m" in page and "窄于要求" in page for page in pages(path))


def test_a_report_that_is_out_of_date_says_so_on_paper_before_its_verdict(pdf):
    said = ("已过期：这是 2026-05-01 09:00 的结果。此后的变更：", "图层“公园绿地”的内容已更改。")
    verdict = Verdict("覆盖率", "86.8%")
    path, _ = pdf(report(verdict=verdict, outdated=said))
    page = plain(pages(path)[0])
    assert page.index(plain(said[0])) < page.index(plain(said[1])) < page.index("86.8%")


def test_file_that_is_no_report_is_named(pdf, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<html></html>", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"page\.html” is not a report of GreenVein"):
        pdf(page)


def test_layouts_stay_in_the_main_thread(provider):
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("greenvein:reportpdf")
    assert algorithm.flags() & Qgis.ProcessingAlgorithmFlag.NoThreading


def test_qgis_process_sets_a_report(profile, write_report, tmp_path):
    profile.link_packages()
    path = tmp_path / "headless.pdf"
    run = profile.qgis_process(
        "run", "greenvein:reportpdf", "--", f"REPORT={write_report('parkcoverage')}", f"OUTPUT={path}"
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "48.08 %" in "".join(pages(path))
