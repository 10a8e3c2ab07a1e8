"""What is wrong with a cluster is one line."""

import importlib
import socket
import sys

import distributed
import pytest

from comparisons.cluster import checking, connection, crews
from comparisons.cluster.connection import connected
from comparisons.desk.plan import Plan
from comparisons.errors import Mistake
from comparisons.judging.ways import Way
from comparisons.tables import Tables
from tests.command_line import run

pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 1.0)


def refused(address):
    with pytest.raises(Mistake) as refusal, connected(address):
        pass
    assert "\n" not in str(refusal.value)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("hello", "'hello' is no address of a Dask scheduler, as tcp://host:8786 is: missing port"),
        ("", "'' is no address"),
        ("ftp://host:1", "unknown address scheme 'ftp'"),
        (
            "tcp://127.0.0.1:1",
            "no Dask scheduler answers at tcp://127.0.0.1:1 within 1 s; begin one with: dask",
        ),
    ],
)
def test_an_address_where_no_scheduler_is(address, line):
    assert line in refused(address)


def test_somebody_else_who_listens_there():
    with socket.create_server(("127.0.0.1", 0)) as mute:
        assert "no Dask scheduler answers at" in refused(f"tcp://127.0.0.1:{mute.getsockname()[1]}")


def test_a_worker_is_no_scheduler(client):
    (address, *_) = client.nthreads()
    assert refused(address) == f"at {address} is no Dask scheduler, but a worker of one"


def test_a_cluster_without_workers():
    with distributed.LocalCluster(n_workers=0, dashboard_address=":0") as empty:
        address = empty.scheduler_address
        assert refused(address).endswith(f"has no workers; begin some with: dask worker {address}")


def test_without_dask_a_line_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install 'triptych[cluster]'" in refused("tcp://127.0.0.1:1")


def test_the_command_ends_with_that_line():
    done = run("check", "relu", "--scheduler", "hello", "--plain")
    assert done.returncode == 2 and not done.stdout
    assert done.stderr.splitlines()[-1].startswith("triptych: 'hello' is no address of a Dask scheduler")
    assert "Traceback" not in done.stderr


def test_what_is_asked_again_is_asked_here():
    done = run("check", "relu", "--scheduler", "tcp://127.0.0.1:1", "--repeats")
    assert done.returncode == 2
    assert (
        done.stderr == "triptych: --repeats asks again on one machine; leave out --scheduler, or --repeats\n"
    )


def check(client, tables):
    plan = Plan.make("relu", ["scratch"], threads=1)
    asked = dict(scratch=[(Way("numpy", "float32"), 0)])
    checking.check_all(client, plan.names, plan.workers(), asked, tables)


@pytest.mark.parametrize("what", ["torch", "distributed", "the sources of triptych"])
def test_workers_that_have_something_else_installed_are_refused(what, client, monkeypatch):
    here, tables = crews.identity(), Tables()
    monkeypatch.setattr(crews, "identity", lambda: here | {what: "0.0.1"})
    with pytest.raises(Mistake) as refusal:
        check(client, tables)
    line = str(refusal.value)
    assert line.startswith("the worker tcp://127.0.0.1:")
    assert f" has {what} {here[what]}, not 0.0.1: install the same" in line
    assert not tables.checks
    monkeypatch.undo()
    check(client, tables)
    assert tables.checks, "and nothing of it stays on the cluster"


def test_a_worker_that_cannot_import_what_it_is_sent_is_refused(client, monkeypatch):
    class Unread(crews.Crews):
        def __reduce__(self):
            return importlib.import_module, ("no_such_module",)

    monkeypatch.setattr(checking, "Crews", Unread)
    with pytest.raises(Mistake, match=r"cannot import Triptych: .*no_such_module.*; install it there"):
        check(client, Tables())
