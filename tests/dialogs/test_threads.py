"""What threads of tasks leave behind in QGIS."""

import time

import pytest
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsTask
from qgis.PyQt.QtCore import QCoreApplication

SOON_MS = 20


@pytest.fixture
def pool(qgis_app):
    """The threads of tasks, which end soon without any."""
    found = QgsApplication.taskManager().threadPool()
    before = found.expiryTimeout()
    found.setExpiryTimeout(SOON_MS)
    yield found
    found.setExpiryTimeout(before)


def asked_in_a_task(code):
    """Return a reference system that a task was the first to ask for, and the user's thread next, long after."""
    held = []
    task = QgsTask.fromFunction("ask", lambda task: held.append(QgsCoordinateReferenceSystem(code)))
    QgsApplication.taskManager().addTask(task)
    until = time.monotonic() + 10
    while not held and time.monotonic() < until:
        QCoreApplication.processEvents()
        time.sleep(0.01)
    found = QgsCoordinateReferenceSystem(code)
    assert found.toWkt()
    time.sleep(20 * SOON_MS / 1000)
    QCoreApplication.processEvents()
    return found


def test_reference_systems_that_tasks_ask_for_first_outlive_the_threads_of_these(pool):
    from greenvein.dialogs.threads import keep_threads

    assert asked_in_a_task("EPSG:2310").toWkt() == ""  # the fault of QGIS that threads are kept for
    keep_threads()
    assert asked_in_a_task("EPSG:2311").toWkt().startswith("PROJCS")
