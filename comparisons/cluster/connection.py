"""The way to a Dask cluster; whatever is wrong with it is one line."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from comparisons.errors import Mistake, debugging, one_line

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
    if not debugging():
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told in our own line
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except Exception as error:  # by address, whatever its protocol and the network raise
        reason = one_line(error, placed=False)
        raise Mistake(
            f"no Dask scheduler answers at {address}: {reason}; begin one with: dask scheduler"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError:
            raise Mistake(
                f"the Dask cluster at {address} has no workers; begin some with: dask worker {address}"
            ) from None
        yield client
