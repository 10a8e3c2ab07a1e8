"""A crew stays from task to task, goes home when nobody asks, and what becomes of a framework in it is a row."""

from types import SimpleNamespace

import psutil
import pytest

from comparisons.cluster import crews
from comparisons.cluster.crews import Crews
from comparisons.errors import Mistake
from comparisons.judging.ways import Way
from comparisons.processes.workers import Worker
from tests.command_line import wait_for

#: The one part of the questions: the first case, in float32.
PARTS = [dict(scratch=[(Way("numpy", "float32", first=True), 0)])]


@pytest.fixture
def begun():
    """Crews of a Dask worker, to be made with what they are made after."""
    all_of_them = []

    def begin(*models):
        all_of_them.append(Crews(models, PARTS))
        all_of_them[-1].setup(DASK_WORKER)
        return all_of_them[-1]

    yield begin
    for each in all_of_them:
        each.teardown(DASK_WORKER)


DASK_WORKER = SimpleNamespace(address="tcp://there:1")


def serving():
    children = psutil.Process().children(recursive=True)
    return {child.pid for child in children if child.name() != "sh"}


def test_a_crew_stays_from_task_to_task_and_goes_home_when_nobody_asks(begun, monkeypatch):
    before = serving()
    crew = begun(Worker("scratch"))
    checks, accuracy = crew.ask("activations.relu", 0)
    assert {row["verdict"] for row in checks} == {"agrees"} and not accuracy
    at_work = serving() - before
    assert len(at_work) == 2, "scratch, and who judges"
    monkeypatch.setattr(crews, "IDLE_SECONDS", 0.1)
    assert crew.ask("activations.tanh", 0)[0]
    assert at_work & serving() == at_work or not serving() - before
    assert wait_for(lambda: not at_work & serving(), 10)
    assert crew.ask("activations.tanh", 0)[0], "and comes again"


def test_a_framework_that_gives_no_answer_is_a_row(begun):
    ((row,), accuracy) = begun(Worker("scratch", timeout=1e-9)).ask("activations.relu", 0)
    assert row["verdict"] == "timed out" and not accuracy


def test_a_worker_that_came_late_with_something_else_installed_does_nothing():
    late = Crews([Worker("scratch")], PARTS)
    late.wanted |= dict(numpy="1.0")
    for _ in range(2):
        with pytest.raises(Mistake, match=r"the worker tcp://there:1 has numpy .*, not 1.0"):
            late.setup(DASK_WORKER)
        with pytest.raises(Mistake, match=r"not 1.0"):
            late.ask("activations.relu", 0)
