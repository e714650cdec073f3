"""Run park coverage and die in the middle of it, as a machine that stops does; a program for test_whole_files.py.

usage: deaths.py ROOT INPUTS

Each line that comes is JSON: the outputs of a run, and its MOMENT: ``check:N`` (the N-th time the run asks whether it
is cancelled), ``sql:N`` (before the N-th statement in a database that exists), ``commit:MS`` (so many milliseconds
after its transaction begins to end), ``move:N`` (before the N-th file is moved), ``user:ID`` (not at all, but without
rights). For each a process of its own, forked of this one in which all is imported, and a line: how it ended.
"""

import importlib.util
import json
import os
import signal
import sys
import threading
import time
from importlib import import_module

from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject

root, inputs = sys.argv[1:]
application = QgsApplication([], False)
application.initQgis()
sys.path.append("/usr/share/qgis/python/plugins")
from processing.core.Processing import Processing  # noqa: E402

import processing  # noqa: E402

Processing.initialize()
spec = importlib.util.spec_from_file_location("greenvein", f"{root}/__init__.py", submodule_search_locations=[root])
sys.modules["greenvein"] = importlib.util.module_from_spec(spec)
from greenvein.core import replacing  # noqa: E402
from greenvein.processing import dependencies  # noqa: E402
from greenvein.processing.io.postgis_making import PostgisMaking  # noqa: E402
from greenvein.processing.io.sqlite import Transaction  # noqa: E402
from greenvein.processing.jobs import JOBS  # noqa: E402
from greenvein.processing.provider import GreenVeinProvider  # noqa: E402

provider = GreenVeinProvider()
application.processingRegistry().addProvider(provider)


def die():
    os.kill(os.getpid(), signal.SIGKILL)


class Feedback(QgsProcessingFeedback):
    """Dies at one of the run's questions whether it is cancelled."""

    def __init__(self, at=0):
        super().__init__(False)
        self.left = at

    def isCanceled(self):
        self.left -= 1
        if self.left == 0:
            die()
        return False


def counted(work, at):
    """Return ``work`` that dies before its ``at``-th call."""
    left = [at]

    def run(*arguments):
        left[0] -= 1
        if left[0] == 0:
            die()
        return work(*arguments)

    return run


def in_the_commit(work, milliseconds):
    def run(replacement, statement):
        if statement == "COMMIT":
            threading.Timer(milliseconds / 1000, die).start()
        return work(replacement, statement)

    return run


def run(moment, outputs):
    kind, number = moment.split(":")
    feedback, number = Feedback(int(number) if kind == "check" else 0), int(number)
    if kind == "sql":
        Transaction._run = counted(Transaction._run, number)
        PostgisMaking._run = counted(PostgisMaking._run, number)
    if kind == "commit":
        Transaction._run = in_the_commit(Transaction._run, number)
    if kind == "move":
        replacing.os.replace = counted(os.replace, number)
    if kind == "user":
        os.setgid(number)
        os.setuid(number)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    homes, parks = (f"{inputs}|layername={name}" for name in ("homes", "parks"))
    given = {"RESIDENTIAL": homes, "PARKS": parks, **outputs}
    processing.run("greenvein:parkcoverage", given, context=context, feedback=feedback)


# What a run would import first: no thread may have begun before a fork, so none is made here.
assert not dependencies.load()
for name in ("inputs", "remarks", "tables", "report", "charts", "verdict"):
    JOBS["parkcoverage"].load(name)
for name in ("geopackage", "layer_places", "read", "spatialite", "write"):
    import_module(f"greenvein.processing.io.{name}")
for line in sys.stdin:
    outputs, moment = json.loads(line)
    child = os.fork()
    if child == 0:
        try:
            run(moment, outputs)
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", flush=True)
            os._exit(1)
        time.sleep(0.2 if moment.startswith("commit") else 0)  # for a death that is late
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print("killed" if os.WIFSIGNALED(status) else "ended", flush=True)
os._exit(0)
