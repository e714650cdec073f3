"""The guide as web pages: what its Markdown becomes, and that every link and picture leads somewhere."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
import qgis.utils
from greenvein.processing.guide import help as helping
from greenvein.processing.guide import markdown
from greenvein.processing.guide import pages as guide
from greenvein.processing.jobs.parkcoverage.algorithm import ParkCoverageAlgorithm
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QUrl

VOID = {"meta", "img", "hr", "br", "link"}


class Reader(HTMLParser):
    """Collects links and pictures, and minds that every tag is closed."""

    def __init__(self):
        super().__init__()
        self.open, self.links, self.pictures, self.text = [], [], [], ""

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append(dict(attributes)["href"])
        if tag == "img":
            self.pictures.append(dict(attributes)["src"])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"pre", "code", "style"} & set(self.open):
            self.text += data


@pytest.fixture(params=["zh", "en"])
def code(request, monkeypatch, tmp_path):
    monkeypatch.setattr(guide, "language", lambda: request.param)
    monkeypatch.setattr(helping, "language", lambda: request.param)
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: str(tmp_path))
    return request.param


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title", "<h1>Title</h1>"),
        ("Two\nlines of **bold `code`**", "<p>Two lines of <b>bold <code>code</code></b></p>"),
        ("- one\n- **two**\n  goes on", "<ul><li>one</li><li><b>two</b>   goes on</li></ul>"),
        ("1. one\n2. 500 m", "<ol><li>one</li><li>500 m</li></ol>"),
        ("---", "<hr>"),
        ("```sh\na < b\n\n# c\n```", "<pre><code>a &lt; b\n\n# c</code></pre>"),
        ("| a | b |\n| --- | ---: |\n| c | 1 |", '<table><tr><th>a</th><th class="number">b</th></tr>'
         '<tr><td>c</td><td class="number">1</td></tr></table>'),
        ("see [page](other.md)", '<p>see <a href="other.md">page</a></p>'),
        ("![what](images/a.png)", '<p><img alt="what" src="images/a.png"></p>'),
        ("`[a](b)` and `**`", "<p><code>[a](b)</code> and <code>**</code></p>"),
    ],
)  # fmt: skip
def test_markdown_becomes_html(text, expected):
    assert "".join(markdown.block(one) for one in markdown.blocks(text)) == expected


def test_code_with_a_blank_line_stays_one_block():
    assert markdown.blocks("a\n\n```\nb\n\nc\n```\n\nd") == ["a", "```\nb\n\nc\n```", "d"]


def test_every_page_is_whole_and_every_link_and_picture_is_there(code, tmp_path):
    first = guide.web_page("parkcoverage")
    pages = guide.guide_pages()
    assert {path.stem for path in pages} >= set(guide.ORDER)
    for path in pages:
        made = first.with_name(f"{path.stem}.html")
        reader = Reader()
        reader.feed(made.read_text("utf-8"))
        assert not reader.open
        assert "**" not in reader.text
        assert "](" not in reader.text
        assert "{{" not in reader.text
        assert guide.title(path) in reader.text
        for link in reader.links:
            assert link.startswith("http") or (made.parent / link.partition("#")[0]).is_file(), link
        for picture in reader.pictures:
            assert Path(QUrl(picture).toLocalFile()).is_file(), picture


def test_guide_is_written_again_only_when_its_pages_change(code, monkeypatch, tmp_path):
    made = guide.web_page("parkcoverage")
    made.write_text("kept", encoding="utf-8")
    assert guide.web_page("parkcoverage").read_text("utf-8") == "kept"
    monkeypatch.setattr(guide, "program", lambda: "GreenVein of tomorrow")
    assert "GreenVein of tomorrow" in guide.web_page("parkcoverage").read_text("utf-8")


def test_help_of_processing_is_the_page_on_this_computer(code, monkeypatch, tmp_path):
    monkeypatch.setattr(qgis.utils, "iface", object())
    path = Path(QUrl(ParkCoverageAlgorithm().helpUrl()).toLocalFile())
    assert path == tmp_path / "greenvein" / "guide" / code / "parkcoverage.html"
    assert path.is_file()


def test_help_writes_nothing_where_there_is_no_window(code, monkeypatch, tmp_path):
    monkeypatch.setattr(qgis.utils, "iface", None)
    assert Path(QUrl(ParkCoverageAlgorithm().helpUrl()).toLocalFile()) == helping.GUIDE / code / "parkcoverage.md"
    assert not list(tmp_path.iterdir())
