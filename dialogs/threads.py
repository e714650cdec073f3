"""The threads that work in the background runs in."""

from __future__ import annotations

from qgis.core import QgsApplication


def keep_threads() -> None:
    """Have the threads of tasks stay until QGIS ends, where they would after half a minute without any.

    A reference system is made of objects of the thread that first asked for it, and all who ask later share them; with
    the thread they are gone, and layers and files in the user's thread are left without a reference system until QGIS
    ends (QGIS's pull request 33939 discusses it). No job can avoid to be the first, nor can QGIS's own algorithms.
    """
    QgsApplication.taskManager().threadPool().setExpiryTimeout(-1)
