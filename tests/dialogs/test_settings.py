"""The settings: where they open, and that pages and algorithms follow the plan profile that is chosen."""

import json

import pytest
from greenvein.dialogs.dock import Dock
from greenvein.dialogs.settings.page import SettingsPage
from greenvein.dialogs.settings.report_settings import ReportSettings
from greenvein.processing import profiles
from greenvein.processing.profiles import store as profile_store
from greenvein.processing.reports import settings as report_settings
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QEvent, Qt
from qgis.PyQt.QtWidgets import QAction, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from .scene import press, write

LEFT = Qt.MouseButton.LeftButton
EAST, NORTH = 500_000, 4_400_000
NATIONAL = profiles.FOLDER / "national.json"
SHIPPED = [profiles.DEFAULT, NATIONAL]
SQUARE = f"POLYGON(({EAST} {NORTH},{EAST + 10} {NORTH},{EAST + 10} {NORTH + 10},{EAST} {NORTH}))"

pytestmark = pytest.mark.usefixtures("own_profiles")


@pytest.fixture
def settings(interface, provider):
    settings = SettingsPage(interface)
    settings.register()
    yield settings
    settings.unregister()
    provider.refreshAlgorithms()
    QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def dock(interface, provider, project, settings):
    dock = Dock(interface)
    dock.register()
    settings.changed.connect(dock.follow_profile)
    dock.settings_wanted.connect(settings.open)
    dock.setUserVisible(True)
    QgsApplication.processEvents()
    yield dock
    dock.unregister()


def choose(dialog, path):
    dialog.panel.choice.setCurrentIndex(dialog.panel.choice.findData(str(path)))
    press(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok))


@pytest.mark.slow
def test_gear_opens_the_form_and_pages_take_the_new_thresholds(dock, settings, add, provider):
    add("居住用地", [SQUARE])
    page = dock.page_of("parkcoverage")
    page.form.inputs["PARKS"].combo.setLayer(add("a", [SQUARE]))
    assert page.form.values()["TARGET"] == 95
    press(dock.gear)
    choose(settings.dialog, NATIONAL)
    assert QgsSettings().value(profiles.SETTING) == "national"
    values = page.form.values()
    assert (values["TARGET"], values["TIERS"]) == (85, [5000, 500, 400, 300])
    assert page.profile_label.text() == "Thresholds: National practice"
    assert "as commonly quoted" in page.form.inputs["TARGET"].toolTip()
    assert page.form.inputs["RESIDENTIAL"].layer().name() == "居住用地"
    assert page.form.inputs["PARKS"].layer().name() == "a"
    assert page.inputs_box.isAncestorOf(page.form)
    assert provider.algorithm("parkcoverage").parameterDefinition("TARGET").defaultValue() == 85


def test_what_the_user_set_on_a_page_stays(dock, settings, add):
    layer = add("居住用地", [SQUARE])
    page = dock.page_of("parkcoverage")
    page.form.inputs["TARGET"].set_value(70)
    layer.selectAll()
    page.form.inputs["RESIDENTIAL"].only_selected.setChecked(True)
    page.form.inputs["PARKS"].combo.setLayer(layer)
    page.form.inputs["PARKS"].combo.setLayer(None)  # the user wants none
    profiles.choose(NATIONAL)
    settings.spread()
    values = page.form.values()
    assert (values["TARGET"], values["TIERS"]) == (70, [5000, 500, 400, 300])
    assert values["RESIDENTIAL"].selectedFeaturesOnly
    add("公园绿地", [SQUARE])
    assert page.form.inputs["PARKS"].layer() is None
    profiles.choose(profiles.DEFAULT)
    settings.spread()
    assert (page.form.values()["TARGET"], page.form.values()["TIERS"]) == (70, [0, 500])


def test_pattern_page_has_the_layers_that_the_profile_names(dock, settings, own_profiles, add):
    mine = profile_store.copy(profile_store.entry(NATIONAL), "mine")
    content = json.loads(mine.path.read_text("utf-8"))
    content["security_pattern"]["parts"]["value"] = [["DUNES", "沙地", "Sand dunes", 1]]
    profile_store.save(mine, content)
    add("生态保护红线", [SQUARE])
    page = dock.page_of("securitypattern")
    assert "WATERS" in page.form.inputs
    profiles.choose(mine.path)
    settings.spread()
    assert list(page.form.inputs)[:3] == ["RED_LINE", "BASIC_FARMLAND", "DUNES"]
    assert "WATERS" not in page.form.inputs
    assert page.form.inputs["RED_LINE"].layer().name() == "生态保护红线"


def test_saving_the_active_profile_changes_the_defaults_at_once(dock, settings, answers, own_profiles):
    profiles.choose(profile_store.copy(profile_store.entry(NATIONAL), "mine").path)
    settings.spread()
    page = dock.page_of("parkcoverage")
    settings.open()
    panel = settings.dialog.panel
    assert panel.entry.name() == "mine"
    write(panel.form.boxes["park_coverage.target_pct"].editor.line, "77")
    press(panel.save_button)
    assert page.form.values()["TARGET"] == 77


def test_cancel_leaves_the_active_profile(settings, answers):
    settings.open()
    dialog = settings.dialog
    dialog.panel.choice.setCurrentIndex(1)
    press(dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel))
    assert settings.dialog is None
    assert profiles.active().id == "beijing_2022"


def test_menu_opens_the_same_and_only_one_window(settings, interface):
    (action,) = [action for _, action in interface.menu]
    action.trigger()
    first = settings.dialog
    action.trigger()
    assert settings.dialog is first
    first.reject()


@pytest.mark.slow
def test_page_of_the_options_is_empty_until_seen_and_applies_what_was_chosen(settings, interface, answers):
    (factory,) = interface.pages
    parent = QWidget()
    page = factory.createWidget(parent)
    QVBoxLayout(parent).addWidget(page)
    page.apply()
    assert page.panel is None
    parent.show()
    page.show()
    QgsApplication.processEvents()
    page.panel.choice.setCurrentIndex(1)
    assert profiles.active().id == "beijing_2022"
    told = []
    settings.changed.connect(lambda: told.append(profiles.active().id))
    page.apply()
    assert told == ["national"]
    press(page.panel.copy_button)
    write(page.panel.form.boxes["vacated_use.share"].editor.line, "7")
    assert not page.isValid()
    write(page.panel.form.boxes["vacated_use.share"].editor.line, "0.7")
    assert page.isValid()
    page.apply()
    assert profiles.active().value("vacated_use.share") == 0.7
    parent.close()


def test_a_broken_active_profile_is_told_in_the_message_bar_until_another_is_chosen(
    own_profiles, interface, provider, wait
):
    own_profiles.mkdir()
    (own_profiles / "broken.json").write_text('{"id": 7}', "utf-8")
    profiles.choose(own_profiles / "broken.json")
    settings = SettingsPage(interface)
    settings.register()
    wait(interface.bar.items)
    (item,) = interface.bar.items()
    broken = own_profiles / "broken.json"
    assert item.text() == (
        f"The plan profile {broken} cannot be used (id: it must be a text); Beijing 2022 is used instead."
    )
    press(item.findChild(QPushButton))
    choose(settings.dialog, NATIONAL)
    assert interface.bar.items() == []
    profiles.choose(own_profiles / "broken.json")
    settings.warn()
    assert len(interface.bar.items()) == 1
    settings.unregister()
    assert interface.bar.items() == []
    provider.refreshAlgorithms()


def test_loads_leave_no_page_no_action_and_no_window(interface, provider):
    def count():
        QgsApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QgsApplication.processEvents()
        return len(interface.window.findChildren(QAction)), len(interface.window.children())

    before = count()
    for _ in range(3):
        settings = SettingsPage(interface)
        settings.register()
        settings.open()
        settings.unregister()
        del settings
    assert count() == before
    assert (interface.pages, interface.menu) == ([], [])


def test_what_reports_open_with_is_set_among_the_options(settings, interface):
    (factory,) = interface.pages
    parent = QWidget()
    page = factory.createWidget(parent)
    QVBoxLayout(parent).addWidget(page)
    parent.show()
    page.show()
    QgsApplication.processEvents()
    write(page.reports.project, "绿隔减量评估")
    write(page.reports.organisation, "规划院")
    page.reports.order.setCurrentIndex(1)
    assert report_settings.project_name() == ""
    page.apply()
    found = report_settings.project_name("title"), report_settings.organisation(), report_settings.worst_first()
    assert found == ("绿隔减量评估", "规划院", True)
    again = ReportSettings()
    assert (again.project.text(), again.organisation.text()) == ("绿隔减量评估", "规划院")
    assert again.order.currentText() == "The worst first"
    report_settings.keep("", "", False)
    parent.close()
