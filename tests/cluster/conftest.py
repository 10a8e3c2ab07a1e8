"""A cluster of two worker processes, which all tests of this room share."""

import importlib.util

import pytest

if importlib.util.find_spec("distributed") is None:  # an extra of the package: pip install '.[cluster]'
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def cluster():
    from distributed import LocalCluster

    settings = dict(threads_per_worker=1, dashboard_address=":0", silence_logs=50)
    with LocalCluster(n_workers=2, **settings) as cluster:
        yield cluster


@pytest.fixture
def client(cluster):
    from distributed import Client

    with Client(cluster, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        yield client
