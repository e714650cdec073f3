"""Reports of a batch in the list of results; tests/processing/test_batch.py has the batch itself."""

import inspect

import pytest
from greenvein.dialogs.batch_results import BatchResults


@pytest.fixture
def kind(qgis_processing, monkeypatch):
    from processing.core.ProcessingResults import ProcessingResults

    monkeypatch.setattr(ProcessingResults, "results", [])
    return ProcessingResults


def add_with_time(self, icon, name, timestamp, result):
    self.results.append((name, timestamp, result))


def add_without_time(self, icon, name, result, timestamp=None):
    self.results.append((name, timestamp, result))


def test_result_without_a_time_is_added_with_one_until_closed(kind, monkeypatch):
    monkeypatch.setattr(kind, "addResult", add_with_time)
    batch = BatchResults()
    batch.register()
    kind().addResult(icon=None, name="Report [0]", result="report.html")
    kind().addResult(None, "Report", "noon", "other.html")
    ((name, timestamp, result), other) = kind.results
    assert (name, result) == ("Report [0]", "report.html")
    assert timestamp.tm_year > 2000
    assert other == ("Report", "noon", "other.html")
    batch.unregister()
    assert kind.addResult is add_with_time


def test_qgis_that_needs_no_time_is_left_alone(kind, monkeypatch):
    monkeypatch.setattr(kind, "addResult", add_without_time)
    batch = BatchResults()
    batch.register()
    assert kind.addResult is add_without_time
    assert inspect.signature(kind.addResult).parameters["timestamp"].default is None
    batch.unregister()
    assert kind.addResult is add_without_time
