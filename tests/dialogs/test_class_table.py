"""The table of land-use classes on the account's page: what each code means, changed for this project."""

import pytest
from greenvein.core.land.classes import system_tables
from greenvein.dialogs.classes import class_table
from greenvein.dialogs.classes.class_table import CLASS, CODE, NAME, USE, ClassTableDialog
from greenvein.processing.framework.class_changes import changes_in, keep, kept_in
from qgis.PyQt.QtCore import Qt

KEY = Qt.ItemDataRole.UserRole
SURVEY = "sandiao_2019"
SQUARE = "POLYGON((500000 4420000, 501000 4420000, 501000 4421000, 500000 4421000, 500000 4420000))"


pytestmark = pytest.mark.usefixtures("project")


def row_of(dialog, code):
    [at] = [at for at in range(dialog.table.rowCount()) if dialog.table.item(at, CODE).text() == code]
    return at


def seen(dialog):
    return [
        dialog.table.item(at, CODE).text() for at in range(dialog.table.rowCount()) if not dialog.table.isRowHidden(at)
    ]


def choose(dialog, code, column, key):
    """Choose an option as the editor of the cell does."""
    index = dialog.table.model().index(row_of(dialog, code), column)
    delegate = dialog.table.itemDelegateForColumn(column)
    editor = delegate.createEditor(dialog.table.viewport(), None, index)
    editor.setCurrentIndex(editor.findData(key))
    delegate.setModelData(editor, dialog.table.model(), index)


@pytest.mark.parametrize("table", system_tables(), ids=lambda table: table.id)
def test_every_code_is_shown_with_what_it_means(table):
    dialog = ClassTableDialog(system=table.id)
    shown = {
        dialog.table.item(at, CODE).text(): tuple(dialog.table.item(at, column).data(KEY) for column in (CLASS, USE))
        for at in range(dialog.table.rowCount())
    }
    assert shown == {code: table.meaning(code) for code in table.classes}
    assert all(dialog.table.item(at, column).text() for at in range(dialog.table.rowCount()) for column in range(4))


def test_a_change_is_kept_by_the_project_and_marked(project):
    dialog = ClassTableDialog(system=SURVEY)
    choose(dialog, "0810", USE, "park")
    choose(dialog, "1201", CLASS, "unused")
    assert dialog.table.item(row_of(dialog, "0810"), NAME).font().bold()
    assert "2" in dialog.told.text()
    dialog.accept()
    assert changes_in(kept_in(project)) == {SURVEY: {"0810": ("urban_rural", "park"), "1201": ("unused", "")}}
    again = ClassTableDialog(system=SURVEY)
    assert again.table.item(row_of(again, "1201"), CLASS).data(KEY) == "unused"


def test_what_is_as_delivered_again_is_no_change(project):
    dialog = ClassTableDialog(system=SURVEY)
    choose(dialog, "0810", USE, "park")
    choose(dialog, "0810", USE, "park+")
    assert not dialog.table.item(row_of(dialog, "0810"), NAME).font().bold()
    dialog.accept()
    assert kept_in(project) == ""


def test_reset_reads_the_standard_that_is_shown_as_delivered(project):
    keep(project, {SURVEY: {"0810": ("urban_rural", "park")}, "gb50137_2011": {"G": ("urban_rural", "park")}})
    dialog = ClassTableDialog(system=SURVEY)
    dialog.reset_button.click()
    assert not dialog.reset_button.isEnabled()
    dialog.accept()
    assert changes_in(kept_in(project)) == {"gb50137_2011": {"G": ("urban_rural", "park")}}


def test_cancel_changes_nothing(project):
    dialog = ClassTableDialog(system=SURVEY)
    choose(dialog, "0810", USE, "park")
    dialog.reject()
    assert kept_in(project) == ""


def test_search_finds_codes_and_names():
    dialog = ClassTableDialog(system=SURVEY)
    dialog.search.setText("宅基")
    assert seen(dialog) == ["0702"]
    dialog.search.setText("081")
    assert seen(dialog) == ["0810", "0810A"]


def test_changes_that_cannot_be_read_can_be_reset_here(project):
    project.writeEntry("greenvein", "land_classes", "no JSON")
    ClassTableDialog(system=SURVEY).accept()
    assert kept_in(project) == ""


def test_page_opens_the_standard_that_is_meant_and_results_hold_no_longer(page, add, monkeypatch):
    for name, code in (("land use 2020", "2301"), ("land use 2025", "0701")):
        add(name, [SQUARE], ["YDYHFLDM"], [[code]])
    account = page("landreduction")
    opened = []

    def change(dialog):
        opened.append(dialog.system)
        choose(dialog, "2301", CLASS, "unused")
        dialog.accept()
        return True

    monkeypatch.setattr(class_table.ClassTableDialog, "exec", change)
    told = []
    account.classes_changed.connect(lambda: told.append(True))
    before = account.basis_of(account.form.values())
    account.classes_button.click()
    assert opened == ["landsea_2023"]
    assert told == [True]
    assert [one.sentence for one in before.since()] == ["The project reads codes of land use otherwise now."]
    before.stop()
    account.classes_button.click()  # nothing new
    assert told == [True]
