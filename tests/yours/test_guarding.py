"""People's code may raise, print, exit and hang; it becomes one line."""

import signal
import sys
import time

import numpy as np
import pytest

from comparisons.yours.guarding import Failed, TooSlow, guarded, limit_memory


def test_what_is_raised_is_told_with_the_line_of_the_persons_file():
    with pytest.raises(Failed, match=r"raised LinAlgError: .*\(test_guarding\.py:\d+\)"), guarded():
        np.linalg.inv(np.zeros((2, 2)))


def test_what_is_printed_is_kept_apart(capfd):
    with guarded() as printed:
        print("here")
        print("there", file=sys.stderr)
    assert printed.getvalue() == "here\nthere\n"
    assert capfd.readouterr() == ("", "")


def test_an_exit_is_no_end():
    with pytest.raises(Failed, match="ended the program: exit code 3"), guarded():
        sys.exit(3)


def test_what_hangs_is_stopped_also_where_it_catches_all():
    begun = time.monotonic()
    with pytest.raises(TooSlow, match=r"gave no answer within 0\.2 s"), guarded(0.2):
        while True:
            try:
                time.sleep(0.01)
            except Exception:
                continue
    assert time.monotonic() - begun < 5


def test_an_alarm_that_was_set_before_is_set_again():
    rang = []
    before = signal.signal(signal.SIGALRM, lambda *_: rang.append(1))
    signal.setitimer(signal.ITIMER_REAL, 30)
    try:
        with guarded(60):
            pass
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 30
        with guarded(1):
            pass
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 30
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert not rang


def test_defaults_and_random_numbers_are_as_before():
    import torch

    torch.set_default_dtype(torch.float32)  # whatever a test before left
    np.random.seed(3)
    torch.manual_seed(3)
    right = np.random.rand(), torch.rand(()).item()
    np.random.seed(3)
    torch.manual_seed(3)
    with guarded():
        torch.set_default_dtype(torch.float64)
        np.random.seed(0)
        torch.manual_seed(0)
    assert torch.get_default_dtype() is torch.float32
    assert right == (np.random.rand(), torch.rand(()).item())


def test_no_limit_is_no_limit():
    import resource

    limit = resource.getrlimit(resource.RLIMIT_DATA)
    limit_memory(0)
    assert resource.getrlimit(resource.RLIMIT_DATA) == limit
