"""The form of a plan profile by keys and clicks, and its files."""

import json

import pytest
from greenvein.core.profile import editing, load
from greenvein.core.profile.kinds import (
    ChoiceRule,
    FlagRule,
    GroupsRule,
    LimitsRule,
    MultipleRule,
    NamesRule,
    NumberRule,
    ObjectsRule,
    TableRule,
)
from greenvein.core.profile.rules import FIELDS
from greenvein.dialogs.settings.profile_indicators import IndicatorsView
from greenvein.dialogs.settings.profile_panel import CANCEL, DISCARD, NO, SAVE, YES, ProfilePanel
from greenvein.dialogs.settings.profile_table import TableEditor
from greenvein.dialogs.settings.profile_values import FlagEditor, LimitsEditor, LineEditor, MultipleEditor
from greenvein.processing import profiles
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QWheelEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLineEdit

from .scene import press, write

LEFT = Qt.MouseButton.LeftButton
EAST, NORTH = 500_000, 4_400_000
NATIONAL = profiles.FOLDER / "national.json"
SHIPPED = [profiles.DEFAULT, NATIONAL]
SQUARE = f"POLYGON(({EAST} {NORTH},{EAST + 10} {NORTH},{EAST + 10} {NORTH + 10},{EAST} {NORTH}))"

pytestmark = pytest.mark.usefixtures("own_profiles")


@pytest.fixture
def panel(interface):
    panel = ProfilePanel(interface.window)
    panel.resize(760, 600)
    panel.show()
    yield panel
    panel.deleteLater()
    QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def mine(panel, answers):
    """The panel with a copy of a shipped profile."""

    def copy(path=NATIONAL):
        panel.choice.setCurrentIndex(panel.choice.findData(str(path)))
        QTest.mouseClick(panel.copy_button, LEFT)
        assert panel.entry.own
        return panel

    return copy


def cell(editor, row, column, text):
    """Write into a cell of a table as a user does."""
    table = editor.table
    table.setFocus()
    table.setCurrentCell(row, column)
    table.editItem(table.item(row, column))
    line = table.findChild(QLineEdit)
    write(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QgsApplication.processEvents()
    QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# The form.


@pytest.mark.parametrize("path", SHIPPED, ids=["beijing", "national"])
def test_a_shipped_profile_is_shown_with_every_value_and_clause_and_cannot_be_changed(panel, path):
    panel.choice.setCurrentIndex(panel.choice.findData(str(path)))
    profile = load(path)
    assert set(panel.form.boxes) == set(FIELDS)
    for key, box in panel.form.boxes.items():
        assert box.editor.value() == profile.value(key), key
        assert box.clause.text() == profile.clause(key, "en")
        assert key in box.editor.toolTip()
        assert box.basis.isHidden() == (profile.basis(key) == "")
        assert box.note_button.isHidden()
    assert panel.hint.text() == "This profile comes with GreenVein and cannot be changed. Copy it to change it."
    assert panel.save_button.isHidden()
    assert not panel.delete_button.isEnabled()
    assert not panel.rename_button.isEnabled()
    line = panel.form.boxes["park_coverage.target_pct"].editor.line
    write(line, "12")
    assert line.text() == f"{profile.value('park_coverage.target_pct')}"
    multiple = panel.form.boxes["vacated_use.first"].editor.list
    assert not multiple.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable


def test_marks_tell_what_is_ours_and_what_is_quoted(panel):
    boxes = panel.form.boxes
    assert boxes["corridor_width.step_m"].basis.text() == "Ours"
    assert boxes["restoration_priority.order"].basis.text() == "Partly ours"
    panel.choice.setCurrentIndex(panel.choice.findData(str(NATIONAL)))
    assert boxes["park_coverage.tiers"].basis.text() == "As commonly quoted"
    assert boxes["vacated_use.chain"].basis.text() == "From another plan"


def change(editor, kind):
    """Change a value by its own widgets; return what it should be then."""
    before = editor.value()
    if isinstance(kind, NumberRule):
        value = next(one for one in ((0.25, 0.35) if kind.high == 1 else (44, 45)) if one != before)
        write(editor.line, str(value))
        return value
    if isinstance(editor, LineEditor):
        write(editor.line, "甲、乙；丙")
        return ["甲", "乙", "丙"]
    if isinstance(editor, LimitsEditor):
        write(editor.lines[0], "0.1")
        return [0.1, before[1]]
    if isinstance(editor, FlagEditor):
        QTest.keyClick(editor.check, Qt.Key.Key_Space)
        return not before
    if isinstance(editor, MultipleEditor):
        editor.list.setFocus()
        editor.list.setCurrentRow(0)
        QTest.keyClick(editor.list, Qt.Key.Key_Space)
        return before[1:]
    assert isinstance(editor, TableEditor)
    QTest.mouseClick(editor.add_button, LEFT)
    row = []
    for column, one in enumerate(editor.columns.values()):
        row.append(fill(editor, editor.table.rowCount() - 1, column, one))
    return [*before, row[0] if isinstance(kind, GroupsRule) else row]


def fill(editor, row, column, kind):
    if isinstance(kind, ChoiceRule):
        combo = editor.table.cellWidget(row, column)
        combo.setFocus()
        QTest.keyClick(combo, Qt.Key.Key_Down)
        return kind.options[1]
    text, value = ("甲；乙", ["甲", "乙"]) if isinstance(kind, NamesRule) else ("NEW_ONE", "NEW_ONE")
    if isinstance(kind, NumberRule):
        text, value = ("7", 7) if kind.high > 1 else ("0.7", 0.7)
    cell(editor, row, column, text)
    return value


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED, ids=["beijing", "national"])
def test_every_value_can_be_edited_saved_and_read_again_and_nothing_else_changes(mine, path):
    panel = mine(path)
    before = json.loads(panel.entry.path.read_text("utf-8"))
    expected = json.loads(json.dumps(before))
    for key, kind in FIELDS.items():
        if isinstance(kind, ObjectsRule):  # shown only
            continue
        box = panel.form.boxes[key]
        panel.area.ensureWidgetVisible(box)
        value = change(box.editor, kind)
        assert box.editor.value() == value, key
        section, rule = key.split(".")
        assert value != before[section][rule]["value"], key
        assert box.problem.isHidden(), (key, box.problem.text())
        expected[section][rule] = {"value": value, "clause": editing.OWN_NOTE, "basis": "own"}
    press(panel.save_button)
    assert json.loads(panel.entry.path.read_text("utf-8")) == expected
    assert not panel.save_button.isEnabled()
    assert [panel.form.boxes[key].editor.value() for key in FIELDS] == [
        expected[key.split(".")[0]][key.split(".")[1]]["value"] for key in FIELDS
    ]


def test_one_change_leaves_the_rest_of_the_file_to_the_byte(mine):
    panel = mine()
    before = panel.entry.path.read_text("utf-8").splitlines()
    write(panel.form.boxes["park_coverage.target_pct"].editor.line, "90")
    press(panel.save_button)
    after = panel.entry.path.read_text("utf-8").splitlines()
    at = next(row for row, (one, other) in enumerate(zip(before, after)) if one != other)
    assert before[at].strip() == '"value": 85,'
    assert [line.strip() for line in after[at : at + 6]] == [
        '"value": 90,', '"clause": {', '"zh": "自定值",', '"en": "Own value"', "},", '"basis": "own"',
    ]  # fmt: skip
    assert (before[:at], before[at + 6 :]) == (after[:at], after[at + 6 :])


def test_thirds_keep_all_their_digits(mine):
    panel = mine()
    write(panel.form.boxes["restoration_priority.mode_thresholds"].editor.lines[0], "0.25")
    assert panel.form.boxes["restoration_priority.mode_thresholds"].editor.value() == [0.25, 0.6666666666666666]


ADDED_KEYS = ("extents", "about", "from_year", "to_year")


@pytest.fixture
def old(own_profiles):
    """A copy of Beijing's profile, active, from before there was an extent of amounts."""
    content = json.loads(profiles.DEFAULT.read_text("utf-8"))
    for key in ADDED_KEYS:
        del content["land_reduction"][key]
    own_profiles.mkdir()
    path = own_profiles / "old.json"
    path.write_text(json.dumps(content | {"id": "old"}), "utf-8")
    profiles.choose(path)
    return path


def test_a_copy_from_before_there_was_a_value_is_opened_and_gets_it(old, panel):
    assert panel.entry.path == old
    boxes = {key: panel.form.boxes[f"land_reduction.{key}"] for key in ADDED_KEYS}
    assert [box.editor.value() for box in boxes.values()] == [[], [], None, None]
    assert "sets none" in boxes["extents"].clause.text()
    assert not panel.save_button.isEnabled()
    press(boxes["extents"].editor.add_button)
    for column, text in enumerate(("全市", "16410", "1")):
        cell(boxes["extents"].editor, 0, column, text)
    write(boxes["from_year"].editor.line, "2020")
    press(panel.save_button)
    saved = json.loads(old.read_text("utf-8"))["land_reduction"]
    assert [saved[key]["value"] for key in ADDED_KEYS] == [[["全市", 16410, 1]], [], 2020, None]


WRONG = {
    "park_coverage.target_pct": ("950", "it must be a number from 0 to 100"),
    "corridor_width.wind_deg": ("north", "it must be a number from 0 to 360, or empty (null)"),
    "corridor_width.step_m": ("", "it must be a number from 0.1 to 10,000"),
    "land_reduction.whole": ("；", "it must not be empty"),
    "vacated_use.share": ("nan", "it must be a number from 0 to 1"),
}


@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_value_is_told_at_its_field_with_its_key_and_save_is_off(mine, key):
    panel, (text, reason) = mine(), WRONG[key]
    box = panel.form.boxes[key]
    line = box.editor.line
    write(line, text)
    assert not box.problem.isHidden()
    assert box.problem.text() == f"{key}: {reason}"
    assert panel.notice.text() == f"To be put right before this can be saved: {key}"
    assert not panel.save_button.isEnabled()
    assert not panel.is_sound()
    press(panel.undo_button)
    assert box.problem.isHidden()
    assert panel.is_sound()


def test_a_wrong_cell_is_told_with_row_and_column_until_it_is_right(mine):
    panel = mine()
    box = panel.form.boxes["park_coverage.tiers"]
    cell(box.editor, 1, 1, "-300")
    assert box.problem.text() == (
        "park_coverage.tiers: Row 2, “Service radius (m)”: it must be a number from 0.1 to 1,000,000"
    )
    marked = [[box.editor.table.item(row, column).background().color().name() for column in (0, 1)] for row in (0, 1)]
    assert marked[1][1] != marked[0][0] == marked[0][1] == marked[1][0]
    cell(box.editor, 1, 1, "350")
    assert box.problem.isHidden()
    assert box.editor.value() == [[5000, 500], [400, 350]]
    press(panel.save_button)


@pytest.mark.slow
def test_a_clause_goes_with_its_value_and_comes_back_with_it(mine, answers):
    panel = mine(profiles.DEFAULT)
    box = panel.form.boxes["park_coverage.target_pct"]
    clause = box.clause.text()
    write(box.editor.line, "90")
    assert (box.clause.text(), box.basis.text()) == ("Own value", "Own value")
    write(box.editor.line, "95")
    assert (box.clause.text(), box.basis.isHidden()) == (clause, True)
    assert not panel.save_button.isEnabled()
    answers.note = "上海市规划第三章"
    press(box.note_button)
    write(box.editor.line, "88")
    assert box.clause.text() == "上海市规划第三章"
    press(panel.save_button)
    assert load(panel.entry.path).clause("park_coverage.target_pct", "zh") == "上海市规划第三章"


def test_rules_move_up_and_down_and_may_be_left_out(mine):
    panel = mine()
    editor = panel.form.boxes["restoration_priority.order"].editor
    panel.area.ensureWidgetVisible(editor)
    editor.list.setCurrentRow(3)
    press(editor.buttons.up)
    assert editor.value() == ["near_term", "tier", "score", "named_type"]
    press(editor.buttons.down)
    assert editor.value() == ["near_term", "tier", "named_type", "score"]
    assert not panel.save_button.isEnabled()
    chain = panel.form.boxes["vacated_use.chain"].editor
    panel.area.ensureWidgetVisible(chain)
    chain.table.setCurrentCell(2, 0)
    press(chain.buttons.up)
    assert [row[0] for row in chain.value()] == ["water_sources", "farmland_space", "blue_lines", "flood_storage", ""]
    chain.table.setCurrentCell(4, 0)
    press(chain.remove_button)
    assert [row[0] for row in chain.value()] == ["water_sources", "farmland_space", "blue_lines", "flood_storage"]
    assert panel.form.boxes["park_coverage.tiers"].editor.buttons.up.isHidden()


def lines(view):
    rows, columns = range(view.table.rowCount()), range(view.table.columnCount())
    return [[view.table.item(row, column).text() for column in columns] for row in rows]


def test_indicators_are_shown_with_base_targets_and_clause_and_where_they_are_changed(mine):
    panel = mine(profiles.DEFAULT)
    view = panel.form.boxes["scorecard.indicators"].editor
    shown = {line[0]: line[1:] for line in lines(view)}
    assert len(shown) == 47
    assert shown["ER9, ES2"] == [
        "Park area per head, built-up area", "m²", "16.5 (2020)", "16.7 (2025), 17 (2035)", "Binding", "Built-up area",
        "Area per head",
    ]  # fmt: skip
    assert shown["LU5"][2:4] == ["200 (2020)", "185 or 190 (2025)"]
    assert shown["LU3"][2:4] == ["885 (year not stated)", "about 850 (2025)"]
    assert shown["ES1, ERx9"][5] == "Not stated"
    assert "Table of indicators".casefold() in view.table.item(0, 0).toolTip().casefold()
    assert "\n• Hold down the total of construction land" in view.table.item(0, 0).toolTip()
    assert "“scorecard.indicators”" in view.where.text()
    view.table.setFocus()
    view.table.setCurrentCell(0, 1)
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    QTest.keyClick(view.table, Qt.Key.Key_A)
    assert view.table.findChild(QLineEdit) is None
    assert not panel.save_button.isEnabled()


@pytest.mark.slow
def test_a_copy_an_export_and_an_import_keep_the_indicators(mine, answers, tmp_path):
    panel = mine(profiles.DEFAULT)
    write(panel.form.boxes["park_coverage.target_pct"].editor.line, "90")
    press(panel.save_button)
    answers.path = tmp_path / "sent.json"
    press(panel.export_button)
    press(panel.import_button)
    found = [one.value("scorecard.indicators") for one in (panel.entry.profile, load(answers.path))]
    assert found == [load(profiles.DEFAULT).value("scorecard.indicators")] * 2


def test_a_profile_from_before_there_were_indicators_shows_none(own_profiles, panel):
    content = json.loads(profiles.DEFAULT.read_text("utf-8"))
    del content["scorecard"]
    own_profiles.mkdir()
    path = own_profiles / "old.json"
    path.write_text(json.dumps(content | {"id": "old"}), "utf-8")
    panel.show_entries(path)
    box = panel.form.boxes["scorecard.indicators"]
    assert (lines(box.editor), box.editor.value()) == ([], [])
    assert "sets none" in box.clause.text()
    assert not panel.save_button.isEnabled()


def test_the_wheel_scrolls_past_a_choice_without_turning_it(mine):
    panel = mine()
    combo = panel.form.boxes["vacated_use.chain"].editor.table.cellWidget(0, 1)
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton, none,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QgsApplication.sendEvent(combo, event)
    assert combo.currentData() == "not_farmland"


def test_every_kind_of_value_has_its_editor(panel):
    kinds = {
        NumberRule: LineEditor,
        NamesRule: LineEditor,
        LimitsRule: LimitsEditor,
        FlagRule: FlagEditor,
        MultipleRule: MultipleEditor,
        ObjectsRule: IndicatorsView,
    }
    for key, kind in FIELDS.items():
        expected = TableEditor if isinstance(kind, (TableRule, GroupsRule)) else kinds[type(kind)]
        assert type(panel.form.boxes[key].editor) is expected


# Files.


@pytest.mark.slow
def test_copy_rename_export_import_and_delete(panel, answers, own_profiles, tmp_path):
    press(panel.copy_button)
    assert panel.choice.currentText() == "我的城市 (own)"
    assert panel.hint.text() == f"A profile of your own: {own_profiles / '我的城市.json'}"
    assert panel.form.source.text().startswith("Copied from “Beijing, the four plans of 2022”")
    answers.name = "我的县"
    press(panel.rename_button)
    assert panel.choice.currentText() == "我的县 (own)"
    answers.path = tmp_path / "sent.json"
    press(panel.export_button)
    assert answers.path.read_bytes() == (own_profiles / "我的城市.json").read_bytes()
    press(panel.import_button)
    assert panel.entry.path == own_profiles / "sent.json"
    answers.button = NO
    press(panel.delete_button)
    assert (own_profiles / "sent.json").exists()
    answers.button = YES
    press(panel.delete_button)
    assert not (own_profiles / "sent.json").exists()
    assert "“我的县”" in answers.asked[-1][0]
    assert panel.entry.path == profiles.DEFAULT


def test_importing_a_wrong_file_says_where_which_key_and_why(panel, answers, own_profiles, tmp_path):
    content = json.loads(NATIONAL.read_text("utf-8"))
    del content["vacated_use"]["first"]
    answers.path = tmp_path / "wrong.json"
    answers.path.write_text(json.dumps(content), "utf-8")
    press(panel.import_button)
    assert panel.notice.text() == (
        f"The plan profile {answers.path} is wrong at the key vacated_use.first: it is missing."
    )
    assert panel.entry.path == profiles.DEFAULT
    assert not own_profiles.exists()


def test_a_folder_that_cannot_be_written_is_told(panel, answers, own_profiles):
    own_profiles.write_text("a file where the folder should be")
    press(panel.copy_button)
    assert panel.notice.text().endswith("cannot be written: what should be its folder is a file.")
    assert panel.entry.path == profiles.DEFAULT


@pytest.mark.slow
def test_changes_are_saved_thrown_away_or_kept_when_another_profile_is_chosen(mine, answers):
    panel = mine()
    path, line = panel.entry.path, panel.form.boxes["park_coverage.target_pct"].editor.line
    answers.button = CANCEL
    write(line, "91")
    panel.choice.setCurrentIndex(0)
    assert (panel.entry.path, line.text()) == (path, "91")
    assert panel.choice.currentData() == str(path)
    answers.button = DISCARD
    panel.choice.setCurrentIndex(0)
    assert panel.entry.path == profiles.DEFAULT
    panel.choice.setCurrentIndex(panel.choice.findData(str(path)))
    write(line, "92")
    answers.button = SAVE
    panel.choice.setCurrentIndex(0)
    assert panel.entry.path == profiles.DEFAULT
    assert load(path).value("park_coverage.target_pct") == 92
    panel.choice.setCurrentIndex(panel.choice.findData(str(path)))
    write(line, "920")
    answers.button = CANCEL
    panel.choice.setCurrentIndex(0)
    assert answers.asked[-1][1] == DISCARD | CANCEL  # what is wrong cannot be saved


def test_a_copy_of_a_profile_with_changes_has_them_once_they_are_saved(mine, answers):
    panel = mine()
    write(panel.form.boxes["park_coverage.target_pct"].editor.line, "91")
    answers.button, answers.name = SAVE, "另一个"
    press(panel.copy_button)
    assert panel.entry.name() == "另一个"
    assert panel.entry.profile.value("park_coverage.target_pct") == 91


def test_a_broken_profile_of_ones_own_is_listed_told_and_can_only_be_deleted(own_profiles, interface, answers):
    own_profiles.mkdir()
    (own_profiles / "broken.json").write_text("{", "utf-8")
    panel = ProfilePanel(interface.window)
    panel.choice.setCurrentIndex(panel.choice.findText("broken.json (wrong)"))
    assert panel.hint.text().startswith(f"The plan profile {own_profiles / 'broken.json'} cannot be read: ")
    assert panel.area.isHidden()
    assert not panel.copy_button.isEnabled()
    assert not panel.apply()
    assert panel.notice.text() == "A profile that is wrong cannot be used; choose another one."
    press(panel.delete_button)
    assert list(own_profiles.iterdir()) == []
    panel.deleteLater()
