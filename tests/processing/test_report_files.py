"""The report of every algorithm carries its own document, and a file of others is told apart."""

import json
import re

import pytest
from greenvein.core.report import Picture, render
from greenvein.core.report.file import read
from greenvein.processing.jobs import JOBS
from greenvein.processing.reports.files import read_report
from greenvein.processing.reports.words import words_of
from qgis.core import QgsProcessingException


@pytest.mark.slow
@pytest.mark.parametrize("job", JOBS)
def test_report_of_every_algorithm_is_read_back_as_it_was(write_report, job):
    html = write_report(job).read_text(encoding="utf-8")
    report = read(html)
    assert report.title in html
    assert report.plan == "Beijing, the four plans of 2022"
    assert report.verdict is not None
    # The file holds the whole document as JSON, so the same file again means the same document.
    assert render(report) == html
    assert read(render(report)) == report
    pictures = [part for section in report.sections for part in section.parts if isinstance(part, Picture)]
    assert pictures
    assert html.count(";base64,") == len(pictures)  # none is stored twice
    for picture in pictures:
        start = picture.content[:300]
        assert b"\x89PNG" in start if isinstance(start, bytes) else "<svg" in start


def test_document_is_json_of_its_own_for_other_programs(write_report):
    html = write_report("parkcoverage").read_text(encoding="utf-8")
    (document,) = re.findall(r'<script type="application/json"[^>]*>(.*)</script>', html)
    content = json.loads(document)
    # Half of a square kilometre lies within 500 m; four hectares further off do not.
    assert content["report"]["verdict"]["value"] == "48.08 %"


def test_file_of_others_is_told_in_one_sentence(qgis_app, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<html><body>Park</body></html>", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"page\.html” is not a report of GreenVein; choose"):
        read_report(str(path))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QgsProcessingException, match="is not a report of GreenVein"):
        read_report(str(path))
    with pytest.raises(QgsProcessingException, match="cannot be read: there is no such file\\."):
        read_report(str(tmp_path / "gone.html"))


def test_words_of_a_report_are_in_its_own_language(qgis_app):
    assert words_of("en")("Legend") == "Legend"
    assert words_of("zh")("Legend") == "图例"
    assert words_of("zh")("No such text") == "No such text"
