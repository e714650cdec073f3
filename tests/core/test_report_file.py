"""A report read back from its file is equal to the one that was written; other files are refused."""

import json
import random
import re

import pytest
from greenvein.core import report
from greenvein.core.report import (
    Column,
    Facts,
    HeadLine,
    KeyFigure,
    Picture,
    Report,
    Section,
    Table,
    Text,
    Verdict,
    render,
)
from greenvein.core.report.file import ForeignFileError, read
from greenvein.core.report.joined import Words, join

HOSTILE = '</script><script>alert("x")</script> & <!-- \u2028 \\ \'“居住”'


def whole_report(**changes):
    """Return a report in which every field of every part holds something."""
    verdict = Verdict("覆盖率", "86.8%", "未达到目标。", "目标 95%", "未达标", report.MISSED, (0.1 + 0.2, 1 / 3))
    table = Table(
        (Column("区"), Column("覆盖率", "right", "%")),
        (("海淀区", "95.0"), ("朝阳区", "60.1")),
        caption="表",
        total=("全部", "86.8"),
        states=(report.MET, report.MISSED),
        note="注",
    )
    first = Section("分区", (table, Text(("一段。", "又一段。")), Picture(b"\x89PNG\x00\xff", "地图", "图")), page=True)
    second = Section("量算", (Facts((("半径", "500 m"),), "参数"), Picture("<svg>绿</svg>", "图表")), verdict)
    content = {
        "language": "zh",
        "title": "公园绿地",
        "subtitle": "居住用地",
        "plan": "北京市 2022 年四项专项规划",
        "verdict": verdict,
        "figures": (KeyFigure("居住用地", "1 283.5", "公顷"),),
        "sections": (first, second),
        "footer": ("© OpenStreetMap", "GreenVein"),
        "contents": "目录",
        "outdated": ("已过期：这是 2026-05-01 09:00 的结果。此后的变更：", HOSTILE),
        "head": (HeadLine(report.PROJECT, "项目名称", HOSTILE), HeadLine(report.DATE, "报告日期", "2026 年 5 月 1 日")),
    }
    return Report(**{**content, **changes})


def test_report_is_read_back_equal_in_every_field():
    assert read(render(whole_report())) == whole_report()


def test_bare_report_is_read_back_equal():
    assert read(render(Report("en", "Parks"))) == Report("en", "Parks")


def test_chapters_are_read_back_with_their_own_pictures():
    other = whole_report(title="廊道", sections=(Section("图", (Picture(b"\x89PNG-2", "另一幅"),)),))
    joined = Report("zh", "综合", chapters=(whole_report(), other))
    assert read(render(joined)) == joined
    assert read(render(joined)).chapters[1].sections[0].parts[0].content == b"\x89PNG-2"


def test_markup_in_a_text_neither_ends_the_document_nor_changes():
    hostile = whole_report(title=HOSTILE, sections=(Section(HOSTILE, (Facts(((HOSTILE, HOSTILE),)),)),))
    html = render(hostile)
    assert html.count("<script") == html.count("</script>") == 1
    assert read(html) == hostile


def test_text_that_looks_like_an_image_is_not_taken_for_one():
    fake = '<img src="data:image/png;base64,AAAA" alt="">'
    content = whole_report(sections=(Section(fake, (Text((fake,)), Picture(b"\x89PNG", fake))),))
    assert read(render(content)) == content


def test_pictures_are_stored_once():
    html = render(whole_report())
    assert html.count("base64,") == 2
    document = json.loads(re.search(r'<script type="application/json".*?>(.*?)</script>', html)[1])
    parts = document["report"]["sections"][0]["parts"]
    assert parts[2] == {"kind": "picture", "image": 0, "alt": "地图", "caption": "图"}


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html><body><p>Park</p></body></html>",
        '<script type="application/json" id="greenvein-report">{}</script>',
        '<script type="application/json" id="greenvein-report">[]</script>',
        '<script type="application/json" id="greenvein-report">{"format": 1, "report": </script>',
    ],
)
def test_file_of_others_is_refused(html):
    with pytest.raises(ForeignFileError):
        read(html)


def test_report_that_lost_a_picture_is_refused():
    with pytest.raises(ForeignFileError, match="not whole"):
        read(re.sub(r"<img [^>]*>", "", render(whole_report()), count=1))


def test_report_of_a_later_format_is_refused():
    html = render(whole_report()).replace(f'"format":{report.FORMAT}', f'"format":{report.FORMAT + 1}')
    with pytest.raises(ForeignFileError, match=f"format {report.FORMAT + 1}"):
        read(html)


def mutated(content, generator):
    """Return a JSON document with one thing in it another, drawn at random."""
    other = [None, 7, -1, 1e400, True, "x", [], [1], ["a", None], {}, {"kind": "table"}, [["a"], 5]]
    if isinstance(content, dict) and content and generator.random() < 0.9:
        key = generator.choice(sorted(content))
        if generator.random() < 0.05:
            return {name: value for name, value in content.items() if name != key}
        return {**content, key: mutated(content[key], generator)}
    if isinstance(content, list) and content and generator.random() < 0.8:
        at = generator.randrange(len(content))
        return [*content[:at], mutated(content[at], generator), *content[at + 1 :]]
    return generator.choice(other)


@pytest.mark.cases(400, first=30)
def test_document_that_was_changed_at_random_is_refused_or_fit_to_be_shown(seed):
    """Nobody sees a traceback, whatever somebody wrote into the file."""
    generator = random.Random(seed)
    text = render(whole_report(chapters=(whole_report(),)))
    found = re.search(r'(<script type="application/json" id="greenvein-report">)(.*?)(</script>)', text, re.DOTALL)
    content = json.loads(found[2])
    content["report"] = mutated(content["report"], generator)
    changed = text.replace(found[2], json.dumps(content))
    try:
        made = read(changed)
    except ForeignFileError:
        return
    render(join([made], Words("", "", ("",) * 5, ("",) * 4, "")))
    assert all(isinstance(one, str) for one in (made.title, made.subtitle, made.plan, *made.footer))


@pytest.mark.parametrize("nest", ['{"chapters": [', "["])
def test_document_nested_without_end_is_refused(nest):
    text = f'<script type="application/json" id="greenvein-report">{{"format": 1, "report": {nest * 100_000}</script>'
    with pytest.raises(ForeignFileError):
        read(text)
    closing = {"{": "]}", "[": "]"}[nest[0]]
    whole = nest * 100_000 + closing * 100_000
    with pytest.raises(ForeignFileError):
        read(f'<script type="application/json" id="greenvein-report">{{"format": 1, "report": {whole}}}</script>')


def test_report_of_an_earlier_format_is_read_without_a_title_block():
    html = render(whole_report())
    older = re.sub(r',"head":\[.*?\]', "", html).replace(f'"format":{report.FORMAT}', '"format":1')
    assert '"head":' not in older
    assert read(older) == whole_report(head=())
