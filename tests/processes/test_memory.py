"""The peak of memory is seen, and can begin anew."""

import sys

import numpy as np
import pytest

from comparisons.processes.memory import forget_peak, peak_mib, usage
from comparisons.processes.workers import Worker


def test_a_large_array_shows_in_the_peak_also_after_it_is_gone():
    forget_peak()
    before = peak_mib()
    array = np.ones(2**25)  # 256 MiB
    del array
    assert peak_mib() - before == pytest.approx(256, abs=32)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets the peak begin anew")
def test_the_peak_begins_anew():
    array = np.ones(2**25)
    high = peak_mib()
    del array
    forget_peak()
    assert peak_mib() < high - 128


def test_a_worker_says_what_its_own_process_has_used():
    held = np.ones(2**26)  # 512 MiB, which are this process's
    with Worker("scratch") as worker:
        used = worker.ask(usage)
    assert held.all() and 10 < used["peak_mib"] < 400 and 0 < used["cpu_s"] < 60
