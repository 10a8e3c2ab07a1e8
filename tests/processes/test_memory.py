"""The peak of memory is seen, and can begin anew."""

import sys

import numpy as np
import pytest

from comparisons.processes.memory import forget_peak, peak_mib


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
