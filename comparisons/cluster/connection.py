"""The way to a Dask cluster; whatever is wrong with it is one line."""

import asyncio
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from comparisons.errors import Mistake, debugging

#: So many seconds a scheduler may take to answer, and then as many to have a worker.
CONNECT_SECONDS = 10.0

INSTALL = "--scheduler needs Dask; install it here and on every machine: pip install 'triptych[cluster]'"


@contextmanager
def connected(address: str) -> Iterator:
    """Give a client of the Dask scheduler at an address, such as ``tcp://host:8786``.

    Raises Mistake where Dask is not installed, where no scheduler answers there, and where it has no workers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise Mistake(INSTALL) from None
    with warnings.catch_warnings():
        if not debugging():  # what goes wrong is told in lines of our own
            for name in ("distributed", "distributed.client"):  # Dask gives each a level of its own
                logging.getLogger(name).setLevel(logging.CRITICAL)
            warnings.filterwarnings("ignore", module="distributed")
        asyncio.run(_demand_scheduler(address))
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError:
            raise Mistake(
                f"the Dask cluster at {address} has no workers; begin some with: dask worker {address}"
            ) from None
        yield client


async def _demand_scheduler(address: str) -> None:
    """Raise Mistake unless a scheduler answers: a Client would go on trying, and would not say what else is there."""
    from distributed import rpc

    try:
        async with asyncio.timeout(CONNECT_SECONDS), rpc(address) as there:
            kind = (await there.identity())["type"]
    except ValueError as error:
        raise Mistake(
            f"{address!r} is no address of a Dask scheduler, as tcp://host:8786 is: {error}"
        ) from None
    except OSError:  # a time-out is one as well
        raise Mistake(
            f"no Dask scheduler answers at {address} within {CONNECT_SECONDS:.0f} s; begin one with: dask scheduler"
        ) from None
    if kind != "Scheduler":
        raise Mistake(f"at {address} is no Dask scheduler, but a {kind.lower()} of one")
