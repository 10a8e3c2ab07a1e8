"""On a cluster all rows are as they are here, and none is lost or told twice, whoever dies."""

import os
import signal
from itertools import product
from types import SimpleNamespace

import psutil
import pytest
from distributed import Future
from pandas.testing import assert_frame_equal

from comparisons.cluster import tasks
from comparisons.cluster.checking import check_all
from comparisons.cluster.tasks import Lost, Tasks
from comparisons.desk import afar
from comparisons.desk.plan import Plan
from comparisons.judging import checking as here
from comparisons.tables import Tables
from tests.cluster.planted import Deadly
from tests.command_line import alive, run, wait_for

pytestmark = pytest.mark.xdist_group("cluster")  # all in one process, which begins one cluster

WORDS = ("relu", "tanh", "hinge", "momentum", "logistic_regression")
FRAMEWORKS = ("scratch", "pytorch")
SEEDS = (0, 1)


def planned(words=WORDS, frameworks=FRAMEWORKS):
    return Plan.make(words, frameworks, threads=1, modes="numpy,eager")


def asked_of(plan, seeds=SEEDS):
    return here.questions(plan.workers(), plan.dtypes, seeds, plan.modes, quick=False)


def checked(client, plan, done=lambda name, framework: None, seeds=SEEDS):
    tables = plan.tables()
    check_all(client, plan.names, plan.workers(), asked_of(plan, seeds), tables, done)
    return tables


def checked_here(plan, seeds=SEEDS):
    tables, workers = plan.tables(), plan.workers()
    try:
        here.check_all(plan.names, workers, plan.dtypes, tables, seeds, modes=plan.modes)
    finally:
        for worker in workers:
            worker.stop()
    return tables


@pytest.fixture(scope="module")
def local():
    """The rows of a check on this machine."""
    return checked_here(planned())


def rows_of(plan, tables):
    """Return the rows of ``checks`` that a plan asks for."""
    checks = tables.frames()["checks"]
    is_asked = checks.concept.isin(plan.names) & checks.framework.isin(plan.frameworks)
    return checks[is_asked].reset_index(drop=True)


def begun_by(pid):
    """Return the processes that a Dask worker has begun."""
    return psutil.Process(pid).children(recursive=True)


def at_rest(client):
    return wait_for(lambda: not any(map(begun_by, client.run(os.getpid).values())), 20)


def test_all_rows_are_as_they_are_here_and_in_that_order(client, local):
    plan, told = planned(), []
    tables = checked(client, plan, lambda *pair: told.append(pair))
    for name in ("checks", "accuracy"):
        assert len(local.frames()[name])
        assert_frame_equal(tables.frames()[name], local.frames()[name])
    assert sorted(told) == sorted(product(plan.names, plan.frameworks)), "each is told once"
    assert at_rest(client), "no process of a framework is left behind"


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(client, cluster, local):
    killed, left = [], []

    def kill(name, framework):
        if not killed:
            pids = client.run(os.getpid)
            address = next(address for address, tasks in client.processing().items() if tasks)
            left.extend(begun_by(pids[address]))
            os.kill(pids[address], signal.SIGKILL)
            killed.append(address)

    plan = planned(WORDS[:-1], ["scratch"])
    assert_frame_equal(rows_of(plan, checked(client, plan, kill)), rows_of(plan, local))
    assert killed and killed[0] not in cluster.scheduler.workers
    prefixes = cluster.scheduler.task_prefixes.values()
    assert sum(prefix.suspicious for prefix in prefixes), "it had tasks to do"
    assert left and wait_for(lambda: not any(map(alive, left)), 10), "nor its frameworks"


def test_a_task_that_kills_every_worker_is_a_row_and_its_neighbours_are_answered(
    client, cluster, monkeypatch
):
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    monkeypatch.setattr(cluster.scheduler, "WORKER_SATURATION", float("inf"))
    sent, send = [], Tasks._send
    monkeypatch.setattr(Tasks, "_send", lambda self, each, how: (sent.append(each), send(self, each, how)))
    plan = Plan.make(("relu", "tanh", "elu", "softmax", "silu", "gelu"), ["scratch"], ["float32"], threads=1)
    deadly = "activations.elu"
    client.register_plugin(Deadly(deadly), "deadly")
    try:
        rows = checked(client, plan, seeds=(0,)).frames()["checks"]
    finally:
        client.unregister_worker_plugin("deadly")
    (crash,) = rows[rows.concept == deadly].itertuples()
    assert crash.verdict == "crashed" and crash.framework == "scratch" and crash.dtype == "float32"
    assert crash.reason.startswith("it killed what asked on the cluster, 1 times, the last time tcp://")
    alone = {name for few in sent[1:] for name, _ in few}
    assert deadly in alone and len(alone) > 1, "Dask gave up others, too, that were to be done there"
    expected = checked_here(plan, (0,)).frames()["checks"]
    others, expected = (each[each.concept != deadly].reset_index(drop=True) for each in (rows, expected))
    assert_frame_equal(others, expected)


def test_ctrl_c_keeps_what_was_done_and_leaves_nobody_at_work(client, cluster, local):
    class Impatient:
        def bar(self, what, tracks):
            return self.step

        def step(self, doing, advance=1, track=None):
            if track:
                raise KeyboardInterrupt

    plan = planned(WORDS[:-1], ["scratch"])
    ended = afar.check(plan, SEEDS, False, Impatient(), cluster.scheduler_address)
    code, sentence = ended.ending(plan, "checked")
    assert code == 130 and sentence.startswith(
        "Interrupted: 1 of 4 checks of a concept in a framework were done"
    )
    plan = planned([name for name, _ in ended.parts[0].done], ["scratch"])
    assert_frame_equal(rows_of(plan, ended.tables), rows_of(plan, local))
    assert at_rest(client)
    assert wait_for(lambda: not cluster.scheduler.tasks, 20), "what was left is no longer to be done"


def test_a_run_whose_tasks_are_taken_away_ends_with_what_was_done(client):
    plan, tables = planned(("relu", "tanh", "softmax"), ["scratch"]), Tables()

    def cancel(name, framework):
        client.cancel([Future(key, client) for key in client.futures], force=True)

    with pytest.raises(Lost, match="the scheduler was lost, or took back what it was to do"):
        check_all(client, plan.names, plan.workers(), asked_of(plan), tables, cancel)
    assert tables.checks


def test_a_cluster_whose_workers_do_not_come_back_is_not_waited_for_without_end(monkeypatch):
    deserted = Tasks(SimpleNamespace(nthreads=dict), "label")
    deserted._demand_workers()
    monkeypatch.setattr(tasks, "PATIENCE_SECONDS", 0.0)
    with pytest.raises(Lost, match="has had no workers for 0 s"):
        deserted._demand_workers()


def test_the_command_says_the_same_with_a_cluster_as_without(cluster):
    words = "check", "relu", "--framework", "scratch", "--plain"
    here, there = run(*words), run(*words, "--scheduler", cluster.scheduler_address)
    assert there.returncode == here.returncode == 0
    assert there.stdout == here.stdout and "1 concept:" in there.stdout
    assert there.stderr.endswith("Checking: 1 of 1 (activations.relu)\n") and "Traceback" not in there.stderr
