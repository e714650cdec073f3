"""The offer to install packages, in a real message bar."""

import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from greenvein.dialogs.packages import install as install_packages
from greenvein.processing import dependencies
from qgis.core import QgsApplication
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtWidgets import QFileDialog, QMainWindow, QMessageBox, QProgressBar, QPushButton

PANDAS = dependencies.PackageProblem("pandas", None, "1.5", "missing")
YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No


@pytest.fixture
def bar(qgis_app):
    return QgsMessageBar()


@pytest.fixture
def offer(bar, monkeypatch):
    """An offer where pandas is missing, pip is there, and nothing is really installed."""
    monkeypatch.setattr(dependencies, "missing", lambda: (PANDAS,))
    monkeypatch.setattr(dependencies, "refusal", lambda: "")
    monkeypatch.setattr(dependencies, "can_install", lambda problems, wheels=None: True)
    monkeypatch.setattr(dependencies, "load", lambda: ())
    window = QMainWindow()
    offer = install_packages.PackageOffer(SimpleNamespace(messageBar=lambda: bar, mainWindow=lambda: window))
    yield offer
    offer.unregister()


@pytest.fixture
def answer(monkeypatch):
    """Answer the question; return the list of the questions that were asked."""

    def answer(button):
        asked = []
        monkeypatch.setattr(QMessageBox, "question", lambda *args: asked.append(args[2]) or button)
        return asked

    return answer


def texts(bar):
    return [item.text() for item in bar.items()]


def press(bar):
    bar.items()[0].findChild(QPushButton).click()


def wait_for(condition):
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "does not hold within 10 s"
        QgsApplication.processEvents()
        time.sleep(0.01)


def test_nothing_is_offered_where_nothing_is_missing(bar, offer, monkeypatch):
    monkeypatch.setattr(dependencies, "missing", lambda: ())
    offer.offer()
    assert texts(bar) == []


def test_offer_appears_once_qgis_is_idle_and_names_the_package(bar, offer):
    offer.register()
    assert texts(bar) == []
    wait_for(lambda: texts(bar))
    assert "the Python package pandas is missing (1.5 or later is needed)" in texts(bar)[0]


def test_nothing_is_offered_where_the_packages_are_not_to_be_had(bar, offer, monkeypatch):
    monkeypatch.setattr(dependencies, "refusal", lambda: "Not in this QGIS.")
    offer.offer()
    assert texts(bar) == ["Not in this QGIS."]
    assert bar.items()[0].findChild(QPushButton) is None


def test_question_tells_the_folder_and_no_does_nothing(bar, offer, answer, monkeypatch):
    monkeypatch.setattr(dependencies, "install", lambda *args: pytest.fail("installed without consent"))
    asked = answer(NO)
    offer.offer()
    before = texts(bar)
    press(bar)
    assert str(dependencies.packages_folder()) in asked[0]
    assert "pandas>=1.5" in asked[0]
    assert texts(bar) == before
    assert QgsApplication.taskManager().countActiveTasks() == 0


def test_yes_installs_in_the_background_and_says_so(bar, offer, answer, monkeypatch):
    installed = []
    monkeypatch.setattr(dependencies, "install", lambda problems, *_: installed.append(problems))
    answer(YES)
    offer.offer()
    press(bar)
    wait_for(lambda: texts(bar) == ["The packages are installed and GreenVein is ready."])
    assert installed == [(PANDAS,)]


def test_failure_is_told_in_its_sentence(bar, offer, answer, monkeypatch):
    def fail(*_):
        raise dependencies.InstallError("The disk is full.")

    monkeypatch.setattr(dependencies, "install", fail)
    answer(YES)
    offer.offer()
    press(bar)
    wait_for(lambda: texts(bar) == ["The disk is full."])


def wait_for_cancel(problems, progress, cancelled, wheels):
    progress("Collecting pandas")
    while not cancelled():
        time.sleep(0.01)
    raise dependencies.InstallCancelledError("Cancelled.")


def test_installation_can_be_cancelled(bar, offer, answer, monkeypatch):
    monkeypatch.setattr(dependencies, "install", wait_for_cancel)
    answer(YES)
    offer.offer()
    press(bar)
    wait_for(lambda: texts(bar) == ["Collecting pandas"])
    assert bar.items()[0].findChild(QProgressBar) is not None
    press(bar)
    wait_for(lambda: texts(bar) == ["Cancelled."])


def test_installation_cancelled_before_it_began_is_no_success(bar, offer, answer, monkeypatch):
    monkeypatch.setattr(dependencies, "install", wait_for_cancel)
    answer(YES)
    offer.offer()
    press(bar)
    QgsApplication.taskManager().cancelAll()
    wait_for(lambda: "cancelled" in texts(bar)[0].lower())


def test_message_that_the_user_closed_does_no_harm(bar, offer, answer, monkeypatch):
    monkeypatch.setattr(dependencies, "install", wait_for_cancel)
    answer(YES)
    offer.offer()
    press(bar)
    wait_for(lambda: texts(bar) == ["Collecting pandas"])
    bar.clearWidgets()
    QgsApplication.taskManager().cancelAll()
    wait_for(lambda: texts(bar) == ["Cancelled."])


def test_unloading_leaves_no_message_timer_or_installation(bar, offer, answer, monkeypatch):
    monkeypatch.setattr(dependencies, "install", wait_for_cancel)
    answer(YES)
    offer.offer()
    press(bar)
    offer.register()
    offer.unregister()
    wait_for(lambda: QgsApplication.taskManager().countActiveTasks() == 0)
    assert texts(bar) == []


def test_command_is_shown_to_copy_where_nothing_can_be_installed(bar, offer, monkeypatch):
    shown = []

    def show(dialog):
        shown.append(dialog)

    monkeypatch.setattr(dependencies, "can_install", lambda problems, wheels=None: False)
    monkeypatch.setattr(dependencies, "command", lambda problems: "sudo apt install python3-pandas")
    monkeypatch.setattr(install_packages.CommandDialog, "exec", show)
    offer.offer()
    press(bar)
    copy = next(button for button in shown[0].findChildren(QPushButton) if button.text() == "Copy")
    copy.click()
    assert QgsApplication.clipboard().text() == "sudo apt install python3-pandas"


@pytest.fixture
def installed(monkeypatch):
    """What was to be installed, and the folders that it was to come from."""
    found = []
    monkeypatch.setattr(
        dependencies, "install", lambda problems, progress, cancelled, wheels: found.append((problems, wheels))
    )
    return found


def press_folder(bar):
    next(one for one in bar.items()[0].findChildren(QPushButton) if one.text() == "Install from folder…").click()


def test_wheels_that_came_with_greenvein_are_told_and_taken(bar, offer, answer, installed, monkeypatch):
    monkeypatch.setattr(dependencies, "bundled", lambda: Path("/plugins/greenvein/wheels"))
    asked = answer(YES)
    offer.offer()
    press(bar)
    wait_for(lambda: texts(bar) == ["The packages are installed and GreenVein is ready."])
    assert installed == [((PANDAS,), Path("/plugins/greenvein/wheels"))]
    assert "/plugins/greenvein/wheels" in asked[0]
    assert str(dependencies.packages_folder()) in asked[0]
    assert "Nothing is downloaded" in asked[0]
    assert "PyPI" not in asked[0]


def test_without_wheels_of_its_own_it_says_that_it_downloads(bar, offer, answer, installed):
    asked = answer(YES)
    offer.offer()
    press(bar)
    wait_for(lambda: installed)
    assert installed == [((PANDAS,), None)]
    assert "download pandas>=1.5" in asked[0]


@pytest.mark.parametrize("place", ["bar", "panel"])
def test_folder_that_the_user_chooses_is_taken(bar, offer, panel, answer, installed, monkeypatch, place):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/media/usb/轮子")
    asked = answer(YES)
    offer.offer()
    press_folder(bar) if place == "bar" else panel.folder_button.click()
    wait_for(lambda: texts(bar) == ["The packages are installed and GreenVein is ready."])
    assert installed == [((PANDAS,), Path("/media/usb/轮子"))]
    assert "/media/usb/轮子" in asked[0]


@pytest.mark.parametrize("chosen", ["", "/media/usb"], ids=["no folder", "no consent"])
def test_nothing_comes_from_a_folder_without_folder_or_consent(bar, offer, answer, installed, monkeypatch, chosen):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: chosen)
    asked = answer(NO)
    offer.offer()
    before = texts(bar)
    press_folder(bar)
    assert len(asked) == bool(chosen)
    assert texts(bar) == before
    assert installed == []
    assert QgsApplication.taskManager().countActiveTasks() == 0


def test_folder_is_offered_beside_the_command_but_not_for_numpy(bar, offer, panel, monkeypatch):
    monkeypatch.setattr(dependencies, "can_install", lambda problems, wheels=None: False)
    offer.offer()
    labels = [one.text() for one in bar.items()[0].findChildren(QPushButton)]
    assert labels == ["Show command…", "Install from folder…"]
    assert not panel.folder_button.isHidden()
    numpy = dependencies.PackageProblem("numpy", "1.19", "1.22", "too old")
    monkeypatch.setattr(dependencies, "missing", lambda: (numpy, PANDAS))
    offer.offer()
    assert [one.text() for one in bar.items()[0].findChildren(QPushButton)] == ["Show command…"]
    assert panel.folder_button.isHidden()


def test_what_a_folder_lacks_is_told_and_another_can_be_chosen(bar, offer, panel, answer, monkeypatch):
    def fail(*_):
        raise dependencies.InstallError("The folder lacks pytz.")

    monkeypatch.setattr(dependencies, "install", fail)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/media/usb")
    answer(YES)
    offer.offer()
    press_folder(bar)
    wait_for(lambda: texts(bar) == ["The folder lacks pytz."])
    assert panel.label.text() == "The folder lacks pytz."
    labels = [one.text() for one in bar.items()[0].findChildren(QPushButton)]
    assert labels == [panel.button.text(), panel.folder_button.text()] == ["Install…", "Install from folder…"]


def test_older_package_is_offered_an_upgrade_into_the_profile(bar, offer, answer, installed, monkeypatch):
    old = dependencies.PackageProblem("scipy", "1.7.3", "1.8", "too old")
    monkeypatch.setattr(dependencies, "missing", lambda: (old,))
    asked = answer(YES)
    offer.offer()
    assert "scipy 1.7.3 is too old (1.8 or later is needed)" in texts(bar)[0]
    press(bar)
    wait_for(lambda: installed == [((old,), None)])
    assert "scipy>=1.8" in asked[0]


def test_package_in_use_asks_for_a_restart_and_offers_nothing_else(bar, offer, panel, monkeypatch):
    in_use = dependencies.PackageProblem("scipy", "1.7.3", "1.8", "in use")
    monkeypatch.setattr(dependencies, "missing", lambda: (in_use,))
    offer.offer()
    assert "scipy 1.7.3 was imported before" in texts(bar)[0]
    assert "Restart QGIS" in texts(bar)[0]
    assert bar.items()[0].findChild(QPushButton) is None
    assert panel.button.isHidden()
    assert panel.folder_button.isHidden()


@pytest.fixture
def panel(offer):
    from greenvein.dialogs.packages.missing import MissingPackages

    return MissingPackages(offer)


def test_panel_says_nothing_where_nothing_is_missing(offer, panel, monkeypatch):
    monkeypatch.setattr(dependencies, "missing", lambda: ())
    offer.offer()
    assert panel.isHidden()


def test_panel_says_what_is_missing_even_where_the_message_was_closed(bar, offer, panel):
    offer.offer()
    bar.clearWidgets()
    assert not panel.isHidden()
    assert "the Python package pandas is missing (1.5 or later is needed)" in panel.label.text()
    assert panel.button.text() == "Install…"


def test_panel_installs_tells_of_it_and_is_gone_when_all_is_well(offer, panel, answer, monkeypatch):
    go_on = []

    def install(problems, *_):
        while not go_on:
            time.sleep(0.01)

    monkeypatch.setattr(dependencies, "install", install)
    answer(YES)
    offer.offer()
    panel.button.click()
    assert panel.label.text() == "Installing Python packages for GreenVein"
    assert panel.button.isHidden()
    go_on.append(True)
    wait_for(panel.isHidden)


def test_panel_tells_a_failure_and_offers_another_try(offer, panel, answer, monkeypatch):
    def fail(*_):
        raise dependencies.InstallError("The disk is full.")

    monkeypatch.setattr(dependencies, "install", fail)
    answer(YES)
    offer.offer()
    panel.button.click()
    wait_for(lambda: panel.label.text() == "The disk is full.")
    assert panel.button.text() == "Install…"


def test_panel_asks_for_a_restart_where_one_is_needed(offer, panel, answer, monkeypatch):
    monkeypatch.setattr(dependencies, "install", lambda *_: None)
    monkeypatch.setattr(dependencies, "load", lambda: (PANDAS,))
    answer(YES)
    offer.offer()
    panel.button.click()
    wait_for(lambda: "restart QGIS" in panel.label.text())
    assert panel.button.isHidden()
