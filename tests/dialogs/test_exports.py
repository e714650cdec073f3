"""What leaves the dock: PDF and spreadsheet of a run, read back with tools of others."""

import csv
import random
import subprocess
import time
from dataclasses import replace

import pytest
from greenvein.dialogs.pages.parkcoverage import ParkPage
from greenvein.dialogs.panel import exports
from greenvein.dialogs.panel.waiting import Waiting
from greenvein.processing.framework.call import CancelledError
from greenvein.processing.reports.files import read_report
from osgeo import ogr
from qgis.core import QgsApplication, QgsProcessingException, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QFileDialog, QMessageBox

from .scene import box

pytestmark = pytest.mark.slow


@pytest.fixture
def page(interface, provider, project, add, wait):
    """The page of parks after a run: a square kilometre of housing, of which a park serves the western half."""
    add("roads", ["LINESTRING(500000 4400000, 501000 4401000)"], kind="LineString")
    add("居住用地", [box(0, 0, 1000, 1000)])
    add("公园绿地", [box(-100, -2000, 100, 5000)])
    page = ParkPage(interface.mapCanvas(), interface.mainWindow())
    page.show()
    QTest.mouseClick(page.run_button, Qt.MouseButton.LeftButton)
    wait(page.run_button.isEnabled)
    assert page.outcome is not None, page.notice.text()
    yield page
    page.close_down()
    page.deleteLater()
    QgsApplication.processEvents()


def text_of(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout


def layers_of(book):
    return {book.GetLayer(number).GetName(): book.GetLayer(number) for number in range(book.GetLayerCount())}


def test_tables_become_sheets_with_chinese_heads_and_numbers_that_are_numbers(chinese, page, tmp_path):
    path = tmp_path / "表.xlsx"
    exports.export_xlsx([("parkcoverage", page.outcome)], str(path))
    book = ogr.Open(str(path))
    sheets = layers_of(book)
    assert next(iter(sheets)) == "覆盖率统计表"
    assert sorted(list(sheets)[1:]) == ["居住用地覆盖情况", "服务盲区"]
    feature = sheets["服务盲区"].GetNextFeature()
    kind = feature.GetFieldDefnRef("面积（m²）").GetType()
    assert kind in (ogr.OFTReal, ogr.OFTInteger, ogr.OFTInteger64)
    assert feature.GetField("面积（m²）") == pytest.approx(500_000, rel=1e-6)
    summary = sheets["覆盖率统计表"].GetNextFeature()
    assert summary.GetField("覆盖率（%）") == 50  # not 49.9999998: as people read it
    assert summary.GetField("统计范围") == "合计"
    assert summary.GetField("达标") == "否"
    assert list(tmp_path.iterdir()) == [path]


def test_tables_become_csv_that_excel_reads_as_chinese(chinese, page, tmp_path):
    folder = tmp_path / "表"
    exports.export_csv([("parkcoverage", page.outcome)], str(folder))
    assert sorted(path.name for path in folder.iterdir()) == [
        "居住用地覆盖情况.csv",
        "服务盲区.csv",
        "覆盖率统计表.csv",
    ]
    raw = (folder / "覆盖率统计表.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(raw.decode("utf-8-sig").splitlines())
    assert (row["统计范围"], row["达标"], row["覆盖率（%）"], row["居住用地（公顷）"]) == (
        "合计",
        "否",
        "50.00",
        "100.00",
    )
    assert row["人口"] == ""


def test_csv_replaces_no_file(page, tmp_path):
    (tmp_path / "Blind areas.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(QgsProcessingException, match=r"Blind areas\.csv” is there already"):
        exports.export_csv([("parkcoverage", page.outcome)], str(tmp_path))
    assert (tmp_path / "Blind areas.csv").read_text(encoding="utf-8") == "mine"


def test_outputs_keep_their_codes_and_every_digit(chinese, page):
    (row,) = page.outcome.rows("SUMMARY")
    assert (row["gv_scope"], row["gv_target_met"]) == ("all", False)


def test_pdf_has_results_and_inputs_and_nothing_else_of_the_project(page, add, tmp_path):
    tree = QgsProject.instance().layerTreeRoot()
    results = ["Residential land with coverage", "Blind areas"]
    in_order = [layer.name() for layer in tree.layerOrder()]
    names = [layer.name() for layer in exports.map_layers(page.outcome)]
    assert names[:2] == sorted(results, key=in_order.index)
    assert sorted(names[2:]) == sorted(["居住用地", "公园绿地"])  # and not the roads, which are visible too
    tree.findLayer(QgsProject.instance().mapLayersByName("公园绿地")[0]).setItemVisibilityChecked(False)
    assert "公园绿地" not in [layer.name() for layer in exports.map_layers(page.outcome)]
    # The borders of zones are shown all the same, below the rest.
    zones = add("街道", [box(0, 0, 1000, 1000)])
    tree.findLayer(zones).setItemVisibilityChecked(False)
    page.outcome.parameters["ZONES"] = zones.id()
    assert [layer.name() for layer in exports.map_layers(page.outcome)][2:] == ["居住用地", "街道"]
    path = tmp_path / "report.pdf"
    exports.export_pdf(page.outcome, str(path))
    text = text_of(path)
    assert "50.00 %" in text
    assert "Legend" in text
    assert "EPSG:4548" in text
    assert "roads" not in text


def test_menu_writes_where_the_user_says_and_tells_it(page, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "tables"), ""))
    page.report_button.xlsx_action.trigger()
    assert ogr.Open(str(tmp_path / "tables.xlsx")).GetLayerCount() == 3
    assert page.notice.text() == f"Written to {tmp_path / 'tables.xlsx'}."
    page.report_button.pdf_action.trigger()
    assert (tmp_path / "tables.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "csv"])
def test_an_export_can_be_cancelled_whenever_it_looks_and_leaves_nothing(page, tmp_path, kind):
    target = tmp_path / f"result.{kind}"
    button = page.report_button
    export = {"pdf": button.write_pdf, "xlsx": button.write_xlsx, "csv": button.write_csv}[kind]
    looks = []
    export(str(tmp_path / f"whole.{kind}"), looks.append)
    assert len(looks) > 5
    assert 0 <= min(looks) <= max(looks) <= 1
    for last in random.sample(range(1, len(looks) - 1), 4):
        seen = []

        def progress(share, seen=seen, last=last):
            seen.append(share)
            if len(seen) >= last:
                raise CancelledError

        with pytest.raises(CancelledError):
            export(str(target), progress)
        assert [path.name for path in tmp_path.iterdir()] == [f"whole.{kind}"]


def test_the_user_may_cancel_an_export_and_is_told_so(page, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "tables"), ""))
    monkeypatch.setattr(Waiting, "wasCanceled", lambda self: True)
    for action in (page.report_button.pdf_action, page.report_button.xlsx_action, page.report_button.csv_action):
        page.notice.say("")
        action.trigger()
        assert page.notice.text() == "Cancelled: nothing was written."
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def questions(monkeypatch):
    """What the user is asked, answered with ``yes``; QGIS's dialog for files gives ``path``."""

    class Questions:
        yes, path, asked = False, "", ()

    def question(parent, title, text, buttons, default):
        Questions.asked = (*Questions.asked, text)
        return QMessageBox.StandardButton.Yes if Questions.yes else QMessageBox.StandardButton.No

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(Questions.path), ""))
    monkeypatch.setattr(QMessageBox, "question", question)
    return Questions


@pytest.mark.parametrize("ending", [".xlsx", ".pdf"])
def test_file_that_the_dialog_did_not_ask_about_is_asked_about(page, tmp_path, questions, ending):
    mine = tmp_path / f"台账{ending}"
    mine.write_text("my own", encoding="utf-8")
    action = getattr(page.report_button, f"{ending[1:]}_action")
    page.notice.say("")
    questions.path = tmp_path / "台账"
    action.trigger()
    assert questions.asked == (f"“{mine}” is there already. Replace it?",)
    assert (mine.read_text(encoding="utf-8"), page.notice.text()) == ("my own", "")
    questions.yes = True
    action.trigger()
    assert len(questions.asked) == 2
    assert mine.read_bytes()[:2] in (b"PK", b"%P")
    questions.path = mine  # and of this name the dialog has asked itself
    action.trigger()
    assert len(questions.asked) == 2
    assert page.notice.text() == f"Written to {mine}."


@pytest.mark.parametrize("ending", [".xlsx", ".pdf"])
@pytest.mark.parametrize("typed", ["资料", "资料{ending}"])
def test_folder_of_that_name_stays_with_all_that_is_in_it(page, tmp_path, questions, ending, typed):
    folder = tmp_path / f"资料{ending}"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "precious.txt").write_text("precious", encoding="utf-8")
    questions.yes, questions.path = True, tmp_path / typed.format(ending=ending)
    getattr(page.report_button, f"{ending[1:]}_action").trigger()
    assert page.notice.text() == f"“{folder}” cannot be written: there is a folder of that name."
    assert (folder / "sub" / "precious.txt").read_text(encoding="utf-8") == "precious"


def test_tables_whose_layers_are_gone_are_named_and_nothing_is_written_where_all_are(page, tmp_path, questions):
    project, button = QgsProject.instance(), page.report_button
    project.removeMapLayer(project.mapLayersByName("Blind areas")[0])
    for ending, action in ((".xlsx", button.xlsx_action), ("", button.csv_action), (".pdf", button.pdf_action)):
        questions.path = tmp_path / f"left{ending}"
        action.trigger()
        said = f"Written to {questions.path}, but without Blind areas: no longer in the project. Run the job again."
        assert page.notice.text() == said
    assert ogr.Open(str(tmp_path / "left.xlsx")).GetLayerCount() == 2
    project.removeMapLayers([layer.id() for layer in exports.tables_of(page.outcome).values()])
    for ending, action in ((".xlsx", button.xlsx_action), ("", button.csv_action)):
        questions.path = tmp_path / f"none{ending}"
        action.trigger()
        assert page.notice.text() == "The layers of this result are no longer in the project; run the job again."
        assert not questions.path.exists()


def test_cancelled_dialog_writes_nothing(page, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.report_button.pdf_action.trigger()
    assert page.notice.text() == ""


def test_file_that_cannot_be_made_is_said(page, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "file" / "report"), ""))
    button = page.report_button
    for action in (button.pdf_action, button.xlsx_action, button.csv_action):
        action.trigger()
        assert "cannot be written" in page.notice.text()
    with pytest.raises(QgsProcessingException):
        exports.export_xlsx([("parkcoverage", page.outcome)], str(tmp_path / "file" / "tables.xlsx"))


def test_button_opens_the_report_and_is_hidden_before_a_run(page, interface, provider, monkeypatch):
    opened = []
    monkeypatch.setattr(exports.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    QTest.mouseClick(page.report_button, Qt.MouseButton.LeftButton, pos=page.report_button.rect().center() / 2)
    assert opened == [page.outcome.values["REPORT"]]
    fresh = ParkPage(interface.mapCanvas(), interface.mainWindow())
    assert fresh.report_button.isHidden()
    fresh.close_down()
    fresh.deleteLater()


def test_of_a_result_that_is_out_of_date_only_the_report_leaves_and_says_so(page, tmp_path, monkeypatch, chinese):
    opened, asked = [], []
    monkeypatch.setattr(exports.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    monkeypatch.setattr(exports, "ask_for_file", lambda *_: asked.append(1) or "")
    (parks,) = QgsProject.instance().mapLayersByName("公园绿地")
    parks.startEditing()
    parks.deleteFeature(next(parks.getFeatures()).id())
    button, own = page.report_button, read_report(page.outcome.values["REPORT"])
    for action in (button.pdf_action, button.xlsx_action, button.csv_action):
        page.notice.say("")
        action.trigger()
        assert page.notice.text() == "结果已过期，未导出。请先重新运行。"
    for export in (button.write_pdf, button.write_xlsx, button.write_csv):
        with pytest.raises(QgsProcessingException, match="已过期"):
            export(str(tmp_path / "nowhere"))
    button.open_action.trigger()
    first, *changes = read_report(opened[0]).outdated
    # The report is of a run in English, and says it in the words of its reader.
    assert first.startswith(f"Out of date: this is a result of {time.strftime('%Y-%m-%d')}")
    assert changes == ["图层“公园绿地”的内容已变更。"]
    assert replace(read_report(opened[0]), outdated=()) == own and own.outdated == ()
    assert asked == [] and [*tmp_path.iterdir()] == []
    parks.rollBack()
    button.open_action.trigger()
    assert opened[1] == page.outcome.values["REPORT"] and page.notice.text() == ""
    button.pdf_action.trigger()
    assert asked == [1]


def test_sheet_names_are_what_excel_allows_and_differ(provider):
    taken = set()
    for name, found in (
        ("土地利用：前/后 [2025]", "土地利用：前 后  2025"),
        ("a" * 40, "a" * 31),
        ("a" * 41, "a" * 28 + " 2"),
        ("???", "Table"),
    ):
        sheet = exports._sheet_name(name, taken)
        assert sheet == found
        taken.add(sheet.lower())


def test_layer_that_is_gone_is_left_out(page):
    project = QgsProject.instance()
    project.removeMapLayer(project.mapLayersByName("Blind areas")[0])
    left = exports.tables_of(page.outcome).values()
    assert all(isinstance(layer, QgsVectorLayer) for layer in left)
    assert "Blind areas" not in [layer.name() for layer in left]
