"""Help: one text serves the guide and the dialog, in both languages."""

import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest
from greenvein.processing import profiles
from greenvein.processing.framework.job import algorithm_of
from greenvein.processing.guide import help as helping
from greenvein.processing.jobs import JOBS
from greenvein.processing.pdf.algorithm import ReportPdf
from greenvein.processing.reports.joinreports import JoinReports
from qgis.core import Qgis

ALGORITHMS = (*map(algorithm_of, JOBS.values()), JoinReports, ReportPdf)
OF_LAYERS = (
    ": what is taken of the layer", ": what is taken of each layer", ": field with the codes", ": system of the codes",
)  # fmt: skip
TRANSLATIONS = ET.parse(helping.GUIDE.parent / "i18n" / "greenvein_zh_CN.ts")


class Reader(HTMLParser):
    """Collects the texts of the list items and of what is bold."""

    def __init__(self):
        super().__init__()
        self.open, self.items, self.bold = [], [], []

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        if tag == "li":
            self.items.append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "li" in self.open:
            self.items[-1] += data
        if "b" in self.open:
            self.bold.append(data)


@pytest.mark.parametrize(
    ("code", "words"), [("zh", ["居住用地", "服务盲区"]), ("en", ["Residential land", "Blind areas"])]
)
def test_help_lists_inputs_and_results_with_their_names_in_bold(monkeypatch, code, words):
    monkeypatch.setattr(helping, "language", lambda: code)
    reader = Reader()
    reader.feed(algorithm_of(JOBS["parkcoverage"])().shortHelpString())
    assert len(reader.items) == 17
    assert all(word in reader.bold for word in words)
    assert not any("**" in item or "`" in item for item in reader.items)


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("kind", ALGORITHMS)
def test_guide_calls_every_parameter_by_the_name_in_the_dialog(kind, code):
    names = {message.find("source").text: message.find("translation").text for message in TRANSLATIONS.iter("message")}
    names |= {english: chinese for _, chinese, english, _ in profiles.active().value("security_pattern.parts")}
    algorithm = kind()
    algorithm.initAlgorithm()
    text = (helping.GUIDE / code / f"{algorithm.name()}.md").read_text("utf-8")
    # What every layer has is told on a page of its own.
    seen = [one for one in algorithm.parameterDefinitions() if not one.flags() & Qgis.ProcessingParameterFlag.Hidden]
    labels = [one.description() for one in seen]
    own = [label for label in labels if not label.endswith(OF_LAYERS)]
    assert (len(own) < len(labels)) == ("(taking.md)" in text)
    unknown = [label for label in own if label not in names]
    assert not unknown, f"not in the .ts; run scripts/translations: {unknown}"
    called = [names[label] if code == "zh" else label for label in own]
    lost = [label for label in called if f"**{label}**" not in text]
    assert not lost, f"docs/{code}/{algorithm.name()}.md does not say in bold: {lost}"


@pytest.mark.parametrize("kind", ALGORITHMS)
def test_guides_have_the_same_sections_in_both_languages(kind):
    outlines = [
        [
            line.split(" ")[0]
            for line in (helping.GUIDE / code / f"{kind().name()}.md").read_text("utf-8").splitlines()
            if line[:1] in "#-"
        ]
        for code in ("zh", "en")
    ]
    assert outlines[0] == outlines[1]
